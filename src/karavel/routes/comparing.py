"""One requirement against what the company itself has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from karavel.companies import Company, Reference
from karavel.money import Rates
from karavel.notices import Money
from karavel.routes import sentences as say
from karavel.routes.needs import Answer, Asked, Days, NeedKind
from karavel.texts import gettext as _
from karavel.texts import language_name, ngettext
from karavel.texts import money as shown

_MANY_YEARS = 3
_SAME_GROUP = 3  # digits of a CPV group (Regulation (EC) No 2195/2002): contracts of one group count as similar

#: How long cures take: our own estimates, shown as ranges.
CURE_DAYS = {
    "ISO 27001": Days(120, 270),
    "ISO 9001": Days(60, 180),
    "ISO 20000": Days(120, 270),
    "ISO 14001": Days(60, 180),
    "ENS": Days(120, 270),
}
_CERTIFICATE_DAYS = Days(60, 270)
_INSURANCE_DAYS = Days(3, 14)
_BOND_DAYS = Days(5, 30)
_HIRE_DAYS = Days(30, 90)
_TRANSLATE_DAYS = Days(3, 15)


class Context(NamedTuple):
    """What a comparison needs besides the two: rates and their day, the lot's CPV, the day looked back from."""

    rates: Rates
    on: date
    cpv: tuple[str, ...]


def compare(asked: Asked, company: Company, context: Context) -> Answer:
    """One requirement against the company; what the text or the profile leaves open stays open."""
    return _BY_KIND[asked.kind](asked, company, context)


def _turnover(asked: Asked, company: Company, context: Context) -> Answer:
    need = _need_money(asked, say.NEED_TURNOVER, say.NEED_TURNOVER_STATED)
    if asked.amount is None or asked.currency is None:
        return _open(asked, need)
    special = asked.specific and any(account.it_turnover for account in company.accounts)
    years = _years(company, special=special)[: asked.years or _MANY_YEARS]
    if not years:
        return _silent(asked, need)
    amounts = [_in(amount, asked.currency, date(year, 12, 31), context) for year, amount in years]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts):
        return _unrated(asked, need, years[0][1])
    return _judged(asked, need, known, (years[-1][0], years[0][0]), special=special)


def _years(company: Company, *, special: bool) -> list[tuple[int, Money]]:
    """Turnover by year, the latest first; that from IT where comparable work is asked and the profile has it."""
    found = [(account.year, account.it_turnover if special else account.turnover) for account in company.accounts]
    return [(year, amount) for year, amount in found if amount is not None]


def _judged(asked: Asked, need: str, known: list[float], span: tuple[int, int], *, special: bool) -> Answer:
    """A sum asked against the years that are known: met, unmet, or open where the words allow both."""
    assert asked.amount is not None
    assert asked.currency is not None
    average = sum(known) / len(known)
    have = _(say.HAVE_TURNOVER).format(amount=shown(average, asked.currency), first=span[0], last=span[1])
    if asked.cumulative and average < asked.amount <= sum(known):
        return _answer(asked, need, have=have, gap=_(say.GAP_TOGETHER), met=None)
    if asked.specific and not special and average >= asked.amount:
        return _answer(asked, need, have=have, gap=_(say.GAP_COMPARABLE), met=None)
    if min(known) >= asked.amount:
        return _met(asked, need, have)
    if average >= asked.amount:
        return _answer(asked, need, have=have, gap=_(say.GAP_AVERAGE), met=None)
    gap = _(say.GAP_MONEY).format(amount=shown(asked.amount - average, asked.currency))
    return _answer(asked, need, have=have, gap=gap, cure=_(say.CURE_PARTNER), met=False)


def _references(asked: Asked, company: Company, context: Context) -> Answer:
    sentence = say.NEED_REFERENCES_YEARS if asked.years else say.NEED_REFERENCES
    if asked.count is None:
        return _open(asked, _(say.NEED_REFERENCES_STATED))
    need = ngettext(*sentence, asked.count).format(count=asked.count, years=asked.years)
    fitting = [reference for reference in company.references if _fits(reference, asked, context)]
    have_sentence = say.HAVE_REFERENCES_YEARS if asked.years else say.HAVE_REFERENCES
    have = _(have_sentence).format(count=len(fitting))
    if len(fitting) >= asked.count:
        return _met(asked, need, have)
    gap = _(say.GAP_COUNT).format(count=asked.count - len(fitting))
    return _answer(asked, need, have=have, gap=gap, cure=_(say.CURE_PARTNER), met=False)


def _fits(reference: Reference, asked: Asked, context: Context) -> bool:
    """Same CPV group as the lot, and ended within the years that count (work going on counts)."""
    groups = {code[:_SAME_GROUP] for code in context.cpv}
    similar = not groups or any(code[:_SAME_GROUP] in groups for code in reference.cpv)
    recent = reference.ended is None or not asked.years or reference.ended.year >= context.on.year - asked.years
    return similar and recent


def _certificate(asked: Asked, company: Company, context: Context) -> Answer:
    del context
    if asked.name is None:
        return _open(asked, asked.text)
    need = _(say.NEED_CERTIFICATE).format(name=asked.name)
    if any(_same_certificate(asked.name, name) for name in company.qualifications.certificates):
        return _met(asked, need, asked.name)
    return _answer(
        asked,
        need,
        have=_(say.HAVE_NO_CERTIFICATE),
        gap=_(say.GAP_CERTIFICATE).format(name=asked.name),
        cure=_(say.CURE_CERTIFICATE),
        days=CURE_DAYS.get(asked.name, _CERTIFICATE_DAYS),
        met=False,
    )


