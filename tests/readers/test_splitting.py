"""A file is cut into its documents by looking inside; each document, skipped file and broken piece counts once."""

from __future__ import annotations

import hashlib
import io
import json
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from karavel.errors import InvalidInput, RefusedInput
from karavel.notices import Document, Found, OfficialFile, Skipped, Unreadable
from karavel.readers import split_json
from karavel.readers.split_json_large import LargePackage
from karavel.readers.split_xml import root_of
from karavel.readers.splitting import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

UBL = "urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
RELEASE = b'{"ocid": "ocds-x-1", "id": "1", "tag": ["tender"], "tender": {"title": "\xc3\xa9"}}'
OTHER = RELEASE.replace(b"x-1", b"x-2")


def split(content: bytes, name: str = "file") -> list[Found]:
    return list(documents(OfficialFile(name=name, stream=io.BytesIO(content))))


def only(content: bytes, name: str = "file") -> Found:
    (found,) = split(content, name)
    return found


def contents(found: list[Found]) -> list[bytes]:
    return [piece.content for piece in found if isinstance(piece, Document)]


def codes(found: list[Found]) -> list[str]:
    return [piece.code for piece in found if isinstance(piece, Unreadable)]


# XML


@pytest.mark.parametrize(
    "content",
    [
        f'<ContractNotice xmlns="{UBL}"/>'.encode(),
        f"<?xml version='1.0'?>\n<!-- a > b --><?pi ?>\n<x:ContractNotice a='>' xmlns:x='{UBL}'/>".encode(),
        b"\xef\xbb\xbf" + f'<?xml version="1.0" encoding="UTF-8"?><ContractNotice\n xmlns = "{UBL}"/>'.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?><ContractNotice xmlns="{UBL}"/>'.encode("utf-16"),
        f'<ContractNotice xmlns="{UBL}"/>'.encode("utf-16-le"),
        f'<?xml version="1.0" encoding="ISO-8859-1"?><!-- \xe9 --><ContractNotice xmlns="{UBL}"/>'.encode("latin-1"),
    ],
)
def test_eforms_is_known_by_its_root_in_any_encoding(content: bytes) -> None:
    found = only(content)
    assert isinstance(found, Document)
    assert (found.format, found.content) == ("eforms", content)
    assert found.provenance.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    "namespace", ["", "ted/R2.0.9.S02/publication", "http://publications.europa.eu/TED_schema/Export"]
)
def test_ted_is_known_by_its_root_whatever_the_namespace(namespace: str) -> None:
    declared = f' xmlns="{namespace}"' if namespace else ""
    found = only(f"<TED_EXPORT{declared} DOC_ID='1'/>".encode())
    assert isinstance(found, Document)
    assert found.format == "ted"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ('<svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl"/>', "a validation report (SVRL)"),
        ('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>', "an XML Schema"),
        ('<pattern xmlns="http://purl.oclc.org/dsdl/schematron"/>', "a Schematron"),
        ("<!DOCTYPE html><HTML><p></HTML>", "a web page"),
        ("<!DOCTYPE html PUBLIC '-//x>' \"y\" [<!ENTITY a ']'>]><html/>", "a web page"),
    ],
)
def test_other_xml_is_skipped_as_what_it_is(content: str, what: str) -> None:
    assert only(content.encode()) == Skipped("file", what)


def test_unknown_xml_is_unreadable_and_names_its_root() -> None:
    found = only(b'<invoice xmlns="urn:x"/>')
    assert isinstance(found, Unreadable)
    assert found.code == "not-a-notice"
    assert "'invoice' (urn:x)" in found.reason


@pytest.mark.parametrize("content", [b"<", b"<!-- never closed", b"<?xml version='1.0'?>", b"< a/>", b"<a", b"<<<<<"])
def test_what_only_begins_like_xml_is_unreadable(content: bytes) -> None:
    assert codes(split(content)) == ["not-xml"]


def test_a_notice_with_an_entity_bomb_is_handed_on_to_the_reader_that_refuses_it() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><TED_EXPORT>&b;</TED_EXPORT>'
    assert contents(split(bomb)) == [bomb]


