"""Every sentence that ranking says about a lot, in one place, ready to be translated."""

from __future__ import annotations

from typing import Final

TEXT_SHARED: Final = "It speaks of {words}, as your profile does."
TEXT_ALIKE: Final = "Its words are near those of your profile."
TEXT_NONE: Final = "Its words and those of your profile have nothing in common."

CPV_SAME: Final = "It asks for {label} ({code}), which is in your profile."
CPV_NEAR: Final = "It asks for {label} ({code}), near your {own_label} ({own})."
CPV_NONE: Final = "It asks for {label} ({code}), far from the codes in your profile."
CPV_ABSENT: Final = "The notice or your profile gives no CPV code."

WIN_LIKE: Final = "It is like your “{title}”{year}."
WIN_NONE: Final = "None of your references is like it."
WIN_ABSENT: Final = "Your profile names no references."

VALUE_FITS: Final = "Its value of {value} lies within your range, {smallest} to {largest}."
VALUE_ABOVE: Final = "Its value of {value} lies within your range, which begins at {smallest}."
VALUE_SMALL: Final = "Its value of {value} lies below your range, which begins at {smallest}."
VALUE_LARGE: Final = "Its value of {value} lies above your range, which ends at {largest}."
VALUE_UNKNOWN: Final = "The notice gives no value."
VALUE_NO_RANGE: Final = "Your profile gives no range of values, turnover or references to compare with."

DEADLINE_LEFT: Final = "{days} days are left to write the tender."
DEADLINE_LAST: Final = "Only {days} days are left to write the tender."
DEADLINE_CLOSED: Final = "It is closed; it is judged as if there were time."
DEADLINE_UNKNOWN: Final = "The notice gives no deadline."

LANGUAGE_OURS: Final = "You can write the tender in {language}."
LANGUAGE_NEAR: Final = "The tender is written in {language}, near a language that you write."
LANGUAGE_OTHER: Final = "The tender is written in {language}, which your profile does not name."
LANGUAGE_UNKNOWN: Final = "The notice does not say in which language tenders are written."
LANGUAGE_NO_PROFILE: Final = "Your profile names no languages."

BUYER_HOME: Final = "The buyer is in {country}, where you are established."
BUYER_KNOWN: Final = "The buyer is in {country}, where you have worked before."
BUYER_WANTED: Final = "The buyer is in {country}, one of your markets."
BUYER_UNWANTED: Final = "The buyer is in {country}, none of your markets."
BUYER_NEW: Final = "The buyer is in {country}, where you have no reference yet."
BUYER_UNKNOWN: Final = "The notice does not say where the buyer is."

VERDICT_DIRECT: Final = "You bid from home: {verdict}."
VERDICT_ROUTE: Final = "From home: {direct}. By {way}: {verdict}."
VERDICT_UNKNOWN: Final = "Whether you may bid has not been settled."

EFFORT_NONE: Final = "No company, partner or paper has to be arranged first."
EFFORT_ROUTE: Final = "The way in, {way}, takes up to {days} days and about {cost} (estimate)."
EFFORT_NO_FIGURES: Final = "What the way in, {way}, costs is not known."
EFFORT_NO_WAY: Final = "No way in is ready before the deadline."
EFFORT_UNKNOWN: Final = "How you would get in has not been worked out."

#: Verdicts in users' words.
VERDICTS: Final[dict[str, str]] = {
    "guaranteed": "a right to bid",
    "open": "admitted",
    "discretionary": "buyer decides",
    "unknown": "not settled",
    "excluded": "excluded",
}

#: Ways in, in users' words.
WAYS: Final[dict[str, str]] = {
    "direct": "a bid from home",
    "bank-financed": "the rules of the bank that pays",
    "framework-entry": "joining the running purchasing system",
    "consortium": "a consortium led by a firm in {country}",
    "subcontract": "a subcontract under a firm in {country}",
    "branch": "a branch in {country}",
    "subsidiary": "a company of your own in {country}",
    "subsidiary-with-parent": "a company of your own in {country} that relies on your references",
}
