"""Every stage is a valid release, says what it may and no more, and can be read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from ocdsmerge import Merger
from tests.procurement.releases.made import AWARDS, BAKU, BIDS, CALL, LATE, LISBON, MIDNIGHT, PUBLISHER, WHOLE, stages
from tests.procurement.releases.made import day as day_of
from tests.procurement.releases.schemas import Schemas, load

from karavel.errors import InvalidInput
from karavel.notices import Document, Notice, Provenance
from karavel.procurement import releases
from karavel.procurement.releases.extensions import EXTENSIONS, declared
from karavel.procurement.releases.merging import RULES, merged
from karavel.procurement.releases.parts import number
from karavel.procurement.shapes import Process
from karavel.readers import ocds

ALL = stages()
TAGS = [release["tag"][0] for release in ALL]


@pytest.fixture
def schemas(shared: Path) -> Schemas:
    return load(shared)


def read_back(raw: Any) -> Notice:
    """What our own reader makes of it; all that may be odd is that a record of awards is younger than its deadline."""
    content = json.dumps(raw).encode()
    reading = ocds.read(Document(content=content, format="ocds", provenance=Provenance(file="f", sha256="ab" * 32)))
    assert reading.notice is not None
    assert {problem.code for problem in reading.problems} <= {"deadline-before-publication"}
    return reading.notice


@pytest.mark.shared
@pytest.mark.parametrize("release", ALL, ids=lambda one: one["id"].split("-", 4)[-1])
def test_every_stage_is_valid_against_the_standard_with_its_extensions(release: Any, schemas: Schemas) -> None:
    assert schemas.errors(release) == []


@pytest.mark.shared
def test_the_schemas_of_these_tests_do_find_a_mistake(schemas: Schemas) -> None:
    wrong = ALL[2] | {"tag": ["call"], "tender": ALL[2]["tender"] | {"lots": [{"title": "no id"}]}}
    assert len(schemas.errors(wrong)) == 2


@pytest.mark.shared
@pytest.mark.parametrize("package", ["release-package", "record-package"])
def test_a_package_of_all_stages_is_valid(package: str, schemas: Schemas) -> None:
    make = {"release-package": releases.release_package, "record-package": releases.record_package}[package]
    made = make(ALL, PUBLISHER, uri="https://desk.karavel.example/packages/7", at=MIDNIGHT)
    assert schemas.errors(made, package=package) == []


@pytest.mark.shared
def test_each_field_beyond_the_core_belongs_to_an_extension_that_the_package_names(schemas: Schemas) -> None:
    ours = {field: one.url for one in EXTENSIONS for field in one.fields}
    for release in ALL:
        assert {ours[field] for field in schemas.beyond_core(release)} <= set(declared([release]))


@pytest.mark.shared
def test_the_table_of_extensions_knows_fields_that_the_profile_has_and_the_link_of_payments_to_milestones(
    schemas: Schemas,
) -> None:
    known = json.dumps(schemas.patched)
    unknown = [field for one in EXTENSIONS for _, field in one.fields if f'"{field}": ' not in known]
    assert unknown == ["relatedImplementationMilestone"]


def test_a_planning_release_names_the_extension_of_country_codes_and_none_that_it_does_not_use() -> None:
    names = [url.split("/")[4] for url in declared(ALL[:1])]
    assert names == [
        "ocds_countryCode_extension",
        "ocds_organizationClassification_extension",
        "ocds_partyDetails_scale_extension",
    ]


def lists_of_objects(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from lists_of_objects(below, (*path, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield path
        for one in value:
            yield from lists_of_objects(one, path)


@pytest.mark.shared
def test_releases_are_merged_by_the_rules_of_the_official_schema(schemas: Schemas) -> None:
    lists = {path for release in ALL for path in lists_of_objects(release)}
    whole = {path: rule for path, rule in schemas.rules.items() if path in lists}
    assert {path: rule for path, rule in RULES.items() if rule == "wholeListMerge"} == whole
    assert merged(ALL) == Merger(merge_rules=schemas.rules).create_compiled_release(ALL)


def test_the_releases_of_all_stages_make_one_record_that_holds_the_last_word_of_each() -> None:
    package = releases.record_package(ALL, PUBLISHER, uri="https://desk.karavel.example/records", at=MIDNIGHT)
    (record,) = package["records"]
    whole = record["compiledRelease"]
    assert [one["id"] for one in record["releases"]] == [one["id"] for one in ALL]
    assert whole["tender"]["status"] == "complete"
    assert [one["id"] for one in whole["tender"]["amendments"]] == ["A1", "A2"]
    assert whole["contracts"][0]["implementation"]["milestones"][0]["status"] == "met"
    assert {party["id"]: party["roles"] for party in whole["parties"]}[LISBON.id] == [
        "interestedParty",
        "tenderer",
        "supplier",
        "payee",
    ]


def test_our_own_reader_reads_the_record_back_to_the_same_title_lots_values_and_awards() -> None:
    package = releases.record_package(ALL, PUBLISHER, uri="https://desk.karavel.example/records", at=MIDNIGHT)
    notice = read_back(package["records"][0])
    assert (notice.kind, notice.title, notice.titles) == ("award", "Vətəndaş portalı", {"en": "Citizen portal"})
    assert notice.buyer
    assert (notice.buyer.name, notice.buyer.country, notice.buyer.level) == (WHOLE.buyer.name, "AZ", "central")
    assert [(lot.id, lot.title, lot.cpv, lot.value.amount) for lot in notice.lots if lot.value] == [
        ("LOT-1", "Portal", ("72212000", "72413000"), 400000.5),
        ("LOT-2", "Dəstək", ("72250000",), 109999.5),
    ]
    assert [(one.lot_id, one.value.amount if one.value else None, one.contract_id) for one in notice.awards] == [
        ("LOT-1", 380000, "C-1"),
        ("LOT-2", None, None),
    ]
    assert [one.name for one in notice.awards[0].suppliers] == [LISBON.name]
    assert notice.awards[0].suppliers[0].ids == ("PT-NIF 599999993",)


def test_our_own_reader_reads_a_call_back_to_its_deadline_languages_and_criteria() -> None:
    notice = read_back(ALL[4])
    lot = notice.lots[0]
    assert (notice.kind, lot.deadline, lot.languages) == ("call", "2026-04-14T18:00+04:00", ("az", "en"))
    assert [(one.kind, one.name, one.weight) for one in lot.criteria] == [
        ("price", "Qiymət", 40),
        ("quality", "Keyfiyyət", 60),
    ]
    assert (lot.gpa_declared, lot.electronic_signature, notice.changes[1].notice) == (True, True, ALL[3]["id"])


def test_a_plan_reads_back_as_a_plan_with_its_title() -> None:
    assert (read_back(ALL[0]).kind, read_back(ALL[0]).title) == ("planning", "Vətəndaş portalı")


def test_nothing_is_told_of_a_bidder_before_the_bids_are_opened() -> None:
    early = [
        releases.planning(WHOLE, PUBLISHER, at=day_of(1, 5)),
        releases.tender(WHOLE, PUBLISHER),
        releases.tender_amendment(WHOLE, PUBLISHER),
    ]
    for release in early:
        assert "Xəzər" not in json.dumps(release, ensure_ascii=False)
        assert {role for party in release["parties"] for role in party["roles"]} <= {
            "buyer",
            "procuringEntity",
            "interestedParty",
        }


def test_a_withdrawn_bid_leaves_no_name_and_no_count_in_any_release() -> None:
    assert not [release["id"] for release in ALL if LATE.name in json.dumps(release, ensure_ascii=False)]
    counted = {one["id"]: one["value"] for one in ALL[TAGS.index("tenderUpdate")]["bids"]["statistics"]}
    assert (counted["bids-LOT-1"], counted["foreignBids-LOT-1"], counted["validBids-LOT-2"]) == (2, 1, 0)


def test_valid_bids_are_not_counted_while_one_is_still_judged() -> None:
    pending = msgspec.structs.replace(BIDS[0], status="pending")
    process = msgspec.structs.replace(WHOLE, bids=(pending, BIDS[1]), awards=(), contracts=())
    counted = releases.bids(process, PUBLISHER, at=day_of(4, 15))["bids"]["statistics"]
    assert [one["measure"] for one in counted if one["relatedLot"] == "LOT-1"] == ["bids", "foreignBids", "smeBids"]


def test_an_amendment_names_the_release_that_it_amends_and_its_own() -> None:
    first, second = ALL[4]["tender"]["amendments"]
    assert (first["amendsReleaseID"], first["releaseID"]) == (ALL[2]["id"], ALL[3]["id"])
    assert (second["amendsReleaseID"], second["releaseID"]) == (ALL[3]["id"], ALL[4]["id"])
    (of_contract,) = ALL[9]["contracts"][0]["amendments"]
    assert (of_contract["amendsReleaseID"], of_contract["releaseID"]) == (ALL[7]["id"], ALL[9]["id"])


def test_an_amendment_of_a_contract_is_dated_by_the_day_on_which_both_sides_agreed() -> None:
    (amended,) = ALL[9]["contracts"][0]["amendments"]
    assert (amended["date"], ALL[9]["date"]) == ("2026-08-28T10:00:00+04:00", "2026-09-01T06:00:00Z")


def test_what_is_delivered_and_what_was_paid_for_it_is_told_once_from_the_signing_on() -> None:
    told = [release["contracts"][0] for release in ALL[7:]]
    assert not [one for one in told if "milestones" in one], "those would be milestones of its finalization"
    assert [[each["status"] for each in one["implementation"]["milestones"]] for one in told] == [
        ["scheduled", "scheduled"],
        ["met", "scheduled"],
        ["met", "scheduled"],
    ]
    (payment,) = told[1]["implementation"]["transactions"]
    assert payment["relatedImplementationMilestone"] == {"id": "M1", "title": "Birinci mərhələ"}


def test_foreign_and_small_bids_are_not_counted_where_a_bidder_is_not_known() -> None:
    nameless = msgspec.structs.replace(BIDS[0], tenderers=())
    process = msgspec.structs.replace(WHOLE, bids=(nameless, BIDS[1]), awards=(), contracts=())
    counted = releases.bids(process, PUBLISHER, at=day_of(4, 15))["bids"]["statistics"]
    measures = [one["measure"] for one in counted if one["relatedLot"] == "LOT-1"]
    assert measures == ["bids", "validBids", "disqualifiedBids"]


def test_a_contract_that_is_published_after_its_signing_is_amended_under_the_release_that_published_it() -> None:
    late = msgspec.structs.replace(WHOLE.contracts[0], published=day_of(6, 2))
    process = msgspec.structs.replace(WHOLE, contracts=(late,))
    first = releases.contract(process, PUBLISHER, at=day_of(6, 2))
    amended = releases.contract(process, PUBLISHER, at=day_of(9, 1), tag="contractAmendment")
    assert amended["contracts"][0]["amendments"][0]["amendsReleaseID"] == first["id"]


def test_the_same_release_has_the_same_id_in_whatever_zone_its_moment_is_told() -> None:
    zones = [day_of(5, 4), day_of(5, 4).astimezone(UTC)]
    assert len({releases.award(WHOLE, PUBLISHER, at=at)["id"] for at in zones}) == 1


def test_releases_of_two_zones_are_merged_in_the_order_of_time_and_not_of_their_texts() -> None:
    early = releases.award(msgspec.structs.replace(WHOLE, awards=AWARDS[:1]), PUBLISHER, at=day_of(5, 5, 1))
    late = releases.award(WHOLE, PUBLISHER, at=datetime(2026, 5, 4, 23, tzinfo=UTC), tag="awardUpdate")
    assert [one["id"] for one in releases.compiled([late, early])["awards"]] == ["AW-1", "AW-2"]
    assert releases.compiled([late, early])["tender"]["status"] == "complete"


def test_a_call_is_active_until_all_lots_are_decided_and_unsuccessful_where_nobody_won_any() -> None:
    none = tuple(msgspec.structs.replace(one, status="unsuccessful", suppliers=(), bids=()) for one in AWARDS)
    for awards, status, lots in (
        (none, "unsuccessful", ["unsuccessful", "unsuccessful"]),
        (AWARDS[:1], "active", ["complete", "active"]),
        (AWARDS, "complete", ["complete", "unsuccessful"]),
    ):
        process = msgspec.structs.replace(WHOLE, awards=awards, contracts=())
        tender = releases.award(process, PUBLISHER, at=MIDNIGHT)["tender"]
        assert (tender["status"], [lot["status"] for lot in tender["lots"]]) == (status, lots)


def test_an_award_that_falls_away_makes_the_call_active_again_in_the_record() -> None:
    cancelled = (msgspec.structs.replace(AWARDS[0], status="cancelled"), AWARDS[1])
    process = msgspec.structs.replace(WHOLE, awards=cancelled, contracts=())
    last = releases.award(process, PUBLISHER, at=day_of(5, 20), tag="awardCancellation")
    whole = releases.compiled([*ALL[: TAGS.index("contract")], last])
    assert (whole["tender"]["status"], whole["awards"][0]["status"]) == ("active", "cancelled")
    assert [lot["status"] for lot in whole["tender"]["lots"]] == ["active", "unsuccessful"], "merged by id, titles kept"
    assert all(lot["title"] for lot in whole["tender"]["lots"])


def test_a_cancelled_call_says_so_of_itself_and_of_its_lots_with_the_reason() -> None:
    call = msgspec.structs.replace(CALL, cancelled={"az": "Büdcə kəsildi."})
    release = releases.tender_cancellation(msgspec.structs.replace(WHOLE, call=call), PUBLISHER, at=MIDNIGHT)
    tender = release["tender"]
    assert (tender["status"], tender["statusDetails"]) == ("cancelled", "Büdcə kəsildi.")
    assert {lot["status"] for lot in tender["lots"]} == {"cancelled"}
    with pytest.raises(InvalidInput, match="is not cancelled"):
        releases.tender_cancellation(WHOLE, PUBLISHER, at=MIDNIGHT)


def test_an_award_that_was_made_elsewhere_needs_no_call() -> None:
    process = msgspec.structs.replace(WHOLE, call=None, bids=(), evaluations=(), need=None, consultation=None)
    release = releases.award(process, PUBLISHER, at=MIDNIGHT)
    assert "tender" not in release
    assert read_back(release).awards[0].suppliers[0].name == LISBON.name


@pytest.mark.parametrize(
    ("stage", "what"), [("planning", "need"), ("bids", "bids"), ("award", "awards"), ("contract", "contracts")]
)
def test_a_stage_that_is_not_reached_is_refused_by_name(stage: str, what: str) -> None:
    make = getattr(releases, stage)
    bare = Process(id="1", language="az", buyer=WHOLE.buyer)
    with pytest.raises(InvalidInput, match="nothing to publish of this stage") as caught:
        make(bare, PUBLISHER, at=MIDNIGHT)
    assert [mistake.place for mistake in caught.value.mistakes] == [f"Process.{what}"]


def test_a_text_that_lacks_the_language_of_the_release_is_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match=r"title has no text in the language of the release \(Portuguese\)"):
        releases.tender(msgspec.structs.replace(WHOLE, language="pt"), PUBLISHER)


def test_a_text_in_a_language_that_there_is_none_of_is_refused() -> None:
    call = msgspec.structs.replace(CALL, title={"az": "Portal", "en/../x": "Portal"})
    with pytest.raises(InvalidInput, match="which is no language"):
        releases.tender(msgspec.structs.replace(WHOLE, call=call), PUBLISHER)


def test_a_release_without_a_time_zone_and_two_of_one_id_are_refused() -> None:
    with pytest.raises(InvalidInput, match="time zone"):
        releases.award(WHOLE, PUBLISHER, at=datetime(2026, 5, 4))
    with pytest.raises(InvalidInput, match="Two releases have one id"):
        releases.release_package([ALL[0], ALL[0]], PUBLISHER, uri="https://x.example", at=MIDNIGHT)
    with pytest.raises(InvalidInput, match="no release"):
        releases.record_package([], PUBLISHER, uri="https://x.example", at=MIDNIGHT)


def test_releases_of_two_processes_do_not_make_one_but_two_records() -> None:
    other = releases.award(msgspec.structs.replace(WHOLE, id="8"), PUBLISHER, at=MIDNIGHT)
    with pytest.raises(InvalidInput, match="several processes"):
        releases.compiled([ALL[0], other])
    package = releases.record_package([*ALL, other], PUBLISHER, uri="https://x.example", at=MIDNIGHT)
    assert [one["ocid"] for one in package["records"]] == ["ocds-karavel-2026-7", "ocds-karavel-8"]


@pytest.mark.parametrize("prefix", ["karavel", "ocds-", "ocds-ABC!", "ocds-213czf/../x"])
def test_a_prefix_that_is_none_is_refused(prefix: str) -> None:
    with pytest.raises(InvalidInput, match="no ocid prefix"):
        releases.Publisher(name="n", prefix=prefix, uri="https://x.example")


def test_amounts_leave_exact_to_the_cent() -> None:
    for cents in (1, 199_999_999_999_999, 999_999_999_999_999):
        amount = Decimal(cents) / 100
        assert Decimal(json.dumps(number(amount))) == amount


def test_the_zone_of_a_deadline_is_kept() -> None:
    assert ALL[2]["tender"]["tenderPeriod"]["endDate"].endswith("+04:00")
    assert CALL.published.tzinfo is BAKU
