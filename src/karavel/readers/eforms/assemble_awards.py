"""Results of an eForms notice: each lot's result joined with its tenders, contracts, tenderers and organisations.

A lot's result (``LotResult``) refers to tenders (``LotTender``), a tender to a tendering party, a party to
organisations, a contract (``SettledContract``) back to tenders. An award is one winning tender for one lot, or the
lot's result alone where nobody won.
"""

from __future__ import annotations

from typing import Any, Final

from karavel.notices import Award, Money, Supplier, Tenders
from karavel.readers import values
from karavel.readers.eforms import codes
from karavel.readers.eforms.assemble_parties import Parties, supplier
from karavel.readers.eforms.records import Setting, coded, every, first, listed, money, withheld, words
from karavel.readers.tree import Record

_PATH: Final = "efac:NoticeResult"
_FIRST_RANK: Final = "1"
_GROUP: Final = "GLO-"  # how identifiers of groups of lots begin (BT-330)
_NOTHING: Final[Record] = {}


class Joined:
    """The parts of a result by identifier."""

    def __init__(self, result: Record, parties: Parties, setting: Setting) -> None:
        self.tenders = _by_id(result, "tenders", setting)
        self.contracts = _by_id(result, "contracts", setting)
        self.parties = _by_id(result, "parties", setting)
        self.organisations = parties
        self.setting = setting
        self.contract_of: dict[str, Record] = {}
        for contract in self.contracts.values():
            for tender in every(contract, "tenders"):
                self.contract_of.setdefault(tender, contract)

    def refer(self, known: dict[str, Record], reference: str, what: str) -> Record | None:
        """The part that is referred to; None, and a problem, where the notice has none of that name."""
        found = known.get(reference)
        if found is None:
            self.setting.problems.add("unknown-reference", f"{reference} is no {what} of this notice.", _PATH)
        return found


def _by_id(result: Record, key: str, setting: Setting) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for record in every(result, key):
        identifier = first(record, "id") or ""
        if identifier in found:
            setting.problems.add("duplicate-id", f"Two of the {key} are called {identifier!r}.", _PATH)
        found.setdefault(identifier, record)
    return found


def awards(result: Record, parties: Parties, setting: Setting) -> tuple[Award, ...]:
    """All awards in the order of the lots' results."""
    joined = Joined(result, parties, setting)
    found = [award for one in every(result, "results") for award in _awards(one, joined)]
    return (*found, *_signed_alone(result, joined))


def _signed_alone(result: Record, joined: Joined) -> list[Award]:
    """Awards of tenders that have a contract but stand in no lot's result, as in notices of a changed contract."""
    listed = {reference for one in every(result, "results") for reference in every(one, "tenders")}
    return [
        Award(lot_id=first(tender, "lot"), **_won(tender, joined, _NOTHING))
        for identifier, tender in joined.tenders.items()
        if identifier not in listed and identifier in joined.contract_of
    ]


def _awards(record: Record, joined: Joined) -> list[Award]:
    shared = _shared(record, joined.setting)
    decided = shared["status"] in (None, "selec-w") and "win-cho" not in withheld(record, joined.setting)
    winners = _winners(record, joined) if decided else []
    contract = _only_contract(record, joined)
    return [Award(**shared, **_won(tender, joined, contract)) for tender in winners] or [Award(**shared)]


def _only_contract(record: Record, joined: Joined) -> Record:
    """The one contract of a lot's result that names no tender, and so holds for whoever won."""
    references = every(record, "contracts")
    contracts = [joined.refer(joined.contracts, reference, "contract") for reference in references]
    only = contracts[0] if len(contracts) == 1 else None
    return only if only is not None and "tenders" not in only else _NOTHING


