"""What the reader demands of a notice, the SDK demands too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from karavel.readers.eforms import codes
from karavel.readers.eforms.mandatory import LOT, NOTICE, ORGANISATION, PROJECT, RESULT, Needed, at_least_one

if TYPE_CHECKING:
    from collections.abc import Callable

#: Our row to the SDK's field; the rows without a field of their own are checked below.
FIELDS = {
    ("notice_id", NOTICE): "BT-701-notice",
    ("version", NOTICE): "BT-757-notice",
    ("language", NOTICE): "BT-702(a)-notice",
    ("dispatched", NOTICE): "BT-05(a)-notice",
    ("legal_basis", NOTICE): "BT-01-notice",
    ("type", NOTICE): "BT-02-notice",
    ("form", NOTICE): "OPP-070-notice",
    ("procedure_id", NOTICE): "BT-04-notice",
    ("project", NOTICE): "BT-21-Procedure",
    ("title", PROJECT): "BT-21-Procedure",
    ("description", PROJECT): "BT-24-Procedure",
    ("cpv", PROJECT): "BT-262-Procedure",
    ("nature", PROJECT): "BT-23-Procedure",
    ("id", LOT): "BT-137-Lot",
    ("title", LOT): "BT-21-Lot",
    ("description", LOT): "BT-24-Lot",
    ("cpv", LOT): "BT-262-Lot",
    ("nature", LOT): "BT-23-Lot",
    ("id", ORGANISATION): "OPT-200-Organization-Company",
    ("name", ORGANISATION): "BT-500-Organization-Company",
    ("country", ORGANISATION): "BT-514-Organization-Company",
    ("status", RESULT): "BT-142-LotResult",
}
ROWS = [
    pytest.param(row, FIELDS[row.key, rows], id=FIELDS[row.key, rows])
    for rows in (NOTICE, PROJECT, LOT, ORGANISATION, RESULT)
    for row in rows
    if (row.key, rows) in FIELDS
]


@pytest.fixture(scope="module")
def fields(sdk: Callable[[str], bytes]) -> dict[str, dict[str, Any]]:
    """Field to its description."""
    return {field["id"]: field for field in json.loads(sdk("fields/fields.json"))["fields"]}


@pytest.fixture(scope="module")
def mandatory(fields: dict[str, dict[str, Any]]) -> dict[str, set[str]]:
    """Field to the subtypes in which it is mandatory whatever else the notice says."""
    return {name: _subtypes(field.get("mandatory") or {}) for name, field in fields.items()}


def _subtypes(rule: dict[str, Any]) -> set[str]:
    always = set(codes.SUBTYPES) if rule.get("value") else set()
    return always.union(
        *(one["noticeTypes"] for one in rule.get("constraints", ()) if one["value"] and "condition" not in one)
    )


@pytest.mark.shared
@pytest.mark.parametrize(("row", "field"), ROWS)
def test_what_we_demand_the_sdk_demands(
    row: Needed, field: str, mandatory: dict[str, set[str]], fields: dict[str, dict[str, Any]]
) -> None:
    """Of a part that a subtype forbids nothing can be demanded in it, so those subtypes are left aside."""
    forbidden = _subtypes(fields[field].get("forbidden") or {})
    demanded = codes.SUBTYPES - row.except_forms - forbidden
    assert demanded <= mandatory[field]
    assert demanded


@pytest.mark.shared
@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("buyers", "OPT-300-Procedure-Buyer"),
        ("organisations", "OPT-200-Organization-Company"),
        ("result", "BT-142-LotResult"),
    ],
)
def test_what_must_be_there_once_the_sdk_demands(key: str, field: str, mandatory: dict[str, set[str]]) -> None:
    demanded = {form for form in codes.SUBTYPES if key in {needed for needed, _ in at_least_one(form)}}
    assert demanded - {"25", "26", "27", "28"} <= mandatory[field]
    assert demanded


@pytest.mark.shared
def test_lots_and_parts_are_demanded_where_the_sdk_demands_them(mandatory: dict[str, set[str]]) -> None:
    demanded = {form for form in codes.SUBTYPES if "lots" in {needed for needed, _ in at_least_one(form)}}
    assert demanded == mandatory["BT-137-Lot"] | mandatory["BT-137-Part"]


@pytest.mark.shared
def test_the_subtypes_are_those_of_the_sdk(sdk: Callable[[str], bytes]) -> None:
    known = json.loads(sdk("notice-types/notice-types.json"))["noticeSubTypes"]
    assert {one["subTypeId"] for one in known} == codes.SUBTYPES
    for one in known:
        assert codes.KIND_BY_FORM_TYPE[one["formType"]] == codes.KIND_BY_TYPE[one["type"]]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("buyer-legal-type", codes.LEGAL_TYPES - {"grp-p-aut", "rl-aut"}),  # of earlier versions
        ("procurement-procedure-type", codes.PROCEDURES),
        ("framework-agreement", codes.FRAMEWORKS),
        ("dps-usage", codes.DPS),
        ("winner-selection-status", codes.STATUSES),
        ("economic-operator-size", codes.SIZES),
        ("subcontracting-obligation", codes.SUBCONTRACTING),
        ("permission", set(codes.PERMISSIONS)),
        ("contract-nature", set(codes.NATURES)),
        ("award-criterion-type", set(codes.CRITERIA)),
        ("timeperiod_duration-unit", set(codes.UNITS)),
        ("eu-funded", set(codes.EU_FUNDED)),
        ("applicability", set(codes.SUBCONTRACTED)),
        ("form-type", set(codes.KIND_BY_FORM_TYPE) - {"change"}),
        ("notice-type", set(codes.KIND_BY_TYPE) - {"corr"}),
    ],
)
def test_our_codes_are_those_of_the_official_list(name: str, ours: set[str], sdk: Callable[[str], bytes]) -> None:
    text = sdk(f"codelists/{name}.gc").decode()
    listed = {
        part.partition("<SimpleValue>")[2].partition("<")[0] for part in text.split('<Value ColumnRef="code">')[1:]
    }
    assert ours == listed