def _same_certificate(one: str, other: str) -> bool:
    return _plain(one) in _plain(other)


def _plain(name: str) -> str:
    return "".join(character for character in name.lower().replace("iec", "") if character.isalnum())


def _staff(asked: Asked, company: Company, context: Context) -> Answer:
    del context
    if asked.count is None:
        return _open(asked, asked.text)
    need = ngettext(*say.NEED_STAFF, asked.count).format(count=asked.count)
    if company.employees is None:
        return _silent(asked, need)
    have = ngettext(*say.HAVE_STAFF, company.employees).format(count=company.employees)
    if company.employees >= asked.count:
        # Enough people in all; whether they have the profiles that are asked is for the documents.
        return _answer(asked, need, have=have, gap=_(say.READ_DOCUMENTS), cure=_(say.CURE_DOCUMENTS), met=None)
    gap = _(say.GAP_COUNT).format(count=asked.count - company.employees)
    return _answer(asked, need, have=have, gap=gap, cure=_(say.CURE_HIRE), days=_HIRE_DAYS, met=False)


def _insurance(asked: Asked, company: Company, context: Context) -> Answer:
    need = _need_money(asked, say.NEED_INSURANCE, say.NEED_INSURANCE_STATED)
    sentences = (say.HAVE_INSURANCE, say.CURE_INSURANCE)
    return _cover(asked, need, company.qualifications.insurance, context, sentences, _INSURANCE_DAYS)


def _bond(asked: Asked, company: Company, context: Context) -> Answer:
    need = _need_money(asked, say.NEED_BOND, say.NEED_BOND_STATED)
    sentences = (say.HAVE_BONDING, say.CURE_BOND)
    return _cover(asked, need, company.qualifications.bonding, context, sentences, _BOND_DAYS)


def _cover(
    asked: Asked, need: str, cover: Money | None, context: Context, sentences: tuple[str, str], days: Days
) -> Answer:
    """Insurance and guarantees: sums that a third party promises, and that can be raised."""
    have_sentence, cure = sentences
    have = _(have_sentence).format(amount=shown(cover.amount, cover.currency)) if cover else None
    if asked.amount is None or asked.currency is None:
        return _open(asked, need, have)
    if cover is None:
        return _silent(asked, need, cure=_(cure), days=days)
    amount = _in(cover, asked.currency, context.on, context)
    if amount is None:
        return _unrated(asked, need, cover)
    if amount >= asked.amount:
        return _met(asked, need, have)
    gap = _(say.GAP_MONEY).format(amount=shown(asked.amount - amount, asked.currency))
    return _answer(asked, need, have=have, gap=gap, cure=_(cure), days=days, met=False)


def _language(asked: Asked, company: Company, context: Context) -> Answer:
    del context
    admitted = (asked.name or "").split()
    need = _(say.NEED_LANGUAGE).format(languages=_names(admitted))
    if not company.languages:
        return _silent(asked, need)
    have = _(say.HAVE_LANGUAGES).format(languages=_names(company.languages))
    if set(admitted) & set(company.languages):
        return _met(asked, need, have)
    # A translator closes this gap, so it never settles the whole by itself.
    return _answer(
        asked, need, have=have, gap=_(say.GAP_LANGUAGE), cure=_(say.CURE_TRANSLATE), days=_TRANSLATE_DAYS, met=None
    )


def _names(codes: tuple[str, ...] | list[str]) -> str:
    return ", ".join(language_name(code) for code in codes)


def _other(asked: Asked, company: Company, context: Context) -> Answer:
    del company, context
    return _open(asked, _(say.NEED_OTHER).format(text=asked.text))


def _need_money(asked: Asked, sentence: str, stated: str) -> str:
    if asked.amount is None or asked.currency is None:
        return _(stated)
    return _(sentence).format(amount=shown(asked.amount, asked.currency))


def _in(amount: Money | None, currency: str, on: date, context: Context) -> float | None:
    if amount is None:
        return None
    found = context.rates.convert(amount.amount, amount.currency, currency, on=min(on, context.on))
    return found.amount if found else None


def _met(asked: Asked, need: str, have: str | None) -> Answer:
    return _answer(asked, need, have=have, met=True)


def _open(asked: Asked, need: str, have: str | None = None) -> Answer:
    return _answer(asked, need, have=have, gap=_(say.READ_DOCUMENTS), cure=_(say.CURE_DOCUMENTS), met=None)


def _silent(asked: Asked, need: str, cure: str | None = None, days: Days | None = None) -> Answer:
    return _answer(asked, need, gap=_(say.PROFILE_SILENT), cure=cure, days=days, met=None)


def _unrated(asked: Asked, need: str, have: Money | None) -> Answer:
    other = have.currency if have else "?"
    return _answer(asked, need, gap=_(say.NO_RATE).format(one=other, other=asked.currency), met=None)


def _answer(
    asked: Asked,
    need: str,
    *,
    met: bool | None,
    have: str | None = None,
    gap: str | None = None,
    cure: str | None = None,
    days: Days | None = None,
) -> Answer:
    return Answer(need=need, have=have, gap=gap, cure=cure, days=days, met=met, kind=asked.kind, text=asked.text)


_BY_KIND: dict[NeedKind, Callable[[Asked, Company, Context], Answer]] = {
    "turnover": _turnover,
    "references": _references,
    "certificate": _certificate,
    "staff": _staff,
    "insurance": _insurance,
    "bond": _bond,
    "language": _language,
    "other": _other,
}
