"""Who could deliver a lot, and whom to team up with: firms ranked by the contracts that they won."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from karavel.answers.parts import ScorePart
from karavel.answers.suppliers import Evidence, Partners, RankedFirm, Suppliers
from karavel.codes.cpv_labels import Labels, compact
from karavel.companies import Company
from karavel.lake import Lake
from karavel.matching.similar.choosing import chosen
from karavel.matching.similar.wanted import of_company, of_lot, of_need
from karavel.money import Rates
from karavel.notices import Lot, Notice
from karavel.partners import sentences
from karavel.partners.awards import Awards, History
from karavel.partners.needed import beside_need
from karavel.partners.ranking import Proved, rank
from karavel.partners.references import with_references
from karavel.partners.scoring import WEIGHTS, Scorer, transparent
from karavel.texts import gettext as _

#: Awarded lots that one search in the text index brings; those beyond share next to nothing.
_HITS: Final = 2000
_SHOWN: Final = 3  # contracts shown for each firm
_EVIDENCE: Final = ["notice_id", "lot_id", "title", "buyer_name", "value_eur", "date", "published"]


def suppliers(
    lake: Lake,
    notice_id: str,
    lot_id: str | None,
    as_of: date,
    *,
    companies: Sequence[Company] = (),
    top: int = 20,
    labels: Labels | None = None,
    rates: Rates | None = None,
    scorer: Scorer = transparent,
) -> Suppliers:
    """Firms likely able to deliver a lot, by what they won before.

    Args:
        lake: where the notice and the awards lie.
        notice_id: publication number, BT-701 or OCID.
        lot_id: which lot; the first one by default.
        as_of: awards are known up to this day.
        companies: firms that are judged by the references of their profiles as well.
        top: how many firms.
        labels: names of CPV codes, which carry words across languages.
        rates: exchange rates, the package's by default.
        scorer: says what each contract proves.

    Raises:
        LakeMissing: there is no lake; NotFound: it has no such notice, or the notice no such lot.
        LakeError: the text index cannot be written.
    """
    with lake.view() as view:
        notice = view.latest(notice_id)
        lot = chosen(notice, lot_id)
        history = History(view, as_of, {notice.id, *filter(None, (notice.ocid,))})
        found = likely(
            history, notice, lot, as_of, companies=companies, top=top, labels=labels, rates=rates, scorer=scorer
        )
    return Suppliers(
        notice_id=notice.id,
        lot_id=lot.id,
        title=lot.title or notice.title,
        as_of=as_of,
        considered=len(history.contracts),
        suppliers=found,
    )


def likely(
    history: History,
    notice: Notice,
    lot: Lot,
    as_of: date,
    *,
    companies: Sequence[Company] = (),
    top: int = 20,
    labels: Labels | None = None,
    rates: Rates | None = None,
    scorer: Scorer = transparent,
) -> tuple[RankedFirm, ...]:
    """The same for a lot of any notice, also one that is only being drafted, out of a history that is read already.

    Raises:
        LakeError: the text index cannot be written.
    """
    rates = rates or Rates()
    wanted = of_lot(notice, lot, labels or compact(), rates)
    both = with_references(history.beside(wanted.words, _HITS), companies, wanted, rates, as_of)
    return _firms(rank(wanted, both, as_of, top, scorer=scorer), both)


def able(
    history: History,
    notice: Notice,
    lot: Lot,
    as_of: date,
    *,
    companies: Sequence[Company] = (),
    top: int = 20,
    scorer: Scorer = transparent,
) -> tuple[RankedFirm, ...]:
    """Firms likely able to deliver what somebody needs who tells it in sentences, by contracts of the trade.

    Raises:
        LakeError: the text index cannot be written.
    """
    rates = Rates()
    wanted = of_need(notice, lot, compact(), rates)
    awards, _named = beside_need(history, wanted)
    both = with_references(awards, companies, wanted, rates, as_of)
    return _firms(rank(wanted, both, as_of, top, scorer=scorer), both)


def partners(
    lake: Lake,
    company: Company,
    country: str,
    as_of: date,
    *,
    top: int = 20,
    labels: Labels | None = None,
    scorer: Scorer = transparent,
) -> Partners:
    """Firms of a country that won what the company does: whom to team up with there.

    Raises:
        LakeMissing: there is no lake; LakeError: its text index cannot be written.
    """
    wanted = of_company(company, labels or compact())
    with lake.view() as view:
        awards = _of_country(History(view, as_of).beside(wanted.words, _HITS), country)
    found = rank(wanted, awards, as_of, top, scorer=scorer)
    own = {*company.ids}
    return Partners(
        company=company.name,
        country=country,
        as_of=as_of,
        considered=len(awards),
        partners=_firms([one for one in found if not own & set(one.firm.ids)], awards),
    )


def _of_country(awards: Awards, country: str) -> Awards:
    inside = pc.equal(awards.contracts.table["supplier_country"], country)
    return awards.take(inside.fill_null(False))


def _firms(found: Sequence[Proved], awards: Awards) -> tuple[RankedFirm, ...]:
    rows = [row for one in found for row in one.rows[:_SHOWN]]
    # All in one go: rows of a table in pieces are slow to pick.
    shown = dict(
        zip(rows, awards.contracts.table.select(_EVIDENCE).take(pa.array(rows, pa.int64())).to_pylist(), strict=True)
    )
    return tuple(_firm(one, shown) for one in found)


def _firm(proved: Proved, contracts: Mapping[int, Mapping[str, Any]]) -> RankedFirm:
    firm = proved.firm
    shown = zip((contracts[row] for row in proved.rows[:_SHOWN]), proved.proofs, strict=False)
    return RankedFirm(
        rank=proved.rank,
        name=firm.name,
        ids=firm.ids,
        country=firm.country,
        score=proved.score,
        evidence=tuple(
            Evidence(
                notice_id=row["notice_id"],
                lot_id=row["lot_id"],
                title=row["title"] or "",
                buyer=row["buyer_name"],
                value_eur=row["value_eur"] and round(row["value_eur"], 2),
                date=row["date"] or row["published"],
                proof=proof,
            )
            for row, proof in shown
        ),
        parts=tuple(_part(name, value) for name, value in proved.parts.items()),
    )


def _part(name: str, value: float) -> ScorePart:
    """A part as lists of lots have them: weight times value is what it adds to the score."""
    weight = WEIGHTS.get(name, 1.0)
    return ScorePart(name, weight, value / weight, _(sentences.PARTS[name]) if name in sentences.PARTS else name)
