"""The states of a commitment."""

from __future__ import annotations

from typing import Final

from karavel.states import Move, StateTable

OPEN: Final = "open"
LATE: Final = "late"
DONE: Final = "done"
DROPPED: Final = "dropped"

TABLE: Final = StateTable(
    "commitment",
    (OPEN, LATE, DONE, DROPPED),
    (
        Move("pass", (OPEN,), LATE, "clock", "its day has passed"),
        Move("fulfil", (OPEN, LATE), DONE, "cooperation.edit"),
        Move("drop", (OPEN, LATE), DROPPED, "cooperation.edit", "with a reason"),
        Move("postpone", (OPEN, LATE), OPEN, "cooperation.edit", "to a day that lies ahead, with a reason"),
        Move("reopen", (DONE, DROPPED), OPEN, "cooperation.edit", "with a day that lies ahead, and a reason"),
    ),
)
