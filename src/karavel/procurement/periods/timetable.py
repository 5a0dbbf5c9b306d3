"""The timetable of a procedure: its dates, and what else the periods depend on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from karavel.errors import InvalidInput, Mistake
from karavel.procurement.periods.model import Procedure, Start, Step
from karavel.texts.marking import N_

#: What a timetable may say besides its dates, and what it means; sentences to be translated when they are said.
FACTS: Final[Mapping[str, str]] = {
    "published_oj": N_("The call is published in the Official Journal of the European Union."),
    "works": N_("Works are bought, not goods or services."),
    "electronic_notice": N_("The notice is published electronically."),
    "electronic_documents": N_("All documents are free, whole and electronic from the day of the notice."),
    "electronic_tenders": N_("Tenders are taken electronically."),
    "documents_elsewhere": N_("Some documents cannot be offered electronically, or are handed out against secrecy."),
    "prior_notice": N_("A prior information notice with all that is asked was published early enough."),
    "urgent": N_("A substantiated urgency makes the usual time impracticable."),
    "repeated": N_("A call that failed is published again."),
    "single_tender": N_("One tender alone was handed in."),
    "told_by_post": N_("The decision is told on paper alone."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """When what happens; what is not fixed yet is None.

    Attributes:
        country: the buyer's, ISO 3166-1 alpha-2, whose public holidays count.
        dispatched: the notice was sent for publication.
        published: it was published.
        requests_by: the deadline for requests to participate, in local time.
        invited: candidates were invited to tender.
        answered: the last answers to questions were published.
        tenders_by: the deadline for tenders, in local time.
        decided: the decision was told to all bidders.
        signed: the contract is to be signed.
        facts: keys of ``FACTS`` that hold.

    Raises:
        InvalidInput: a fact that there is none of.
    """

    country: str
    procedure: Procedure = "open"
    dispatched: date | None = None
    published: date | None = None
    requests_by: datetime | None = None
    invited: date | None = None
    answered: date | None = None
    tenders_by: datetime | None = None
    decided: date | None = None
    signed: date | None = None
    facts: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        unknown = sorted(self.facts - set(FACTS))
        if unknown:
            raise InvalidInput(
                f"A timetable tells no {', '.join(unknown)}.",
                tuple(Mistake("Timetable.facts", f"{one!r} is none of {', '.join(FACTS)}") for one in unknown),
            )

    @property
    def begins(self) -> date | None:
        """The day on which the procedure starts: by it the law in force is chosen."""
        known = (self.dispatched, self.published, self.invited, self.decided)
        return min((day for day in known if day), default=None)

    @property
    def tendering(self) -> int | None:
        """The days from the notice to the deadline for tenders, or from the invitation where candidates are invited."""
        begins = self.invited or self.dispatched
        return (self.tenders_by.date() - begins).days if begins and self.tenders_by else None

    def start(self, start: Start) -> date | None:
        """The day from which a period is counted."""
        days = {
            "dispatch": self.dispatched,
            "publication": self.published,
            "invitation": self.invited,
            "answers": self.answered,
            "decision": self.decided,
        }
        return days[start]

    def end(self, step: Step) -> datetime | date | None:
        """The deadline of a step, a day where its hour does not matter."""
        if step == "standstill":
            return self.signed
        return self.requests_by if step == "requests" else self.tenders_by
