"""Columns as whole numbers keep what the table says, nulls and empty lists too."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from karavel.matching.columns import coded, coded_lists, days, floats

WORDS = st.one_of(st.none(), st.sampled_from(["a", "bb", "ccc", ""]))


@given(st.lists(st.lists(WORDS, max_size=5), max_size=4))
def test_a_column_in_any_chunks_scores_each_rows_word(chunks: list[list[str | None]]) -> None:
    column = coded(pa.chunked_array(chunks, type=pa.string()))
    flat = [word for chunk in chunks for word in chunk]
    assert column.score(len, absent=-1).tolist() == [-1 if word is None else len(word) for word in flat]


@given(st.lists(st.lists(st.one_of(st.none(), st.lists(WORDS, max_size=4)), max_size=5), max_size=3))
def test_the_best_word_of_each_list_counts(chunks: list[list[list[str | None] | None]]) -> None:
    column = coded_lists(pa.chunked_array(chunks, type=pa.list_(pa.string())))
    lists = [[word for word in words or () if word is not None] for chunk in chunks for words in chunk]
    assert column.best(len, absent=-1).tolist() == [max(map(len, words), default=-1) for words in lists]
    assert column.filled.tolist() == [bool(words) for words in lists]
    assert int(column.is_first().sum()) == sum(map(bool, lists))


def test_a_slice_of_a_table_reads_as_itself() -> None:
    table = pa.table({"w": [["a"], [], None, ["bb", "ccc"]]}, schema=pa.schema({"w": pa.list_(pa.string())}))
    assert coded_lists(table.slice(1)["w"]).best(len).tolist() == [0, 0, 3]


def test_unknown_numbers_and_days_are_nan() -> None:
    assert np.isnan(floats(pa.chunked_array([[1.0, None]]))).tolist() == [False, True]
    assert np.isnan(days(pa.chunked_array([pa.array([19000, None], pa.date32())]))).tolist() == [False, True]
