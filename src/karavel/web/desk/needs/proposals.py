"""What a need proposes to its call beside its own words: a criterion of quality and what bidders must show.

Proposals are told in each language of the need, and are the officer's to change.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karavel.matching.terms.reading import read
from karavel.texts import LANGUAGES
from karavel.web import languages
from karavel.web.desk.needs.models import Need

#: Per cent for the price where quality counts as well, and for quality.
PRICE, QUALITY = 60, 40

_SOLVED: Final = _("Quality of the solution")
_JUDGED: Final = _(
    "How well the service is solved for those who use it and those who decide: course of the case, accessibility, "
    "connection with registers, plan, people, handing over."
)
_REFERENCE: Final = _(
    "At least one comparable contract ended in the last three years: what was delivered, for whom, its value, "
    "and a person who can be asked."
)
_SECURE: Final = _("Management of information security certified by ISO/IEC 27001, or shown in an equivalent way.")
#: Subjects for which security must be shown.
_GUARDED: Final = frozenset({"cloud", "security", "health", "identity", "payment", "tax", "datacentre", "elections"})


class Asked(NamedTuple):
    """A requirement: its kind, and its text by language."""

    kind: str
    text: dict[str, str]


def quality(need: Need) -> tuple[dict[str, str], dict[str, str]]:
    """The criterion of quality: its name and how it is judged, by language."""
    return _told(need, _SOLVED), _told(need, _JUDGED)


def requirements(need: Need) -> list[Asked]:
    """What bidders must show: a reference, and security where the subject asks for it."""
    about = {found.subject.name for found in read(f"{need.title}\n{need.text}")[:2]}
    asked = [_REFERENCE, *([_SECURE] if about & _GUARDED else [])]
    return [Asked("technical", _told(need, text)) for text in asked]


def _told(need: Need, text: Promise) -> dict[str, str]:
    """A sentence in each language of a need, as far as Karavel speaks it; in English for a need of another."""
    spoken = [code for code in need.titles if code in LANGUAGES]
    told = {code: _in(code, text) for code in spoken}
    return told if need.language in told else {need.language: _in("en", text), **told}


def _in(code: str, text: Promise) -> str:
    with translation.override(languages.DJANGO.get(code, code)):
        return str(text)
