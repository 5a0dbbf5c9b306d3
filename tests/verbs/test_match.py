"""``karavel match`` ranks what is open, decides it, plans it; its keys are a promise."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.lake.made import fill
from tests.routes.firms import AS_OF, firm, lot, notice, requirement

from karavel.answers.match import Match
from karavel.errors import LakeMissing
from karavel.lake import Lake
from karavel.notices import Award, Buyer, Change, Moment, Money, Notice, Provenance, Supplier
from karavel.verbs.board import Board
from karavel.verbs.match import match

PROMISED = {
    *("rank", "score", "notice_id", "lot_id", "title", "buyer", "cpv", "value", "value_eur", "deadline", "url"),
    *("direct", "best_route", "qualifies", "parts"),
}


def call(number: int, *lots: Any, **fields: Any) -> Notice:
    given: dict[str, Any] = {
        "id": f"{number}-2026",
        "provenance": Provenance(file=f"{number}.xml", sha256=f"{number:064x}"),
    }
    return notice(*lots, **given | fields)


def award(number: int, title: str, supplier: str, **fields: Any) -> Notice:
    firms = (Supplier(name="Firm", country="AZ", ids=(supplier,)),)
    won = call(
        number,
        lot(title=title, cpv=("48000000",)),
        kind="award",
        title=title,
        published=date(2026, 1, 10),
        cpv=("48000000",),
    )
    return msgspec.structs.replace(won, awards=(Award(lot_id="LOT-0001", suppliers=firms),), **fields)


NOTICES = (
    call(1, lot(), lot(id="LOT-0002", cpv=("15800000",), title="Bread")),
    call(2, lot(cpv=("48000000",), title="Licences"), country="GE"),
    call(3, lot(deadline=Moment("2026-11-20")), title="Closed before the day"),
    call(4, lot(deadline=Moment("2027-05-01")), published=date(2026, 12, 1), title="Published after the day"),
    call(5, lot(deadline=None), title="Without a deadline"),
    call(6, lot(), kind="award", title="An award"),
    call(7, lot(deadline=Moment("2026-11-30")), title="A week left"),
)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return fill(tmp_path_factory.mktemp("lake"), NOTICES)


def ids(found: Match) -> list[tuple[str, str]]:
    return [(each.notice_id, each.lot_id) for each in found.lots]


def test_every_promised_key_is_there(lake: Lake) -> None:
    answer = json.loads(msgspec.json.encode(match(lake, firm(), AS_OF)))
    assert {"company", "as_of", "considered", "lots"} <= set(answer)
    for each in answer["lots"]:
        assert set(each) >= PROMISED
        assert set(each["direct"]) >= {"verdict", "reasons"}
        assert set(each["qualifies"]) >= {"all", "requirements"}
        assert all(set(part) >= {"feature", "weight", "value", "sentence"} for part in each["parts"])
    route = next(each["best_route"] for each in answer["lots"] if each["best_route"])
    assert set(route) >= {"kind", "via", "verdict", "reasons", "steps", "cost_eur", "days", "in_time"}
    assert set(route["cost_eur"]) == set(route["days"]) == {"min", "max"}


def test_only_lots_open_on_the_day_are_considered(lake: Lake) -> None:
    found = match(lake, firm(), AS_OF)
    assert found.considered == 4
    assert {notice_id for notice_id, _ in ids(found)} == {"1-2026", "2-2026", "7-2026"}


def test_all_takes_calls_open_closed_and_later_but_no_awards(lake: Lake) -> None:
    found = match(lake, firm(), AS_OF, every=True)
    assert found.considered == 7
    assert {notice_id for notice_id, _ in ids(found)} == {f"{number}-2026" for number in (1, 2, 3, 4, 5, 7)}


def test_the_firms_trade_comes_first_and_bread_last(lake: Lake) -> None:
    found = match(lake, firm(), AS_OF)
    assert ids(found)[-1] == ("1-2026", "LOT-0002")
    assert found.lots[-1].score < 0.01 < found.lots[-2].score
    assert not found.lots[-1].fits
    assert found.fitting == sum(each.fits for each in found.lots) == 2


def test_parts_sum_to_the_score_in_the_answer(lake: Lake) -> None:
    for each in match(lake, firm(), AS_OF).lots:
        assert each.score == pytest.approx(sum(part.weight * part.value for part in each.parts), abs=1e-8)


def test_what_the_lake_says_that_the_firm_won_counts_as_its_reference(tmp_path: Path) -> None:
    won = award(9, "Electronic queue for clinics", "AZ-VOEN 1400057421")
    other = award(10, "Bread for schools", "AZ-VOEN 9999999999")
    queue = call(8, lot(cpv=("48000000",), title="Queue for clinics"), title="Queue")
    lake = fill(tmp_path / "lake", (queue, won, other))
    known, unknown = (match(lake, firm(ids=ids, references=()), AS_OF).lots[0] for ids in (("AZ-VOEN 1400057421",), ()))
    parts = [next(part for part in each.parts if part.feature == "wins") for each in (known, unknown)]
    assert "Electronic queue for clinics" in parts[0].sentence
    assert parts[0].value > parts[1].value == 0
    assert known.score == pytest.approx(sum(part.weight * part.value for part in known.parts), abs=1e-8)


def test_an_award_after_the_day_is_not_known_yet(tmp_path: Path) -> None:
    late = award(9, "Queue for clinics", "AZ-VOEN 1400057421", published=date(2026, 12, 24))
    lake = fill(tmp_path / "lake", (call(8, lot(title="Queue for clinics")), late))
    found = match(lake, firm(ids=("AZ-VOEN 1400057421",), references=()), AS_OF).lots[0]
    assert next(part.value for part in found.parts if part.feature == "wins") == 0


def test_a_route_that_is_not_ready_in_time_is_never_the_best(lake: Lake) -> None:
    for each in match(lake, firm(), AS_OF).lots:
        assert each.best_route is None or each.best_route.in_time is not False
    week = next(each for each in match(lake, firm(), AS_OF).lots if each.notice_id == "7-2026")
    assert week.best_route is None or week.best_route.kind not in {"subsidiary", "subsidiary-with-parent"}


def test_closed_lots_are_judged_as_if_there_were_time(lake: Lake) -> None:
    lots = {each.notice_id: each for each in match(lake, firm(), AS_OF, every=True).lots}
    assert lots["3-2026"].best_route
    assert lots["3-2026"].best_route.verdict == lots["4-2026"].best_route.verdict  # type: ignore[union-attr]


def test_markets_and_verdicts_narrow_the_list(lake: Lake) -> None:
    assert {notice_id for notice_id, _ in ids(match(lake, firm(), AS_OF, markets=["GE"]))} == {"2-2026"}
    whole = match(lake, firm(), AS_OF, every=True).lots
    for verdict in {each.direct.verdict for each in whole}:
        kept = match(lake, firm(), AS_OF, every=True, verdicts=[verdict])
        assert ids(kept) == [(each.notice_id, each.lot_id) for each in whole if each.direct.verdict == verdict]


def test_top_cuts_the_list_and_nothing_else(lake: Lake) -> None:
    whole, short = match(lake, firm(), AS_OF), match(lake, firm(), AS_OF, top=2)
    assert ids(short) == ids(whole)[:2]
    assert (short.considered, short.fitting) == (whole.considered, whole.fitting)


def test_the_same_notices_in_any_order_of_ingests_rank_the_same(lake: Lake, tmp_path: Path) -> None:
    mixed = random.Random(5).sample(NOTICES, len(NOTICES))
    other = fill(tmp_path / "lake", mixed[:3], mixed[3:])
    one, two = match(lake, firm(), AS_OF, every=True), match(other, firm(), AS_OF, every=True)
    assert [(each.notice_id, each.lot_id, each.score) for each in one.lots] == [
        (each.notice_id, each.lot_id, each.score) for each in two.lots
    ]


def test_a_deadline_that_was_moved_counts(tmp_path: Path) -> None:
    moved = call(
        2,
        kind="change",
        format="ted",
        published=date(2026, 11, 18),
        changes=(Change(notice="1-2026", deadlines={"": Moment("2027-03-15T10:00")}),),
    )
    moved = msgspec.structs.replace(moved, lots=())
    first = call(1, lot(deadline=Moment("2026-11-20T10:00")), format="ted")
    (found,) = match(fill(tmp_path / "lake", [first, moved]), firm(), AS_OF).lots
    assert found.deadline == "2027-03-15T10:00"
    assert found.days_left == 112


def test_a_lot_is_found_by_its_place_when_two_have_one_id(tmp_path: Path) -> None:
    twice = call(1, lot(title="First"), lot(title="Second", cpv=("48000000",)))
    found = match(fill(tmp_path / "lake", [twice]), firm(), AS_OF)
    assert {each.title for each in found.lots} == {"First", "Second"}


def test_the_address_is_teds_page_for_its_numbers_else_the_notices_own(tmp_path: Path) -> None:
    own = call(9, id="ocds-1", format="ocds", urls={"notice": "https://example.org/9"})
    found = match(fill(tmp_path / "lake", [call(8), own]), firm(), AS_OF).lots
    assert {each.notice_id: each.url for each in found} == {
        "8-2026": "https://ted.europa.eu/en/notice/-/detail/8-2026",
        "ocds-1": "https://example.org/9",
    }


def test_a_value_in_another_currency_names_the_rate(tmp_path: Path) -> None:
    priced = call(1, lot(value=Money(1_000_000, "PLN")), buyers=(Buyer(name="Miasto", country="PL"),))
    (found,) = match(fill(tmp_path / "lake", [priced]), firm(), AS_OF).lots
    assert found.value == Money(1_000_000, "PLN")
    assert found.value_eur
    assert found.value_eur_rate
    assert found.value_eur_rate.source


def test_what_the_lot_asks_is_compared_with_the_firm(tmp_path: Path) -> None:
    asked = call(1, lot(requirements=(requirement("At least 1 reference; ISO 27001"),)))
    (found,) = match(fill(tmp_path / "lake", [asked]), firm(), AS_OF).lots
    assert {need.kind for need in found.qualifies.requirements} >= {"references", "certificate"}


def test_words_shared_are_quoted(lake: Lake) -> None:
    parts = {part.feature: part for part in match(lake, firm(), AS_OF).lots[0].parts}
    assert parts["text"].sentence == "It speaks of “portal”, as your profile does."


def test_without_a_lake_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(LakeMissing):
        match(Lake(tmp_path / "none"), firm(), AS_OF)


def test_nothing_open_is_an_empty_answer(lake: Lake) -> None:
    found = match(lake, firm(), date(2031, 1, 1))
    assert (found.considered, found.fitting, found.lots) == (0, 0, ())


def test_a_lot_without_a_code_is_found_by_its_words_in_another_language(tmp_path: Path) -> None:
    """The classifier tells the trade; what it found is kept beside the lake, and the board says the same."""
    bare: dict[str, Any] = {"cpv": (), "description": ""}
    lake = fill(
        tmp_path,
        (
            call(
                1, lot(title="Budowa drogi gminnej i chodnika", cpv=()), title="Roboty drogowe", language="pl", **bare
            ),
            call(2, lot(title="Dostawa oprogramowania", cpv=()), title="System informatyczny", language="pl", **bare),
        ),
    )
    first, second = match(lake, firm(), AS_OF).lots
    assert (first.notice_id, second.notice_id) == ("2-2026", "1-2026")
    codes = {part.feature: part for part in first.parts}["cpv"]
    assert codes.value > 0.3
    assert codes.sentence.startswith("Its words speak of IT services")  # its form says services, too
    assert [*(tmp_path / "trades").glob("*.npz")]
    page = Board(lake, as_of=AS_OF).opportunities(firm()).page()
    assert [one.notice_id for one in page.lots] == ["2-2026", "1-2026"]
