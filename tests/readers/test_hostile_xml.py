"""Bad and hostile XML: each is refused with a reason, none raises, none costs time or memory."""

from __future__ import annotations

import pytest

from karavel.notices import Document, Provenance, Reading
from karavel.readers import eforms

ROOT = "urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"

LAUGHS = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))
BILLION_LAUGHS = f'<!DOCTYPE n [<!ENTITY lol0 "lol">{LAUGHS}]><n xmlns="{ROOT}">&lol9;</n>'
EXTERNAL = f'<!DOCTYPE n [<!ENTITY file SYSTEM "file:///etc/hostname">]><n xmlns="{ROOT}">&file;</n>'
PARAMETER = f'<!DOCTYPE n [<!ENTITY % far SYSTEM "http://127.0.0.1:9/evil.dtd"> %far;]><n xmlns="{ROOT}"/>'
DTD_ALONE = f'<!DOCTYPE ContractNotice><ContractNotice xmlns="{ROOT}"/>'
OUTSIDE_DTD = f'<!DOCTYPE ContractNotice SYSTEM "notice.dtd"><ContractNotice xmlns="{ROOT}"/>'
DEEP = f'<ContractNotice xmlns="{ROOT}">' + "<a>" * 300 + "</a>" * 300 + "</ContractNotice>"
VALID = f'<ContractNotice xmlns="{ROOT}" xmlns:c="{CBC}"><c:ID>ação</c:ID></ContractNotice>'

REFUSED = {
    "billion laughs": BILLION_LAUGHS.encode(),
    "quadratic blow-up": f'<!DOCTYPE n [<!ENTITY a "{"a" * 10_000}">]><n xmlns="{ROOT}">{"&a;" * 5_000}</n>'.encode(),
    "external entity": EXTERNAL.encode(),
    "external parameter entity": PARAMETER.encode(),
    "a DTD alone": DTD_ALONE.encode(),
    "a DTD elsewhere": OUTSIDE_DTD.encode(),
    "an entity of nobody": f'<ContractNotice xmlns="{ROOT}">&nothing;</ContractNotice>'.encode(),
    "Latin-1 called UTF-8": f'<?xml version="1.0" encoding="UTF-8"?>{VALID}'.encode("latin-1"),
    "an encoding of nobody": f'<?xml version="1.0" encoding="UTF-99"?>{VALID}'.encode(),
    "truncated": VALID.encode()[:-20],
    "deeper than any notice": DEEP.encode(),
    "empty": b"",
    "white space": b" \n ",
    "JSON": b'{"id": "1"}',
    "bytes": bytes(range(256)),
    "a null character": VALID.encode().replace(b"a\xc3", b"a\x00"),
    "two roots": VALID.encode() + VALID.encode(),
    "an attribute twice": f'<ContractNotice xmlns="{ROOT}" a="1" a="2"/>'.encode(),
    "a prefix of nobody": f'<ContractNotice xmlns="{ROOT}"><x:ID/></ContractNotice>'.encode(),
}
OF_ANOTHER_FORMAT = {
    "no namespace": b"<ContractNotice/>",
    "another namespace": b'<ContractNotice xmlns="urn:example:not-eforms"/>',
    "another UBL document": b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>',
    "TED": b'<TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication"/>',
}


def read(content: bytes) -> Reading:
    return eforms.read(Document(content=content, format="eforms", provenance=Provenance(file="bad.xml", sha256="0")))


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_bad_xml_is_refused_with_a_reason(content: bytes) -> None:
    found = read(content)
    (problem,) = found.problems
    assert found.notice is None
    assert (problem.code, problem.severity) == ("unreadable-xml", "error")
    assert len(problem.message) > len("not well-formed XML: ")
    assert "/etc" not in problem.message


@pytest.mark.parametrize("content", OF_ANOTHER_FORMAT.values(), ids=OF_ANOTHER_FORMAT.keys())
def test_a_document_of_another_format_is_no_eforms_notice(content: bytes) -> None:
    found = read(content)
    assert found.notice is None
    assert [(problem.code, problem.severity) for problem in found.problems] == [("not-eforms", "error")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_a_notice_in_the_encoding_that_it_declares_is_read(encoding: str) -> None:
    found = read(f'<?xml version="1.0" encoding="{encoding}"?>{VALID}'.encode(encoding))
    assert found.notice is not None
    assert found.notice.notice_id == "ação"


def test_a_notice_of_nothing_is_read_as_such_and_all_that_is_missing_told() -> None:
    found = read(f'<ContractNotice xmlns="{ROOT}"/>'.encode())
    assert found.notice is not None
    assert (found.notice.kind, len(found.notice.lots)) == ("call", 1)
    assert {problem.code for problem in found.problems} == {"missing-field"}
    assert len(found.problems) > 10


def test_endless_nonsense_fills_no_memory_with_problems() -> None:
    lots = "".join(
        f'<l:ProcurementProjectLot xmlns:l="{CBC.replace("Basic", "Aggregate")}"><c:ID schemeName="Lot">L{n}</c:ID>'
        "</l:ProcurementProjectLot>"
        for n in range(3000)
    )
    found = read(f'<ContractNotice xmlns="{ROOT}" xmlns:c="{CBC}">{lots}</ContractNotice>'.encode())
    assert found.notice is not None
    assert len(found.notice.lots) == 3000
    assert len(found.problems) == 1000
