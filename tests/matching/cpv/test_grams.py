"""Texts become the same hashed counts at all times, in any script, alone or in company."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from karavel.matching.cpv.grams import Counts, beginnings, count, count_letters, folded, lettered

BITS = 18
PINNED = (45, 28406425)  # how many buckets, and their sum


def row(counts: Counts, place: int) -> dict[int, float]:
    span = slice(counts.starts[place], counts.starts[place + 1])
    return dict(zip(counts.buckets[span].tolist(), counts.counts[span].tolist(), strict=True))


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_a_text_is_counted_alike_alone_and_among_others(texts: list[str]) -> None:
    together = count(texts, BITS)
    for place, text in enumerate(texts):
        assert row(together, place) == row(count([text], BITS), 0)


def test_counts_never_change_from_one_release_to_the_next() -> None:
    """A model is only good for the hashes that it was trained on."""
    counts = count(["Software, Ω1"], 20)
    assert counts.buckets[:4].tolist() == sorted(counts.buckets[:4].tolist())
    assert (len(counts.buckets), int(counts.buckets.sum())) == PINNED


def test_case_accents_figures_and_signs_make_no_difference() -> None:
    assert folded("Aquisição de 12 SERVIÇOS (lote 3)") == "aquisicao de 0 servicos lote 0"
    assert row(count(["Serviços-TI 2024"], BITS), 0) == row(count(["SERVICOS ti 7"], BITS), 0)


def test_accents_stay_where_a_language_is_to_be_told() -> None:
    assert lettered("Ağ xidmətləri, 2024") == "ağ xidmətləri"
    assert len(count_letters(["ə"], 10).buckets) == 5  # the letter, it with either space, with both, and as a word


def test_words_of_other_scripts_count_as_well() -> None:
    assert len(count(["Προμήθεια λογισμικού"], BITS).buckets) > 40


def test_texts_without_words_have_no_features() -> None:
    counts = count(["", " -- ", "!"], BITS)
    assert counts.starts.tolist() == [0, 0, 0, 0]
    assert counts.buckets.dtype == np.int64


def test_beginnings_of_words_are_alike_when_endings_change_and_count_beside_the_ngrams() -> None:
    found = set(beginnings(["Softwares for the city, IT"], BITS).buckets.tolist())
    assert found == set(beginnings(["the city for software"], BITS).buckets.tolist())
    assert len(found) == 4
    assert found < set(count(["software for the city"], BITS).buckets.tolist())
