"""What is said of a wrong profile: every sentence says what is wrong and what would be right."""

from __future__ import annotations

from typing import Final

from karavel.texts.marking import N_

ONE_PROBLEM: Final = N_("{file} has 1 problem:")
PROBLEMS: Final = N_("{file} has {count} problems:")
REMEDY: Final = N_("Fix the file and run the same command again.")

NO_FILE: Final = N_("there is no file {file}")
NO_FILE_REMEDY: Final = N_(
    "Copy examples/my-company.toml and put your own company in; docs/company-profile.md explains every key."
)
NOT_READABLE: Final = N_("{file} cannot be read: {why}")
NOT_TEXT: Final = N_("{file} is not UTF-8 text (byte {byte}); save it as UTF-8")
TOO_LARGE: Final = N_("{file} has {size} bytes; a profile has fewer than {limit}: is it another file?")
SYNTAX: Final = N_("this is not TOML: {why}")
TOO_DEEP: Final = N_("tables or lists are nested too deeply")

UNKNOWN_KEY: Final = N_('is not a known key; did you mean "{meant}"?')
NO_SUCH_KEY: Final = N_("is not a known key; known here are: {known}")
MISSING: Final = N_("is missing; write for example: {example}")
EMPTY: Final = N_("is empty; write for example: {example}")

NOT_TABLE: Final = N_("is {found}, it must be a table; write for example: {example}")
NOT_LIST: Final = N_("is {found}, it must be a list; write for example: {example}")
NOT_TABLES: Final = N_("is {found}, it must be one or more tables that begin with [[{key}]]")
NOT_TEXT_VALUE: Final = N_('is {found}, it must be text in quotes, such as "{example}"')
NOT_NUMBER: Final = N_("is {found}, it must be a number without quotes, such as {example}")
NOT_WHOLE: Final = N_("is {found}, it must be a whole number, such as {example}")
NOT_BOOLEAN: Final = N_("is {found}, it must be true or false, without quotes")
NOT_DATE: Final = N_("is {found}, it must be a date without quotes, such as 2024-09-30")

NEGATIVE: Final = N_("is {value}, it cannot be negative")
NOT_FINITE: Final = N_("is {value}, it must be a number that can be written out")
NOT_CHOICE: Final = N_('"{value}" is none of {choices}')
NOT_CHOICE_MEANT: Final = N_('"{value}" is none of {choices}; did you mean "{meant}"?')
SHARE_RANGE: Final = N_("is {value} %, a share is above 0 and up to 100")
YEAR_RANGE: Final = N_("is {value}, it must be a year from {first} to {last}")
DATE_RANGE: Final = N_("is {value}, it must lie in the years {first} to {last}")

ID_WRONG: Final = N_('"{value}" is not right: its check digits do not fit {scheme}')
ID_UNKNOWN: Final = N_(
    '"{value}" does not say which register it is from; write it before the number, such as "{example}"'
)

SHARES_ABOVE: Final = N_("shares add up to {total} %")
NO_HEAD_OFFICE: Final = N_('hold no head office; one must have kind = "head-office"')
HEAD_OFFICES: Final = N_(
    'hold {count} head offices; only one can have kind = "head-office", others are subsidiary or branch'
)
NOTHING_OFFERED: Final = N_("say nothing; at least a summary or one CPV code is needed to find tenders")
YEAR_TWICE: Final = N_("{year} stands twice; each year has one account")
RANGE_TURNED: Final = N_("min is {min}, above max, which is {max}")
TWICE: Final = N_('"{value}" stands twice')
IT_ABOVE_ALL: Final = N_("is {it}, above the whole turnover of that year, {turnover}")

FEEDBACK_BROKEN: Final = N_("{file}: {count} of its lines are no feedback.")
FEEDBACK_REMEDY: Final = N_("Mend or delete the lines named above; nothing was changed.")
FOLDER_UNWRITABLE: Final = N_("{folder} cannot be written: {why}.")
NO_SEARCH: Final = N_('No search is saved as "{name}" in {folder}.')
SEARCH_BROKEN: Final = N_("{file} is no saved search: {why}.")
SEARCH_NAME: Final = N_(
    '"{name}" cannot be the name of a search: letters, figures, blanks, dots and dashes, at most 60.'
)