def test_a_hostile_prologue_costs_one_pass() -> None:
    assert root_of(b"<?a?>" * 100_000 + b"<!--" + b"-" * 1_000_000) is None
    assert root_of(b"<a " + b"'" * 1_000_000) is None


def test_a_document_above_the_limit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("karavel.readers.split_xml.DOCUMENT_LIMIT", 100)
    assert codes(split(b"<TED_EXPORT>" + b"x" * 100)) == ["too-large"]


def test_a_document_of_too_many_parts_is_told_before_it_fills_the_memory() -> None:
    assert codes(split(b"<TED_EXPORT>" + b"<a/>" * 1_100_000 + b"</TED_EXPORT>")) == ["too-large"]
    assert codes(split(b'{"ocid": "o", "tender": {"items": [' + b"{}," * 1_500_000 + b"{}]}}")) == ["too-large"]


# JSON


def package(*releases: bytes, key: str = "releases", tail: str = "") -> bytes:
    start = f'{{"uri": "u", "publisher": {{"name": "P", "x": ["releases"]}}, "license": "L", "{key}": ['
    return start.encode() + b" , ".join(releases) + f"]{tail}}}".encode()


@pytest.mark.parametrize(
    "content",
    [
        package(RELEASE, OTHER),
        package(RELEASE, OTHER, tail=', "extensions": []'),
        b"[" + RELEASE + b",\n" + OTHER + b"]",
        RELEASE + b"\n" + OTHER + b"\n\n",
        b"\xef\xbb\xbf" + RELEASE + b"\r\n" + OTHER,
        json.dumps(json.loads(package(RELEASE, OTHER)), indent=1).encode(),
        package(RELEASE) + b"\n" + package(OTHER),
    ],
)
def test_releases_come_one_by_one_from_packages_lists_and_lines(content: bytes) -> None:
    found = split(content)
    assert [json.loads(piece) for piece in contents(found)] == [json.loads(RELEASE), json.loads(OTHER)]
    assert len(found) == 2


def test_each_document_is_the_published_bytes_with_its_place_and_rights() -> None:
    first, second = split(package(RELEASE, OTHER), "p.json")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.content, second.content) == (RELEASE, OTHER)
    assert second.provenance.file == "p.json#2"
    assert (second.provenance.publisher, second.provenance.licence) == ("P", "L")
    assert second.provenance.sha256 == hashlib.sha256(OTHER).hexdigest()


@pytest.mark.parametrize(
    "content",
    [
        RELEASE,
        json.dumps(json.loads(RELEASE), indent=2).encode(),
        b'{"ocid": "o", "releases": [' + RELEASE + b"," + OTHER + b"]}",
        b'{"compiledRelease": ' + RELEASE + b', "releases": []}',
        b'{"versionedRelease": {}, "releases": ["https://example.org/1"]}',
        b'{"id": "1", "tag": ["tender"], "tender": {}}',
    ],
)
def test_a_release_or_record_alone_is_one_document_under_the_files_name(content: bytes) -> None:
    found = only(content)
    assert isinstance(found, Document)
    assert (found.provenance.file, found.format, found.content) == ("file", "ocds", content)


def test_a_record_is_one_document_whatever_releases_it_holds() -> None:
    record = b'{"ocid": "o", "releases": [' + RELEASE + b"], " + b'"compiledRelease": ' + RELEASE + b"}"
    assert contents(split(package(record, record, key="records"))) == [record, record]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'{"$schema": "x", "properties": {}}', "a JSON Schema"),
        (b'{"ublVersion": "2.3", "fields": [{"id": "BT-1"}]}', "a list of the eForms SDK"),
        (b'[{"a": 1}, {"a": 2}]', "JSON without OCDS"),
        (b'{"a": 1}\n{"a": 2}\n{"a": 3}', "JSON without OCDS"),
        (b'{"records": [{"name": "x"}, {"name": "y"}]}\n' * 3, "JSON without OCDS"),
        (b'{"releases": {"v1": 1}}', "JSON whose releases or records are no list"),
        (b"[1, 2]", "a JSON value that is no object"),
        (b"[]", "an empty JSON list"),
        (b'{"releases": []}', "an OCDS package without releases or records"),
    ],
)
def test_json_without_ocds_is_skipped_once_however_many_values_it_holds(content: bytes, what: str) -> None:
    assert only(content) == Skipped("file", what)


