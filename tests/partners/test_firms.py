"""Suppliers are one firm when a number proves it, or an equal name in one country; everything else stays apart."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karavel.partners.firms import Named, merged
from karavel.partners.names import key, plain

ROWS = list(
    csv.DictReader(
        line
        for line in Path(__file__).with_name("same-firms.csv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
)


def _pair(row: dict[str, str]) -> list[Named]:
    return [
        Named(row[f"{which}name"], row[f"{which}country"] or None, tuple(filter(None, (row[f"{which}id"],))))
        for which in ("", "other_")
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['verdict']} {row['name']} / {row['other_name']}")
@pytest.mark.parametrize("turned", [False, True])
def test_a_pair_is_told_as_people_would(row: dict[str, str], turned: bool) -> None:
    pair = _pair(row)
    found = merged(pair[::-1] if turned else pair)
    assert len(found) == (1 if row["verdict"] == "same" else 2)


def test_a_number_joins_what_names_alone_would_not() -> None:
    one, two, three = (
        Named("Nova", "PT", ("PT-NIF 500347506",)),
        Named("Nova Antiga", "PT", ("PT-NIF 500347506",)),
        Named("Nova Antiga, Lda.", "PT"),
    )
    found = merged([one, two, three])
    assert len(found) == 1
    assert found[0].mentions == (0, 1, 2)


def test_where_two_firms_of_one_name_have_numbers_a_nameless_third_joins_neither() -> None:
    named = [
        Named("Nova Lda", "PT", ("PT-NIF 500347506",)),
        Named("Nova Lda", "PT", ("PT-NIF 501509046",)),
        Named("Nova Lda", "PT"),
    ]
    assert len(merged(named)) == 3


def test_the_firm_bears_its_commonest_name_in_plain_characters() -> None:
    named = [Named("BETA &amp; GAMA", "PT"), Named("Beta &amp; Gama, S.A.", "PT"), Named("Beta &amp; Gama, S.A.", "PT")]
    assert [firm.name for firm in merged(named)] == ["Beta & Gama, S.A."]


def test_a_name_that_is_nothing_but_a_form_keeps_it() -> None:
    assert key("S.A.") == "sa"
    assert key("Lda") == "lda"


NAMES = st.lists(
    st.builds(
        Named,
        st.sampled_from(["Alfa Lda", "ALFA", "Beta SA", "Beta", "Gama", "", "Λάμδα ΑΕ"]),
        st.sampled_from([None, "PT", "ES"]),
        st.sampled_from([(), ("PT-NIF 500347506",), ("PT-NIF 501509046",), ("n/a",)]),
    ),
    max_size=8,
)


@given(NAMES, st.randoms())
def test_every_mention_is_in_exactly_one_firm_and_order_does_not_matter(named: list[Named], random: object) -> None:
    found = merged(named)
    assert sorted(place for firm in found for place in firm.mentions) == list(range(len(named)))
    shuffled = list(enumerate(named))
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = merged([one for _, one in shuffled])
    whole = {frozenset(firm.mentions) for firm in found}
    assert {frozenset(shuffled[place][0] for place in firm.mentions) for firm in again} == whole


@given(st.text(max_size=80))
def test_any_text_has_a_key_that_is_its_own_key(text: str) -> None:
    assert key(key(text)) == key(text)
    assert plain(plain(text)) == plain(text)
