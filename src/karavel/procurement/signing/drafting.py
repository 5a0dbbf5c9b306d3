"""Draws a contract up: our own template, in each of its languages one after the other, with the places to sign."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, Final, NamedTuple

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from karavel import texts
from karavel.codes.country_names import name_in
from karavel.procurement.signing.contract import BUYER, SUPPLIER, Contract, Party, check, said
from karavel.procurement.signing.sheet import Place, Sheet
from karavel.texts import gettext as _

_SIDES: Final = (BUYER, SUPPLIER)


def draft(contract: Contract) -> bytes:
    """The contract as a PDF with an empty signature field for each side, :data:`BUYER` and :data:`SUPPLIER`.

    The same data of the same moment give the same bytes, so that whoever has the data can make the document again.

    Raises:
        InvalidInput: the data do not hold; every mistake is told.
    """
    check(contract)
    sheet = Sheet(contract.languages[0], contract.number, contract.made)
    sheet.set_title(f"{contract.number} {said(contract.title, contract.languages[0])}")
    for language in contract.languages:
        with texts.use(language):
            sheet.add_page()
            _text(sheet, contract, language)
    places = sheet.to_sign([list(_signing(contract, side)) for side in _SIDES])
    return _with_fields(bytes(sheet.output()), places)


class _Clause(NamedTuple):
    """A clause: its title, its paragraphs, and the table under them (shares of the width, head, rows)."""

    title: str
    lines: list[str]
    table: tuple[Sequence[float], Sequence[str], list[tuple[str, ...]]] | None = None


def _text(sheet: Sheet, contract: Contract, language: str) -> None:
    sheet.headline(said(contract.title, language), _("Contract {number}").format(number=contract.number))
    for number, clause in enumerate(_clauses(contract, language), 1):
        sheet.heading(f"{number}. {clause.title}")
        for line in clause.lines:
            sheet.paragraph(line)
        if clause.table:
            sheet.rows(*clause.table)


def _clauses(contract: Contract, language: str) -> Iterator[_Clause]:
    parties = [_party(contract.buyer, _("the buyer")), _party(contract.supplier, _("the supplier"))]
    yield _Clause(_("Parties"), parties)
    yield _Clause(_("Object"), [said(contract.scope, language), *_procedure(contract)])
    yield _Clause(_("Price"), _price(contract, language))
    if contract.milestones:
        yield _milestones(contract, language)
    if contract.annexes:
        yield _annexes(contract)
    yield _Clause(_("Law and disputes"), _law(contract, language))
    yield _Clause(_("Language and form"), _form(contract))


def _party(party: Party, called: str) -> str:
    known = [party.name, name_in(party.country, texts.current()), *party.ids, party.address]
    signer = ", ".join(filter(None, (party.representative, party.capacity)))
    represented = [_("represented by {signer}").format(signer=signer)] if signer else []
    return _("{party}; {called}.").format(party=", ".join([*filter(None, known), *represented]), called=called)


def _procedure(contract: Contract) -> list[str]:
    return [_("It follows from the procedure {ocid}.").format(ocid=contract.ocid)] if contract.ocid else []


def _price(contract: Contract, language: str) -> list[str]:
    whole = texts.exact_money(contract.price, contract.currency)
    note = said(contract.price_note, language) if contract.price_note else _("Taxes are not included.")
    return [_("The price of the whole is {price}.").format(price=whole), note]


def _milestones(contract: Contract, language: str) -> _Clause:
    rows: list[tuple[str, ...]] = [
        (said(one.title, language), texts.day(one.due), texts.exact_money(one.amount, contract.currency))
        for one in contract.milestones
    ]
    head = _("Milestone"), _("Until"), _("Amount")
    return _Clause(
        _("Milestones"), [_("The work is delivered and paid by these milestones:")], ((3, 1.2, 1.5), head, rows)
    )


def _annexes(contract: Contract) -> _Clause:
    rows: list[tuple[str, ...]] = [(one.title, one.sha256) for one in contract.annexes]
    line = _("These documents belong to the contract. Each is named by the SHA-256 of its bytes:")
    return _Clause(_("Annexes"), [line], ((1, 4), (_("Annex"), "SHA-256"), rows))


def _law(contract: Contract, language: str) -> list[str]:
    country = name_in(contract.law, texts.current())
    governed = _("The contract is governed by the law of this country: {country}.").format(country=country)
    return [governed, *([said(contract.courts, language)] if contract.courts else [])]


def _form(contract: Contract) -> list[str]:
    signed = _("It is signed electronically by both sides, in this one document; each signature covers all of it.")
    if len(contract.languages) == 1:
        return [signed]
    names = [texts.language_name(code) for code in contract.languages]
    several = _("The contract is made in: {names}. Where they differ, this one prevails: {first}.")
    return [several.format(names=", ".join(names), first=names[0]), signed]


def _signing(contract: Contract, side: str) -> Iterator[str]:
    """What stands above a place to sign: for whom, in each language."""
    party: Party = getattr(contract, side)
    yield " · ".join(_for(side, language) for language in contract.languages)
    yield party.name
    yield from filter(None, (party.representative, party.capacity))


def _for(side: str, language: str) -> str:
    with texts.use(language):
        return _("For the buyer") if side == BUYER else _("For the supplier")


class _Repeatable(IncrementalPdfFileWriter):
    """Adds to a PDF without chance and without the clock, which would make each draft another."""

    @classmethod
    def _handle_id(cls, prev: Any) -> Any:
        first = bytes(prev.trailer["/ID"][0].original_bytes)
        parts = (first, sha256(b"fields" + first).digest()[:16])
        return generic.ArrayObject([generic.ByteStringObject(part) for part in parts])

    def _update_meta(self) -> None:
        """Leaves the day of the draft as the day of the last change."""


def _with_fields(pdf: bytes, places: list[Place]) -> bytes:
    writer = _Repeatable(io.BytesIO(pdf))
    for side, place in zip(_SIDES, places, strict=True):
        append_signature_field(writer, SigFieldSpec(side, on_page=-1, box=place))
    # 1: there are signatures; 2: only add to the file (ISO 32000-1, table 219), so that signing changes nothing here.
    writer.root["/AcroForm"]["/SigFlags"] = generic.NumberObject(3)  # type: ignore[no-untyped-call]
    written = io.BytesIO()
    writer.write(written)  # type: ignore[no-untyped-call]
    return written.getvalue()
