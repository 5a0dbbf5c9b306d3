"""Files that would make a parser fetch, expand, recurse or fill the memory are refused with a sentence."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karavel import services
from karavel.errors import InvalidInput, KaravelError, RefusedInput
from karavel.services import guarding

_BOMB = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
_RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://purl.org/dc/terms/">'
_SERVICE = '<rdf:Description rdf:about="urn:a"><d:title>{}</d:title></rdf:Description></rdf:RDF>'

REFUSED = {
    "an entity bomb": f'<?xml version="1.0"?><!DOCTYPE r [{_BOMB}]>{_RDF}{_SERVICE.format("&c;")}',
    "a file of the server": f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>{_RDF}{_SERVICE.format("&x;")}',
    "a DTD from elsewhere": f'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">{_RDF}{_SERVICE.format("a")}',
    "deep XML": f"{_RDF}{'<d:a><rdf:Description>' * 200}",
    "a context from elsewhere": '{"@context": "http://127.0.0.1:9/context.jsonld", "@id": "urn:a"}',
    "a context among others": '{"@context": [{"a": "urn:a"}, "http://127.0.0.1:9/context"], "a": "b"}',
    "a context of a term": '{"@context": {"t": {"@id": "urn:t", "@context": "file:///etc/passwd"}}, "t": "b"}',
    "a context that imports": '{"@context": {"@version": 1.1, "@import": "http://127.0.0.1:9/c"}, "@id": "urn:a"}',
    "deep JSON": "[" * 500 + "]" * 500,
    "deep Turtle": "<urn:a> <urn:p> " + "[ <urn:p> " * 5000 + '"x"' + " ]" * 5000 + " .",
}
#: Files that no RDF can say, each with words of the sentence that refuses it.
UNSAYABLE = {
    '"a text" a <http://purl.org/vocab/cpsv#PublicService> .': "says something of a text",
    '{"@id": "urn:a", "urn:t": {"@value": "x", "@language": "not a tag"}}': "is no language",
    '{"@id": "a b", "urn:t": "c"}': "a b is no address",
    "<urn:a> <urn:b> 'c' . # \0": "character NUL",
    '{"@id": "urn:a", "urn:t": "\\u0000"}': "character NUL",
}
INVALID = {
    "half a file": "<urn:a> <urn:p> ",
    "no JSON": '{"@id": ',
    "half XML": f"{_RDF}<rdf:Description",
    "prose": "The services are as follows",
}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> NoReturn:
        raise AssertionError("a file made the reader go to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_do_harm_is_refused(name: str) -> None:
    with pytest.raises(RefusedInput):
        services.read(REFUSED[name].encode())


@pytest.mark.parametrize("name", INVALID)
def test_what_is_no_rdf_is_told(name: str) -> None:
    with pytest.raises(InvalidInput, match="The file is no"):
        services.read(INVALID[name].encode())


@pytest.mark.parametrize("text", UNSAYABLE)
def test_what_cannot_be_said_in_rdf_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(KaravelError, match=UNSAYABLE[text]):
        services.read(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "<urn:a> <urn:p> <http://x.example/a b> .",
        "<http://x.example/{a}> <urn:p> 1 .",
        "<urn:a> <http://x.example/\\u0020> 1 .",
        '{"@id": "a", "@type": "urn:c", "e f": "g"}',
        f'{_RDF}<rdf:Description rdf:ID="a"><d:title rdf:resource="b c"/></rdf:Description></rdf:RDF>',
    ],
)
def test_an_address_that_is_none_is_mended_and_told(text: str) -> None:
    reading = services.read(text.encode())
    assert reading.problems
    assert services.read(services.write(reading.catalogue).encode()).catalogue == reading.catalogue


def test_a_thesaurus_is_not_kept_with_each_service_that_leads_to_it() -> None:
    concepts = "".join(f"<urn:c:{n}> <urn:broader> <urn:c:{n + 1}> . " for n in range(3_000))
    several = "".join(f"<urn:s:{n}> a <http://purl.org/vocab/cpsv#PublicService> ; <urn:p> <urn:c:0> . " for n in "abc")
    found = services.read((concepts + several).encode()).catalogue
    assert {len(service.unread) for service in found.services} == {1_000}
    kept = {*found.unread, *(line for service in found.services for line in service.unread)}
    assert len([line for line in kept if "urn:broader" in line]) == 3_000


def test_a_text_that_nobody_can_read_is_kept_but_not_shown() -> None:
    words = "x" * 20_000
    text = f'<urn:a> a <http://purl.org/vocab/cpsv#PublicService> ; <http://purl.org/dc/terms/title> "{words}" .'
    (service,) = services.read(text.encode()).catalogue.services
    assert service.titles == ()
    assert words in service.unread[0]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedInput, match="larger than 16 MB"):
        services.read(b"#" * (guarding.LARGEST + 1))
    monkeypatch.setattr(guarding, "MOST", 2)
    with pytest.raises(RefusedInput, match="more than 2 statements"):
        services.read(b"<urn:a> <urn:p> 1, 2, 3 .")


def test_bytes_that_are_no_text_are_told_with_their_place() -> None:
    with pytest.raises(InvalidInput, match="not UTF-8: byte 3"):
        services.read(b"#a\n\xff")


def test_a_number_of_a_billion_digits_stays_as_it_is_written() -> None:
    number = '"1E999999999"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    text = f"<urn:a> a <http://purl.org/vocab/cpsv#PublicService> ; <urn:p> {number} ."
    assert number in services.read(text.encode()).catalogue.services[0].unread[0]


@settings(max_examples=150)
@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(KaravelError):
        services.read(data)