def test_a_broken_line_is_told_by_its_number_and_the_rest_goes_on() -> None:
    found = split(RELEASE + b'\n{"ocid": "o", broken\n\n' + OTHER + b"\n{\n", "r.jsonl")
    assert contents(found) == [RELEASE, OTHER]
    assert [piece.file for piece in found if isinstance(piece, Unreadable)] == ["r.jsonl#2", "r.jsonl#5"]
    assert set(codes(found)) == {"not-json"}


def test_a_first_line_that_is_broken_does_not_hide_the_others() -> None:
    found = split(b'{"ocid": nonsense}\n' + RELEASE + b"\n" + OTHER)
    assert contents(found) == [RELEASE, OTHER]
    assert codes(found) == ["not-json"]


@pytest.mark.parametrize("whole", [b'{"publisher": {"name": "P"}, "releases": [%s]}', b"[%s]"])
@pytest.mark.parametrize("broken", [RELEASE.replace(b'"1"', rb'"\ud83d"'), RELEASE.replace(b'"1"', b'"a\tb"')])
def test_a_release_for_lenient_parsers_is_one_of_its_package_in_the_published_bytes(
    whole: bytes, broken: bytes
) -> None:
    found = split(whole % b", ".join([RELEASE, broken, OTHER]))
    assert (contents(found), codes(found)) == ([RELEASE, broken, OTHER], [])


@pytest.mark.parametrize("broken", [b'{"ocid": "x" "y"}', b"{,}", b""])
def test_a_release_that_is_no_json_does_not_hide_the_others_of_its_package(broken: bytes) -> None:
    found = split(package(RELEASE, broken, OTHER))
    assert (contents(found), codes(found)) == ([RELEASE, OTHER], ["not-json"])


def test_a_package_that_was_cut_off_is_read_as_far_as_it_is_whole() -> None:
    found = split(package(RELEASE, OTHER)[:-30])
    assert (contents(found), codes(found)) == ([RELEASE], ["damaged-file"])


def test_packages_in_packages_without_end_are_told_and_cost_no_time() -> None:
    assert codes(split(b'{"releases":[' * 20_000 + b"NaN" + b"]}" * 20_000)) == ["not-json"]


def test_releases_beside_each_other_without_a_list_are_told_and_none_is_lost_in_silence() -> None:
    assert codes(split(RELEASE + b"," + OTHER)) == ["not-json"]


def test_text_called_json_is_no_table_whatever_commas_it_has() -> None:
    assert codes(split(b"callback(" + RELEASE + b")", "called.json")) == ["not-a-notice"]


@pytest.mark.parametrize("whole", [package(b"{}", RELEASE, OTHER), b"{}\n" + RELEASE + b"\n" + OTHER])
def test_a_first_value_that_is_no_release_does_not_hide_the_others(whole: bytes) -> None:
    found = split(whole)
    assert (contents(found), codes(found)) == ([RELEASE, OTHER], ["not-a-notice"])


def test_bytes_of_no_encoding_are_told_wherever_they_stand() -> None:
    assert codes(split(b'["\xb1", ' + RELEASE + b"]")) == ["not-json"]


def test_a_value_that_is_no_release_among_releases_is_told() -> None:
    found = split(package(RELEASE, b"null", b'{"a": 1}', OTHER))
    assert contents(found) == [RELEASE, OTHER]
    assert codes(found) == ["not-a-notice", "not-a-notice"]


def test_an_empty_package_among_lines_does_not_stop_them() -> None:
    found = split(b'{"releases": []}\n' + RELEASE)
    assert found[0] == Skipped("file#1", "an OCDS package without releases or records")
    assert contents(found) == [RELEASE]


@pytest.mark.parametrize("content", [b'{"ocid": "o", "tender": {', b"{", b"[", b'{"a": 1,}', b"[" * 100_000])
def test_broken_json_is_one_unreadable_with_its_reason(content: bytes) -> None:
    assert codes(split(content)) == ["not-json"]


