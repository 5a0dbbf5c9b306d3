"""Who follows a call hears of new versions, answers and its end: on pages, and by mail until they say no."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from karavel.web import scope
from karavel.web.accounts import audit
from karavel.web.alerts.speaking import address
from karavel.web.desk.calls import found
from karavel.web.desk.calls.models import Call, CallFollower
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Member, Request

_SALT = "karavel.calls.unsubscribe"


@requires("follow.edit")
@require_POST
def follow(request: Member, slug: str) -> HttpResponse:
    """Follows a call, or no longer."""
    call = found.public(slug)
    if request.POST.get("follow") == "0":
        CallFollower.objects.filter(call=call, user=request.user).delete()
        messages.success(request, _("You follow this call no longer."))
    else:
        now = timezone.now()
        CallFollower.objects.get_or_create(
            call=call,
            user=request.user,
            organisation_id=request.acting.organisation.pk,
            defaults={"told": call.version, "heard": now, "seen": now},
        )
        messages.success(request, _("You follow this call and hear of changes and answers."))
    return redirect("calls-page", slug=slug)


def mine(request: Request, call: Call) -> CallFollower | None:
    """Whether the reader follows a call; looking at it is having seen its news."""
    if request.acting is None:
        return None
    follower = CallFollower.objects.filter(call=call, user=request.user.pk).first()
    if follower:
        CallFollower.objects.filter(pk=follower.pk).update(seen=timezone.now())
    return follower


def followed(request: Request) -> list[tuple[Call, bool]]:
    """Calls that the reader follows, and whether each has news that they have not seen."""
    if request.acting is None:
        return []
    rows = CallFollower.objects.filter(user=request.user.pk).select_related("call").order_by("call__deadline", "pk")
    new = set(rows.filter(call__versions__created__gt=F("seen")).values_list("pk", flat=True))
    new |= set(rows.filter(call__questions__answered__gt=F("seen")).values_list("pk", flat=True))
    return [(row.call, row.pk in new) for row in rows]


def changed(request: Request) -> list[Call]:
    """Calls that the reader follows in which something has happened since they looked."""
    return [call for call, is_new in followed(request) if is_new]


def way_out(follower: CallFollower) -> str:
    """The signed address that stops mail about a call."""
    return address(reverse("calls-unsubscribe", args=[signing.dumps(follower.pk, salt=_SALT)]))


@csrf_exempt  # a mail program posts here, without a cookie; the signature stands for it
@requires(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """Stops mail about a call (RFC 8058): asks on GET, acts on POST; the call is still followed on pages."""
    try:
        follower = CallFollower.everywhere.select_related("call", "organisation", "user").get(
            pk=signing.loads(signed, salt=_SALT)
        )
    except (signing.BadSignature, CallFollower.DoesNotExist, ValueError, TypeError) as error:
        raise Http404 from error
    if request.method == "POST" and follower.mail:
        with scope.within(follower.organisation):
            CallFollower.objects.filter(pk=follower.pk).update(mail=False)
        audit.note_as(follower.organisation, follower.user, "mail.unsubscribed", follower.call.ocid)
    shown = {"follower": follower, "done": request.method == "POST"}
    return render(request, "calls/unsubscribe.html", shown)
