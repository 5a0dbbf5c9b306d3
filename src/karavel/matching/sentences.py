"""Every sentence that ranking says about a lot, in one place, ready to be translated."""

from __future__ import annotations

from typing import Final

from karavel.texts.marking import N_, ngettext_noop

TEXT_SHARED: Final = N_("It speaks of {words}, as your profile does.")
TEXT_ALIKE: Final = N_("Its words are near those of your profile.")
TEXT_NONE: Final = N_("Its words and those of your profile have nothing in common.")

CPV_SAME: Final = N_("It asks for {label} ({code}), which is in your profile.")
CPV_NEAR: Final = N_("It asks for {label} ({code}), near your {own_label} ({own}).")
CPV_NONE: Final = N_("It asks for {label} ({code}), far from the codes in your profile.")
CPV_ABSENT: Final = N_("The notice or your profile gives no CPV code.")

TRADE_LIKELY: Final = N_("Its words speak of {label} ({share} % likely).")
TRADE_UNKNOWN: Final = N_("Its words tell no trade.")

WIN_LIKE: Final = N_("It is like your “{title}”{year}.")
WIN_NONE: Final = N_("None of your references is like it.")
WIN_ABSENT: Final = N_("Your profile names no references.")

NATURE_USUAL: Final = N_("It buys {nature}, most of what your codes and references say you sell.")
NATURE_RARE: Final = N_("It buys {nature}, little of what your codes and references say you sell.")
NATURE_UNKNOWN: Final = N_("The notice does not say whether it buys services, goods or works.")
NATURE_NO_PROFILE: Final = N_("It buys {nature}; your codes and references do not settle whether you sell that.")

VALUE_FITS: Final = N_("Its value of {value} lies within your range, {smallest} to {largest}.")
VALUE_ABOVE: Final = N_("Its value of {value} lies within your range, which begins at {smallest}.")
VALUE_SMALL: Final = N_("Its value of {value} lies below your range, which begins at {smallest}.")
VALUE_LARGE: Final = N_("Its value of {value} lies above your range, which ends at {largest}.")
VALUE_UNKNOWN: Final = N_("The notice gives no value.")
VALUE_NO_RANGE: Final = N_("Your profile gives no range of values, turnover or references to compare with.")

DEADLINE_LEFT: Final = ngettext_noop(
    "{days} day is left to write the tender.", "{days} days are left to write the tender."
)
DEADLINE_LAST: Final = ngettext_noop(
    "Only {days} day is left to write the tender.", "Only {days} days are left to write the tender."
)
DEADLINE_CLOSED: Final = N_("It is closed; it is judged as if there were time.")
DEADLINE_UNKNOWN: Final = N_("The notice gives no deadline.")

LANGUAGE_OURS: Final = N_("You can write the tender in {language}.")
LANGUAGE_NEAR: Final = N_("The tender is written in {language}, near a language that you write.")
LANGUAGE_OTHER: Final = N_("The tender is written in {language}, which your profile does not name.")
LANGUAGE_UNKNOWN: Final = N_("The notice does not say in which language tenders are written.")
LANGUAGE_NO_PROFILE: Final = N_("Your profile names no languages.")

BUYER_HOME: Final = N_("The buyer is in {country}, where you are established.")
BUYER_KNOWN: Final = N_("The buyer is in {country}, where you have worked before.")
BUYER_WANTED: Final = N_("The buyer is in {country}, one of your markets.")
BUYER_UNWANTED: Final = N_("The buyer is in {country}, none of your markets.")
BUYER_NEW: Final = N_("The buyer is in {country}, where you have no reference yet.")
BUYER_UNKNOWN: Final = N_("The notice does not say where the buyer is.")

VERDICT_DIRECT: Final = N_("You bid from home: {verdict}.")
VERDICT_ROUTE: Final = N_("From home: {direct}. By {way}: {verdict}.")
VERDICT_UNKNOWN: Final = N_("Whether you may bid has not been settled.")

EFFORT_NONE: Final = N_("No company, partner or paper has to be arranged first.")
EFFORT_ROUTE: Final = N_("The way in, {way}, takes up to {days} days and about {cost} (estimate).")
EFFORT_NO_FIGURES: Final = N_("What the way in, {way}, costs is not known.")
EFFORT_NO_WAY: Final = N_("No way in is ready before the deadline.")
EFFORT_UNKNOWN: Final = N_("How you would get in has not been worked out.")

#: What is bought, in users' words.
NATURES: Final[dict[str, str]] = {
    "services": N_("services"),
    "supplies": N_("goods or licences"),
    "works": N_("works"),
}

#: Verdicts in users' words.
VERDICTS: Final[dict[str, str]] = {
    "guaranteed": N_("a right to bid"),
    "open": N_("admitted"),
    "discretionary": N_("buyer decides"),
    "unknown": N_("not settled"),
    "excluded": N_("excluded"),
}

#: Ways in, in users' words.
WAYS: Final[dict[str, str]] = {
    "direct": N_("a bid from home"),
    "bank-financed": N_("the rules of the bank that pays"),
    "framework-entry": N_("joining the running purchasing system"),
    "consortium": N_("a consortium led by a firm in {country}"),
    "subcontract": N_("a subcontract under a firm in {country}"),
    "branch": N_("a branch in {country}"),
    "subsidiary": N_("a company of your own in {country}"),
    "subsidiary-with-parent": N_("a company of your own in {country} that relies on your references"),
}
