"""The states of a service in the catalogue, and what may follow what."""

from __future__ import annotations

from typing import Final

from karavel.states import Move, StateTable

SERVICE: Final = StateTable(
    "service",
    ("planned", "active", "suspended", "withdrawn"),
    (
        Move("launch", ("planned",), "active", "catalogue.edit", "people can use it from that day on"),
        Move("suspend", ("active",), "suspended", "catalogue.edit", "nobody can use it for a time"),
        Move("resume", ("suspended",), "active", "catalogue.edit", "people can use it again"),
        Move("withdraw", ("planned", "active", "suspended"), "withdrawn", "catalogue.edit", "it will not come back"),
    ),
)


def move_to(state: str, target: str) -> str | None:
    """The name of the move that leads from a state to another; None where the table has none."""
    return next((move.name for move in SERVICE.offered(state) if move.target == target), None)
