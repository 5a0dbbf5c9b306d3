"""From a lot's words to what it asks, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import msgspec

from karavel.notices import Lot, Requirement
from karavel.routes.needs import Asked, NeedKind
from karavel.routes.requirements import words
from karavel.routes.requirements.amounts import Sum, sums
from karavel.routes.requirements.lots import concerns
from karavel.routes.requirements.numbers import NUMBER, ONE, YEARS, value, years
from karavel.routes.requirements.pattern import Pattern

# A dot ends a clause only after a word or figure and before a capital: "1.000.000", "Mio. EUR" and "mind. 2" go on.
# Spain's platform writes the name of a criterion, a dot, and what it asks: "Cifra anual de negocio. Descripción: …".
# Some publishers lost the backslashes of line ends: "…in total.rn Where…".
_CLAUSES = Pattern(
    r"[;\n•]|(?:(?<=[.:;,)\d%A-Z])|(?<=\dm))rn(?=\s|$)|\s[—–]\s"
    r"|(?:(?<=\w{4})|(?<=[\d)]))\.\s+(?=[A-ZÄÖÜÉŚŁŻ„«])(?!Descripción:)"
)
_SAYS_SOMETHING = 15  # characters; a shorter clause is a heading or a number
_WORDS_BETWEEN = 4  # a number counts a noun that stands among so many words after it
_NEAR = 25  # characters in which "at most" belongs to a number
_SHOWN = 300  # characters of a text that is quoted back
_MOST_REFERENCES = 30  # more is a number of points, pages or people
_MOST_PEOPLE = 5_000

_COUNTED = Pattern(
    rf"(?<![\w.,/-])(?:(?:{words.LEAST})\s(?P<one>{ONE})|(?P<n>{NUMBER}))(?:\s?\([^)]{{1,20}}\))?\s"
    r"(?=(?P<tail>(?:[^\W\d_][\w'’-]*\s?){1,5}))"
)
_AT_LEAST = Pattern(
    rf"(?:{words.LEAST})\s(?:(?P<one>{ONE})|(?P<n>{NUMBER}))(?:\s?\([^)]{{1,20}}\))?\s"
    r"(?=(?P<tail>(?:[^\W\d_][\w'’-]*\s?){1,5}))"
)
_PER_CENT = Pattern(r"(?<![\d.,])(?P<n>\d{1,3}(?:[.,]\d{1,2})?)\s?%")
_MOST_SHARE = 20  # per cent; a larger one is a weight or a reduction
_WORD = Pattern(r"[^\W\d_][\w'’-]*")
_YEAR = Pattern(rf"(?:{YEARS})(?![^\W_])")
_LABELLED = Pattern(rf"[^\W\d_]{{4,}}\s?:\s?(?:{words.LEAST})?\s?(?P<n>\d{{1,3}})(?![\d.,])")


#: In this order: an insurance clause may speak of turnover, a turnover clause of guarantees.
_SUMS: tuple[tuple[NeedKind, Pattern], ...] = (
    ("insurance", words.INSURANCE),
    ("turnover", words.TURNOVER),
    ("bond", words.BOND),
)


@lru_cache(maxsize=4_096)
def read(text: str, currency: str | None = None) -> tuple[Asked, ...]:
    """Everything a text asks that the patterns know, and the clauses that they do not know as one ``other``.

    ``currency`` is the lot's own, which settles signs that several currencies share.
    """
    found: list[Asked] = []
    rest: list[str] = []
    for clause in _clauses(text):
        asked = tuple(_clause(clause, currency))
        found.extend(asked)
        if not asked and len(clause) >= _SAYS_SOMETHING:
            rest.append(clause)
    if rest:
        found.append(Asked(kind="other", text=_short("; ".join(rest))))
    return tuple(_merged(tuple(found)))


def asked_by(lot: Lot) -> tuple[Asked, ...]:
    """What a lot asks: its selection criteria, its guarantee and the languages of tenders."""
    currency = lot.value.currency if lot.value else None
    return tuple(_merged((*_criteria(lot, currency), *_guarantee(lot, currency), *_languages(lot))))


def _criteria(lot: Lot, currency: str | None) -> Iterator[Asked]:
    for requirement in lot.requirements:
        for asked in read(_words_of(requirement), currency):
            one = sum(1 for found in sums(asked.text, currency) if found.amount) == 1
            yield _in_money(asked, lot) if concerns(asked.text, lot.id, one_figure=one) else _unsettled(asked)


def _words_of(requirement: Requirement) -> str:
    return "\n".join(part for part in (requirement.text, requirement.minimum) if part)


def _unsettled(asked: Asked) -> Asked:
    """What is asked for other lots says nothing certain about this one."""
    return Asked(kind="other" if asked.kind == "certificate" else asked.kind, text=asked.text)


def _in_money(asked: Asked, lot: Lot) -> Asked:
    """A guarantee that is a share of the contract in money, where the lot says its value."""
    if asked.kind != "bond" or asked.amount is not None or lot.value is None:
        return asked
    share = _share(asked.text)
    if share is None:
        return asked
    return msgspec.structs.replace(asked, amount=round(lot.value.amount * share / 100), currency=lot.value.currency)


def _share(text: str) -> float | None:
    """The one share of the contract, in per cent, that a clause names; None for several, or one of anything else."""
    low = text.lower()
    found = {float(match["n"].replace(",", ".")) for match in _PER_CENT.finditer(low)}
    if len(found) != 1 or words.HELD_BACK.search(low) or not words.SHARE_OF.search(low):
        return None
    share = found.pop()
    return share if 0 < share <= _MOST_SHARE else None


def _guarantee(lot: Lot, currency: str | None) -> Iterator[Asked]:
    if lot.guarantee_required or lot.guarantee:
        found = max(sums(lot.guarantee or "", currency), key=lambda each: each.amount, default=Sum(0, None))
        yield _in_money(_money("bond", lot.guarantee or "", found), lot)


def _languages(lot: Lot) -> Iterator[Asked]:
    if lot.languages:
        yield Asked(kind="language", name=" ".join(lot.languages))


def _clauses(text: str) -> Iterator[str]:
    for clause in _CLAUSES.split(text):
        if clause and clause.strip():
            yield " ".join(clause.split())


def _clause(clause: str, currency: str | None) -> Iterator[Asked]:
    low = clause.lower()
    yield from _certificates(clause, low)
    spoken = [kind for kind, pattern in _SUMS if pattern.search(low)]
    kind = next(iter(spoken), None)
    if len(spoken) > 1 and sum(1 for _ in sums(clause, currency)) > 1:
        yield from (_amount(each, part, currency) for each, part in _parts(clause))
    elif kind:
        yield _amount(kind, clause, currency)
    if named := words.REFERENCES.search(low):
        references = _references(clause)
        # "turnover from similar contracts" speaks of turnover; "references" always of references.
        if references.settled or kind is None or named[0].startswith("ref"):
            yield references
    elif words.DONE.search(low) and not words.PERSON.search(low) and (done := _done(low)):
        yield Asked(kind="references", text=_short(clause), count=done, years=years(clause))
    if words.STAFF.search(low) and (people := _count(low, words.STAFF, _MOST_PEOPLE)):
        yield Asked(kind="staff", text=_short(clause), count=people)


def _certificates(clause: str, low: str) -> Iterator[Asked]:
    if not words.ANY_CERTIFICATE.search(low):
        return
    for name, pattern in words.CERTIFICATE.items():
        if pattern.search(low):
            yield Asked(kind="certificate", text=_short(clause), name=name)


def _parts(clause: str) -> Iterator[tuple[NeedKind, str]]:
    """A clause with several sums for several things, cut where it begins to speak of another one of them."""
    found = sorted((match.start(), kind) for kind, pattern in _SUMS for match in pattern.finditer(clause.lower()))
    begins = [one for before, one in zip([None, *found], found, strict=False) if before is None or before[1] != one[1]]
    ends = [start for start, _ in begins[1:]] + [len(clause)]
    yield from ((kind, clause[start:end]) for (start, kind), end in zip(begins, ends, strict=True))


def _amount(kind: NeedKind, clause: str, currency: str | None) -> Asked:
    """The largest sum in the clause: asked per lot or per claim, the larger one is the safe reading."""
    found = max(sums(clause, currency), key=lambda each: each.amount, default=Sum(0, None))
    return _money(kind, clause, found)


def _money(kind: NeedKind, text: str, found: Sum) -> Asked:
    known, low = found.currency is not None and found.amount > 0, text.lower()
    return Asked(
        kind=kind,
        text=_short(text),
        amount=found.amount if known else None,
        currency=found.currency if known else None,
        years=years(text),
        specific=kind == "turnover" and words.SPECIFIC.search(low) is not None,
        cumulative=kind == "turnover" and words.CUMULATIVE.search(low) is not None,
    )


def _references(clause: str) -> Asked:
    return Asked(
        kind="references",
        text=_short(clause),
        count=_count(clause.lower(), words.REFERENCES, _MOST_REFERENCES),
        years=years(clause),
    )


def _count(clause: str, nouns: Pattern, most: int) -> int | None:
    """The number that stands before one of the nouns, the largest where there are several."""
    counts = [
        value(match["n"]) if match["n"] else 1
        for match in _COUNTED.finditer(clause)
        if _counts(match["tail"], nouns) and not _capped(clause, match)
    ]
    if nouns is words.REFERENCES and not counts:
        counts = [int(match["n"]) for match in _LABELLED.finditer(clause) if nouns.match(match[0])]
    return max((count for count in counts if 0 < count <= most), default=None)


def _done(clause: str) -> int | None:
    """How many contracts or projects at the least are to have been done."""
    counts = [
        value(match["n"]) if match["n"] else 1
        for match in _AT_LEAST.finditer(clause)
        if _counts(match["tail"], words.WORKS) and not _capped(clause, match)
    ]
    return max((count for count in counts if 0 < count <= _MOST_REFERENCES), default=None)


def _counts(tail: str, nouns: Pattern) -> bool:
    """Whether one of the first words after a number is one of the nouns (or begins one of several words)."""
    for word in islice(_WORD.finditer(tail), _WORDS_BETWEEN):
        if nouns.match(tail, word.start()):
            return True
        if _YEAR.match(tail, word.start()):
            return False  # "in the last 3 years the number of employees" counts years
    return False


def _capped(clause: str, match: re.Match[str]) -> bool:
    """Whether the number is the most that may be handed in rather than the least."""
    around = clause[max(0, match.start() - _NEAR) : match.start()] + " " + clause[match.end() : match.end() + _NEAR]
    return words.MOST.search(around) is not None


def _merged(found: tuple[Asked, ...]) -> Iterator[Asked]:
    """One of each: the text is often said twice, and a settled need makes an unsettled one of its kind superfluous."""
    every = list(dict.fromkeys(found))
    settled = {asked.kind for asked in every if asked.settled}
    seen: set[tuple[object, ...]] = set()
    for asked in every:
        key = (asked.kind, asked.name, asked.amount, asked.currency, asked.count, asked.kind == "other" and asked.text)
        if key in seen or (not asked.settled and asked.kind in settled):
            continue
        seen.add(key)
        yield asked


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN].rsplit(" ", 1)[0] + " …"
