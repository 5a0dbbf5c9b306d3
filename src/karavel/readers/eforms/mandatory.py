"""Fields without which a notice says too little: mandatory in the SDK whatever else the notice says.

Out of ``fields.json`` (``mandatory`` without a condition), for the fields of the model; the exceptions are notice
subtypes. Later SDK versions add fields, so only those that every version demands stand here.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Needed(NamedTuple):
    """A field: its key in the record, its business term and name, the subtypes that may do without it."""

    key: str
    term: str
    except_forms: frozenset[str | None] = frozenset()


_REGISTRATION: Final = frozenset({"X01", "X02"})
_MODIFICATION: Final = frozenset({"38", "39", "40", "E6"})
_WITHOUT_PROCEDURE: Final = frozenset({*map(str, range(1, 10)), "CEI", "E1", "E2", "T01", "X01", "X02"})

NOTICE: Final = (
    Needed("notice_id", "BT-701, the notice identifier,"),
    Needed("version", "BT-757, the notice version,"),
    Needed("language", "BT-702, the notice language,"),
    Needed("dispatched", "BT-05, the day of dispatch,"),
    Needed("legal_basis", "BT-01, the legal basis,"),
    Needed("type", "BT-02, the notice type,"),
    Needed("form", "OPP-070, the notice subtype,"),
    Needed("procedure_id", "BT-04, the procedure identifier,", _WITHOUT_PROCEDURE),
    Needed("project", "The subject of the procedure", _REGISTRATION),
)
PROJECT: Final = (
    Needed("title", "BT-21, the title,", _REGISTRATION),
    Needed("description", "BT-24, the description,", _REGISTRATION),
    Needed("cpv", "BT-262, the main CPV code,", _REGISTRATION),
    Needed("nature", "BT-23, the nature of the contract,", _REGISTRATION | _MODIFICATION),
)
LOT: Final = (
    Needed("id", "BT-137, the lot identifier,"),
    Needed("title", "BT-21, the title of the lot,", _MODIFICATION),
    Needed("description", "BT-24, the description of the lot,"),
    Needed("cpv", "BT-262, the main CPV code of the lot,", _MODIFICATION),
    Needed("nature", "BT-23, the nature of the lot,", _MODIFICATION),
)
ORGANISATION: Final = (
    Needed("id", "OPT-200, the identifier of the organisation in the notice,"),
    Needed("name", "BT-500, the name of the organisation,"),
    Needed("country", "BT-514, the country of the organisation,"),
)
RESULT: Final = (
    Needed("lot", "BT-13713, the lot of the result,"),
    Needed("status", "BT-142, whether there is a winner,", frozenset({"25", "26", "27", "28", *_MODIFICATION})),
)

_WITH_PARTS: Final = frozenset({"4", "5", "6", "E2"})
_WITH_LOTS: Final = frozenset({*map(str, range(7, 41)), "CEI", "E1", "E3", "E4", "E5", "E6", "T01", "T02"})
_WITH_RESULTS: Final = frozenset({*map(str, range(25, 38)), "E4", "E5", "T02"})


def at_least_one(form: str | None) -> list[tuple[str, str]]:
    """What a notice of a subtype must have once at least: key in the record and name."""
    if form in _REGISTRATION:
        return [("business", "business (BT-500)")]
    needed = [("buyers", "buyer (OPT-300)"), ("organisations", "organisation (BT-500)")]
    if form in _WITH_PARTS:
        needed.append(("lots", "part (BT-137)"))
    elif form in _WITH_LOTS:
        needed.append(("lots", "lot (BT-137)"))
    if form in _WITH_RESULTS:
        needed.append(("result", "result (BT-142)"))
    return needed
