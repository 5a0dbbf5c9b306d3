"""An invented contract between an agency in Baku and a company in Porto."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from karavel.procurement.signing import Annex, Contract, Milestone, Party

MADE = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)

CONTRACT = Contract(
    number="2026/17",
    title={"en": "Portal of permits", "pt": "Portal de licenças", "az": "İcazələr portalı"},
    scope={
        "en": "The supplier builds the portal and runs it for two years.",
        "pt": "O fornecedor constrói o portal e opera-o durante dois anos.",
        "az": "Təchizatçı portalı qurur və iki il işlədir.",
    },
    buyer=Party("Rəqəmsal Xidmətlər Agentliyi", "AZ", ("AZ-VOEN 1400057421",), "Bakı", "Gülnar Əliyeva", "Director"),
    supplier=Party("Caravela Software, Lda.", "PT", ("PT-NIF 501964843",), "Porto", "João Conceição", "Manager"),
    price=120_000.5,
    currency="EUR",
    law="PT",
    made=MADE,
    milestones=(
        Milestone({"en": "Design", "az": "Layihə"}, date(2027, 2, 1), 20_000.5),
        Milestone({"en": "Acceptance", "az": "Qəbul"}, date(2027, 9, 1), 100_000),
    ),
    annexes=(Annex("Specification", "ab" * 32),),
    languages=("en", "az"),
    ocid="ocds-karavel-2026-17",
)


def contract(**changed: Any) -> Contract:
    return replace(CONTRACT, **changed)
