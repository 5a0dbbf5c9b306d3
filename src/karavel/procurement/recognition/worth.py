"""What a signature is worth by the law of a contract: a function over dated, cited data, never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

import karavel
from karavel.access import Law
from karavel.procurement.recognition.model import ANY, Known, Level, RecognitionRule
from karavel.procurement.recognition.reading import read
from karavel.texts import current
from karavel.texts import gettext as _

#: ``unknown``: the data do not say; the others: see :data:`karavel.procurement.recognition.model.Known`.
Effect: TypeAlias = Known | Literal["unknown"]

FOLDER: Final = Path(karavel.__file__).parent / "law" / "signatures"


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a signature is worth.

    Attributes:
        effect: see :data:`Effect`.
        sentence: in the language in use; where nothing is known, whom to ask.
        instrument, article, url, confidence, reviewed: where it stands; empty where nothing is known.
    """

    effect: Effect
    sentence: str
    instrument: str = ""
    article: str = ""
    url: str = ""
    confidence: str = ""
    reviewed: date | None = None


def recognition(law: Law, governing: str, provider: str, level: Level, on: date) -> Recognition:
    """What a signature is worth.

    Args:
        law: knows who is in a list of countries on a day.
        governing: the country whose law governs the contract (ISO 3166-1 alpha-2).
        provider: the country of the authority behind the certificate.
        level: what the signature is by the law of that country, as the trust list says.
        on: the day of the signature.
    """
    for rule in rules():
        if _holds(rule, on) and level in rule.level and _named(law, rule, governing, provider, on):
            said = rule.sentence[current()]
            return Recognition(
                rule.effect, said, rule.instrument, rule.article, rule.url, rule.confidence, rule.reviewed
            )
    return Recognition(
        "unknown",
        _("The data do not say what this signature is worth by the law of the contract: ask a lawyer there."),
    )


def _holds(rule: RecognitionRule, on: date) -> bool:
    return rule.valid_from <= on and (rule.valid_until is None or on <= rule.valid_until)


def _named(law: Law, rule: RecognitionRule, governing: str, provider: str, on: date) -> bool:
    from_there = rule.provider == (ANY,) or law.contains(rule.provider, provider, on)
    return from_there and law.contains(rule.law, governing, on)


@cache
def rules() -> tuple[RecognitionRule, ...]:
    """All rows of the package, in order.

    Raises:
        InvalidLaw: the file does not hold.
    """
    return read(FOLDER)
