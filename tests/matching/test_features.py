"""What each feature makes of a lot, and the sentence that it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.matching.tables import DAY, FIRM, ask, row

from karavel.matching.entries import Entry
from karavel.matching.features.buyer import buyer
from karavel.matching.features.cpv import ADDITIONAL, cpv
from karavel.matching.features.deadline import deadline
from karavel.matching.features.effort import effort
from karavel.matching.features.language import language
from karavel.matching.features.nature import nature
from karavel.matching.features.text import text
from karavel.matching.features.value import value
from karavel.matching.features.verdict import verdict
from karavel.matching.features.wins import wins
from karavel.matching.hierarchy import nearness
from karavel.matching.part import Function
from karavel.matching.profile import Profile, Win


def found(feature: Function, profile: Profile = FIRM, **lot: object) -> tuple[float, str]:
    part = feature(ask(row(1, **lot), profile=profile))
    return float(part.values[0]), part.say(0)


def test_the_same_code_is_nearest_then_its_kin_then_nothing() -> None:
    near = nearness(("72212000", "72210000", "72260000", "72000000", "45000000"), ("72212000",))[:, 0]
    assert near[0] == 1
    assert list(near) == sorted(near, reverse=True)
    assert near[-1] == 0


def test_a_firm_that_names_a_branch_claims_all_of_it_a_lot_that_names_it_may_want_anything_in_it() -> None:
    inside, outside = nearness(("48180000",), ("48000000",))[0, 0], nearness(("48000000",), ("48180000",))[0, 0]
    assert inside >= 0.8 > outside > 0


def test_software_packages_are_near_to_programming_services() -> None:
    assert 0.4 < nearness(("48000000",), ("72200000",))[0, 0] < 0.6


def test_an_additional_code_counts_less_than_the_main_one() -> None:
    main, _ = found(cpv, cpv=["72212000", "45000000"])
    additional, _ = found(cpv, cpv=["45000000", "72212000"])
    assert (main, additional) == (1.0, ADDITIONAL)


def test_a_firm_that_names_a_whole_division_claims_less_than_one_that_names_the_trade() -> None:
    broad, precise = (replace(FIRM, cpv=(code,), wins=()) for code in ("48000000", "48180000"))
    lot = {"cpv": ["48180000"]}
    assert found(cpv, precise, **lot)[0] > found(cpv, broad, **lot)[0] > 0.5
    assert found(cpv, broad, cpv=["48000000"])[0] < found(cpv, precise, **lot)[0]


def test_the_sentence_on_codes_names_what_is_asked_and_what_is_yours() -> None:
    assert "which is in your profile" in found(cpv, cpv=["72212000"])[1]
    assert "near your" in found(cpv, cpv=["72260000"])[1]
    assert "far from" in found(cpv, cpv=["15800000"])[1]
    assert "no CPV code" in found(cpv, cpv=[])[1]


@pytest.mark.parametrize(
    ("lot", "usual"),
    [
        ({"nature": "services"}, True),
        ({"nature": "supplies"}, False),
        ({"nature": None, "cpv": ["48180000"]}, False),
        ({"nature": None, "cpv": ["72260000"]}, True),
        ({"nature": "services", "cpv": ["48180000"]}, True),
    ],
)
def test_a_firm_that_sells_services_is_led_to_services_and_away_from_licences(
    lot: dict[str, object], usual: bool
) -> None:
    worth, said = found(nature, FIRM, **lot)
    assert (worth > 0) is usual
    assert said == (
        "It buys services, most of what your codes and references say you sell."
        if usual
        else "It buys goods or licences, little of what your codes and references say you sell."
    )


def test_what_a_firm_has_done_tells_its_nature_more_than_a_broad_code() -> None:
    reseller = replace(FIRM, wins=tuple(Win("Licences", ("48180000",), ended=DAY) for _ in range(4)))
    assert found(nature, reseller, nature="supplies")[0] > found(nature, nature="supplies")[0]
    assert found(nature, reseller, nature="supplies")[0] > 0


def test_a_firm_or_a_lot_of_which_nothing_is_known_has_no_nature() -> None:
    assert found(nature, replace(FIRM, cpv=(), wins=()))[0] == 0
    assert found(nature, nature=None, cpv=[]) == (
        0.0,
        "The notice does not say whether it buys services, goods or works.",
    )


def test_a_lot_is_like_the_win_that_it_resembles_and_fresh_wins_count_more() -> None:
    recent, said = found(wins)
    old, _ = found(wins, replace(FIRM, wins=(replace(FIRM.wins[0], ended=date(2010, 1, 1)),)))
    assert recent > old > 0
    assert said == "It is like your “Tax portal”, 2025."


def test_a_win_as_subcontractor_counts_less() -> None:
    prime, _ = found(wins)
    partner, _ = found(wins, replace(FIRM, wins=(replace(FIRM.wins[0], share=0.6),)))
    assert partner == pytest.approx(0.6 * prime)


def test_a_firm_without_references_is_neither_helped_nor_hurt() -> None:
    assert found(wins, replace(FIRM, wins=())) == (0.0, "Your profile names no references.")


@pytest.mark.parametrize(
    ("euros", "worth"),
    [(20_000, 1), (2_000_000, 1), (300_000, 1), (2_000, -1), (20_000_000, -1), (2e9, -1), (None, 0), (0, 0), (-5, 0)],
)
def test_a_value_in_range_counts_for_ten_times_outside_counts_against_unknown_is_neutral(
    euros: float | None, worth: float
) -> None:
    assert found(value, value_eur=euros)[0] == pytest.approx(worth)


def test_a_firm_without_a_range_takes_every_value() -> None:
    boundless = replace(FIRM, smallest_eur=None, largest_eur=None)
    assert found(value, boundless)[0] == 0
    assert found(value, replace(FIRM, largest_eur=None), value_eur=9e9)[0] == 1


def test_few_days_count_against_many_for_and_a_closed_lot_is_neutral() -> None:
    days = {
        left: found(deadline, deadline_day=day)[0]
        for left, day in {
            "one": date(2026, 3, 3),
            "twelve": date(2026, 3, 14),
            "sixty": date(2026, 5, 1),
            "closed": date(2026, 1, 1),
            "today": date(2026, 3, 2),
            "none": None,
        }.items()
    }
    assert days == {"one": -1, "twelve": 0, "sixty": 1, "closed": 0, "today": 0, "none": 0}


def test_days_of_a_lot_published_later_count_from_its_publication() -> None:
    worth, said = found(deadline, published=date(2026, 6, 1), deadline_day=date(2026, 6, 4))
    assert worth == -1
    assert said == "Only 3 days are left to write the tender."


def test_a_language_of_ours_counts_for_a_near_one_little_any_other_against() -> None:
    assert found(language, languages=["mt", "en"]) == (1.0, "You can write the tender in English.")
    assert found(language, languages=["tr"])[0] == -0.3
    assert found(language, languages=["el"])[0] == -1
    assert found(language, languages=[], language="ru")[0] == 1
    assert found(language, languages=None, language=None)[0] == 0


def test_home_counts_most_then_experience_then_wanted_markets() -> None:
    wanting = replace(FIRM, markets=frozenset({"PT"}))
    worth = [found(buyer, wanting, buyer_country=country)[0] for country in ("AZ", "GE", "PT", None, "MT")]
    assert worth == sorted(worth, reverse=True)
    assert worth[3] == 0 > worth[4]
    assert found(buyer, buyer_country="MT")[0] == 0


def entered(feature: Function, entry: Entry) -> tuple[float, str]:
    question = ask(row(1))
    question.entries.add({0: entry})
    part = feature(question)
    return float(part.values[0]), part.say(0)


def test_a_route_that_gives_a_right_counts_as_a_right() -> None:
    by_route = Entry("discretionary", "guaranteed", cost_eur=9_000, days=40, way="a company in Portugal")
    assert entered(verdict, by_route) == (
        1.0,
        "From home: buyer decides. By a company in Portugal: a right to bid.",
    )
    assert entered(verdict, Entry("discretionary", "discretionary"))[1] == "You bid from home: buyer decides."
    assert entered(verdict, Entry("excluded", None))[0] == -1
    assert entered(verdict, Entry("unknown", "unknown"))[0] == 0


def test_a_direct_bid_costs_nothing_and_no_way_in_counts_fully_against() -> None:
    assert entered(effort, Entry("open", "open")) == (1.0, "No company, partner or paper has to be arranged first.")
    assert entered(effort, Entry("excluded", None))[0] == -1
    assert entered(effort, Entry("discretionary", "guaranteed", cost_eur=10_000, days=30, way="x"))[0] == 0
    assert entered(effort, Entry("discretionary", "guaranteed", cost_eur=1e6, days=300, way="x"))[0] == -1


def test_the_sentence_on_words_quotes_the_words_in_common() -> None:
    question = ask(row(1), trade=np.array([0.4]))
    known = replace(question.texts, words=frozenset({"portal", "payment", "ministries"}))
    knowing = replace(question, texts=known, said=lambda _row: "Portal do Cidadão, with payment")
    assert text(knowing).say(0) == "It speaks of “portal”, “payment”, as your profile does."
    assert found(text)[1].endswith("nothing in common.")


def test_a_win_without_codes_is_compared_by_its_words_alone() -> None:
    wordy = replace(FIRM, wins=(Win("Tax portal", ended=DAY),))
    question = ask(row(1), profile=wordy)
    known = replace(question, texts=replace(question.texts, wins=(np.array([0.8]),)))
    assert wins(known).values[0] == pytest.approx(0.4)
