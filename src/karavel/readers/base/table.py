"""The columns of the contracts table, in lower case as exports differ in capitals, and the model's field for each."""

from __future__ import annotations

from typing import Final, NamedTuple


class Column(NamedTuple):
    """One column: its name, the field of the model, and the business term that it comes near to."""

    name: str
    field: str
    bt: str = ""


TABLE: Final = (
    Column("idcontrato", "id", "BT-150"),
    Column("tipocontrato", "nature", "BT-23"),
    Column("tipoprocedimento", "procedure", "BT-105"),
    Column("objectocontrato", "title", "BT-21"),
    Column("desccontrato", "description", "BT-24"),
    Column("adjudicante", "buyers", "BT-500"),
    Column("adjudicatarios", "awards.suppliers", "BT-500"),
    Column("datapublicacao", "published", "OPP-012"),
    Column("datacelebracaocontrato", "awards.date", "BT-145"),
    Column("precocontratual", "awards.value", "BT-720"),
    Column("precobaseprocedimento", "value", "BT-27"),
    Column("datadecisaoadjudicacao", "awards.date", "BT-1451"),
    Column("concorrentes", "awards.tenders", "BT-759"),
    Column("linkpecasproc", "documents", "BT-15"),
    Column("cpv", "cpv", "BT-262"),
    Column("prazoexecucao", "lots.duration", "BT-36"),
    Column("localexecucao", "place", "BT-728"),
    Column("fundamentacao", "extensions", ""),
    Column("procedimentocentralizado", "extensions", ""),
    Column("descracordoquadro", "extensions", ""),
)

COLUMNS: Final = frozenset(column.name for column in TABLE)