def test_json_in_utf_16_is_read() -> None:
    assert contents(split(RELEASE.decode().encode("utf-16"))) == [RELEASE]


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> int:
    """A limit of 1,000 bytes, so that a package of a few releases is a large one."""
    monkeypatch.setattr(split_json, "DOCUMENT_LIMIT", 1000)
    monkeypatch.setattr(split_json, "_CHUNK", 37)
    return 1000


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("key", ["releases", "records", ""])
def test_a_package_above_the_limit_is_cut_into_the_same_bytes(small_limit: int, key: str, indent: int | None) -> None:
    hard = {"ocid": "o-{}", "id": '\\"}]', "tag": ["a,b", "\\\\"], "tender": {"items": [[1, 2], {"a": "[{"}]}}
    releases: list[dict[str, Any]] = [{**hard, "ocid": f"o-{number}"} for number in range(30)]
    whole: Any = (
        {"publisher": {"name": "P"}, "license": "L", key: releases, "z": [1, {"releases": []}]} if key else releases
    )
    found = split(json.dumps(whole, indent=indent).encode())
    assert [json.loads(piece) for piece in contents(found)] == releases
    assert len(found) == 30
    assert isinstance(found[29], Document)
    assert found[29].provenance.file == "file#30"
    assert found[29].provenance.publisher == ("P" if key else None)


def test_one_release_above_the_limit_is_told_and_its_neighbours_are_read(small_limit: int) -> None:
    huge = RELEASE.replace(b"\xc3\xa9", b"x" * 990)
    found = split(package(RELEASE, huge, OTHER, b"null"))
    assert contents(found) == [RELEASE, OTHER]
    assert codes(found) == ["too-large", "not-a-notice"]


def test_a_single_document_above_the_limit_is_told(small_limit: int) -> None:
    padded = RELEASE.replace(b'"tag"', b'"a": [' + b"1, " * 600 + b'1], "tag"')
    assert codes(split(padded)) == ["too-large"]
    assert codes(split(padded + b"\n" + OTHER)) == ["too-large"]
    assert contents(split(padded + b"\n" + OTHER)) == [OTHER]


def test_a_large_package_that_ends_in_the_middle_is_read_up_to_there(small_limit: int) -> None:
    found = split(package(*[RELEASE] * 30)[:-100])
    assert len(contents(found)) == 28
    assert codes(found) == ["damaged-file"]


def test_brackets_that_do_not_match_and_endless_texts_are_refused() -> None:
    with pytest.raises(InvalidInput, match="more brackets"):
        list(LargePackage([b"[1]]"], 100).elements())
    with pytest.raises(RefusedInput, match="more than 100 bytes"):
        list(LargePackage([b'["', *[b"x" * 60] * 9], 100).elements())


