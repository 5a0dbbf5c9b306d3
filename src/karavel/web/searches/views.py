"""Searches of the user who asks: saved from the list, looked at, renamed, deleted."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from karavel.errors import LakeMissing
from karavel.web.accounts import audit
from karavel.web.fences import requires
from karavel.web.opportunities.asked import Asked
from karavel.web.opportunities.chips import chips, told
from karavel.web.opportunities.mine import mine
from karavel.web.requests import Member
from karavel.web.searches.forms import SearchForm
from karavel.web.searches.running import found
from karavel.web.today.visits import seen_until
from karavel.web.workspace import profiles
from karavel.web.workspace.models import SavedSearch

_LONGEST = 200  # letters of a name


@requires("search.edit")
@require_safe
def searches(request: Member) -> HttpResponse:
    """The user's searches for the company in use, with what they find."""
    profile, today = profiles.current(request), timezone.localdate()
    if profile is None:
        return render(request, "opportunities/no_profile.html")
    try:
        lots = mine(profile, today)
    except LakeMissing:
        return redirect("setup-data") if request.user.is_superuser else render(request, "opportunities/no_data.html")
    since = seen_until(request)
    shown = {"profile": profile, "since": since, "found": found(request, profile, lots, today, since)}
    return render(request, "searches/list.html", shown)


@requires("search.edit")
@require_POST
def save(request: Member) -> HttpResponse:
    """Saves the filters that the form has as a query; the same filters once more are the same search."""
    profile = profiles.current(request)
    if profile is None:
        raise Http404
    asked = Asked.of(request.POST)
    name = " ".join(request.POST.get("name", "").split()) or told(asked) or _("All lots")
    search = _same(request, profile.pk, asked) or SavedSearch(user=request.user, profile=profile, query=asked.kept())
    search.name = name[:_LONGEST]
    search.save()
    audit.note(request, "search.saved", search)
    messages.success(request, _("The search is saved."))
    return redirect("searches-edit", pk=search.pk)


def _same(request: Member, profile: int, asked: Asked) -> SavedSearch | None:
    own = SavedSearch.objects.filter(user=request.user, profile=profile)
    return next((one for one in own if Asked(one.query).address == asked.address), None)


@requires("search.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Member, pk: int) -> HttpResponse:
    """Its name, and how its news are told."""
    search = get_object_or_404(SavedSearch.objects, pk=pk, user=request.user)
    form = SearchForm(request.POST or None, instance=search)
    if request.method == "POST" and form.is_valid():
        form.save()
        audit.note(request, "search.changed", search)
        messages.success(request, _("Saved."))
        return redirect("searches")
    asked = Asked(search.query)
    shown = {"search": search, "form": form, "chips": chips(asked), "address": asked.address}
    return render(request, "searches/edit.html", shown, status=422 if request.method == "POST" else 200)


@requires("search.edit")
@require_POST
def delete(request: Member, pk: int) -> HttpResponse:
    """Deletes a search."""
    search = get_object_or_404(SavedSearch.objects, pk=pk, user=request.user)
    audit.note(request, "search.deleted", search)
    search.delete()
    messages.success(request, _("The search is deleted."))
    return redirect("searches")
