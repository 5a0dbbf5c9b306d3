"""Types of procedure (BT-105), as eForms and TED name them alike."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: Whether candidates are selected or chosen before they may tender. What a buyer calls "other" is not settled.
BY_INVITATION: Final[Mapping[str, bool]] = MappingProxyType(
    {
        "open": False,
        "comp-tend": False,
        "restricted": True,
        "neg-w-call": True,
        "neg-wo-call": True,
        "comp-dial": True,
        "innovation": True,
    }
)
