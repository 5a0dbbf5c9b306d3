"""What a signature is worth by the law of a contract: a function over dated, cited data, never a guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import msgspec
import yaml

from karavel.access import Law
from karavel.procurement.signing.trust import Level
from karavel.texts import current
from karavel.texts import gettext as _

#: ``handwritten``: as a handwritten one; ``admissible``: not refused for being electronic, what follows is for national
#: law and courts; ``unknown``: the data do not say.
Effect = Literal["handwritten", "admissible", "unknown"]

_ALWAYS: Final = date.min


class RecognitionRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of ``law/signatures/recognition.yaml``: see there."""

    id: str
    law: tuple[str, ...]
    provider: tuple[str, ...]
    level: tuple[Literal["qualified", "advanced"], ...]
    effect: Literal["handwritten", "admissible"]
    instrument: str
    article: str
    url: str
    confidence: Literal["high", "medium"]
    sentence: Mapping[str, str]
    reviewed: date
    valid_from: date = msgspec.field(name="from", default=_ALWAYS)
    valid_until: date | None = msgspec.field(name="until", default=None)


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
            said = rule.sentence.get(current(), rule.sentence["en"])
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
    return law.contains(rule.law, governing, on) and law.contains(rule.provider, provider, on)


@cache
def rules() -> tuple[RecognitionRule, ...]:
    """All rows, in order.

    Raises:
        msgspec.ValidationError: the file does not hold; a test reads it before anybody else does.
    """
    text = files("karavel").joinpath("law/signatures/recognition.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the loader that makes nothing but text
    return msgspec.convert(rows, tuple[RecognitionRule, ...], strict=False)
