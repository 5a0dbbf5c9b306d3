"""What the tools may be asked, as their schemas tell it to an assistant."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

Verdict: TypeAlias = Literal["guaranteed", "open", "discretionary", "unknown", "excluded"]

NoticeId: TypeAlias = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="The id, as match and search give it: a publication number, a BT-701 identifier or an OCID.",
    ),
]
Words: TypeAlias = Annotated[
    str, Field(max_length=500, description="Words in any language that the texts of the notice must have some of.")
]
Top: TypeAlias = Annotated[int, Field(ge=1, le=50, description="How many lots are wanted.")]
Country: TypeAlias = Annotated[str, Field(min_length=2, max_length=60)]
Markets: TypeAlias = Annotated[
    list[Country], Field(max_length=50, description="Countries of buyers: PT, AO, BR, … Empty for all.")
]
Verdicts: TypeAlias = Annotated[
    list[Verdict],
    Field(
        max_length=5,
        description="Only lots where a bid from home is: a right (guaranteed), admitted (open), up to the buyer "
        "(discretionary), not settled (unknown), forbidden (excluded). Empty for all.",
    ),
]
Codes: TypeAlias = Annotated[
    list[Annotated[str, Field(min_length=2, max_length=10)]],
    Field(max_length=50, description="CPV codes with all below them, as 72 or 72200000. Empty for all."),
]
Gateways: TypeAlias = Annotated[
    list[Country],
    Field(max_length=20, description="Countries to lead through: PT, AZ, GE, … Empty for those of the profile."),
]
Amount: TypeAlias = Annotated[float | None, Field(ge=0, description="A bound of the estimated value, in euro.")]
ClosesUntil: TypeAlias = Annotated[date | None, Field(description="The last day on which a lot may close.")]
