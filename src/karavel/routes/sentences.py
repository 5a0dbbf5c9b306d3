"""Every sentence of this room, in English, ready for translation; values are filled in after it."""

from __future__ import annotations

from typing import Final

# What is asked.
NEED_TURNOVER: Final = "turnover of {amount} a year"
NEED_TURNOVER_STATED: Final = "a statement of turnover"
NEED_REFERENCES: Final = "{count} references"
NEED_REFERENCES_YEARS: Final = "{count} references from the last {years} years"
NEED_REFERENCES_STATED: Final = "references"
NEED_CERTIFICATE: Final = "certificate {name} or equal"
NEED_STAFF: Final = "{count} people"
NEED_INSURANCE: Final = "insurance of {amount}"
NEED_INSURANCE_STATED: Final = "insurance"
NEED_BOND: Final = "a guarantee of {amount}"
NEED_BOND_STATED: Final = "a guarantee"
NEED_LANGUAGE: Final = "a tender in {languages}"
NEED_OTHER: Final = "as the notice says: {text}"
NEED_NONE: Final = "the notice lists no requirements"

# What the firm has.
HAVE_TURNOVER: Final = "{amount} a year on average ({first} to {last})"
HAVE_REFERENCES: Final = "{count} that fit by CPV"
HAVE_REFERENCES_YEARS: Final = "{count} that fit by CPV and date"
HAVE_CERTIFICATES: Final = "{names}"
HAVE_NO_CERTIFICATE: Final = "not among your certificates"
HAVE_STAFF: Final = "{count} people"
HAVE_INSURANCE: Final = "cover of {amount}"
HAVE_BONDING: Final = "guarantees of {amount} in all"
HAVE_LANGUAGES: Final = "{languages}"
HAVE_NEW: Final = "a new company has none of its own"
HAVE_PARTNER: Final = "{have}; the partner's are added"

# What is missing.
READ_DOCUMENTS: Final = "not known: read the documents"
PROFILE_SILENT: Final = "not known: your profile does not say"
NO_RATE: Final = "not known: no exchange rate between {one} and {other}"
GAP_MONEY: Final = "{amount} short"
GAP_AVERAGE: Final = "some years lie below it: read whether the average counts"
GAP_TOGETHER: Final = "all years together reach it: read whether that counts"
GAP_COMPARABLE: Final = "only comparable work counts: read which, your profile has no IT turnover"
GAP_COUNT: Final = "{count} short"
GAP_CERTIFICATE: Final = "{name} is missing"
GAP_LANGUAGE: Final = "none of your languages is admitted"
GAP_NEW: Final = "nothing to show yet"
GAP_UNREAD_NEW: Final = "not known: a new company has no turnover and no references; read what the documents ask"
GAP_PRIME: Final = "the prime contractor has to meet it"
GAP_EXISTING: Final = "not known: the profile says what the group has, not what this company has"
GAP_OWN_COVER: Final = "the new company has to take it out in its own name"
GAP_OWN_CERTIFICATE: Final = "the parent's certificate counts only for the part that the parent performs"

# What could close the gap.
CURE_RELY: Final = "rely on the parent's (Art. 63 of Directive 2014/24/EU) or on another firm's"
CURE_PARTNER: Final = "a consortium partner or a relied-on firm can bring it"
CURE_CERTIFICATE: Final = "get certified, or show equal measures (Art. 62 of Directive 2014/24/EU)"
CURE_INSURANCE: Final = "raise the cover with the insurer"
CURE_BOND: Final = "ask the bank or a surety for a higher line"
CURE_HIRE: Final = "hire, or name people of a partner"
CURE_TRANSLATE: Final = "have the tender translated"
CURE_DOCUMENTS: Final = "read the procurement documents"

# Routes.
NO_ENTRY_DATA: Final = "No figures for {country} in the entry data: steps, cost and time are not known."
ASSUMED_SHARE: Final = "Assumed: about {share} of the contract reaches you as {role}."
ROLE_PARTNER: Final = "partner"
ROLE_SUBCONTRACTOR: Final = "subcontractor"
PRIMES_RIGHT: Final = (
    "The verdict on the bid itself is the prime contractor's; a subcontractor has no right of its own."
)
FRAMEWORK_CLOSED: Final = "A framework admits nobody after it is concluded: who is not in it waits for the next one."
