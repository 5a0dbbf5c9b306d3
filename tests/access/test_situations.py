"""Notices, companies and cases become situations without guessing, and the shapes hold what they promise."""

from __future__ import annotations

import json
from datetime import date

import msgspec
import pytest

from karavel.access import (
    Decision,
    Facts,
    Law,
    Reason,
    Situation,
    Value,
    bidder_of,
    decide,
    from_case,
    improves,
    newly_possible,
    right_gained,
    situation_key,
    tender_of,
)
from karavel.access.cases import answer
from karavel.companies import Capabilities, Company
from karavel.companies import Establishment as Place
from karavel.companies import Owner as Holder
from karavel.errors import InvalidInput
from karavel.notices import Buyer, Lot, Moment, Money, Notice, Provenance

CASE = {
    "id": "ONE",
    "company": {"country": "AZ"},
    "tender": {
        "buyer_country": "PT",
        "buyer_level": "central",
        "nature": "services",
        "procedure_start": "2026-03-01",
        "cpv": "72200000",
        "value": {"amount": 500000, "currency": "EUR"},
        "facts": {},
    },
}


@pytest.fixture(scope="module")
def law() -> Law:
    return Law.load()


def _notice(**changes: object) -> Notice:
    lots = (Lot(id="1", nature="services", cpv=("72000000",), value=Money(100_000, "EUR")),)
    base = Notice(
        id="1-2026",
        format="ted",
        kind="call",
        provenance=Provenance(file="made-up.xml", sha256="0" * 64),
        procedure_start=date(2026, 3, 1),
        legal_basis="32014L0024",
        buyers=(Buyer(name="Ministério da Justiça", country="PT", level="central"),),
        lots=lots,
    )
    return msgspec.structs.replace(base, **changes)


def test_a_decision_without_reasons_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="needs at least one reason"):
        Decision(verdict="open", reasons=())


def test_unknown_is_no_step_on_the_ladder() -> None:
    assert improves("excluded", "discretionary")
    assert not improves("unknown", "guaranteed")
    assert not improves("discretionary", "unknown")
    assert right_gained("discretionary", "guaranteed")
    assert newly_possible("excluded", "open")
    assert not newly_possible("excluded", "unknown")


def test_a_case_answers_with_the_promised_keys(law: Law) -> None:
    line = answer(law, CASE)
    assert {"id", "verdict", "threshold_reached", "reasons", "conditions", "missing"} <= set(line)
    assert {"instrument", "article", "sentence", "valid_from", "valid_until", "url", "confidence"} <= set(
        line["reasons"][0]
    )
    json.dumps(line)


def test_a_case_with_a_wrong_key_is_told_by_its_id() -> None:
    with pytest.raises(InvalidInput, match="Case ONE") as error:
        from_case({"id": "ONE", "company": {"country": "AZ"}, "tender": {"buyer_level": "central"}})
    assert error.value.mistakes[0].place == "ONE"
    with pytest.raises(InvalidInput, match="Case TWO"):
        from_case({"id": "TWO", "company": {"country": "AZ", "owners": "PT"}, "tender": CASE["tender"]})


def _changed(**tender: object) -> Situation:
    return from_case(CASE | {"tender": CASE["tender"] | tender})  # type: ignore[operator]  # a dict in CASE


def test_a_case_may_write_its_codes_loosely() -> None:
    loose = _changed(
        buyer_country="pt",
        buyer_level="Central",
        nature="Service",
        cpv="72200000-7",
        value={"amount": "500000", "currency": "eur"},
        procedure_start="2026-03-01T09:00:00Z",
    )
    assert loose == from_case(CASE)
    assert _changed(buyer_country="EL").tender.buyer_country == "GR"
    assert _changed(buyer_country="RE").tender.buyer_country == "FR"
    assert _changed(buyer_level="Sub_central").tender.buyer_level == "sub-central"
    assert _changed(value={"amount": 1, "currency": "SDR"}).tender.value == Value(1, "XDR")
    assert _changed(facts={"financed_by": "world bank"}).tender.facts.financed_by == "World Bank"


