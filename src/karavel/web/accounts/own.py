"""One's own account and data: settings, a copy of everything, deletion (GDPR, articles 15, 17 and 20)."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import logout
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from karavel.web.accounts import audit, copies
from karavel.web.accounts.forms import ConfirmForm, SettingsForm
from karavel.web.accounts.models import Membership, User
from karavel.web.fences import requires
from karavel.web.permissions import SIGNED_IN
from karavel.web.requests import Member, Request

_FIELDS = ("name", "language", "time_zone")


@requires(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: Request) -> HttpResponse:
    """Name, language, time zone, and the ways to everything else of the account."""
    user = cast("User", request.user)
    form = SettingsForm(request.POST or None, initial={name: getattr(user, name) for name in _FIELDS})
    if request.method == "POST" and form.is_valid():
        for name in _FIELDS:
            setattr(user, name, form.cleaned_data[name])
        user.save(update_fields=_FIELDS)
        messages.success(request, _("Saved."))
        return redirect("settings")
    may_token = request.acting is not None and request.acting.may("token.edit")
    shown = {"form": form, "may_token": may_token}
    return render(request, "accounts/settings.html", shown, status=422 if request.method == "POST" else 200)


@requires(SIGNED_IN)
@require_safe
def user_data(request: Request) -> HttpResponse:
    """All that is kept about the user, as a zip of JSON."""
    return _download(copies.of_user(cast("User", request.user)), "karavel-my-data.zip")


@requires("organisation.edit")
@require_safe
def organisation_data(request: Member) -> HttpResponse:
    """All that is kept for the organisation, files too, as a zip."""
    audit.note(request, "organisation.exported")
    return _download(copies.of_organisation(request.acting.organisation), "karavel-organisation.zip")


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def user_delete(request: Request) -> HttpResponse:
    """Deletes the account; not while it is the only administrator of an organisation with other members."""
    user = cast("User", request.user)
    form = ConfirmForm(request.POST or None, expected=user.email)
    held = [one for one in user.memberships.select_related("organisation") if _needed(one)]
    if request.method == "POST" and form.is_valid() and not held:
        try:
            copies.delete_user(user)
        except ProtectedError:  # of an organisation that goes with it
            form.add_error(None, _held())
        else:
            logout(request)
            return redirect("home")
    warning = _(
        "Your account goes, and with it the organisations of which you are the only member. What you wrote for others"
        " stays there without your name. This cannot be undone."
    )
    shown = {"title": _("Delete the account"), "warning": warning, "held": held, "expected": user.email, "form": form}
    return _asked(request, shown)


def _asked(request: Request, shown: dict[str, Any]) -> HttpResponse:
    """The page that asks for the words of a deletion, before and after they were wrong."""
    return render(request, "accounts/delete.html", shown, status=422 if request.method == "POST" else 200)


def _held() -> str:
    return _("It has bids, calls or contracts that the other side must keep. Ask the operator.")


def _needed(membership: Membership) -> bool:
    """Whether others would be left without an administrator."""
    others = Membership.objects.filter(organisation=membership.organisation).exclude(pk=membership.pk)
    return membership.last_administrator and others.exists()


@requires("organisation.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_delete(request: Member) -> HttpResponse:
    """Deletes the organisation with all that belongs to it."""
    organisation = request.acting.organisation
    form = ConfirmForm(request.POST or None, expected=organisation.name)
    if request.method == "POST" and form.is_valid():
        try:
            copies.delete_organisation(organisation)
        except ProtectedError:  # what the other side of a call or contract must keep
            form.add_error(None, _held())
        else:
            return redirect("home")
    warning = _(
        "All its profiles, pursuits, files and searches go. Members keep their accounts. This cannot be undone."
    )
    title = _("Delete the organisation")
    return _asked(request, {"title": title, "warning": warning, "expected": organisation.name, "form": form})
