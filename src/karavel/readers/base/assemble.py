"""One contract out of the cells of its row."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from karavel.codes import countries, identifiers
from karavel.notices import (
    Award,
    Buyer,
    DocumentLink,
    Duration,
    Lot,
    Money,
    Notice,
    Place,
    Provenance,
    Supplier,
    Tenders,
)
from karavel.notices.model import Nature
from karavel.readers import values
from karavel.readers.base import codes
from karavel.readers.values import Problems

_COUNTRY: Final = "PT"
_CURRENCY: Final = "EUR"  # Portal BASE has no currency column: prices are in euros
_PAGE: Final = "https://www.base.gov.pt/Base4/pt/detalhe/?type=contratos&id="
SEVERAL: Final = " | "
_NAMED: Final = " - "
_PORTUGUESE_AMOUNT = re.compile(r"(-?[\d.]*\d),(\d{1,2})(?:\s*€)?")
_DAY_FIRST = re.compile(r"(\d{2})[-/](\d{2})[-/](\d{4})")
_COUNTRY_FIRST = re.compile(r"([A-Z]{2})[ .-]?[A-Z]?\d{5}")  # GB679216109, ES-A17225178: no scheme, yet a country
_REGISTER_PREFIX: Final = "IMPIC"  # the register's own mark before foreign numbers
_CITY_PART: Final = 2  # country, district, municipality


def notice(cells: dict[str, str], provenance: Provenance, problems: Problems) -> Notice:
    """The contract as an award notice with one lot.

    Args:
        cells: by column name in lower case, without empty ones.
        provenance: where the row came from.
        problems: takes what was wrong.
    """
    number = cells["idcontrato"]
    title = cells.get("objectocontrato", "")
    procedure = _procedure(cells.get("tipoprocedimento", ""))
    natures = _natures(cells.get("tipocontrato", ""))
    cpv = values.cpvs(_codes(cells.get("cpv", "")), problems, "cpv")
    place = _place(cells.get("localexecucao", ""))
    lot = Lot(
        id="1",
        title=title,
        description=cells.get("desccontrato", ""),
        nature=natures[0] if natures else None,
        additional_natures=natures[1:],
        cpv=cpv,
        place=place,
        duration=_duration(cells.get("prazoexecucao"), problems),
        by_invitation=codes.BY_INVITATION.get(procedure or ""),
    )
    award = _award(cells, number, problems)
    return Notice(
        id=f"BASE-{number}",
        format="base",
        kind="award",
        provenance=provenance,
        notice_id=number,
        form="contract",
        language="pt",
        languages=("pt",),
        published=_day(cells.get("datapublicacao"), problems, "dataPublicacao"),
        procedure=procedure,
        procedure_text=cells.get("tipoprocedimento"),
        buyers=tuple(_buyer(one) for one in _parties(cells.get("adjudicante", ""))),
        title=title,
        description=cells.get("desccontrato", ""),
        nature=lot.nature,
        additional_natures=lot.additional_natures,
        cpv=cpv,
        value=_estimate(cells.get("precobaseprocedimento"), problems),
        awarded_value=award.value,
        place=place,
        lots=(lot,),
        awards=(award,),
        documents=_documents(cells),
        urls={"notice": _PAGE + number},
        extensions=_extensions(cells),
    )


def _award(cells: dict[str, str], number: str, problems: Problems) -> Award:
    return Award(
        lot_id="1",
        date=_day(cells.get("datadecisaoadjudicacao"), problems, "dataDecisaoAdjudicacao")
        or _day(cells.get("datacelebracaocontrato"), problems, "dataCelebracaoContrato"),
        contract_id=number,
        status="selec-w",
        value=_price(cells.get("precocontratual"), problems),
        suppliers=tuple(_supplier(one) for one in _parties(cells.get("adjudicatarios", ""))),
        tenders=_tenders(cells.get("concorrentes", "")),
    )


def _tenders(text: str) -> Tenders | None:
    """How many tendered: those that the register lists, each once."""
    listed = {one.strip() for one in text.split(SEVERAL) if one.strip()}
    return Tenders(total=len(listed)) if listed else None


def _estimate(text: str | None, problems: Problems) -> Money | None:
    """The base price of the procedure; 0 stands for none."""
    price = _price(text, problems, "precoBaseProcedimento")
    return price if price and price.amount else None


def _documents(cells: dict[str, str]) -> tuple[DocumentLink, ...]:
    link = cells.get("linkpecasproc", "")
    return (DocumentLink(url=link),) if link.startswith(("http://", "https://")) else ()


def _price(text: str | None, problems: Problems, column: str = "precoContratual") -> Money | None:
    """A price; some are negative, which is told and kept as published."""
    if not text:
        return None
    portuguese = _PORTUGUESE_AMOUNT.fullmatch(text)
    plain = f"{portuguese[1].replace('.', '')}.{portuguese[2]}" if portuguese else text
    price = values.money(plain, _CURRENCY, problems, column)
    if price and price.amount < 0:
        problems.add("negative-amount", f"The price {text} is negative; it stands as published.", column)
    return price


def _day(text: str | None, problems: Problems, column: str) -> date | None:
    day_first = _DAY_FIRST.match(text) if text else None
    return values.day(f"{day_first[3]}-{day_first[2]}-{day_first[1]}" if day_first else text, problems, column)


def _codes(text: str) -> list[str]:
    """``50750000-7 - Serviços de …`` without the labels."""
    return [one.split(_NAMED, 1)[0].strip() for one in text.split(SEVERAL) if one.strip()]


def _natures(text: str) -> tuple[Nature, ...]:
    found = dict.fromkeys(codes.NATURES.get(one.strip().lower()) for one in text.split(SEVERAL))
    return tuple(nature for nature in found if nature)


def _procedure(text: str) -> str | None:
    name = text.lower()
    return next((code for start, code in codes.PROCEDURES if name.startswith(start)), None)


def _duration(text: str | None, problems: Problems) -> Duration | None:
    days = values.number(text, problems, "prazoExecucao") if text else None
    return Duration(days, "day") if days and days > 0 else None


def _place(text: str) -> Place | None:
    """``Portugal, Faro, Faro``; several places are joined and agree on a country at most."""
    if not text:
        return None
    places = [[part.strip() for part in one.split(",")] for one in text.split(SEVERAL)]
    countries = {values.country(parts[0], Problems()) for parts in places}
    city = places[0][_CITY_PART] if len(places) == 1 and len(places[0]) > _CITY_PART else None
    return Place(country=countries.pop() if len(countries) == 1 else None, city=city, text=text)


def _parties(text: str) -> list[tuple[str, str]]:
    """Number and name of each party; the number is empty where there is none or the law hides it."""
    found = []
    for one in text.split(SEVERAL):
        number, dash, name = one.strip().partition(_NAMED)
        if not dash:
            number, name = "", number
        if name.strip() or number:
            found.append(("" if number == codes.REDACTED else number.strip(), name.strip() or number.strip()))
    return found


def _buyer(party: tuple[str, str]) -> Buyer:
    number, name = party
    return Buyer(name=name, country=_COUNTRY, ids=_ids(number))


def _supplier(party: tuple[str, str]) -> Supplier:
    number, name = party
    ids = _ids(number)
    return Supplier(name=name, country=_country(ids), ids=ids)


def _ids(number: str) -> tuple[str, ...]:
    return values.once((values.organisation_id(number.removeprefix(_REGISTER_PREFIX), _COUNTRY),))


def _country(ids: tuple[str, ...]) -> str | None:
    """Where a supplier is registered, as its number tells: a Portuguese one, or one that names its country."""
    number = ids[0] if ids else ""
    unnamed = _COUNTRY_FIRST.match(number)
    return identifiers.country_of(number) or (countries.from_any(unnamed[1]) if unnamed else None)


def _extensions(cells: dict[str, str]) -> dict[str, str]:
    """What only this register has: the article it relies on, the framework agreement, whether it was centralised."""
    columns = ("fundamentacao", "descracordoquadro", "procedimentocentralizado")
    return {column: cells[column] for column in columns if column in cells}