def test_what_a_case_leaves_out_is_not_known() -> None:
    bare = from_case({"company": {"country": "AZ", "owners": None}, "tender": {"buyer_country": "PT"}})
    tender = bare.tender
    assert (tender.buyer_level, tender.nature, tender.cpv, tender.value) == ("unknown", "unknown", None, None)
    assert tender.assumed == ("assumed-no-date",)
    assert _changed(value={"amount": 5}).tender.value is None
    assert _changed(procedure_start=None, deadline="2026-05-01").tender.procedure_start == date(2026, 5, 1)
    seated = from_case(CASE | {"company": {"establishments": [{"country": "PT"}], "consortium": ["az"]}})
    assert seated.bidder.country == "PT"
    owned = from_case(CASE | {"company": {"country": "PT", "owners": [{"country": "RU"}]}})
    assert owned.bidder.owners[0].share == 100
    assert seated.bidder.consortium[0].country == "AZ"


def test_a_level_that_nobody_understands_is_told_and_not_guessed(law: Law) -> None:
    decision = decide(law, _changed(buyer_level="galactic"))
    assert any("buyer_level" in line for line in decision.missing)
    assert decision.verdict == "discretionary"


def test_the_union_has_buyers_of_one_level_only(law: Law) -> None:
    assert decide(law, _changed(buyer_country="eu")).verdict == "excluded"
    assert decide(law, _changed(buyer_level="eu-institution")).verdict == "excluded"


def test_a_fact_that_nobody_understands_is_told(law: Law) -> None:
    tender = CASE["tender"] | {"facts": {"phase_of_moon": "full"}}  # type: ignore[operator]  # a dict in CASE
    decision = decide(law, from_case(CASE | {"tender": tender}))
    assert any("phase_of_moon" in line for line in decision.missing)


def test_values_are_those_of_the_whole_procedure() -> None:
    lots = tuple(Lot(id=str(n), value=Money(100_000, "EUR")) for n in range(3))
    assert tender_of(_notice(lots=lots), lots[0]).value == Value(300_000, "EUR")
    assert tender_of(_notice(lots=lots, value=Money(500_000, "EUR")), lots[0]).value == Value(500_000, "EUR")
    mixed = (lots[0], Lot(id="9", value=Money(1, "PLN")))
    assert tender_of(_notice(lots=mixed), mixed[1]).value == Value(1, "PLN")


def test_the_level_comes_from_a_name_only_at_last_and_says_so(law: Law) -> None:
    by_name = _notice(buyers=(Buyer(name="Câmara Municipal do Porto", country="PT"),))
    assert tender_of(by_name, by_name.lots[0]).buyer_level == "sub-central"
    assert any("guessed" in line for line in _decided(law, by_name).assumed)
    nameless = _notice(buyers=(Buyer(name="Acme", country="PT"),))
    assert tender_of(nameless, nameless.lots[0]).buyer_level == "unknown"
    utility = _notice(legal_basis="32014L0025")
    assert tender_of(utility, utility.lots[0]).buyer_level == "utility"


def _decided(law: Law, notice: Notice, country: str = "AZ") -> Decision:
    company = Company(
        name="Firm",
        country=country,
        establishments=(Place(country=country, kind="head-office", substantive=True),),
        capabilities=Capabilities(),
        owners=(Holder(country=country, share=100),),
    )
    return decide(law, Situation(bidder_of(company), tender_of(notice, notice.lots[0])))


def test_an_institution_of_the_union_is_a_buyer_of_the_union() -> None:
    agency = _notice(buyers=(Buyer(name="EMSA", country="PT", level="eu-institution"),))
    assert tender_of(agency, agency.lots[0]).buyer_country == "EU"


def test_an_outermost_region_is_part_of_its_state() -> None:
    reunion = _notice(buyers=(Buyer(name="Région Réunion", country="RE"),))
    assert tender_of(reunion, reunion.lots[0]).buyer_country == "FR"


def test_a_notice_without_a_value_that_names_the_directive_reaches_the_threshold(law: Law) -> None:
    valueless = _notice(lots=(Lot(id="1", nature="services", cpv=("72000000",)),))
    decision = _decided(law, valueless, "GB")
    assert decision.verdict == "guaranteed"
    assert any("names the directive" in line for line in decision.assumed)
    unnamed = msgspec.structs.replace(valueless, legal_basis=None)
    assert _decided(law, unnamed, "GB").verdict == "unknown"


def _supplies(cpv: str, ticked: bool | None, **changes: object) -> Notice:
    lot = Lot(id="1", nature="supplies", cpv=(cpv,), gpa_declared=ticked)
    return _notice(value=Money(500_000, "EUR"), lots=(lot,), **changes)


def _beside(law: Law, notice: Notice, country: str) -> set[str]:
    return {condition.message for condition in _decided(law, notice, country).conditions}


