"""XML files: eForms and TED notices by their root elements, and what else is known by its root."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from karavel.notices import Found, OfficialFile, Skipped
from karavel.readers.pieces import DOCUMENT_LIMIT, document, has_too_many, too_large, unreadable, whole

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_EFORMS = {
    (_UBL + "ContractNotice-2", "ContractNotice"),
    (_UBL + "ContractAwardNotice-2", "ContractAwardNotice"),
    (_UBL + "PriorInformationNotice-2", "PriorInformationNotice"),
    (
        "http://data.europa.eu/p27/eforms-business-registration-information-notice/1",
        "BusinessRegistrationInformationNotice",
    ),
}
_TED_ROOT = "TED_EXPORT"  # in any of its namespaces, or none

#: Roots that are surely no notice, by namespace or, where there is none, by name.
_OTHERS = {
    "http://purl.oclc.org/dsdl/svrl": "a validation report (SVRL)",
    "http://www.w3.org/2001/XMLSchema": "an XML Schema",
    "http://purl.oclc.org/dsdl/schematron": "a Schematron",
    "http://docs.oasis-open.org/codelist/ns/genericode/1.0/": "a genericode code list",
    "http://www.w3.org/1999/XSL/Transform": "a style sheet (XSLT)",
    "http://www.w3.org/1999/xhtml": "a web page",
    "http://www.w3.org/2000/svg": "an image",
    "http://www.w3.org/2005/Atom": "a news feed",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "an RDF document",
    "html": "a web page",
    "rss": "a news feed",
}

# Possessive throughout: what has matched is never looked at again, so a hostile prologue costs one pass.
_PROLOGUE = re.compile(
    r"(?:\s++|<\?(?:[^?]|\?(?!>))*+\?>|<!--(?:[^-]|-(?!->))*+-->"
    r"|<!DOCTYPE(?:[^\[>\"']|\"[^\"]*+\"|'[^']*+')*+(?:\[(?:[^\]]|\](?!\s*>))*+\]\s*+)?+>)*+",
    re.IGNORECASE,
)
_ROOT = re.compile(r"<(?:([^\s:<>/=!?]++):)?+([^\s:<>/=!?]++)((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>")
_DECLARED = re.compile(r"\sxmlns(?::([^\s=]+))?\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


_OPENING = 1 << 14  # bytes in which nearly every root element stands


class Root(NamedTuple):
    """The root element: its namespace (empty when it has none) and local name."""

    namespace: str
    name: str


def documents(file: OfficialFile, stream: io.BufferedReader[Any], encoding: str) -> Iterator[Found]:
    """The one document of an XML file, or what it is instead."""
    content = whole(stream)
    if len(content) > DOCUMENT_LIMIT or has_too_many(content, b"<", b"="):
        yield too_large(file)
        return
    root = root_of(content[:_OPENING], encoding) or root_of(content, encoding)
    format_ = _format(root) if root else None
    other = _other(root) if root else None
    if format_:
        yield document(file, content, format_)
    elif other:
        yield Skipped(file.name, other)
    elif root:
        why = f"has the root element {root.name!r} ({root.namespace or 'no namespace'}), which is no notice of TED's"
        yield unreadable(file, "not-a-notice", why, content)
    else:
        yield unreadable(file, "not-xml", "begins like XML but holds no root element", content)


def root_of(content: bytes, encoding: str = "utf-8") -> Root | None:
    """The root element without parsing the document; None when there is none."""
    text = content.decode("latin-1" if encoding == "utf-8" else encoding, "ignore").lstrip("\ufeff\xef\xbb\xbf")
    prologue = _PROLOGUE.match(text)
    root = _ROOT.match(text, prologue.end() if prologue else 0)
    if root is None:
        return None
    prefix, name, attributes = root.groups()
    declared = {found[1]: found[2] or found[3] or "" for found in _DECLARED.finditer(attributes)}
    return Root(declared.get(prefix, ""), name)


def _format(root: Root) -> str | None:
    if root.name == _TED_ROOT:
        return "ted"
    return "eforms" if root in _EFORMS else None


def _other(root: Root) -> str | None:
    return _OTHERS.get(root.namespace) or (None if root.namespace else _OTHERS.get(root.name.lower()))
