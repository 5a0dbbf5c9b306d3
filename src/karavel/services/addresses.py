"""What may name a thing: absolute addresses that every form of RDF can hold."""

from __future__ import annotations

import re
from typing import Final

#: RFC 3987 without the letters that Turtle and N-Triples refuse in an IRI; no more than a page of letters.
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:[^\x00-\x20<>\"{}|\\^`\x7f-\xa0\ud800-\udfff]{1,2000}")


def is_address(text: str) -> bool:
    """Whether a text is an absolute address."""
    return bool(_ADDRESS.fullmatch(text))
