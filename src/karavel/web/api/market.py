"""What the lake and the law say: the ranked list, searches, notices, decisions, routes, firms."""

from __future__ import annotations

from typing import Annotated, Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from karavel.access import Verdict as CoreVerdict
from karavel.answers.access import Access
from karavel.answers.match import MatchedLot
from karavel.answers.routes import Routes
from karavel.answers.searches import Search
from karavel.answers.similar import Similar
from karavel.answers.suppliers import Partners, Suppliers
from karavel.codes import cpv as cpv_codes
from karavel.companies.searches import Criteria
from karavel.verbs.classify import Classified, classify
from karavel.verbs.similar import similar as alike
from karavel.verbs.suppliers import partners as allies
from karavel.verbs.suppliers import suppliers as winners
from karavel.web import lookups
from karavel.web.api.asked import Narrowed, Verdict
from karavel.web.api.context import PLAIN, Company, LotId, NoticeId, profile_of, settled, today
from karavel.web.api.offered import member, offer
from karavel.web.api.paging import Limit, Offset, paged
from karavel.web.api.shapes import MatchPage, NoticeShape
from karavel.web.board import board
from karavel.web.opportunities.mine import mine

router = Router(tags=["market"])

_Country = Annotated[str, Query(pattern=r"^[A-Za-z]{2}$")]
_PAGED: Final = ("X-Total-Count",)


@offer(router, "GET", "/match", "opportunity.view", MatchPage, headers=_PAGED)
def match(
    request: HttpRequest,
    response: HttpResponse,
    asked: Query[Narrowed],
    company: Company = None,
    limit: Limit = 20,
    offset: Offset = 0,
    facets: Annotated[bool, Query(description="Count what each filter would leave.")] = False,
) -> MatchPage:
    """Open lots for a company, best first, with verdict, best route, requirements and the parts of the score."""
    profile = profile_of(company)
    settled(member(request), profile)
    narrowed = asked.as_asked()
    found = mine(profile, today()).page(
        narrowed.wanted(today()), offset=offset, limit=limit, order=narrowed.order, facets=facets
    )
    paged(request, response, found.total, offset, limit)
    return MatchPage(
        company=profile.name,
        as_of=today(),
        considered=found.considered,
        fitting=found.fitting,
        total=found.total,
        hidden=found.left_out,
        offset=offset,
        limit=limit,
        lots=found.lots,
        facets=found.facets,
    )


@offer(router, "GET", "/lot", "opportunity.view", MatchedLot)
def lot(request: HttpRequest, notice_id: NoticeId, lot_id: NoticeId, company: Company = None) -> MatchedLot:
    """One open lot for a company, wherever it stands in the list."""
    profile = profile_of(company)
    settled(member(request), profile)
    found = mine(profile, today()).lot(notice_id, lot_id)
    if found is None:
        raise Http404
    return found


class Sought(Schema):
    """Words and filters of a search."""

    q: Annotated[str, Field("", max_length=200, pattern=PLAIN, description="Words in any language, best first.")]
    market: Annotated[
        list[Annotated[str, Field(pattern=r"^[A-Za-z]{2}$")]],
        Field([], max_length=100, description="Buyers' countries."),
    ]
    cpv: Annotated[
        list[Annotated[str, Field(pattern=r"^[0-9]{2,8}$")]], Field([], max_length=100, description="With all below.")
    ]
    language: Annotated[list[Annotated[str, Field(pattern=r"^[a-z]{2}$")]], Field([], max_length=50)]
    buyer: Annotated[str, Field("", max_length=200, pattern=PLAIN, description="Words of the buyer's name.")]
    value_min: Annotated[float | None, Field(None, ge=0, le=1e15, allow_inf_nan=False)]
    value_max: Annotated[float | None, Field(None, ge=0, le=1e15, allow_inf_nan=False)]
    verdict: Annotated[list[Verdict], Field([], max_length=5, description="On a bid from home.")]

    def criteria(self) -> Criteria:
        """What the verb is asked for.

        Raises:
            InvalidCode: a code is no CPV code.
        """
        verdicts: tuple[CoreVerdict, ...] = tuple(self.verdict)
        return Criteria(
            words=self.q,
            markets=tuple(one.upper() for one in self.market),
            cpv=tuple(map(cpv_codes.require, self.cpv)),
            languages=tuple(self.language),
            buyer=self.buyer,
            least_eur=self.value_min,
            most_eur=self.value_max,
            verdicts=verdicts,
        )


@offer(router, "GET", "/search", "opportunity.view", Search)
def search(request: HttpRequest, asked: Query[Sought], company: Company = None, limit: Limit = 20) -> Search:
    """Open lots by words and filters; without words the newest first."""
    profile = profile_of(company) if asked.verdict else None
    settled(member(request), profile)
    firm = profile.company if profile else None
    return lookups.search(asked.criteria(), today(), company=firm, top=limit, law=board().law)


@offer(router, "GET", "/notices/{path:notice_id}", "notice.view", NoticeShape)
def notice(request: HttpRequest, notice_id: str) -> dict[str, Any]:
    """One notice as it was published."""
    settled(member(request), None)
    return board().notice(notice_id)


@offer(router, "GET", "/access", "notice.view", Access)
def access(request: HttpRequest, notice_id: NoticeId, company: Company = None) -> Access:
    """For each lot of a notice and each route: may the company bid, under which article, and what does it take."""
    profile = profile_of(company)
    settled(member(request), profile)
    return board().access(profile.company, notice_id, today())


@offer(router, "GET", "/routes", "market.view", Routes)
def routes(
    request: HttpRequest,
    company: Company = None,
    via: Annotated[list[Annotated[str, Field(pattern=r"^[A-Za-z]{2}$")]], Query(max_length=20)] = [],  # noqa: B006
) -> Routes:
    """What each route and gateway opens among the open lots; ``via`` for gateways other than the profile's."""
    profile = profile_of(company)
    settled(member(request), profile)
    return board().routes(profile.company, today(), tuple(sorted({one.upper() for one in via})))


@offer(router, "GET", "/suppliers", "party.view", Suppliers)
def suppliers(request: HttpRequest, notice_id: NoticeId, lot_id: LotId = None, limit: Limit = 20) -> Suppliers:
    """Firms likely able to deliver a lot, by what they won."""
    settled(member(request), None)
    return winners(board().lake, notice_id, lot_id, today(), top=limit)


@offer(router, "GET", "/partners", "party.view", Partners)
def partners(request: HttpRequest, country: _Country, company: Company = None, limit: Limit = 20) -> Partners:
    """Firms of a country to team up with, by what they won."""
    profile = profile_of(company)
    settled(member(request), profile)
    return allies(board().lake, profile.company, country.upper(), today(), top=limit)


@offer(router, "GET", "/similar", "notice.view", Similar)
def similar(request: HttpRequest, notice_id: NoticeId, lot_id: LotId = None, limit: Limit = 10) -> Similar:
    """Open lots and past awards like one lot."""
    settled(member(request), None)
    return alike(board().lake, notice_id, lot_id, today(), top=limit)


class Lines(Schema):
    """Texts to classify."""

    lines: Annotated[list[Annotated[str, Field(max_length=2000, pattern=PLAIN)]], Field(min_length=1, max_length=100)]
    top: Annotated[int, Field(3, ge=1, le=10, description="Codes a line.")]


@offer(router, "POST", "/classify", "opportunity.view", list[Classified])
def classified(request: HttpRequest, sent: Lines) -> list[Classified]:
    """CPV codes of lines of text, in any language. Changes nothing."""
    del request
    return list(classify(sent.lines, sent.top))
