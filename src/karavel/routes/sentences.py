"""Every sentence of this room, in English, ready for translation; values are filled in after it."""

from __future__ import annotations

from typing import Final

from karavel.texts.marking import N_, ngettext_noop

# What is asked.
NEED_TURNOVER: Final = N_("turnover of {amount} a year")
NEED_TURNOVER_STATED: Final = N_("a statement of turnover")
NEED_REFERENCES: Final = ngettext_noop("{count} reference", "{count} references")
NEED_REFERENCES_YEARS: Final = ngettext_noop(
    "{count} reference from the last {years} years", "{count} references from the last {years} years"
)
NEED_REFERENCES_STATED: Final = N_("references")
NEED_CERTIFICATE: Final = N_("certificate {name} or equal")
NEED_STAFF: Final = ngettext_noop("{count} person", "{count} people")
NEED_INSURANCE: Final = N_("insurance of {amount}")
NEED_INSURANCE_STATED: Final = N_("insurance")
NEED_BOND: Final = N_("a guarantee of {amount}")
NEED_BOND_STATED: Final = N_("a guarantee")
NEED_LANGUAGE: Final = N_("a tender in {languages}")
NEED_OTHER: Final = N_("as the notice says: {text}")
NEED_NONE: Final = N_("the notice lists no requirements")

# What the firm has.
HAVE_TURNOVER: Final = N_("{amount} a year on average ({first} to {last})")
HAVE_REFERENCES: Final = N_("{count} that fit by CPV")
HAVE_REFERENCES_YEARS: Final = N_("{count} that fit by CPV and date")
HAVE_CERTIFICATES: Final = N_("{names}")
HAVE_NO_CERTIFICATE: Final = N_("not among your certificates")
HAVE_STAFF: Final = NEED_STAFF
HAVE_INSURANCE: Final = N_("cover of {amount}")
HAVE_BONDING: Final = N_("guarantees of {amount} in all")
HAVE_LANGUAGES: Final = N_("{languages}")
HAVE_NEW: Final = N_("a new company has none of its own")
HAVE_PARTNER: Final = N_("{have}; the partner's are added")

# What is missing.
READ_DOCUMENTS: Final = N_("not known: read the documents")
PROFILE_SILENT: Final = N_("not known: your profile does not say")
NO_RATE: Final = N_("not known: no exchange rate between {one} and {other}")
GAP_MONEY: Final = N_("{amount} short")
GAP_AVERAGE: Final = N_("some years lie below it: read whether the average counts")
GAP_TOGETHER: Final = N_("all years together reach it: read whether that counts")
GAP_COMPARABLE: Final = N_("only comparable work counts: read which, your profile has no IT turnover")
GAP_COUNT: Final = N_("{count} short")
GAP_CERTIFICATE: Final = N_("{name} is missing")
GAP_LANGUAGE: Final = N_("none of your languages is admitted")
GAP_NEW: Final = N_("nothing to show yet")
GAP_UNREAD_NEW: Final = N_("not known: a new company has no turnover and no references; read what the documents ask")
GAP_PRIME: Final = N_("the prime contractor has to meet it")
GAP_EXISTING: Final = N_("not known: the profile says what the group has, not what this company has")
GAP_OWN_COVER: Final = N_("the new company has to take it out in its own name")
GAP_OWN_CERTIFICATE: Final = N_("the parent's certificate counts only for the part that the parent performs")

# What could close the gap.
CURE_RELY: Final = N_("rely on the parent's (Art. 63 of Directive 2014/24/EU) or on another firm's")
CURE_PARTNER: Final = N_("a consortium partner or a relied-on firm can bring it")
CURE_CERTIFICATE: Final = N_("get certified, or show equal measures (Art. 62 of Directive 2014/24/EU)")
CURE_INSURANCE: Final = N_("raise the cover with the insurer")
CURE_BOND: Final = N_("ask the bank or a surety for a higher line")
CURE_HIRE: Final = N_("hire, or name people of a partner")
CURE_TRANSLATE: Final = N_("have the tender translated")
CURE_DOCUMENTS: Final = N_("read the procurement documents")

# Routes.
NO_ENTRY_DATA: Final = N_("No figures for {country} in the entry data: steps, cost and time are not known.")
ASSUMED_SHARE: Final = N_("Assumed: about {share} of the contract reaches you as {role}.")
ROLE_PARTNER: Final = N_("partner")
ROLE_SUBCONTRACTOR: Final = N_("subcontractor")
PRIMES_RIGHT: Final = N_(
    "The verdict on the bid itself is the prime contractor's; a subcontractor has no right of its own."
)
FRAMEWORK_CLOSED: Final = N_(
    "A framework admits nobody after it is concluded: who is not in it waits for the next one."
)
