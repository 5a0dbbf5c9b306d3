"""What is compared with: the words, codes, buyer and value of a lot, or those of a firm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from karavel.codes.cpv_labels import Labels
from karavel.companies import Company
from karavel.lake.search import weigh
from karavel.matching.terms.reading import further_words, lenders
from karavel.matching.terms.table import Subject
from karavel.matching.texts import LANGUAGES, weighed
from karavel.money import Rates
from karavel.notices import Lot, Notice

#: What a word counts: in a firm's summary or references, in the opening of a description, in the name of a code. Every
#: word of a title counts one, small ones and figures too: series of contracts share them, BM25 knows which are rare.
FIRM, DESCRIPTION, LABEL = 1.0, 0.3, 0.3

#: Letters of a description that are looked at: its opening says what it is about.
_OPENING: Final = 600


@dataclass(frozen=True)
class Wanted:
    """One subject.

    Attributes:
        words: to how much each counts, as anybody writes them.
        cpv: codes, main code first.
        buyer: name of the buyer, empty for a firm.
        country: of the buyer, alpha-2; None for a firm.
        value_eur: estimate; None where unknown.
        subjects: what a need speaks of, with how much of it that is; empty for lots and firms.
    """

    words: Mapping[str, float] = field(default_factory=dict)
    cpv: tuple[str, ...] = ()
    buyer: str = ""
    country: str | None = None
    value_eur: float | None = None
    subjects: Mapping[Subject, float] = field(default_factory=dict)


def of_lot(notice: Notice, lot: Lot, labels: Labels, rates: Rates) -> Wanted:
    """What a lot asks for. Names of its codes carry its words into other languages."""
    codes = lot.cpv or notice.cpv
    title = f"{lot.title} {notice.title}" if lot.title != notice.title else lot.title
    opening = f"{lot.description[:_OPENING]} {notice.description[:_OPENING]}"
    buyer = notice.buyer
    return Wanted(
        words=_words(codes[:1], labels) | weighed(opening, DESCRIPTION) | weigh(title),
        cpv=codes,
        buyer=buyer.name if buyer else "",
        country=buyer.country if buyer else None,
        value_eur=_euros(notice, lot, rates),
    )


def of_need(notice: Notice, lot: Lot, labels: Labels, rates: Rates) -> Wanted:
    """What somebody needs who tells it in sentences: only words of its subject, and what it is called elsewhere.

    A sentence has more small words than a title of the register, and a lake holds notices in many languages; so the
    subjects that are spoken of lend their words in all of them (:mod:`karavel.matching.terms`).
    """
    named = of_lot(notice, lot, labels, rates)
    subjects = lenders(f"{lot.title}\n{lot.description}")
    words = _words(named.cpv[:1], labels) | weighed(lot.description, DESCRIPTION) | further_words(subjects)
    return replace(named, words=words | weighed(lot.title, FIRM), subjects=subjects)


def of_company(company: Company, labels: Labels) -> Wanted:
    """What a firm does, by its summary, its references and the names of its codes."""
    past = " ".join(reference.title for reference in company.references)
    codes = (*company.capabilities.cpv, *(code for reference in company.references for code in reference.cpv))
    return Wanted(
        words=_words(company.capabilities.cpv, labels)
        | weighed(past, FIRM)
        | weighed(company.capabilities.summary, FIRM),
        cpv=tuple(dict.fromkeys(codes)),
    )


def _words(codes: Iterable[str], labels: Labels) -> dict[str, float]:
    return weighed(" ".join(labels.describe(code, language) for code in codes for language in LANGUAGES), LABEL)


def _euros(notice: Notice, lot: Lot, rates: Rates) -> float | None:
    """The estimate at the rate of the day of publication; the notice's own where it has one lot only."""
    value = lot.value or (notice.value if len(notice.lots) == 1 else None)
    day = notice.published or notice.dispatched
    found = rates.convert(value.amount, value.currency, "EUR", on=day) if value and day else None
    return found.amount if found else None
