"""Invented contracts of a register."""

from __future__ import annotations

from datetime import date

from karavel.matching.history.contracts import Call, Contract


def contract(number: int, day: int, title: str, buyer: str = "Câmara de Fora", **said: object) -> Contract:
    """A contract published on a day of January 2024 (32 is 1 February) and won by the firms of ``winners``."""
    winners = said.get("winners", {"PT-NIF 1": "Norte Sistemas"})
    assert isinstance(winners, dict)
    return Contract(
        id=f"BASE-{number}",
        published=date.fromordinal(date(2023, 12, 31).toordinal() + day),
        call=Call(
            title=title,
            buyer=buyer,
            cpv=tuple(str(said.get("cpv", "72000000")).split()),
            procedure=str(said.get("procedure", "open")),
            kind=str(said.get("kind", "Concurso público")),
            district=str(said.get("district", "Porto")),
            framework=str(said.get("framework", "")),
            town=str(said.get("town", "Maia")),
            ground=str(said.get("ground", "Artigo 20.º")),
            days=int(str(said.get("days", 365))),
        ),
        winners=winners,
    )