class Endless(io.RawIOBase):
    """A stream of one release repeated in one line, as large as wanted, without holding it."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._parts = self._bytes(count)
        self._rest = b""

    @staticmethod
    def _bytes(count: int) -> Iterator[bytes]:
        yield b'{"releases": ['
        for _ in range(count):
            yield RELEASE + b","
        yield RELEASE + b"]}"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while len(self._rest) < len(buffer) and (part := next(self._parts, b"")):
            self._rest += part
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def test_a_package_in_one_line_is_read_in_memory_that_does_not_grow_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split_json, "DOCUMENT_LIMIT", 1 << 16)
    monkeypatch.setattr(split_json, "_CHUNK", 1 << 14)
    tracemalloc.start()
    count = sum(1 for _ in documents(OfficialFile(name="x", stream=io.BufferedReader(Endless(10_000)))))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_001
    assert peak < 1 << 20


# Tables and everything else

HEADER = "idcontrato,objectoContrato,adjudicante,adjudicatarios,precoContratual"


def test_each_row_of_a_contracts_table_is_a_document() -> None:
    found = split(f'\ufeff{HEADER}\n1,"a, b",C,D,5\n\n2,"x\ny",C,D,6\n'.encode(), "b.csv")
    assert [json.loads(piece)["objectoContrato"] for piece in contents(found)] == ["a, b", "x\ny"]
    assert isinstance(found[1], Document)
    assert found[1].format == "base"
    assert found[1].provenance.file == "b.csv#3"
    assert len(found) == 2


def test_a_contracts_table_in_windows_1252_with_semicolons_is_read() -> None:
    found = split(f"{HEADER}\n1,Manutenção,C,D,5\n".replace(",", ";").encode("cp1252"))
    assert json.loads(contents(found)[0])["objectoContrato"] == "Manutenção"


def test_a_row_that_does_not_fit_is_told_and_the_others_are_read() -> None:
    rows = HEADER.encode() + b"\n1,a,b\n" + b"2,a,b,c,4\n" + b"x" * 200_000 + b",a,b,c,4\n3,a,b,c,4\n"
    found = split(rows)
    assert [json.loads(piece)["idcontrato"] for piece in contents(found)] == ["2", "3"]
    assert codes(found) == ["broken-row", "broken-row"]


def test_a_row_in_another_encoding_is_told() -> None:
    padding = "".join(f"{number},a,b,c,4\n" for number in range(10_000))
    found = split(f"{HEADER}\n{padding}".encode() + b"x,\xe9\xe9,b,c,4\n")
    assert len(contents(found)) == 10_000
    assert codes(found) == ["wrong-encoding"]


def test_a_table_in_utf_16_that_was_cut_is_read_up_to_there() -> None:
    found = split(f"{HEADER}\n1,a,b,c,4\n2,a,b,c,4\n".encode("utf-16")[:-1])
    assert [json.loads(piece)["idcontrato"] for piece in contents(found)] == ["1"]
    assert codes(found) == ["wrong-encoding"]


def test_a_table_that_is_left_early_does_not_close_its_file() -> None:
    stream = io.BufferedReader(io.BytesIO(f"{HEADER}\n1,a,b,c,4\n2,a,b,c,4\n".encode()))
    rows = documents(OfficialFile(name="x", stream=stream))
    assert isinstance(next(rows), Document)
    del rows
    assert not stream.closed


def test_another_table_is_skipped_once_with_its_columns() -> None:
    assert only(b"code;label\n1;a\n2;b\n") == Skipped("file", "a table of no notices (columns code, label)")


def test_a_contracts_table_without_rows_is_skipped() -> None:
    assert only(HEADER.encode()) == Skipped("file", "a contracts table without rows")


@pytest.mark.parametrize("content", [b"", b" \n\t", b"\xef\xbb\xbf"])
def test_an_empty_file_is_unreadable(content: bytes) -> None:
    assert codes(split(content)) == ["empty"]


@pytest.mark.parametrize("name", ["n.xml", "n.JSON", "n.jsonl.xz", "a.zip!b.csv"])
def test_text_called_a_notice_is_unreadable(name: str) -> None:
    assert codes(split(b"This is a letter.\nIt says nothing.\n", name)) == ["not-a-notice"]


def test_other_text_is_skipped() -> None:
    assert only(b"# Read me\n\nThese are notices.\n", "README.md") == Skipped("README.md", "plain text")


def test_binary_is_unreadable_unless_it_is_known() -> None:
    assert codes(split(bytes(range(256)))) == ["unknown-content"]
    assert codes(split(b"\0" * 5000)) == ["unknown-content"]
    assert only(b"%PDF-1.7 ...") == Skipped("file", "a PDF document; Karavel reads structured notices")


@pytest.mark.parametrize("error", [InvalidInput("x ends too early"), RefusedInput("x swells")])
def test_damage_while_reading_is_told_after_what_was_read(error: Exception) -> None:
    class Breaking(io.RawIOBase):
        parts = iter([RELEASE + b"\n", OTHER + b"\n"])

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            part = next(self.parts, None)
            if part is None:
                raise error
            buffer[: len(part)] = part
            return len(part)

    found = list(documents(OfficialFile(name="x", stream=io.BufferedReader(Breaking()))))
    assert contents(found) == [RELEASE, OTHER]
    assert len(codes(found)) == 1
