"""The law data: instruments, what they say on a day, who covers whom, what is open."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from karavel.answers.law import InstrumentAnswer, InstrumentName, LawCoverage, QuestionAnswer
from karavel.codes import countries
from karavel.verbs import law as verbs
from karavel.web.api.context import today
from karavel.web.api.offered import offer
from karavel.web.board import board

router = Router(tags=["law"])

On = Annotated[date | None, Query(description="The day; today by default.")]
_Country = Annotated[str, Query(pattern=r"^[A-Za-z]{2}$", description="Alpha-2; EU for the Union's institutions.")]


@offer(router, "GET", "/law/instruments", "market.view", list[InstrumentName])
def instruments(request: HttpRequest) -> list[InstrumentName]:
    """All treaties, acts and rules that the law data has."""
    del request
    return list(verbs.instruments(board().law))


@offer(router, "GET", "/law/instruments/{instrument_id}", "market.view", InstrumentAnswer)
def instrument(request: HttpRequest, instrument_id: str, on: On = None) -> InstrumentAnswer:
    """An instrument with what is in force on a day."""
    del request
    return verbs.show(board().law, instrument_id, on or today())


@offer(router, "GET", "/law/coverage", "market.view", LawCoverage)
def coverage(request: HttpRequest, supplier: _Country, buyer: _Country, on: On = None) -> LawCoverage:
    """Which treaties cover bidders of one country before buyers of another, for what, from what value."""
    del request
    asked = buyer.upper()
    party = asked if asked == "EU" else countries.require(asked)
    return verbs.coverage(board().law, countries.require(supplier.upper()), party, on or today())


@offer(router, "GET", "/law/questions", "market.view", list[QuestionAnswer])
def questions(request: HttpRequest) -> list[QuestionAnswer]:
    """What the law data leaves open, and whom to ask."""
    del request
    return list(verbs.questions(board().law))
