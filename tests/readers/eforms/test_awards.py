"""Results: who won which lot, for how much, out of parts that refer to each other; what is withheld stays so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.readers.eforms.making import ORGANISATION, lot, notice, reading

from karavel.notices import Award, Money, Reading, Tenders

if TYPE_CHECKING:
    from collections.abc import Mapping


def of(readings: Mapping[str, Reading], name: str) -> tuple[Award, ...]:
    found = next(one.notice for file, one in readings.items() if file.endswith(name))
    assert found is not None
    return found.awards


def ids(name: str, *references: str) -> str:
    return "".join(f"<efac:{name}><cbc:ID>{reference}</cbc:ID></efac:{name}>" for reference in references)


def lot_result(*tenders: str, contracts: tuple[str, ...] = (), status: str = "selec-w", on: str = "LOT-0001") -> str:
    return (
        f"<efac:LotResult><cbc:ID>RES-0001</cbc:ID><cbc:TenderResultCode>{status}</cbc:TenderResultCode>"
        f"{ids('LotTender', *tenders)}{ids('SettledContract', *contracts)}{ids('TenderLot', on)}</efac:LotResult>"
    )


def tender(identifier: str, amount: int, more: str = "", rank: str = "") -> str:
    ranked = f"<cbc:RankCode>{rank}</cbc:RankCode>" if rank else ""
    return (
        f"<efac:LotTender>{more}<cbc:ID>{identifier}</cbc:ID>{ranked}<cac:LegalMonetaryTotal>"
        f'<cbc:PayableAmount currencyID="EUR">{amount}</cbc:PayableAmount></cac:LegalMonetaryTotal>'
        f"{ids('TenderingParty', 'TPA-0001')}{ids('TenderLot', 'LOT-0001')}</efac:LotTender>"
    )


def contract(identifier: str, *tenders: str) -> str:
    return (
        f"<efac:SettledContract><cbc:ID>{identifier}</cbc:ID><cbc:AwardDate>2024-02-01+01:00</cbc:AwardDate>"
        f"<cbc:IssueDate>2024-02-20+01:00</cbc:IssueDate><efac:ContractReference><cbc:ID>K {identifier}</cbc:ID>"
        f"</efac:ContractReference>{ids('LotTender', *tenders)}</efac:SettledContract>"
    )


PARTY = f"<efac:TenderingParty><cbc:ID>TPA-0001</cbc:ID>{ids('Tenderer', 'ORG-0001')}</efac:TenderingParty>"


def result(*parts: str) -> Reading:
    extension = f"<efac:NoticeResult>{''.join(parts)}</efac:NoticeResult>{ORGANISATION}"
    return reading(notice(lot(), extension=extension, form="29", kind="result", code="can-standard"))


def awards(*parts: str) -> tuple[Award, ...]:
    found = result(*parts)
    assert found.notice is not None
    assert found.problems == ()
    return found.notice.awards


def test_the_tender_of_a_contract_won_and_the_others_did_not() -> None:
    (only,) = awards(
        lot_result("TEN-0001", "TEN-0002", contracts=("CON-0001",)),
        tender("TEN-0001", 100),
        tender("TEN-0002", 200),
        contract("CON-0001", "TEN-0002"),
        PARTY,
    )
    assert (only.lot_id, only.value, only.contract_id) == ("LOT-0001", Money(200, "EUR"), "K CON-0001")
    assert only.date == date(2024, 2, 1)
    assert [supplier.name for supplier in only.suppliers] == ["Câmara de Exemplo"]


def test_without_contracts_the_first_rank_won_else_all_did() -> None:
    listed = lot_result("TEN-0001", "TEN-0002")
    ranked = awards(listed, tender("TEN-0001", 100, rank="2"), tender("TEN-0002", 200, rank="1"), PARTY)
    assert [award.value for award in ranked] == [Money(200, "EUR")]
    unranked = awards(listed, tender("TEN-0001", 100), tender("TEN-0002", 200), PARTY)
    assert [award.value for award in unranked] == [Money(100, "EUR"), Money(200, "EUR")]


def test_a_lot_without_winner_has_one_award_without_supplier() -> None:
    (only,) = awards(lot_result("TEN-0001", status="clos-nw"), tender("TEN-0001", 100), PARTY)
    assert only == Award(lot_id="LOT-0001", status="clos-nw")


def test_the_one_contract_of_a_lot_holds_for_its_tender_though_it_names_none() -> None:
    (only,) = awards(
        lot_result("TEN-0001", contracts=("CON-0001",)), tender("TEN-0001", 100), contract("CON-0001"), PARTY
    )
    assert only.contract_id == "K CON-0001"


def test_a_signed_tender_without_a_lots_result_is_an_award() -> None:
    found = result(tender("TEN-0001", 100), contract("CON-0001", "TEN-0001"), PARTY).notice
    assert found is not None
    assert [(award.lot_id, award.value) for award in found.awards] == [("LOT-0001", Money(100, "EUR"))]


@pytest.mark.parametrize(
    "parts",
    [
        (lot_result("TEN-0009"), PARTY),
        (lot_result("TEN-0001", contracts=("CON-0009",)), tender("TEN-0001", 1), PARTY),
        (lot_result("TEN-0001"), tender("TEN-0001", 1)),
        (lot_result("TEN-0001", on="LOT-0009"), tender("TEN-0001", 1), PARTY),
        (lot_result("TEN-0001"), tender("TEN-0001", 1), PARTY.replace("ORG-0001", "ORG-0009")),
    ],
    ids=["tender", "contract", "party", "lot", "organisation"],
)
def test_a_reference_to_nothing_is_told(parts: tuple[str, ...]) -> None:
    assert {problem.code for problem in result(*parts).problems} == {"unknown-reference"}


@pytest.mark.shared
def test_every_member_of_a_consortium_is_a_supplier_and_its_leader_is_known(readings: Mapping[str, Reading]) -> None:
    first = of(readings, "can_24_maximal.xml")[0]
    assert [(one.country, one.size, one.leader, one.owners) for one in first.suppliers] == [
        ("LU", "large", True, ("BE",)),
        ("DE", "micro", False, ()),
    ]
    assert first.tenders == Tenders(total=9, sme=1, other_eu=3, non_eu=4, electronic=9)
    assert (first.subcontracted, first.subcontracted_share) == (True, 30)


@pytest.mark.shared
def test_what_is_withheld_from_publication_is_no_value(readings: Mapping[str, Reading]) -> None:
    open_lot, withheld_lot = of(readings, "can_25_withheld_lots.xml")
    assert (open_lot.status, open_lot.tenders) == (
        "selec-w",
        Tenders(total=1, sme=1, other_eu=0, non_eu=0, electronic=1),
    )
    assert withheld_lot.status is None
    assert withheld_lot.tenders is None
    assert withheld_lot.suppliers == ()


def test_a_withheld_value_is_published_when_its_day_has_come() -> None:
    def hidden(until: str) -> Money | None:
        mark = (
            "<efac:FieldsPrivacy><efbc:FieldIdentifierCode>win-ten-val</efbc:FieldIdentifierCode>"
            f"<efbc:PublicationDate>{until}</efbc:PublicationDate></efac:FieldsPrivacy>"
        )
        (only,) = awards(lot_result("TEN-0001"), tender("TEN-0001", 100, more=mark), PARTY)
        return only.value

    assert hidden("2024-03-05+01:00") is None
    assert hidden("2024-03-04+01:00") == Money(100, "EUR")


@pytest.mark.shared
def test_the_stopgap_award_date_of_the_whole_notice_is_no_date(readings: Mapping[str, Reading]) -> None:
    dates = [award.date for one in readings.values() if one.notice for award in one.notice.awards]
    assert date(2000, 1, 1) not in dates
    assert sum(day is not None for day in dates) > 200


def _framework(marked: str = "") -> str:
    amount = '<cbc:MaximumValueAmount currencyID="EUR">900</cbc:MaximumValueAmount>'
    return f"<efac:FrameworkAgreementValues>{amount}{marked}</efac:FrameworkAgreementValues>"


@pytest.mark.parametrize(
    ("marked", "most"),
    [
        ("", Money(900, "EUR")),
        (
            "<efac:FieldsPrivacy><efbc:FieldIdentifierCode>max-val</efbc:FieldIdentifierCode></efac:FieldsPrivacy>",
            None,
        ),
    ],
)
def test_a_lot_has_the_maximum_of_its_framework_and_the_funds_of_its_contract(marked: str, most: Money | None) -> None:
    paid = "<efac:Funding><efbc:FinancingIdentifier>CCI 2021PT</efbc:FinancingIdentifier></efac:Funding>"
    found = result(
        lot_result("TEN-0001").replace("</efac:LotResult>", _framework(marked) + "</efac:LotResult>"),
        tender("TEN-0001", 100),
        contract("CON-0001", "TEN-0001").replace("<efac:LotTender>", paid + "<efac:LotTender>"),
        PARTY,
    )
    assert found.notice is not None
    assert (found.notice.lots[0].framework_maximum, found.notice.lots[0].eu_programmes) == (most, ("CCI 2021PT",))


def test_the_value_of_a_tender_for_a_group_of_lots_stands_at_none_of_them() -> None:
    grouped = tender("TEN-0001", 100).replace("LOT-0001", "GLO-0001")
    found = result(lot_result("TEN-0001"), grouped, contract("CON-0001", "TEN-0001"), PARTY)
    assert found.notice is not None
    (award,) = found.notice.awards
    assert (award.lot_id, award.value, len(award.suppliers)) == ("LOT-0001", None, 1)
    assert [one.path for one in found.unread] == ["efac:NoticeResult/efac:LotTender[LotsGroup]/cac:LegalMonetaryTotal"]
