"""What a call announces for equal offers: rules in their order, and a draw of lots at last."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from karavel.web.desk.calls.models import Call
from karavel.web.desk.fields import said

#: Rules that every call has, by their names in :mod:`karavel.procurement.scoring`; others are criteria by their keys.
RULES: Final[dict[str, Promise]] = {
    "price": gettext_lazy("the lower price"),
    "quality": gettext_lazy("more points for quality"),
}
#: Rules that a call may announce.
MOST: Final = 3


def choices(call: Call) -> list[tuple[str, str]]:
    """What a call may choose from."""
    return [("", "–"), *RULES.items(), *((str(one.pk), _more(one.name, call)) for one in call.criteria.all())]  # type: ignore[list-item]


def _more(name: dict[str, str], call: Call) -> str:
    return _("more points for “%(criterion)s”") % {"criterion": said(name, original=call.language)}


def standing(call: Call) -> tuple[str, ...]:
    """The rules of a call whose criteria are still there."""
    known = {*RULES, *(str(pk) for pk in call.criteria.values_list("pk", flat=True))}
    return tuple(rule for rule in call.ties if rule in known)


def named(call: Call, rule: str) -> str:
    """A rule in the language in use."""
    if rule in RULES:
        return str(RULES[rule])
    criterion = call.criteria.filter(pk=int(rule)).first()
    return _more(criterion.name, call) if criterion else "–"


def told(call: Call) -> str:
    """How equal offers are parted, in a sentence."""
    rules = [named(call, rule) for rule in standing(call)]
    draw = _("a draw of lots that anybody can do again")
    return _("Equal offers are parted by: %(rules)s.") % {"rules": "; ".join([*rules, draw])}
