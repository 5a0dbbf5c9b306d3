"""Small numbers in words and figures, and spans of years, in the main languages of European notices."""

from __future__ import annotations

import re

from karavel.routes.requirements.pattern import Pattern

#: One to ten and twelve; only forms that mean nothing else. "une" and "eine" are articles: see ``ONE``.
_WORDS = {
    1: "one uno jedna jedno jednej jedną jednego één",
    2: "two zwei deux dos dois duas due dwa dwie dwóch două twee två två to dva dvě dvije két δύο две два",
    3: "üç three drei trois tres três tre trzy trzech trei drie tři tri három trys trīs kolme τρεις τριών три трите",
    4: "four vier quatre cuatro quatro quattro cztery czterech patru fyra fire čtyři négy четири",
    5: "beş viie penkerius penkis piecu πέντε five fünf cinq cinco cinque pięć pięciu cinci vijf fem pět öt pet пет",
    6: "six sechs seis sei sześć șase zes seks šest hat шест",
    7: "seven sieben sept siete sete sette siedem șapte zeven sju syv sedm седем",
    8: "eight acht huit ocho oito otto osiem opt åtta otte osm осем",
    9: "nine neun neuf nueve nove dziewięć nouă negen nio ni devět девет",
    10: "ten zehn dix diez dez dieci dziesięć zece tien tio ti deset десет",
    12: "twelve zwölf douze doce doze dodici dwanaście",
}
VALUES = {word: number for number, words in _WORDS.items() for word in words.split()}
NUMBER = r"(?:\d{1,4}|" + "|".join(sorted(map(re.escape, VALUES), key=len, reverse=True)) + ")"

#: Articles that are the number one after "at least".
ONE = r"eine[nr]?|une|un|una|uma|um|o|egy|en|ett|en"

YEARS = (
    r"years?|jahren?s?|geschäftsjahren?|kalenderjahren?|ans|années?|exercices|años|ejercicios|anos|exercícios|anni"
    r"|esercizi|lat\w*|roku|ani|exerciții|jaar|jaren|år|årene|åren|vuo\w+|let|roky|roků|rokov|godin\w*|év\w*|metų"
    r"|metus|gad\w+|aasta\w*|години|годинии|έτη|ετών|χρήσεων|χρήσεις|ετ[ώω]ν|il\w*|yıl\w*"
)
_SPAN = Pattern(rf"(?<![\w.,])(?P<n>{NUMBER})(?:\s?\(\w+\))?\s(?:[^\W\d_]+[.]?\s){{0,3}}?(?:{YEARS})(?![^\W_])")
_MOST_YEARS = 15  # further back is a year of birth, a number of a law or a plant's age


def value(text: str) -> int:
    """The number that a figure or word says."""
    return int(text) if text.isdigit() else VALUES[text]


#: Words that are a number of years by themselves.
_PERIODS = {"τριετία": 3, "πενταετία": 5, "trienio": 3, "triennio": 3, "triénio": 3, "quinquenio": 5, "quinquennio": 5}


def years(text: str) -> int | None:
    """Over how many years a clause looks back, None where it does not say."""
    period = next((number for word, number in _PERIODS.items() if word in text.lower()), None)
    if period:
        return period
    for match in _SPAN.finditer(text.lower()):
        number = value(match["n"])
        if 0 < number <= _MOST_YEARS:
            return number
    return None
