"""A table of states says what may follow what, and nothing else may."""

from __future__ import annotations

import pytest

from karavel.errors import IllegalMove
from karavel.states import Move, StateTable

DOOR = StateTable(
    "door",
    ("open", "shut", "gone"),
    (
        Move("shut", ("open",), "shut", "door.edit"),
        Move("open", ("shut",), "open", "door.edit", "the key fits"),
        Move("remove", ("open", "shut"), "gone", "door.remove"),
    ),
)


def test_an_object_begins_where_the_table_begins_and_ends_where_no_move_leaves() -> None:
    assert DOOR.initial == "open"
    assert DOOR.final == ("gone",)


def test_a_move_leads_where_the_table_says() -> None:
    assert DOOR.after("open", "shut") == "shut"
    assert [move.name for move in DOOR.offered("shut")] == ["open", "remove"]


@pytest.mark.parametrize(
    ("state", "move"), [("open", "open"), ("gone", "open"), ("open", "paint"), ("nowhere", "shut")]
)
def test_what_the_table_does_not_have_is_refused(state: str, move: str) -> None:
    with pytest.raises(IllegalMove, match=f"door: from '{state}' nothing may {move}"):
        DOOR.after(state, move)


@pytest.mark.parametrize(
    "move", [Move("fly", ("open",), "sky", ""), Move("fly", ("sky",), "open", ""), Move("shut", ("open",), "gone", "")]
)
def test_a_table_that_contradicts_itself_cannot_be_built(move: Move) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        StateTable("door", DOOR.states, (*DOOR.moves, move))
