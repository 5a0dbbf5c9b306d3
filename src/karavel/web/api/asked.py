"""What a list of lots may be narrowed to: the filters of the opportunities page, under the same names."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from ninja import Field, Schema
from pydantic import ConfigDict

from karavel.verbs.board import Filters
from karavel.web.api.context import PLAIN
from karavel.web.opportunities.asked import Asked

Verdict: TypeAlias = Literal["guaranteed", "open", "discretionary", "unknown", "excluded"]
_Country: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z]{2}$")]
_Language: TypeAlias = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
_Branch: TypeAlias = Annotated[str, Field(pattern=r"^[0-9]{2,8}$")]
_Buyer: TypeAlias = Annotated[str, Field(max_length=250, pattern=r"^([A-Za-z]{2})?:[^\x00-\x1f]+$")]
_Amount: TypeAlias = Annotated[float | None, Field(ge=0, le=1e15, allow_inf_nan=False)]


class Narrowed(Schema):
    """Filters of a ranked list; what is left out leaves all."""

    model_config = ConfigDict(populate_by_name=True)

    q: Annotated[str, Field("", max_length=200, pattern=PLAIN, description="Words in any language.")]
    fit: Annotated[Literal["1"] | None, Field(None, description="1 for lots that fit the company's trade only.")]
    verdict: Annotated[list[Verdict], Field([], max_length=5, description="On a bid from home.")]
    best: Annotated[list[Verdict | Literal["none"]], Field([], max_length=6, description="By the best route in time.")]
    market: Annotated[list[_Country], Field([], max_length=100, description="Countries of buyers, alpha-2.")]
    cpv: Annotated[
        list[_Branch],
        Field([], max_length=100, description="Branches of the CPV tree in which the main code lies: 72, 7221, …"),
    ]
    buyer: Annotated[
        list[_Buyer], Field([], max_length=100, description="Country, colon, name, as facets.buyers has them.")
    ]
    language: Annotated[list[_Language], Field([], max_length=50, description="Of the notice, ISO 639-1.")]
    value_min: Annotated[_Amount, Field(None, description="EUR; lots of unknown value are left out.")]
    value_max: Annotated[_Amount, Field(None, description="EUR; lots of unknown value are left out.")]
    within: Annotated[
        Literal["7", "14", "30", "60"] | None, Field(None, description="Closing in less than so many days.")
    ]
    from_: Annotated[date | None, Field(None, alias="from", description="First day of the deadline.")]
    until: Annotated[date | None, Field(None, description="Last day of the deadline.")]
    since: Annotated[date | None, Field(None, description="First day of publication.")]
    hidden: Annotated[
        Literal["1"] | None, Field(None, description="1 for the lots that the company has hidden, left out otherwise.")
    ]
    sort: Annotated[Literal["rank", "deadline", "published", "value"], Field("rank")]

    def as_asked(self) -> Asked:
        """The same as the page's address has it."""
        return Asked({name: _texts(value) for name, value in self.model_dump(by_alias=True).items()})

    def filters(self, as_of: date) -> Filters:
        """What the board is asked for."""
        return self.as_asked().wanted(as_of)


def _texts(value: object) -> list[str]:
    if value is None or value == "":
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
