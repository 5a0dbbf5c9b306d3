"""Out in one click (RFC 8058): a signed link that needs no login. Looking at it changes nothing, a POST does."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from karavel.web import scope
from karavel.web.accounts import audit
from karavel.web.accounts.models import Organisation, User
from karavel.web.alerts.models import NoMail
from karavel.web.alerts.speaking import address
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.workspace.models import SavedSearch

_SALT: Final = "karavel.alerts.unsubscribe"
SEARCH, LAST, FOLLOWED = "search", "last", "followed"


class _Meant(NamedTuple):
    """What a link is about: a search's news, its last calls, or a user's followed lots."""

    what: str
    user: User
    search: SavedSearch | None
    organisation: Organisation


def link(what: str, organisation: int, row: int) -> str:
    """The signed address that stops messages; ``row`` is a search, for followed lots a user."""
    return address(reverse("alerts-unsubscribe", args=[signing.dumps([what, organisation, row], salt=_SALT)]))


def headers(out: str) -> dict[str, str]:
    """What tells a mail program how to unsubscribe by itself, at a signed address."""
    return {
        "List-Unsubscribe": f"<{out}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@csrf_exempt  # a mail program posts here, without a cookie; the signature stands for it
@requires(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """Asks on GET, acts on POST; the same once more changes nothing."""
    meant = _meant(signed)
    if request.method == "POST":
        _stop(meant)
    return render(request, "alerts/unsubscribe.html", {"meant": meant, "done": request.method == "POST"})


def _meant(signed: str) -> _Meant:
    try:
        what, organisation, row = signing.loads(signed, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Http404 from error
    place = Organisation.objects.filter(pk=organisation).first()
    search = SavedSearch.everywhere.filter(pk=row, organisation=place).first() if what != FOLLOWED else None
    user = search.user if search else User.objects.filter(pk=row).first()
    if place is None or user is None or (what != FOLLOWED and search is None):
        raise Http404
    return _Meant(what, user, search, place)


def _stop(meant: _Meant) -> None:
    with scope.within(meant.organisation):
        if meant.what == SEARCH:
            SavedSearch.objects.filter(pk=meant.search.pk).update(frequency=SavedSearch.Frequency.NEVER)  # type: ignore[union-attr]
        elif meant.what == LAST:
            SavedSearch.objects.filter(pk=meant.search.pk).update(last_chance=False)  # type: ignore[union-attr]
        else:
            NoMail.objects.get_or_create(organisation=meant.organisation, user=meant.user)
        audit.note_as(meant.organisation, meant.user, "mail.unsubscribed", meant.what)