def _shared(record: Record, setting: Setting) -> dict[str, Any]:
    """What holds for the lot's result whoever won."""
    hidden = withheld(record, setting)
    path = f"{_PATH}/efac:LotResult"
    return {
        "lot_id": first(record, "lot"),
        "status": None if "win-cho" in hidden else listed(record, "status", codes.STATUSES, setting, path),
        "reason": None if "no-awa-rea" in hidden else first(record, "reason"),
        "highest": None if "ten-val-hig" in hidden else money(record, "highest", setting, path),
        "lowest": None if "ten-val-low" in hidden else money(record, "lowest", setting, path),
        "tenders": _received(record, setting),
    }


def _received(record: Record, setting: Setting) -> Tenders | None:
    """How many tenders came (BT-759) by kind (BT-760); the kinds that the model does not hold are passed over."""
    found: dict[str, int | None] = {}
    for one in every(record, "received"):
        field = codes.RECEIVED.get(first(one, "kind"))
        if field and field not in found and not withheld(one, setting):
            found[field] = values.integer(first(one, "number"), setting.problems, f"{_PATH}/efac:LotResult")
    return Tenders(**found) if found else None


def _winners(record: Record, joined: Joined) -> list[Record]:
    """The winning tenders among those listed for a lot: of a contract, else of the first rank, else all."""
    listed = [joined.refer(joined.tenders, reference, "tender") for reference in every(record, "tenders")]
    tenders = [tender for tender in listed if tender is not None]
    signed = [tender for tender in tenders if first(tender, "id") in joined.contract_of]
    ranked = [tender for tender in tenders if first(tender, "rank") == _FIRST_RANK]
    return signed or ranked or tenders


def _won(tender: Record, joined: Joined, contract: Record) -> dict[str, Any]:
    """What holds for one winning tender: its value, contract (else the one given), members and subcontractors."""
    setting = joined.setting
    hidden = withheld(tender, setting)
    return {
        "value": None if "win-ten-val" in hidden else _value(tender, setting),
        "suppliers": _suppliers(tender, joined),
        **_contract(joined.contract_of.get(first(tender, "id"), contract), setting),
        **_subcontracting(tender, setting),
    }


def _value(tender: Record, setting: Setting) -> Money | None:
    """The value of a tender for its lot; what one for a group of lots costs is not divided among them."""
    return None if is_of_group(tender) else money(tender, "value", setting, f"{_PATH}/efac:LotTender")


def is_of_group(tender: Record) -> bool:
    """Whether a tender is one for a group of lots."""
    return (first(tender, "lot") or "").startswith(_GROUP)


def _contract(record: Record, setting: Setting) -> dict[str, Any]:
    day = first(record, "decided") or first(record, "concluded")
    return {
        "date": values.day(day, setting.problems, f"{_PATH}/efac:SettledContract"),
        "contract_id": first(record, "reference"),
        "title": words(record, "title", setting),
    }


def _suppliers(tender: Record, joined: Joined) -> tuple[Supplier, ...]:
    reference = first(tender, "party")
    party = joined.refer(joined.parties, reference, "tendering party") if reference else None
    if party is None:
        return ()
    found = (_member(one, joined) for one in every(party, "members"))
    return tuple(member for member in found if member)


def _member(record: Record, joined: Joined) -> Supplier | None:
    setting = joined.setting
    leader = values.indicator(first(record, "leader"), setting.problems, "efac:TenderingParty")
    return supplier(first(record, "organisation"), leader, joined.organisations, setting)


def _subcontracting(tender: Record, setting: Setting) -> dict[str, Any]:
    record = first(tender, "subcontracting")
    if record is None:
        return {}
    hidden = withheld(record, setting)
    path = f"{_PATH}/efac:SubcontractingTerm"
    share = None if "sub-per" in hidden else values.number(first(record, "share"), setting.problems, path)
    return {
        "subcontracted": None if "sub-con" in hidden else coded(record, "whether", codes.SUBCONTRACTED, setting, path),
        "subcontracted_value": None if "sub-val" in hidden else money(record, "value", setting, path),
        "subcontracted_share": share,
    }
