"""What is said of a wrong profile: every sentence says what is wrong and what would be right."""

from __future__ import annotations

from typing import Final

ONE_PROBLEM: Final = "{file} has 1 problem:"
PROBLEMS: Final = "{file} has {count} problems:"
REMEDY: Final = "Fix the file and run the same command again."

NO_FILE: Final = "there is no file {file}"
NO_FILE_REMEDY: Final = (
    "Copy examples/my-company.toml and put your own company in; docs/company-profile.md explains every key."
)
NOT_READABLE: Final = "{file} cannot be read: {why}"
NOT_TEXT: Final = "{file} is not UTF-8 text (byte {byte}); save it as UTF-8"
TOO_LARGE: Final = "{file} has {size} bytes; a profile has fewer than {limit}: is it another file?"
SYNTAX: Final = "this is not TOML: {why}"
TOO_DEEP: Final = "tables or lists are nested too deeply"

UNKNOWN_KEY: Final = 'is not a known key; did you mean "{meant}"?'
NO_SUCH_KEY: Final = "is not a known key; known here are: {known}"
MISSING: Final = "is missing; write for example: {example}"
EMPTY: Final = "is empty; write for example: {example}"

NOT_TABLE: Final = "is {found}, it must be a table; write for example: {example}"
NOT_LIST: Final = "is {found}, it must be a list; write for example: {example}"
NOT_TABLES: Final = "is {found}, it must be one or more tables that begin with [[{key}]]"
NOT_TEXT_VALUE: Final = 'is {found}, it must be text in quotes, such as "{example}"'
NOT_NUMBER: Final = "is {found}, it must be a number without quotes, such as {example}"
NOT_WHOLE: Final = "is {found}, it must be a whole number, such as {example}"
NOT_BOOLEAN: Final = "is {found}, it must be true or false, without quotes"
NOT_DATE: Final = "is {found}, it must be a date without quotes, such as 2024-09-30"

NEGATIVE: Final = "is {value}, it cannot be negative"
NOT_FINITE: Final = "is {value}, it must be a number that can be written out"
NOT_CHOICE: Final = '"{value}" is none of {choices}'
NOT_CHOICE_MEANT: Final = '"{value}" is none of {choices}; did you mean "{meant}"?'
SHARE_RANGE: Final = "is {value} %, a share is above 0 and up to 100"
YEAR_RANGE: Final = "is {value}, it must be a year from {first} to {last}"
DATE_RANGE: Final = "is {value}, it must lie in the years {first} to {last}"

ID_WRONG: Final = '"{value}" is not right: its check digits do not fit {scheme}'
ID_UNKNOWN: Final = '"{value}" does not say which register it is from; write it before the number, such as "{example}"'

SHARES_ABOVE: Final = "shares add up to {total} %"
NO_HEAD_OFFICE: Final = 'hold no head office; one must have kind = "head-office"'
HEAD_OFFICES: Final = (
    'hold {count} head offices; only one can have kind = "head-office", others are subsidiary or branch'
)
NOTHING_OFFERED: Final = "say nothing; at least a summary or one CPV code is needed to find tenders"
YEAR_TWICE: Final = "{year} stands twice; each year has one account"
RANGE_TURNED: Final = "min is {min}, above max, which is {max}"
TWICE: Final = '"{value}" stands twice'
IT_ABOVE_ALL: Final = "is {it}, above the whole turnover of that year, {turnover}"
