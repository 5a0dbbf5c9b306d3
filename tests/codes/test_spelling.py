"""Two spellings of one name meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karavel.codes.spelling import by_name, closest, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Xəzər  Évora!", "xezer evora"), ("ŁÓDŹ", "lodz"), ("Côte d’Ivoire", "cote d ivoire"), ("Ελλάδα", "ελλαδα")],
)
def test_case_accents_and_punctuation_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_first_row_that_claims_a_name_keeps_it() -> None:
    names = by_name([("A", ("Alpha", "")), ("B", ("alpha", "Beta"))])
    assert names == {"alpha": "A", "beta": "B"}
    assert closest("Bета", names) is None
    assert closest("betta", names) == "B"
