"""A process made for tests, whole and stage by stage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Final

import msgspec

from karavel.procurement import releases
from karavel.procurement.shapes import (
    Address,
    Amendment,
    Award,
    Bid,
    Call,
    Consultation,
    Contact,
    Contract,
    Criterion,
    Evaluation,
    File,
    Identifier,
    Lot,
    Milestone,
    Money,
    Need,
    Organisation,
    Period,
    Process,
    Related,
    Requirement,
    Terms,
    Transaction,
)

BAKU: Final = timezone(timedelta(hours=4))
PUBLISHER: Final = releases.Publisher(
    name="Rəqəmsal İnkişaf Agentliyi (fictitious)",
    prefix="ocds-karavel",
    uri="https://desk.karavel.example",
    scheme="AZ-VOEN",
    uid="1400057421",
    license="https://creativecommons.org/publicdomain/zero/1.0/",
    policy="https://desk.karavel.example/policy",
)
SITE: Final = "https://desk.karavel.example/files"


def day(month: int, number: int, hour: int = 10) -> datetime:
    return datetime(2026, month, number, hour, tzinfo=BAKU)


def azn(amount: str) -> Money:
    return Money(Decimal(amount), "AZN")


def file(key: str, kind: str = "biddingDocuments", *lots: str) -> File:
    return File(
        id=key, url=f"{SITE}/{key}.pdf", kind=kind, title={"az": key, "en": key}, languages=("az", "en"), lots=lots
    )


def firm(name: str, country: str, number: str, **more: Any) -> Organisation:
    scheme = {"PT": "PT-NIF", "AZ": "AZ-VOEN"}[country]
    return Organisation(
        name=name, address=Address(country=country), identifier=Identifier(scheme=scheme, id=number), **more
    )


BUYER: Final = Organisation(
    name="Rəqəmsal İnkişaf Agentliyi",
    address=Address(country="AZ", locality="Bakı", postal_code="AZ1000", street="Nizami 1"),
    identifier=Identifier(scheme="AZ-VOEN", id="1400057421", legal_name="Rəqəmsal İnkişaf Agentliyi PHŞ"),
    contact=Contact(email="satinalma@desk.karavel.example", url="https://desk.karavel.example"),
    others=(Identifier(scheme="XI-LEI", id="529900T8BM49AURSDO55"),),
    legal_type="cga",
)
LISBON: Final = firm("Caravela Digital Lda", "PT", "599999993", scale="small")
BAKU_FIRM: Final = firm("Xəzər Systems MMC", "AZ", "1700000001", scale="small")
LATE: Final = firm("Gecikən MMC", "AZ", "1700000002", scale="micro")

NEED: Final = Need(
    title={"az": "Vətəndaş portalı", "en": "Citizen portal"},
    rationale={"az": "Xidmətlər onlayn olsun.", "en": "Services go online."},
    budget=azn("510000"),
    budget_source="Dövlət büdcəsi 2026",
    expected=day(3, 1),
    documents=(file("plan", "procurementPlan"),),
)
CONSULTATION: Final = Consultation(
    period=Period(start=day(1, 10), end=day(2, 10)),
    title={"az": "Bazar məsləhətləşməsi"},
    documents=(file("answers", "marketStudies"),),
    interested=(LISBON,),
)
CRITERIA: Final = (
    Criterion(id="price", name={"az": "Qiymət", "en": "Price"}, kind="price", weight=Decimal(40)),
    Criterion(
        id="quality",
        name={"az": "Keyfiyyət", "en": "Quality"},
        kind="quality",
        weight=Decimal(60),
        description={"az": "Metodologiya və komanda."},
        threshold=Decimal("50.5"),
    ),
)
LOTS: Final = (
    Lot(
        id="LOT-1",
        title={"az": "Portal", "en": "Portal", "pt": "Portal do cidadão"},
        description={"az": "Portalın qurulması."},
        cpv=("72212000", "72413000"),
        value=azn("400000.50"),
        criteria=CRITERIA,
        place=Address(country="AZ", locality="Bakı"),
        contract_period=Period(days=365),
        requirements=(Requirement(id="R2", kind="economic", description={"az": "Dövriyyə."}, minimum="200000 AZN"),),
    ),
    Lot(id="LOT-2", title={"az": "Dəstək"}, cpv=("72250000",), value=azn("109999.5"), criteria=CRITERIA[:1]),
)
CALL: Final = Call(
    title={"az": "Vətəndaş portalı", "en": "Citizen portal"},
    description={"az": "Portal və onun dəstəyi.", "en": "A portal and its support."},
    published=day(3, 2),
    tender_period=Period(start=day(3, 2), end=day(4, 14, 18)),
    enquiry_period=Period(start=day(3, 2), end=day(4, 1)),
    opening=day(4, 15),
    value=azn("510000"),
    lots=LOTS,
    terms=Terms(
        languages=("az", "en"),
        url="https://desk.karavel.example/calls/7/bid",
        bid_validity_days=90,
        signature=True,
        guarantee="1 %",
    ),
    eligibility={"az": "Rezidentlər və qeyri-rezidentlər.", "en": "Residents and non-residents."},
    method_details={"az": "Açıq tender"},
    gpa=True,
    accelerated=True,
    legal_basis="32014L0024",
    requirements=(
        Requirement(id="R1", kind="technical", description={"az": "İki oxşar layihə."}, minimum="2"),
    ),
    documents=(file("terms"), file("spec-1", "technicalSpecifications", "LOT-1")),
    milestones=(Milestone(id="M-visit", title={"az": "Görüş"}, kind="engagement", due=day(3, 12), met=day(3, 12)),),
    amendments=(
        Amendment(id="A1", date=day(3, 20), rationale={"az": "Suallar.", "en": "Asked."}, description="14, was 7 Apr"),
        Amendment(id="A2", date=day(3, 25), rationale={"az": "Səhv."}, description="2 references, were 3"),
    ),
)  # fmt: skip
BIDS: Final = (
    Bid(
        id="B1", tenderers=(LISBON,), submitted=day(4, 14), lots=("LOT-1",), status="valid", value=azn("380000"),
        rank=1, documents=(file("b1", "proposal"),),
    ),
    Bid(id="B2", tenderers=(BAKU_FIRM,), submitted=day(4, 13), lots=("LOT-1", "LOT-2"), status="disqualified"),
    Bid(id="B3", tenderers=(LATE,), submitted=day(4, 12), lots=("LOT-1",), status="withdrawn"),
)  # fmt: skip
AWARDS: Final = (
    Award(
        id="AW-1", lots=("LOT-1",), date=day(5, 4), title={"az": "Portal"}, status="active", value=azn("380000"),
        suppliers=(LISBON,), bids=("B1",), standstill_until=day(5, 20), documents=(file("award", "awardNotice"),),
    ),
    Award(
        id="AW-2", lots=("LOT-2",), date=day(5, 4), status="unsuccessful", description={"az": "Təklif yoxdur."}
    ),
)  # fmt: skip
CONTRACT: Final = Contract(
    id="C-1",
    award="AW-1",
    title={"az": "Portal müqaviləsi", "en": "Portal contract"},
    value=azn("380000"),
    status="active",
    period=Period(start=day(6, 1), end=day(12, 1)),
    signed=day(5, 26),
    documents=(file("contract", "contractSigned"),),
    milestones=(
        Milestone(id="M1", title={"az": "Birinci mərhələ"}, due=day(8, 1), met=day(7, 30)),
        Milestone(id="M2", title={"az": "İstifadəyə verilmə"}, due=day(12, 1)),
    ),
    transactions=(
        Transaction(id="P1", date=day(8, 5), value=azn("190000.25"), payer=BUYER, payee=LISBON, milestone="M1"),
    ),
    progress_documents=(file("report", "physicalProgressReport"),),
    amendments=(
        Amendment(
            id="CA1", date=day(8, 28), published=day(9, 1), rationale={"az": "Müddət."}, description="1 Dec, was 1 Nov"
        ),
    ),
)

WHOLE: Final = Process(
    id="2026-7",
    language="az",
    buyer=BUYER,
    need=NEED,
    consultation=CONSULTATION,
    call=CALL,
    bids=BIDS,
    evaluations=(
        Evaluation(
            lot="LOT-1", done=day(5, 2), ranking=("B1",), excluded={"B2": "no references"},
            report=file("evaluation", "evaluationReports", "LOT-1"),
        ),
    ),
    awards=AWARDS,
    contracts=(CONTRACT,),
    related=(Related(id="1", relationship="framework", scheme="ocid", identifier="ocds-213czf-7"),),
)  # fmt: skip


def stages(process: Process = WHOLE) -> list[releases.Release]:
    """A release of every stage, in the order in which a desk publishes them, each of the process as it then stood."""
    early = msgspec.structs.replace(process, call=None, bids=(), evaluations=(), awards=(), contracts=())
    first = msgspec.structs.replace(CALL, amendments=())
    opened = msgspec.structs.replace(process, awards=(), contracts=())
    awarded = msgspec.structs.replace(process, contracts=())
    once = msgspec.structs.replace(CALL, amendments=CALL.amendments[:1])
    bare = msgspec.structs.replace(early, call=first)
    planned = tuple(msgspec.structs.replace(one, met=None) for one in CONTRACT.milestones)
    signed = msgspec.structs.replace(
        CONTRACT, amendments=(), transactions=(), progress_documents=(), milestones=planned
    )
    performed = msgspec.structs.replace(process, contracts=(msgspec.structs.replace(CONTRACT, amendments=()),))
    return [
        releases.planning(early, PUBLISHER, at=day(1, 5)),
        releases.planning(early, PUBLISHER, at=day(2, 12), tag="planningUpdate"),
        releases.tender(bare, PUBLISHER),
        releases.tender_amendment(msgspec.structs.replace(bare, call=once), PUBLISHER),
        releases.tender_amendment(msgspec.structs.replace(bare, call=CALL), PUBLISHER),
        releases.bids(opened, PUBLISHER, at=day(4, 15, 12)),
        releases.award(awarded, PUBLISHER, at=day(5, 4)),
        releases.contract(msgspec.structs.replace(process, contracts=(signed,)), PUBLISHER, at=day(5, 26)),
        releases.contract(performed, PUBLISHER, at=day(8, 6), tag="implementation"),
        releases.contract(process, PUBLISHER, at=day(9, 1), tag="contractAmendment"),
    ]


MIDNIGHT: Final = datetime(2026, 9, 2, tzinfo=UTC)
