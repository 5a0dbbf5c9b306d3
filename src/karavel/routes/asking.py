"""A letter to the buyer where it is the buyer who decides, or where nothing settles the answer.

The letters are files, one a language; they ask and claim nothing, and they name no law, because a wrong article in the
first letter is the last thing that a buyer reads.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Final

import msgspec
from babel.dates import format_date

from karavel.codes.country_names import name_in
from karavel.companies import Company
from karavel.notices import Lot, Notice, day_of

#: How each letter names the lot; a letter is written in these languages, any other falls back on English.
_LOT: Final = {
    "en": ", lot {lot}",
    "pt": ", lote {lot}",
    "az": ", lot {lot}",
    "bg": ", обособена позиция {lot}",
    "cs": ", část {lot}",
    "da": ", delaftale {lot}",
    "de": ", Los {lot}",
    "el": ", τμήμα {lot}",
    "es": ", lote {lot}",
    "et": ", osa {lot}",
    "fi": ", osa {lot}",
    "fr": ", lot {lot}",
    "hr": ", grupa {lot}",
    "hu": ", {lot} rész",
    "it": ", lotto {lot}",
    "lt": ", dalis {lot}",
    "lv": ", daļa {lot}",
    "nl": ", perceel {lot}",
    "no": ", delkontrakt {lot}",
    "pl": ", część {lot}",
    "ro": ", lotul {lot}",
    "ru": ", лот {lot}",
    "sk": ", časť {lot}",
    "sl": ", sklop {lot}",
    "sv": ", del {lot}",
    "tr": ", kısım {lot}",
    "uk": ", лот {lot}",
}
LANGUAGES: Final = tuple(_LOT)
#: Both written forms of Norwegian get the same letter.
_WRITTEN: Final = {"nb": "no", "nn": "no"}

_BEFORE_DEADLINE: Final = timedelta(days=6)
"""Buyers under the EU directives answer at the latest six days before the deadline (2014/24/EU, Art. 53(2)); where the
notice names no day, questions are assumed to close then, whatever law the buyer is under."""

_LOCALES: Final = {"en": "en_GB", "pt": "pt_PT", "no": "nb_NO"}  # as Europe writes them

#: The day for questions stands in brackets, which asks for no case, but where a preposition is all it takes.
_UNTIL: Final = {"en": " on {day}", "de": " am {day}"}
_UNTIL_ELSE: Final = " ({day})"


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter to a buyer.

    Attributes:
        language: ISO 639-1, the notice's own where a letter is written in it, else ``en``.
        notice_language: the notice's own, None where it does not say.
        text: subject line and letter.
        until: the last day for questions; ``assumed`` where the notice does not say and six days before the deadline
            are taken; None without a deadline.
        to: the buyer's address for electronic mail, else its profile, else its name.
    """

    language: str
    text: str
    notice_language: str | None
    until: date | None
    to: str | None
    assumed: bool = False


def letter(company: Company, notice: Notice, lot: Lot, gateway: str | None = None) -> Letter:
    """The letter for one lot, in the notice's language.

    Args:
        company: who asks.
        notice: what about.
        lot: which lot of it.
        gateway: the country of the subsidiary that the letter asks about, by default the company's first choice.
    """
    own = _WRITTEN.get(notice.language or "", notice.language)
    language = own if own in _LOT else "en"
    until, assumed = closes(lot)
    text = _template(language).format(
        company=company.name,
        country=name_in(company.country, language),
        gateway=_country(gateway or _gateway(company, notice), language),
        buyer_country=_country(notice.buyer.country if notice.buyer else None, language),
        title=" ".join((lot.title or notice.title).split()),
        notice=notice.id,
        lot=_LOT[language].format(lot=lot.id) if len(notice.lots) > 1 else "",
        deadline=_day(day_of(lot.deadline), language) if lot.deadline else "–",
        until=_UNTIL.get(language, _UNTIL_ELSE).format(day=_day(until, language)) if until else "",
    )
    return Letter(language=language, text=text, notice_language=own, until=until, to=_to(notice), assumed=assumed)


def closes(lot: Lot) -> tuple[date | None, bool]:
    """The last day for questions, and whether it is assumed rather than published."""
    if lot.questions_deadline:
        return day_of(lot.questions_deadline), False
    return (day_of(lot.deadline) - _BEFORE_DEADLINE, True) if lot.deadline else (None, False)


def _gateway(company: Company, notice: Notice) -> str | None:
    """The country of the subsidiary to ask about: the first choice, else the buyer's own country."""
    chosen = company.preferences.gateways
    return chosen[0] if chosen else (notice.buyer.country if notice.buyer else None)


def _country(code: str | None, language: str) -> str:
    return name_in(code, language) if code else "–"


def _to(notice: Notice) -> str | None:
    buyer = notice.buyer
    return (buyer.email or buyer.url or buyer.name) if buyer else None


def _day(day: date, language: str) -> str:
    return str(format_date(day, "long", locale=_LOCALES.get(language, language)))


@lru_cache(maxsize=len(LANGUAGES))
def _template(language: str) -> str:
    return files("karavel.routes").joinpath("letters", f"{language}.txt").read_text(encoding="utf-8")
