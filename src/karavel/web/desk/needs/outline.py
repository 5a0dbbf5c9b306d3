"""The outline of a specification: headings with what to say under each, made from what the need is.

It is a list of questions to answer, not text to publish: what a service needs at its level, across borders, and for
software that is bought ready-made or written. Sources: levels of CPSV-AP and the eGovernment Benchmark (information,
download, form, transaction, proactive); EN 301 549 for accessibility; Regulation (EU) 2016/679 for personal data;
Regulation (EU) 910/2014 for identification across borders.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from karavel.matching.terms.reading import read
from karavel.web.desk.needs.matters import matters

FORM, TRANSACTION, PROACTIVE = 3, 4, 5
#: CPV divisions of ready-made software and of hardware.
_PACKAGES, _MACHINES = "48", "30"
_OPEN: Final = "- {}"


class Section(NamedTuple):
    """A heading, and what to say under it."""

    heading: str
    questions: list[str]


def outline(title: str, text: str, level: int, cpv: Sequence[str], *, abroad: bool) -> list[Section]:
    """The sections for a need.

    Args:
        title: of the need.
        text: what is needed, in the officer's words: it opens the first section, and its subjects bring their own.
        level: of online sophistication wanted (1 to 5).
        cpv: its codes, main first.
        abroad: whether people of other countries are to use it.
    """
    subjects = [found.subject.name for found in read(f"{title}\n{text}")]
    division = cpv[0][:2] if cpv else ""
    found = [
        Section(_("Purpose and scope"), [text.strip(), *_scope()]),
        Section(_("Who uses it"), _users(abroad)),
        Section(_("What the service does"), list(_functions(level))),
        Section(_("What this kind of service must settle"), matters(subjects)),
        *_rest(level, division),
    ]
    return [section for section in found if section.questions]


def _rest(level: int, division: str) -> Iterator[Section]:
    yield Section(_("What it is connected with"), list(_connections(level)))
    yield Section(_("Data, security, accessibility"), _duties())
    yield Section(_("What is bought"), _bought(division))
    yield Section(_("Figures that are measured"), list(_measures(level)))
    yield Section(_("Going live and running"), _running())
    yield Section(_("How it is accepted"), _acceptance(level))


def _scope() -> list[str]:
    return [
        _("The authority that is responsible, and the law on which the service rests."),
        _("What is outside of this contract."),
    ]


def _users(abroad: bool) -> list[str]:
    found = [
        _("Citizens, firms or officials: how many a year, on which devices, in which languages."),
        _("The life or business event that brings them."),
    ]
    if abroad:
        found.append(_("Users from other countries: their identification, documents and languages."))
    return found


def _functions(level: int) -> Iterator[str]:
    yield _("Information in plain words: conditions, documents, fees, time limits.")
    if level >= FORM:
        yield _("Forms that check what is entered, keep drafts and take files.")
    if level >= TRANSACTION:
        yield _(
            "The whole case online: identification, signature, payment, tracking, decision, delivery of the result."
        )
    if level >= PROACTIVE:
        yield _("What the authority knows is not asked again; the service is offered when the event happens.")


def _connections(level: int) -> Iterator[str]:
    yield _("The portal and its design system, the content that is there already.")
    if level >= TRANSACTION:
        yield _(
            "Electronic identification and signature, payment, registers, case management, archive: "
            "interfaces and who owns them."
        )
    if level >= PROACTIVE:
        yield _("The events that start it, and the legal basis for reading the registers.")


def _duties() -> list[str]:
    return [
        _("Personal data: purpose, basis, place of storage, retention, processor agreement."),
        _("Security: classification, tests before going live, reporting of incidents."),
        _("Accessibility according to EN 301 549, shown by a test with users."),
    ]


def _bought(division: str) -> list[str]:
    if division == _PACKAGES:
        return [
            _("Licences: users, term, metric, updates, exit."),
            _("Adaptation: what is configured, what is written."),
        ]
    if division == _MACHINES:
        return [_("Quantities, minimum performance, warranty, delivery place."), _("Energy use and taking back.")]
    return [
        _("Results, not working days: what is handed over, when, in which form."),
        _("Rights in the code and its publication, documentation, training, change of supplier."),
    ]


def _measures(level: int) -> Iterator[str]:
    yield _("Availability: … % of each month (99.5 % is usual), measured from outside, without announced maintenance.")
    yield _("Speed: 95 % of pages within … seconds (2 is usual) with … users at once.")
    if level >= FORM:
        yield _("Completion: … % of users finish without help (90 % is a good aim), counted from the first page.")
    if level >= TRANSACTION:
        yield _("Time from application to decision: … days, … % of cases wholly online after a year.")
    if level >= PROACTIVE:
        yield _("Reach: … % of those entitled are offered the service within … days of the event.")
    yield _("Faults: critical ones answered within … hours and mended within …; what is deducted when missed.")


def _running() -> list[str]:
    return [
        _("Pilot, migration, training, the day of going live."),
        _("Availability, response times, support hours, and what happens when they are missed."),
    ]


def _acceptance(level: int) -> list[str]:
    return [
        _("Tests with figures, by whom, on which data."),
        _("Acceptance of the last milestone puts the service into the catalogue at level %(level)d.")
        % {"level": level},
    ]


def as_text(sections: Sequence[Section]) -> str:
    """The outline as text to work on: headings, and a line for each question."""
    return "\n\n".join("\n".join([f"## {one.heading}", *map(_OPEN.format, one.questions)]) for one in sections)
