"""Words: which ones tell a subject, and how their scores reach the lots."""

from __future__ import annotations

import numpy as np
from tests.matching.tables import FIRM

from karavel.codes.cpv_labels import compact
from karavel.matching.columns import Floats, Integers
from karavel.matching.texts import HALF, compare, trade_words
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
    asked: list[str] = []

    def search(words: str) -> tuple[Integers, Floats]:
        asked.append(words)
        return np.array([30, 99, 10]), np.array([HALF, 7.0, 3 * HALF])

    found = compare(FIRM, compact(), np.array([20, 10, 30]), search)
    assert found.trade.tolist() == [0.0, 0.75, 0.5]
    assert asked[0] == "tax portal"
    assert len(found.wins) == len(FIRM.wins)


def test_a_profile_without_words_searches_for_nothing() -> None:
    def search(words: str) -> tuple[Integers, Floats]:
        raise AssertionError(words)

    bare = type(FIRM)()
    assert compare(bare, compact(), np.array([1, 2]), search).trade.tolist() == [0.0, 0.0]
