"""Who asks, and the user's searches."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Path, Router, Schema

from karavel.web.accounts import audit
from karavel.web.accounts.models import User
from karavel.web.api.context import GREATEST, PLAIN, Company, profile_of
from karavel.web.api.offered import answered, member, offer
from karavel.web.api.problems import Place, told
from karavel.web.api.shapes import Me, Organisation, Person, SearchRow
from karavel.web.opportunities.asked import CHECKS, MANY, Asked
from karavel.web.permissions import ACTIONS
from karavel.web.requests import Member
from karavel.web.workspace.models import SavedSearch

router = Router(tags=["desk"])

Key = Annotated[int, Path(ge=1, le=GREATEST)]


def person(user: User | None) -> Person | None:
    """A member as answers name them; None for one who has left."""
    return Person(user.pk, str(user)) if user else None


@offer(router, "GET", "/me", "", Me)
def me(request: HttpRequest) -> Me:
    """Who asks, for which organisation, and what they may do."""
    asker = member(request)
    acting, token = asker.acting, asker.META.get("karavel.token")
    here = acting.organisation
    return Me(
        user=Person(asker.user.pk, str(asker.user)),
        email=asker.user.email,
        organisation=Organisation(here.pk, here.name, here.kind),
        role=acting.role.value,
        scopes=tuple(action for action in ACTIONS if acting.may(action)),
        token=token.name if token else None,
        token_ends=token.ends if token else None,
    )


class Sent(Schema):
    """A search to save. ``query`` has the filters of ``match`` by name, each with its values."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]
    query: Annotated[
        dict[str, Annotated[list[Annotated[str, Field(max_length=200, pattern=PLAIN)]], Field(max_length=100)]],
        Field(max_length=30),
    ]
    frequency: Literal["never", "daily", "weekly"] = "never"
    last_chance: bool = False

    def mistakes(self) -> tuple[Place, ...]:
        """Filters that do not exist, and values that they do not take."""
        kept = Asked(self.query).kept()
        return tuple(
            Place(f"body.query.{name}", _wrong(name))
            for name, values in self.query.items()
            if len(kept.get(name, ())) != len(set(values))
        )


def _wrong(name: str) -> str:
    if name not in CHECKS:
        return _("There is no such filter; filters are %(names)s.") % {"names": ", ".join(CHECKS)}
    if name not in MANY:
        return _("It takes one value, written as in GET match.")
    return _("A value is not one that GET match takes.")


@offer(router, "GET", "/searches", "search.edit", list[SearchRow])
def searches(request: HttpRequest, company: Company = None) -> list[SearchRow]:
    """The user's saved searches."""
    own = SavedSearch.objects.filter(user=member(request).user)
    return list(map(_row, own.filter(profile=profile_of(company)) if company else own))


@offer(router, "POST", "/searches", "search.edit", SearchRow, status=(201,))
def save_search(request: HttpRequest, sent: Sent, company: Company = None) -> HttpResponse:
    """Saves a search; the same filters once more are the same search."""
    if wrong := sent.mistakes():
        return _refused(wrong)
    asker, profile, asked = member(request), profile_of(company), Asked(sent.query)
    own = SavedSearch.objects.filter(user=asker.user, profile=profile)
    same = next((one for one in own if Asked(one.query).address == asked.address), None)
    return answered(_kept(asker, same or SavedSearch(user=asker.user, profile=profile), sent), 201)


@offer(router, "GET", "/searches/{key}", "search.edit", SearchRow)
def saved_search(request: HttpRequest, key: Key) -> SearchRow:
    """One saved search of the user."""
    return _row(_own(request, key))


@offer(router, "PUT", "/searches/{key}", "search.edit", SearchRow)
def change_search(request: HttpRequest, key: Key, sent: Sent) -> HttpResponse:
    """Puts another search in its place."""
    found = _own(request, key)
    wrong = sent.mistakes()
    return _refused(wrong) if wrong else answered(_kept(member(request), found, sent))


@offer(router, "DELETE", "/searches/{key}", "search.edit", None, status=(204,))
def delete_search(request: HttpRequest, key: Key) -> HttpResponse:
    """Deletes a search."""
    found = _own(request, key)
    audit.note(request, "search.deleted", found, by="api")
    found.delete()
    return HttpResponse(status=204)


def _own(request: HttpRequest, key: int) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects, pk=key, user=member(request).user)


def _kept(asker: Member, search: SavedSearch, sent: Sent) -> SearchRow:
    search.name, search.query = sent.name, Asked(sent.query).kept()
    search.frequency, search.last_chance = sent.frequency, sent.last_chance
    search.save()
    audit.note(asker, "search.saved", search, by="api")
    return _row(search)


def _refused(mistakes: tuple[Place, ...]) -> HttpResponse:
    return told(422, _("The filters do not hold."), mistakes=mistakes)


def _row(search: SavedSearch) -> SearchRow:
    return SearchRow(
        id=search.pk,
        company=search.profile_id,
        name=search.name,
        query={name: tuple(values) for name, values in search.query.items()},
        address=Asked(search.query).address,
        frequency=search.frequency,
        last_chance=search.last_chance,
    )
