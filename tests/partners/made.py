"""Invented award notices, and a lake of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.lake.made import lot, notice

from karavel.notices import Award, Buyer, Money, Notice, Supplier

NIFS = {"Elevadores Alfa, Lda.": "500347506", "Software Beta, S.A.": "501509046", "Gama Informática": "502267267"}


def award(
    number: int,
    title: str,
    supplier: str = "Software Beta, S.A.",
    *,
    cpv: str = "72200000",
    buyer: str = "Câmara do Porto",
    published: date = date(2024, 1, 10),
    value: float = 50_000.0,
    **fields: Any,
) -> Notice:
    """A contract that somebody won."""
    number_of = NIFS.get(supplier)
    ids = (f"PT-NIF {number_of}",) if number_of else ()
    winner = Supplier(name=supplier, country=fields.pop("country", "PT"), ids=fields.pop("ids", ids))
    given: dict[str, Any] = {
        "kind": "award",
        "format": "base",
        "title": title,
        "cpv": (cpv,),
        "published": published,
        "buyers": (Buyer(name=buyer, country="PT"),),
        "lots": (lot("1", None, title=title, value=None),),
        "awards": (Award(lot_id="1", date=published, value=Money(value, "EUR"), suppliers=(winner,)),),
    }
    return notice(f"BASE-{number}", **given | fields)


def call(number: int = 1, title: str = "Portal do cidadão", cpv: str = "72200000", **fields: Any) -> Notice:
    """An open call."""
    given: dict[str, Any] = {
        "title": title,
        "cpv": (cpv,),
        "lots": (lot("1", "2024-06-03T12:00+01:00", title=title),),
        "published": date(2024, 5, 2),
    }
    return notice(f"{number}-2024", **given | fields)


AWARDS = (
    award(1, "Manutenção de elevadores do hospital", "Elevadores Alfa, Lda.", cpv="50750000"),
    award(2, "Manutenção do portal do cidadão"),
    award(3, "Desenvolvimento do portal do cidadão", published=date(2023, 11, 2)),
    award(4, "Licenças de antivírus", "Gama Informática", cpv="48761000"),
    award(5, "Portal do cidadão e serviços", "Gama Informática", buyer="Município de Faro"),
    award(6, "Portal do cidadão da vila", "António Exemplo", ids=()),
)
