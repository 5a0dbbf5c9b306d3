"""States of an object and the moves between them, as a table that people can read.

A table is data: the page offers :meth:`StateTable.offered`, the database moves by :meth:`StateTable.after`, docs print
:meth:`StateTable.rows`. Nothing else decides what may follow what.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from karavel.errors import IllegalMove


@dataclass(frozen=True, slots=True)
class Move:
    """One kind of move.

    Attributes:
        name: a verb in the infinitive (``publish``), as audit entries tell it.
        sources: states from which it may be made.
        target: the state after it.
        by: who makes it: an action of the web's table of permissions, or ``clock`` where time alone does.
        when: the condition in one sentence, for docs; who makes the move checks it.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    by: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class StateTable:
    """The states of one kind of object, the first of them where it begins, and the moves between them.

    Raises:
        ValueError: a move names a state that the table does not have, or two moves have one name and a common source.
    """

    name: str
    states: tuple[str, ...]
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        known, seen = set(self.states), set()
        for move in self.moves:
            for source in move.sources:
                if source not in known or move.target not in known or (move.name, source) in seen:
                    raise ValueError(f"{self.name}: {move.name} from {source!r} to {move.target!r} does not fit")
                seen.add((move.name, source))

    @property
    def initial(self) -> str:
        """Where an object begins."""
        return self.states[0]

    @property
    def final(self) -> tuple[str, ...]:
        """States that no move leaves."""
        left = {source for move in self.moves for source in move.sources}
        return tuple(state for state in self.states if state not in left)

    def offered(self, state: str) -> tuple[Move, ...]:
        """The moves that may be made from a state."""
        return tuple(move for move in self.moves if state in move.sources)

    def after(self, state: str, name: str) -> str:
        """The state after a move.

        Raises:
            IllegalMove: the table has no such move from that state.
        """
        for move in self.offered(state):
            if move.name == name:
                return move.target
        raise IllegalMove(self.name, state, name)

    def rows(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Move, from, to, by whom and when: the table of the docs."""
        for move in self.moves:
            yield move.name, ", ".join(move.sources), move.target, move.by, move.when
