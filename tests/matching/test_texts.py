"""Words: which ones tell a subject, and how their scores reach the lots."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from tests.matching.tables import FIRM

from karavel.codes.cpv_labels import compact
from karavel.matching.profile import Profile
from karavel.matching.texts import COMMON, HALF, LABEL, OWN, compare, trade_words
from karavel.matching.words import subject_words


def test_small_words_and_words_of_every_tender_tell_no_subject() -> None:
    assert subject_words("Supply of services for the Portal and the e-signature") == ["portal", "e-signature"]
    assert subject_words("Aquisição de serviços para o Portal das Finanças") == ["portal", "finanças"]
    assert subject_words("Lieferung von Software für die Verwaltung") == ["software", "verwaltung"]


def test_a_profile_in_english_is_searched_for_in_the_languages_of_its_codes_labels() -> None:
    words = set(trade_words(FIRM, compact()))
    assert {"portals", "software"} <= words
    assert any("programação" in word for word in words)


def test_scores_reach_their_rows_by_key_and_stay_below_one() -> None:
    asked: list[Mapping[str, float]] = []

    def search(words: Mapping[str, float]) -> dict[int, float]:
        asked.append(words)
        return {30: HALF, 99: 7.0, 10: 3 * HALF}

    found = compare(FIRM, compact(), np.array([20, 10, 30]), search)
    assert found.trade.tolist() == [0.0, 0.75, 0.5]
    assert asked[0] == {"tax": OWN, "portal": OWN}
    assert len(found.wins) == len(FIRM.wins)


def test_the_firms_own_words_count_more_than_those_of_its_codes_labels() -> None:
    words = trade_words(Profile(summary="Software for hotels", cpv=("48000000",)), compact())
    assert words["software"] == words["hotels"] == OWN
    assert words["packages"] == LABEL


def test_a_word_of_every_trade_counts_a_quarter() -> None:
    words = trade_words(Profile(summary="Management of portals"), compact())
    assert words == {"management": OWN * COMMON, "portals": OWN}


def test_a_profile_without_words_searches_for_nothing() -> None:
    def search(words: Mapping[str, float]) -> dict[int, float]:
        raise AssertionError(words)

    assert compare(Profile(), compact(), np.array([1, 2]), search).trade.tolist() == [0.0, 0.0]
