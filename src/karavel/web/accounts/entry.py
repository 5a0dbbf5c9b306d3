"""How a user comes to an organisation: by choosing, by making one, by invitation."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from karavel.web import scope
from karavel.web.accounts import audit, invitations
from karavel.web.accounts.acting import CHOSEN
from karavel.web.accounts.forms import OrganisationForm
from karavel.web.accounts.models import Invitation, Membership, Organisation, User
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC, SIGNED_IN, Role
from karavel.web.redirects import following
from karavel.web.requests import Request


@requires(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: Request) -> HttpResponse:
    """The organisations to act for, and where sign-up is open a form for a new one."""
    open_here = settings.SIGNUP_OPEN or cast("User", request.user).is_superuser
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and not open_here:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        _found(request, form.cleaned_data["name"])
        return redirect("home")
    waiting = invitations.waiting(request)
    shown = {"form": form if open_here else None, "invitation": waiting}
    return render(request, "accounts/organisations.html", shown, status=422 if request.method == "POST" else 200)


@transaction.atomic
def _found(request: Request, name: str) -> None:
    """Makes an organisation; the user administers it and acts for it."""
    organisation = Organisation.objects.create(name=name)
    Membership.objects.create(user=cast("User", request.user), organisation=organisation, role=Role.ADMINISTRATOR)
    request.session[CHOSEN] = organisation.pk
    with scope.within(organisation):
        audit.note(request, "organisation.made", organisation)


@requires(SIGNED_IN)
@require_POST
def choose(request: Request) -> HttpResponse:
    """Acts for another organisation from here on."""
    wanted = request.POST.get("organisation", "")
    keys = {str(one.organisation.pk) for one in request.acting_choices}
    if wanted not in keys:
        raise Http404
    request.session[CHOSEN] = int(wanted)
    return following(request)


@requires(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, token: str) -> HttpResponse:
    """An invitation: accepted by whoever is logged in, else after login or sign-up."""
    found = Invitation.standing(token)
    if found is None:
        return render(request, "accounts/invitation_gone.html", status=410)
    invitations.remember(request, token)
    if request.method == "POST" and isinstance(request.user, User):
        if invitations.accept(request, request.user, found):
            request.session[CHOSEN] = found.organisation.pk
            messages.success(request, _("Welcome to %(name)s.") % {"name": found.organisation.name})
        return redirect("home")
    return render(request, "accounts/invitation.html", {"invitation": found, "token": token})
