"""The shape of a row of ``law/signatures/recognition.yaml``."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct, field

#: What a signature is by the law of its authority's country.
Level: TypeAlias = Literal["qualified", "advanced", "unknown"]

#: ``handwritten``: as a handwritten one; ``as-own``: as that country's own of the level; ``conditional``: so once what
#: the sentence says is done; ``admissible``: not refused for being electronic, what follows is for national law.
Known: TypeAlias = Literal["handwritten", "as-own", "conditional", "admissible"]

ANY: Final = "ANY"
"""As a provider's country: whatever it is."""


class RecognitionRule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row: see the head of the file."""

    id: str
    law: tuple[str, ...]
    provider: tuple[str, ...]
    level: tuple[Level, ...]
    effect: Known
    instrument: str
    article: str
    url: str
    looked_up: bool
    confidence: Literal["high", "medium"]
    sentence: dict[str, str]
    reviewed: date
    valid_from: date = field(name="from")
    valid_until: date | None = field(name="until", default=None)
