"""The lots of a tender; a tender without lots is one lot, ``1``."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from karavel.notices import DocumentLink, Place
from karavel.notices import Lot as ModelLot
from karavel.notices.model import Nature
from karavel.readers import values
from karavel.readers.ocds import codes
from karavel.readers.ocds.assemble_parties import place_of
from karavel.readers.ocds.assemble_terms import fields, own_fields
from karavel.readers.ocds.setting import Setting, cpvs, money, text_of, words
from karavel.readers.ocds.shapes import Address, File, Item, Lot, Tender, Terms

_WHOLE: Final = "1"  # the one lot of a tender without lots


def lots(tender: Tender, procedure: str | None, setting: Setting) -> tuple[ModelLot, ...]:
    """The tender's lots in their order, each with its own items; ids that stand twice are told and told apart."""
    published = _not_cancelled(tender.lots or [], setting)
    if not published:
        return (_whole(tender, procedure, setting),)
    items = _by_lot(tender, published)
    whole = documents([file for file in tender.documents or () if not file.related_lots], setting)
    parts = [file for file in tender.documents or () if file.related_lots]
    shared = _Shared(nature(tender), fields(tender, procedure, setting, "/tender"), setting)
    found, seen = [], set[str]()
    for number, lot in enumerate(published, 1):
        own = text_of(lot.id)
        identifier = _unique(own or str(number), seen, setting)
        related = [file for file in parts if own in (file.related_lots or ())]
        mine = items.get(own or "", [])
        found.append(_lot(identifier, lot, mine, whole + documents(related, setting), shared))
    return tuple(found)


def _not_cancelled(published: list[Lot], setting: Setting) -> list[Lot]:
    """The lots that one may still tender for, each other one told; all of them where all are cancelled."""
    kept = [lot for lot in published if lot.status != "cancelled"]
    if not kept or len(kept) == len(published):
        return published
    for lot in published:
        if lot.status == "cancelled":
            message = f"The lot {text_of(lot.id)} is cancelled, so it was left out."
            setting.problems.add("cancelled-lot", message, "/tender/lots/status")
    return kept


def _unique(identifier: str, seen: set[str], setting: Setting) -> str:
    number, unique = 1, identifier
    while unique in seen:
        number += 1
        unique = f"{identifier}-{number}"
    if number > 1:
        message = f"The lot id {identifier!r} stands twice; the second is called {unique!r}."
        setting.problems.add("duplicate-id", message, "/tender/lots")
    seen.add(unique)
    return unique


def _by_lot(tender: Tender, published: list[Lot]) -> dict[str, list[Item]]:
    """Items by lot: by their ``relatedLot``, by the lot's own list, or all of them where there is one lot."""
    items = tender.items or []
    if len(published) == 1:
        return {text_of(published[0].id) or "": items}
    found: dict[str, list[Item]] = {}
    by_id = {text_of(item.id): item for item in items}
    for item in items:
        for lot_id in filter(None, map(text_of, (item.related_lot, *(item.related_lots or ())))):
            found.setdefault(lot_id, []).append(item)
    for lot in published:
        listed = [by_id[key] for key in map(text_of, lot.items or ()) if key in by_id]
        if listed:
            found.setdefault(text_of(lot.id) or "", []).extend(listed)
    return found


def _whole(tender: Tender, procedure: str | None, setting: Setting) -> ModelLot:
    items = tender.items or []
    first = (tender.classification, *(tender.additional_classifications or ()))
    return ModelLot(
        id=_WHOLE,
        title=words(tender.title),
        description=words(tender.description),
        nature=nature(tender),
        additional_natures=natures(tender),
        cpv=cpvs(items, first, setting, "/tender/items"),
        value=money(tender.value, setting, "/tender/value"),
        place=place(items, tender, setting),
        documents=documents(tender.documents, setting),
        **fields(tender, procedure, setting, "/tender"),
    )


class _Shared(NamedTuple):
    """What all lots of a tender share."""

    nature: Nature | None
    inherited: dict[str, Any]
    setting: Setting


def _lot(identifier: str, lot: Lot, items: list[Item], files: tuple[DocumentLink, ...], shared: _Shared) -> ModelLot:
    setting = shared.setting
    return ModelLot(
        id=identifier,
        title=words(lot.title),
        description=words(lot.description),
        nature=nature(lot) or shared.nature,
        additional_natures=natures(lot),
        cpv=cpvs(items, (), setting, "/tender/items"),
        value=money(lot.value, setting, "/tender/lots/value"),
        place=place(items, lot, setting),
        documents=files,
        **shared.inherited | own_fields(lot, setting, "/tender/lots"),
    )


def nature(terms: Terms) -> Nature | None:
    """Services, supplies or works."""
    return codes.NATURES.get(terms.main_procurement_category or "")


def natures(terms: Terms) -> tuple[Nature, ...]:
    """Additional natures, without the main one."""
    if not terms.additional_procurement_categories:
        return ()
    found = dict.fromkeys(codes.NATURES.get(one or "") for one in terms.additional_procurement_categories)
    return tuple(one for one in found if one and one != nature(terms))


def place(items: list[Item], terms: Terms, setting: Setting) -> Place | None:
    """Where items are delivered, else where the lot or tender says."""
    addresses: list[Address] = []
    descriptions: list[str] = []
    for item in items:
        if item.delivery_address:
            addresses.append(item.delivery_address)
        if item.delivery_addresses:
            addresses += item.delivery_addresses
        if item.delivery_location:
            descriptions.append(words(item.delivery_location.description))
        if item.delivery_locations:
            descriptions += [words(one.description) for one in item.delivery_locations]
    return place_of(addresses or terms.delivery_addresses or [], descriptions, setting)


def documents(files: list[File] | None, setting: Setting) -> tuple[DocumentLink, ...]:
    """Documents that have an address."""
    if not files:
        return ()
    return tuple([_document(file, url, setting) for file in files if (url := words(file.url))])


def _document(file: File, url: str, setting: Setting) -> DocumentLink:
    return DocumentLink(
        url=url,
        title=words(file.title) or None,
        languages=_languages(file, setting) if file.language or file.languages else (),
        restricted=True if words(file.access_details) else None,
    )


def _languages(file: File, setting: Setting) -> tuple[str, ...]:
    published = (file.language, *(file.languages or ()))
    return values.once([values.language(one, setting.problems, "/tender/documents") for one in published])
