"""Whether the firm knows the buyer's country."""

from __future__ import annotations

from typing import Final

from karavel.codes.country_names import name_in
from karavel.matching import sentences
from karavel.matching.part import Part
from karavel.matching.profile import Profile
from karavel.matching.question import Question
from karavel.texts import current
from karavel.texts import gettext as _

HOME, KNOWN, WANTED, NEW, UNWANTED = 1.0, 0.8, 0.5, 0.0, -0.5

_SENTENCES: Final = {
    HOME: sentences.BUYER_HOME,
    KNOWN: sentences.BUYER_KNOWN,
    WANTED: sentences.BUYER_WANTED,
    NEW: sentences.BUYER_NEW,
    UNWANTED: sentences.BUYER_UNWANTED,
}


def buyer(question: Question) -> Part:
    """Whether you are established, have worked or want to work in the buyer's country."""
    countries, profile = question.lots.buyer_country, question.profile

    def say(row: int) -> str:
        code = countries.codes[row]
        if code < 0:
            return _(sentences.BUYER_UNKNOWN)
        country = countries.words[code]
        return _(_SENTENCES[experience(country, profile)]).format(country=name_in(country, current()))

    return Part(countries.score(lambda country: experience(country, profile)), say)


def experience(country: str, profile: Profile) -> float:
    """What the firm's standing in a country is worth."""
    if country in profile.countries:
        return HOME
    if any(win.country == country for win in profile.wins):
        return KNOWN
    if not profile.markets:
        return NEW
    return WANTED if country in profile.markets else UNWANTED
