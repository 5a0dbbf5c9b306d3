"""The outermost keys of JSON, by which a release, a record, a package and a contract are told apart unparsed."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Raw

ABSENT: Final = Raw()


class Outline(msgspec.Struct, rename="camel"):
    """The outermost keys of a JSON object, their values not looked at."""

    ocid: Raw = ABSENT
    id: Raw = ABSENT
    tag: Raw = ABSENT
    date: Raw = ABSENT
    planning: Raw = ABSENT
    tender: Raw = ABSENT
    awards: Raw = ABSENT
    contracts: Raw = ABSENT
    releases: Raw = ABSENT
    records: Raw = ABSENT
    compiled_release: Raw = ABSENT
    versioned_release: Raw = ABSENT
    publisher: Raw = ABSENT
    license: Raw = ABSENT
    schema: Raw = msgspec.field(default=ABSENT, name="$schema")
    properties: Raw = ABSENT
    ubl_version: Raw = ABSENT
    idcontrato: Raw = ABSENT
    objecto_contrato: Raw = ABSENT

    def is_record(self) -> bool:
        """Merged releases, or a process's list of releases."""
        merged = self.compiled_release is not ABSENT or self.versioned_release is not ABSENT
        return merged or (self.releases is not ABSENT and self.ocid is not ABSENT)

    def is_release(self) -> bool:
        """It names its process, or has a release's marks and sections."""
        sections = (self.planning, self.tender, self.awards, self.contracts)
        marks = (self.id, self.tag, self.date)
        return self.ocid is not ABSENT or (
            any(section is not ABSENT for section in sections) and any(mark is not ABSENT for mark in marks)
        )

    def is_contract(self) -> bool:
        """A row of Portal BASE's contracts, as its JSON export has it."""
        return self.idcontrato is not ABSENT and self.objecto_contrato is not ABSENT

    def packed(self) -> Raw:
        """The list of a package; absent when it is none."""
        return self.records if self.records is not ABSENT else self.releases

    def other(self) -> str:
        """What JSON without OCDS is."""
        if self.schema is not ABSENT or self.properties is not ABSENT:
            return "a JSON Schema"
        return "a list of the eForms SDK" if self.ubl_version is not ABSENT else "JSON without OCDS"


class _Publisher(msgspec.Struct):
    name: str | None = None


outline_of: Final = msgspec.json.Decoder(Outline).decode
"""The outline of a JSON object; raises DecodeError or RecursionError where there is none."""

_PUBLISHER: Final = msgspec.json.Decoder(_Publisher)
_TEXT: Final = msgspec.json.Decoder(str)


def rights(header: bytes) -> tuple[str | None, str | None]:
    """Publisher and licence as far as they stand before the releases of a large package."""
    try:
        outline = outline_of(header + b"]}")
    except msgspec.DecodeError:
        return None, None
    return publisher_of(outline.publisher), text_of(outline.license)


def publisher_of(raw: Raw) -> str | None:
    """The name of a package's publisher."""
    try:
        return _PUBLISHER.decode(raw).name if raw is not ABSENT else None
    except msgspec.DecodeError:
        return None


def text_of(raw: Raw) -> str | None:
    """A text, where it is one."""
    try:
        return _TEXT.decode(raw) if raw is not ABSENT else None
    except msgspec.DecodeError:
        return None
