"""The organisation's profiles: which one is in use, exchanged as files, deleted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from karavel.companies.profile import LARGEST
from karavel.errors import InvalidProfile
from karavel.web.accounts import audit
from karavel.web.fences import requires
from karavel.web.profiles.saving import save
from karavel.web.redirects import following
from karavel.web.requests import Member
from karavel.web.workspace import profiles as in_use
from karavel.web.workspace.models import CompanyProfile


@requires("profile.view")
@require_safe
def profiles(request: Member) -> HttpResponse:
    """All of them, the one in use marked."""
    shown = {
        "profiles": CompanyProfile.objects.select_related("changed_by"),
        "current": in_use.current(request),
        "may_edit": request.acting.may("profile.edit"),
    }
    return render(request, "profiles/list.html", shown)


@requires("profile.view")
@require_POST
def choose(request: Member, pk: int) -> HttpResponse:
    """Looks at the world for this company."""
    profile = get_object_or_404(CompanyProfile.objects, pk=pk)
    in_use.choose(request, profile)
    messages.success(request, _("Lists are now for %(name)s.") % {"name": profile.name})
    return following(request, "/profiles/")


@requires("profile.view")
@require_safe
def export(request: Member, pk: int) -> HttpResponse:  # noqa: ARG001 - a view is given it
    """The file, as it was written."""
    profile = get_object_or_404(CompanyProfile.objects, pk=pk)
    response = HttpResponse(profile.text, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(profile.name) or "company"}.toml"'
    return response


@requires("profile.edit")
@require_POST
def bring(request: Member) -> HttpResponse:
    """A profile out of a file; one that does not hold is told of, and nothing is kept."""
    given = request.FILES.get("file")
    if given is None:
        messages.error(request, _("Choose a file first."))
        return redirect("profiles")
    try:
        text = given.read(LARGEST + 1).decode("utf-8-sig")
        profile = CompanyProfile()
        messages.success(request, save(request, profile, text, ""))
    except UnicodeDecodeError:
        messages.error(request, _("The file is no text in UTF-8."))
    except InvalidProfile as problem:
        return render(request, "profiles/bring.html", {"problem": problem, "text": text[:LARGEST]}, status=422)
    return redirect("profiles")


@requires("profile.edit")
@require_POST
def delete(request: Member, pk: int) -> HttpResponse:
    """Deletes a profile with its pursuits, searches and opinions, once its name was typed."""
    profile = get_object_or_404(CompanyProfile.objects, pk=pk)
    if request.POST.get("name", "").strip() != profile.name:
        messages.error(request, _("Type the company's name to delete its profile."))
        return redirect("profiles-text", pk=pk)
    audit.note(request, "profile.deleted", profile)
    profile.delete()
    messages.success(request, _("The profile is deleted."))
    return redirect("profiles")
