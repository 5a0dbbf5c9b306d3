"""An organisation's members, invitations and audit log."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from karavel.web.accounts import audit, invitations
from karavel.web.accounts.forms import InvitationForm, RoleForm
from karavel.web.accounts.models import AuditEntry, Invitation, Membership
from karavel.web.fences import requires
from karavel.web.permissions import Role
from karavel.web.requests import Member
from karavel.web.words import collated

_SIZE = 50


@requires("member.view")
@require_safe
def organisation(request: Member) -> HttpResponse:
    """Who is here, and who is invited."""
    return _page(request, InvitationForm())


def _page(request: Member, form: InvitationForm, status: int = 200) -> HttpResponse:
    members = _members(request).select_related("user")
    waiting = Invitation.objects.filter(accepted=None, ends__gt=timezone.now()).order_by("email")
    shown = {
        "members": sorted(members, key=lambda member: collated(str(member.user))),
        "waiting": waiting,
        "form": form,
        "roles": Role.choices,
        "may_edit": request.acting.may("member.edit"),
        "may_audit": request.acting.may("audit.view"),
    }
    return render(request, "accounts/organisation.html", shown, status=status)


def _members(request: Member) -> QuerySet[Membership]:
    return Membership.objects.filter(organisation=request.acting.organisation)


@requires("member.edit")
@require_POST
def invite(request: Member) -> HttpResponse:
    """Invites somebody by mail."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    said = form.cleaned_data
    new = Invitation(email=said["email"].lower(), role=said["role"], invited_by=request.user)
    new.organisation = request.acting.organisation
    try:
        invitations.send(request, new)
    except OSError:
        form.add_error("email", _("The mail could not be sent; nobody was invited."))
        return _page(request, form, status=502)
    audit.note(request, "member.invited", new.email, role=new.role)
    messages.success(request, _("%(email)s is invited.") % {"email": new.email})
    return redirect("organisation")


@requires("member.edit")
@require_POST
def withdraw(request: Member, pk: int) -> HttpResponse:
    """Takes an invitation back."""
    found = get_object_or_404(Invitation.objects, pk=pk, accepted=None)
    found.delete()
    audit.note(request, "invitation.withdrawn", found.email)
    return redirect("organisation")


@requires("member.edit")
@require_POST
@transaction.atomic
def role(request: Member, pk: int) -> HttpResponse:
    """Gives a member another role; the last administrator stays one."""
    member = _locked(request, pk)
    form = RoleForm(request.POST)
    if form.is_valid() and not (member.last_administrator and form.cleaned_data["role"] != Role.ADMINISTRATOR):
        audit.note(request, "member.role", member.user, before=member.role, after=form.cleaned_data["role"])
        member.role = form.cleaned_data["role"]
        member.save()
        messages.success(request, _("The role was changed."))
    else:
        messages.error(request, _("An organisation needs an administrator."))
    return redirect("organisation")


@requires("member.edit")
@require_POST
@transaction.atomic
def remove(request: Member, pk: int) -> HttpResponse:
    """Takes a member out; the last administrator stays."""
    member = _locked(request, pk)
    if member.last_administrator:
        messages.error(request, _("An organisation needs an administrator."))
    else:
        audit.note(request, "member.removed", member.user)
        member.delete()
    return redirect("organisation")


def _locked(request: Member, pk: int) -> Membership:
    """A member, while nobody else changes one: two administrators must not take the role from each other at once."""
    found = {member.pk: member for member in _members(request).select_for_update()}
    if pk not in found:
        raise Http404
    return found[pk]


@requires("audit.view")
@require_safe
def audit_log(request: Member) -> HttpResponse:
    """Who did what, the latest first."""
    entries = AuditEntry.objects.select_related("actor")
    page = Paginator(entries, _SIZE).get_page(request.GET.get("page"))
    return render(request, "accounts/audit.html", {"page": page})