def test_a_buyer_that_denies_gpa_coverage_is_asked_why(law: Law) -> None:
    assert "gpa-declared-no" in _beside(law, _supplies("30200000", False), "UA")
    assert "gpa-declared-no" not in _beside(law, _supplies("30200000", None), "UA")
    assert "gpa-declared-no" not in _beside(law, _supplies("30200000", False), "ES")
    serbian = (Buyer(name="Ministry", country="RS", level="central"),)
    assert "gpa-declared-no" not in _beside(law, _supplies("30200000", False, buyers=serbian), "PT")


def test_a_buyer_that_declares_gpa_coverage_is_told_where_none_was_found(law: Law) -> None:
    german = (Buyer(name="Stadt", country="DE", level="sub-central"),)
    assert "gpa-declared-yes" in _beside(law, _supplies("30200000", True, buyers=german), "KR")
    assert "gpa-declared-yes" not in _beside(law, _supplies("30200000", True), "UA")
    assert "gpa-declared-yes" not in _beside(law, _supplies("30200000", True), "AZ")


def test_concessions_and_defence_have_thresholds_of_their_own(law: Law) -> None:
    concession = _notice(legal_basis="32014L0023", value=Money(500_000, "EUR"))
    assert _decided(law, concession, "ES").threshold_reached is False
    large = msgspec.structs.replace(concession, value=Money(5_404_000, "EUR"))
    assert _decided(law, large, "ES").threshold_reached is True
    assert _decided(law, large, "RU").verdict == "excluded"
    assert _decided(law, concession, "RU").verdict == "discretionary"
    defence = _notice(legal_basis="32009L0081", value=Money(432_000, "EUR"))
    assert _decided(law, defence, "ES").threshold_reached is True


def test_a_treaty_promises_nothing_settled_on_concessions(law: Law) -> None:
    plain, concession = (_notice(legal_basis=name, value=Money(6e6, "EUR")) for name in ("32014L0024", "32014L0023"))
    assert _decided(law, plain, "GB").verdict == "guaranteed"
    assert _decided(law, concession, "GB").verdict == "unknown"
    assert any("concessions" in line for line in _decided(law, concession, "GB").missing)
    assert _decided(law, concession, "AZ").verdict == "discretionary"
    keys = {situation_key(law, tender_of(notice, notice.lots[0])) for notice in (plain, concession)}
    assert len(keys) == 2


def test_a_notice_without_any_date_says_so(law: Law) -> None:
    dateless = _notice(procedure_start=None)
    assert any("no date" in line for line in _decided(law, dateless).assumed)
    late = _notice(procedure_start=None, lots=(Lot(id="1", deadline=Moment("2026-05-01T12:00")),))
    assert tender_of(late, late.lots[0]).procedure_start == date(2026, 5, 1)


def test_external_action_is_recognised_by_its_programme() -> None:
    lot = Lot(id="1", nature="services", eu_programmes=("NDICI",))
    assert tender_of(_notice(lots=(lot,)), lot).facts == Facts(financed_by="EU-NDICI", legal_basis="32014L0024")
    prose = Lot(id="1", eu_programmes=("Available to all PARTICIPATING contractors; ipa is no word",))
    assert tender_of(_notice(lots=(prose,)), prose).facts.financed_by is None


def test_amounts_in_other_currencies_share_a_key_where_the_law_sees_no_difference(law: Law) -> None:
    euro = _notice(value=Money(500_000, "EUR"))
    zloty = _notice(value=Money(2_100_000, "PLN"))
    small = _notice(value=Money(50_000, "EUR"))
    keys = [situation_key(law, tender_of(notice, notice.lots[0])) for notice in (euro, zloty, small)]
    assert keys[0] == keys[1] != keys[2]


def test_sentences_come_in_the_language_asked_for(law: Law) -> None:
    situation = from_case(CASE)
    said = {language: decide(law, situation, language).reasons[0].sentence for language in ("en", "pt", "az", "de")}
    assert "Azerbaijan" in said["en"]
    assert "Azerbaijão" in said["pt"]
    assert "Azərbaycan" in said["az"]
    assert said["de"] == said["en"]


def test_a_reason_names_instrument_article_days_and_address(law: Law) -> None:
    reason = decide(law, from_case(CASE)).reasons[0]
    assert isinstance(reason, Reason)
    assert reason.instrument == "C-652-22"
    assert reason.url
    assert reason.confidence == "high"
