"""The sections of a call: the editor saves one at a time, an amendment all together."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple, TypeAlias

from django.forms import BaseInlineFormSet, BaseModelForm, inlineformset_factory
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karavel.web.desk.calls import timetable
from karavel.web.desk.calls.forms import (
    CriterionForm,
    DecisionForm,
    LotForm,
    RequirementForm,
    TimetableForm,
    WhatForm,
    WhoForm,
)
from karavel.web.desk.calls.models import Call, CallLot, CallPart, Criterion, Requirement

Said: TypeAlias = "Mapping[str, Any] | None"
Bound: TypeAlias = "BaseModelForm[Any] | BaseInlineFormSet[Any, Any, Any]"
#: Rows of one kind that a call may have.
MOST: Final = 60


class Section(NamedTuple):
    """A part of a call.

    Attributes:
        name: in addresses and names of inputs.
        make: the form of a call, as it stands or as it was sent.
        help: what belongs there.
        row: what one of its rows is called, and ``add`` what the button for one more says; empty where it has none.
    """

    name: str
    label: Promise
    make: Callable[[Call, Said], Bound]
    help: Promise
    row: Promise | str = ""
    add: Promise | str = ""


class _Rows(BaseInlineFormSet):  # type: ignore[type-arg] # not so at run time
    """Rows of a call, in the order in which they were written."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """A new row, after those that are there."""
        row = form.save(commit=False)
        row.call, row.organisation_id = self.instance, self.instance.organisation_id
        row.place = _next(type(row), self.instance, "place")
        if commit:
            row.save()
        return row


class _Lots(BaseInlineFormSet):  # type: ignore[type-arg] # not so at run time
    """Lots; a new one gets the next number, which is never given again while the call lives."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """A new lot."""
        lot = form.save(commit=False)
        lot.call, lot.organisation_id = self.instance, self.instance.organisation_id
        lot.number = next_number(self.instance)
        if commit:
            lot.save()
        return lot


class _StandingLots(_Lots):
    """The lots of a published call: none comes, none goes, as bids name them."""

    def total_form_count(self) -> int:
        """As many as there were."""
        return self.initial_form_count()


def _next(model: type[CallPart], call: Call, field: str) -> int:
    last: int | None = (
        model.objects.filter(call=call).order_by(f"-{field}").values_list(field, flat=True).first()  # type: ignore[misc]
    )
    return 0 if last is None else last + 1


def next_number(call: Call) -> str:
    """The number of a call's next lot: ``LOT-0001``."""
    last = CallLot.objects.filter(call=call).order_by("-number").values_list("number", flat=True).first()
    return f"LOT-{int(last.rpartition('-')[2]) + 1 if last else 1:04}"


def _rows(model: Any, form: Any, formset: Any, **given: Any) -> Any:
    return inlineformset_factory(
        Call,
        model,
        form=form,
        formset=formset,
        extra=1,
        can_delete_extra=False,
        max_num=MOST,
        validate_max=True,
        absolute_max=MOST + 20,
        **given,
    )


_LotRows: Final = _rows(CallLot, LotForm, _Lots)
_FixedLots: Final = inlineformset_factory(Call, CallLot, form=LotForm, formset=_StandingLots, extra=0, can_delete=False)
_CriterionRows: Final = _rows(Criterion, CriterionForm, _Rows)
_RequirementRows: Final = _rows(Requirement, RequirementForm, _Rows)


def _what(call: Call, said: Said) -> Bound:
    return WhatForm(said, instance=call, prefix="what", language=call.language)


def _timetable(call: Call, said: Said) -> Bound:
    regimes = timetable.regimes()
    return TimetableForm(said, instance=call, prefix="timetable", language=call.language, regimes=regimes)


def _who(call: Call, said: Said) -> Bound:
    return WhoForm(said, instance=call, prefix="who", language=call.language)


def _decision(call: Call, said: Said) -> Bound:
    return DecisionForm(said, instance=call, prefix="decision", language=call.language)


def _lots(call: Call, said: Said) -> Bound:
    rows = _LotRows if call.state == "planned" else _FixedLots  # bids name the lots of a published call
    return rows(said, instance=call, prefix="lots", form_kwargs={"language": call.language})


def _criteria(call: Call, said: Said) -> Bound:
    given = {"language": call.language, "call": call}
    rows: Bound = _CriterionRows(said, instance=call, prefix="criteria", form_kwargs=given)
    return rows


def _requirements(call: Call, said: Said) -> Bound:
    given = {"language": call.language, "call": call}
    rows: Bound = _RequirementRows(said, instance=call, prefix="requirements", form_kwargs=given)
    return rows


SECTIONS: Final = (
    Section("what", _("What"), _what, _("What is bought, and by which procedure.")),
    Section("lots", _("Lots"), _lots, _("A call without parts has one lot."), _("Lot"), _("Add a lot")),
    Section(
        "criteria",
        _("Criteria"),
        _criteria,
        _("Weights of those that apply to a lot add up to 100."),
        _("Criterion"),
        _("Add a criterion"),
    ),
    Section(
        "decision",
        _("Decision"),
        _decision,
        _("How points are rounded, equal offers parted, and lots shared out. At last lots are drawn."),
    ),
    Section(
        "requirements",
        _("Requirements"),
        _requirements,
        _("What a bidder must show. Ask no more than the contract needs."),
        _("Requirement"),
        _("Add a requirement"),
    ),
    Section("timetable", _("Timetable"), _timetable, _("Checked against the minimum periods while you write.")),
    Section("who", _("Who may bid"), _who, _("Who may bid, in which languages, and where bids go.")),
)
BY_NAME: Final = {section.name: section for section in SECTIONS}


def digest(section: Section, call: Call) -> str:
    """What a section says as it is saved; its form carries this, so that nobody overwrites what they have not read."""
    bound: Any = section.make(call, None)
    parts = bound.initial_forms if is_rows(bound) else [bound]
    said = [(form.instance.pk, sorted(form.initial.items())) for form in parts]
    return sha256(json.dumps(said, default=str).encode()).hexdigest()[:20]


def is_rows(bound: Bound) -> bool:
    """Whether a section has rows."""
    return isinstance(bound, BaseInlineFormSet)
