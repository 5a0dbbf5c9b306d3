"""The committee of a call: who sits on it, their keys, their declarations. Settled once the call is published."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from karavel.procurement import sealing
from karavel.web.accounts import audit
from karavel.web.accounts.models import User
from karavel.web.desk.calls import found
from karavel.web.desk.calls.checking import may_sit
from karavel.web.desk.calls.models import Call, Seat
from karavel.web.desk.calls.refusals import refusing
from karavel.web.fences import requires
from karavel.web.requests import Member


def candidates(call: Call) -> list[User]:
    """Members of the organisation who may sit on the committee and do not yet."""
    members = User.objects.filter(memberships__organisation=call.organisation_id).exclude(
        pk__in=call.seats.exclude(user=None).values("user")
    )
    return [user for user in members.order_by("name", "email") if may_sit(call, user.pk)]


def _back(call: Call) -> HttpResponse:
    return redirect(reverse("calls-edit", args=[call.pk]) + "#committee")


@requires("desk.edit")
@require_POST
@refusing
def seat(request: Member, pk: int) -> HttpResponse:
    """Gives a member a seat."""
    part = request.POST.get("part", "")
    with found.drafting(pk) as call:
        chosen = {str(user.pk): user for user in candidates(call)}.get(request.POST.get("user", ""))
        if chosen is None or part not in Seat.Part.values:
            messages.error(request, _("Choose somebody who may sit on the committee; no administrator may."))
            return _back(call)
        new = Seat(call=call, user=chosen, name=str(chosen), part=part)
        new.save()
        audit.note(request, "seat.given", call, seat=new.pk, name=new.name, part=part)
    messages.success(request, _("%(name)s sits on the committee.") % {"name": new.name})
    return _back(call)


@requires("desk.edit")
@require_POST
@refusing
def unseat(request: Member, pk: int, row: int) -> HttpResponse:
    """Takes a seat away."""
    with found.drafting(pk) as call:
        old = get_object_or_404(Seat.objects, pk=row, call=call)
        audit.note(request, "seat.taken", call, seat=old.pk, name=old.name)
        old.delete()
    messages.success(request, _("The seat is free again."))
    return _back(call)


@contextmanager
def _my_seat(request: Member, pk: int) -> Iterator[Seat]:
    """The seat of whoever asks; its call is not published meanwhile.

    Raises:
        IllegalMove: the call is published: its committee is settled.
        Http404: they have none.
    """
    with found.drafting(pk) as call:
        yield get_object_or_404(Seat.objects.select_related("call"), call=call, user=request.user)


@requires("committee.open")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("phrase")
@refusing
def key(request: Member, pk: int) -> HttpResponse:
    """Makes a member's key: its secret half is shown and downloaded now and never again."""
    call = found.draft(pk)
    mine = Seat.objects.filter(call=call, user=request.user).first()
    if request.method != "POST":
        return render(request, "calls/key.html", {"call": call, "seat": mine})
    phrase = request.POST.get("phrase", "")
    with _my_seat(request, pk) as mine:
        if mine.recipient and request.POST.get("again") != "1":
            messages.error(request, _("You have a key already. Make a new one only if the first is lost."))
            return redirect("calls-key", pk=pk)
        made = _made(request, mine, phrase)
    return render(request, "calls/key.html", {"call": call, "seat": mine} | made)


def _made(request: Member, mine: Seat, phrase: str) -> dict[str, Any]:
    """A fresh key; the recipient is kept, the rest is for the page that is sent now."""
    identity = sealing.Identity.new()
    content = sealing.protected_file(identity, phrase) if phrase else sealing.identity_file(identity).encode()
    mine.recipient = identity.recipient
    mine.save(update_fields=["recipient"])
    audit.note(request, "seat.key", mine.call, seat=mine.pk, recipient=mine.recipient)
    return {
        "text": content.decode(),
        "file": f"data:application/octet-stream;base64,{b64encode(content).decode()}",
        "name": f"karavel-{mine.call.slug[:30]}-{'protected' if phrase else 'key'}.age.txt",
        "protected": bool(phrase),
    }


@requires("committee.open")
@require_POST
@refusing
def declare(request: Member, pk: int) -> HttpResponse:
    """A member declares to have no conflict of interest, or takes the declaration back."""
    with _my_seat(request, pk) as mine:
        mine.conflict_free = timezone.now() if request.POST.get("free") == "1" else None
        mine.save(update_fields=["conflict_free"])
        audit.note(request, "seat.declared", mine.call, seat=mine.pk, free=bool(mine.conflict_free))
    messages.success(request, _("Your declaration is kept.") if mine.conflict_free else _("It is taken back."))
    return redirect("calls-key", pk=pk)
