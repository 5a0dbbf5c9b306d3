"""What may name a thing: absolute addresses that every form of RDF can hold."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urljoin

#: Letters that Turtle and N-Triples refuse in an IRI.
_REFUSED: Final = r"\x00-\x20<>\"{}|\\^`\x7f-\xa0\ud800-\udfff"
_WRONG: Final = re.compile(f"[{_REFUSED}]")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:")
#: RFC 3987 without these letters; no more than a page of letters.
_ADDRESS: Final = re.compile(f"{_SCHEME.pattern}[^{_REFUSED}]{{1,2000}}")
#: What addresses in a file are relative to, where it does not say it: a name that is nobody's (RFC 2606).
BASE: Final = "http://file.invalid/"


def is_address(text: str) -> bool:
    """Whether a text is an absolute address."""
    return bool(_ADDRESS.fullmatch(text))


def last_part(address: str) -> str:
    """The last part of an address, which often is a name: of ``https://a.example/tax#fee`` the word ``fee``."""
    return re.split(r"[/#:]", address.rstrip("/#:"))[-1] or address


@lru_cache(maxsize=20_000)
def mended(text: str) -> str:
    """An address with what no address may hold written as its bytes (RFC 3987, 3.1), made absolute."""
    written = _WRONG.sub(lambda found: quote(found[0], safe="", errors="surrogatepass"), text)
    return written if _SCHEME.match(written) else urljoin(BASE, written)
