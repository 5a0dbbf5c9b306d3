"""The demo's notices are fictitious, many, and valid against the formats they are written in."""

from __future__ import annotations

import json
import tarfile
from collections import Counter
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from karavel.demo import notices
from karavel.demo.invention import invent
from karavel.demo.library import phrases

TODAY = date(2026, 11, 24)


def test_there_are_over_300_notices_in_many_countries_and_languages() -> None:
    tenders = invent(TODAY)
    assert len(tenders) >= 300
    assert len({tender.country.code for tender in tenders}) >= 15
    assert len({tender.country.language for tender in tenders}) >= 10
    assert set(Counter(tender.form for tender in tenders)) == {"eforms", "ted", "ocds"}


def test_open_calls_are_open_on_the_day_of_the_demo() -> None:
    calls = [tender for tender in invent(TODAY) if tender.stage == "call" and tender.form != "ted"]
    assert calls
    assert all(tender.published <= TODAY < tender.deadline.date() for tender in calls)
    assert any(tender.changes for tender in calls)


def test_the_same_day_gives_the_same_notices_and_another_day_moves_the_deadlines() -> None:
    assert notices(TODAY) == notices(TODAY)
    assert notices(TODAY) != notices(date(2026, 12, 1))


def test_every_notice_says_in_its_language_that_it_is_fictitious() -> None:
    words = phrases()
    for tender in invent(TODAY):
        assert words[tender.country.language]["fictitious"] in tender.description


@pytest.mark.shared
def test_eforms_notices_are_valid_against_the_official_schema(shared: Path, tmp_path: Path) -> None:
    with tarfile.open(shared / "eforms" / "sdk-schemas.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    schemas = {
        root: etree.XMLSchema(etree.parse(next(tmp_path.rglob(f"UBL-{root}-2.3.xsd"))))
        for root in ("ContractNotice", "ContractAwardNotice")
    }
    for name, content in notices(TODAY).items():
        if name.startswith("eforms/"):
            root = etree.fromstring(content)
            schemas[etree.QName(root).localname].assertValid(root)


@pytest.mark.shared
def test_ocds_releases_are_valid_against_the_official_schema(shared: Path) -> None:
    with tarfile.open(shared / "conformance" / "ocds-schemas.tar.xz") as archive:
        member = next(m for m in archive.getmembers() if m.name.endswith("ocds-1.1.5/dereferenced-release-schema.json"))
        source = archive.extractfile(member)
        assert source is not None
        schema = json.load(source)
    validator = jsonschema.Draft4Validator(schema)
    for name, content in notices(TODAY).items():
        if name.startswith("ocds/"):
            for release in json.loads(content)["releases"]:
                errors = [error.message for error in validator.iter_errors(release)]
                assert not errors, (name, errors)
