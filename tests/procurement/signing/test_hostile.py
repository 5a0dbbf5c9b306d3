"""A hostile PDF reaches neither the signer nor the validator."""

from __future__ import annotations

import io
import zlib

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from tests.procurement.signing.authorities import NOW
from tests.procurement.signing.contracts import contract

from karavel.errors import RefusedInput
from karavel.procurement.signing import TrustList, draft, validate
from karavel.procurement.signing.hostile import refuse

DRAFT = draft(contract())


def made(**options: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if script := options.get("script"):
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if attached := options.get("attached"):
        writer.add_attachment("a.txt", attached.encode())
    if password := options.get("password"):
        writer.encrypt(password, algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def stream(packed: bytes, said: bytes = b"/Filter /FlateDecode") -> bytes:
    return b"9 0 obj\n<< " + said + b" >>\nstream\n" + packed + b"\nendstream\nendobj\n"


BOMB = zlib.compress(bytes(300_000_000))


@pytest.mark.parametrize(
    ("pdf", "why"),
    [
        (b"", "no PDF"),
        (b"PK\x03\x04", "no PDF"),
        (b"%PDF-1.7\n" + b"x" * 32_000_000, "larger"),
        (b"%PDF-1.7\n" + b"startxref\n" * 50, "more often"),
        (b"%PDF-1.7\nnonsense", "damaged"),
        (b"%PDF-1.7\nxref\n0 99999999\n", "table of objects"),
        (b"%PDF-1.7\n<< /Type /XRef /Size 88888888 >>", "table of objects"),
        (b"%PDF-1.7\n<< /Type /XRef /Index [ 0 1 5 %\n 8888888 ] >>", "table of objects"),
        (b"%PDF-1.7\n<< /Size " + b"9" * 9000 + b" >>", "table of objects"),
        (b"%PDF-1.7\n(stream\n) << /S /JavaScript >> (endstream)", "acts: JavaScript"),
        (b"%PDF-1.7\n" + stream(BOMB), "unpacks"),
        (b"%PDF-1.7\n" + stream(zlib.compress(BOMB)), "unpacks"),
        (b"%PDF-1.7\n" + stream(BOMB, b"/Filter /Something"), "unpacks"),
        (b"%PDF-1.7\n" + stream(b"x", b"/Filter /Fl#61teDecode"), "hides"),
        (b"%PDF-1.7\n" + stream(b"x", b"/Filter [/ASCIIHexDecode /FlateDecode]"), "hides"),
        (b"%PDF-1.7\n" + stream(zlib.compress(b"<< /S /JavaScript /JS (app.alert(1)) >>")), "acts: JavaScript"),
        (made(script="app.alert(1)"), "acts: JavaScript"),
        (made(attached="hello"), "acts: EmbeddedFile"),
        (made(password="secret"), "encrypted"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_is_refused_and_why(pdf: bytes, why: str) -> None:
    with pytest.raises(RefusedInput, match=why):
        refuse(pdf)


def test_what_is_added_to_our_bytes_is_looked_at_as_well() -> None:
    hidden = b"(stream\n) << /S /JavaScr#69pt >> (endstream)"
    for more in (stream(BOMB), stream(zlib.compress(b"/RichMedia <<>> ")), b"<< /Launch (x) >>", hidden):
        with pytest.raises(RefusedInput):
            validate(DRAFT + more, TrustList(), NOW, DRAFT)


def test_many_beginnings_of_streams_cost_no_more_than_their_bytes() -> None:
    with pytest.raises(RefusedInput):
        refuse(b"%PDF-1.7\n" + b"stream\n" * 200_000)


def test_what_acts_when_it_is_opened_is_found_in_the_catalogue() -> None:
    for name in ("/OpenAction", "/AA"):
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        writer.root_object[NameObject(name)] = DictionaryObject({NameObject("/S"): NameObject("/Named")})
        written = io.BytesIO()
        writer.write(written)
        with pytest.raises(RefusedInput, match=name[1:]):
            refuse(written.getvalue())


def test_our_own_contract_passes() -> None:
    refuse(DRAFT)
    refuse(made())
