"""Awards of the lake as forms are filled from them: found by the id of a notice or by words."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from karavel.codes.spelling import fold
from karavel.errors import KaravelError
from karavel.notices import Award, Lot, Notice
from karavel.web.board import board
from karavel.web.desk.needs.models import BuyerProfile

#: Lots that a search looks at, and notices that it shows.
_HITS, _SHOWN = 100, 20
_CENT: Final = Decimal("0.01")


class Found(NamedTuple):
    """A notice of an award: who bought, and what."""

    id: str
    title: str
    buyer: str
    country: str
    published: date | None
    lots: int


def search(words: str) -> list[Found]:
    """Notices of awards by an id or by words, the best first; nothing where there is no lake."""
    wanted = " ".join(words.split())
    if not wanted:
        return []
    with suppress(KaravelError):
        by_id = board().latest([wanted])
        return [_found(one) for one in by_id.values() if won(one)] or _by_words(wanted)
    return []


def _by_words(words: str) -> list[Found]:
    with board().lake.view() as view:
        hits = [hit.notice_id for hit in view.search(words, _HITS) if hit.kind == "award"]
    ids = list(dict.fromkeys(hits))[:_SHOWN]
    notices = board().latest(ids)
    return [_found(notices[one]) for one in ids if one in notices and won(notices[one])]


def notice(notice_id: str) -> Notice | None:
    """A notice of an award by any of its ids; None where the lake has none."""
    with suppress(KaravelError):
        found = board().latest([notice_id]).get(notice_id)
        return found if found and won(found) else None
    return None


def other_buyer(found: Notice | None, buyer: BuyerProfile) -> str:
    """The name of a notice's buyer where that is not this one, by number or name; empty else."""
    there = found.buyer if found else None
    if there is None:
        return ""
    same_name = fold(there.name) == fold(buyer.name)
    own = "".join(filter(str.isalnum, buyer.identifier.upper()))
    same_number = bool(own) and any("".join(filter(str.isalnum, each.upper())).endswith(own) for each in there.ids)
    return "" if same_name or same_number else there.name


def won(found: Notice) -> list[Award]:
    """The awards of a notice that name who won."""
    return [one for one in found.awards if one.suppliers]


def _found(one: Notice) -> Found:
    buyer = one.buyer
    return Found(
        one.id,
        one.title,
        buyer.name if buyer else "",
        (buyer.country or "") if buyer else "",
        one.published,
        len(won(one)),
    )


def of_procedure(found: Notice) -> dict[str, Any]:
    """What the form of the procedure begins with."""
    return {
        "title": found.title[:300],
        "language": found.language or "en",
        "reference": (found.procedure_id or found.notice_id or "")[:60],
        "cpv": "\n".join(found.cpv),
        "platform": urlsplit(found.urls.get("notice", "")).netloc,
        "platform_url": found.urls.get("notice", ""),
        "notice_id": found.id,
    }


def of_lots(found: Notice) -> list[dict[str, Any]]:
    """What the forms of the lots begin with; several winners of one lot are told apart by their contracts."""
    lots = {lot.id: lot for lot in found.lots}
    return [_lot(found, one, lots.get(one.lot_id or "")) for one in won(found)]


def _lot(found: Notice, one: Award, lot: Lot | None) -> dict[str, Any]:
    leader = next((each for each in one.suppliers if each.leader), one.suppliers[0])
    value = one.value
    named = lot.title if lot else ""
    return {
        "title": (one.title or named or found.title)[:300],
        "supplier": " + ".join(each.name for each in one.suppliers)[:300],
        "country": leader.country or "",
        "number": leader.ids[0] if leader.ids else "",
        "email": leader.email or "",
        "price": Decimal(repr(value.amount)).quantize(_CENT) if value else None,
        "currency": value.currency if value else "",
        "decided": one.date or found.published,
        "notice_lot": "/".join(part for part in (one.lot_id, one.contract_id) if part)[:200],
        "cpv": "\n".join(lot.cpv if lot else ()),
    }
