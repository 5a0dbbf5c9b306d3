"""What officers do with a programme, and what a company answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from karavel.errors import LakeMissing
from karavel.web.accounts import audit
from karavel.web.accounts.models import Organisation, Programme, ProgrammeCompany
from karavel.web.fences import requires
from karavel.web.programme import briefs, places
from karavel.web.programme.fitting import fit
from karavel.web.requests import Member

_LONGEST = 200  # letters of a name


@requires("programme.edit")
@require_POST
def make(request: Member) -> HttpResponse:
    """A new programme; only agencies run any."""
    name = " ".join(request.POST.get("name", "").split())[:_LONGEST]
    if request.acting.organisation.kind != Organisation.Kind.AGENCY or not name:
        messages.error(request, _("A programme needs a name, and an agency that runs it."))
        return redirect("programme")
    made, new = Programme.objects.get_or_create(organisation=request.acting.organisation, name=name)
    if new:
        audit.note(request, "programme.made", made)
    return redirect("programme")


@requires("programme.edit")
@require_POST
def ask(request: Member, pk: int) -> HttpResponse:
    """Asks a company to join, by the address of its administrator."""
    programme = get_object_or_404(Programme.objects, pk=pk)
    email = request.POST.get("email", "").strip()
    places.ask(programme, email)
    audit.note(request, "programme.asked", programme, email=email[:254])
    messages.success(
        request, _("If that person administers a company here, the company is asked on its page Programme.")
    )
    return redirect("programme")


@requires("programme.edit")
@require_POST
def drop(request: Member, pk: int) -> HttpResponse:
    """Takes a company out of a programme."""
    place = get_object_or_404(ProgrammeCompany.objects, pk=pk)
    audit.note(request, "programme.dropped", place)
    place.delete()
    messages.success(request, _("The company is no longer in the programme."))
    return redirect("programme")


@requires("organisation.edit")
@require_POST
def agree(request: Member, pk: int) -> HttpResponse:
    """The company agrees, or leaves: its administrators decide, the agency does not."""
    place = get_object_or_404(places.about_us(request), pk=pk)
    if request.POST.get("agree") == "1":
        places.agree(place)
        audit.note(request, "programme.agreed", place)
        messages.success(request, _("The agency's officers can see your work now."))
    else:
        audit.note(request, "programme.left", place)
        place.delete()
        messages.success(request, _("The agency's officers cannot see your work any more."))
    return redirect("programme")


@requires("programme.edit")
@require_POST
def forward(request: Member, pk: int) -> HttpResponse:
    """Mails chosen lots to the company, with the brief of each."""
    place, today = get_object_or_404(places.agreed(), pk=pk), timezone.localdate()
    chosen = set(request.POST.getlist("lot"))
    try:
        lots = [lot for lot in fit(place, today).lots if f"{lot.notice_id}|{lot.lot_id}" in chosen]
    except LakeMissing:
        lots = []
    if not 0 < len(lots) <= briefs.MOST:
        messages.error(request, _("Choose at least one lot, and %(most)s at most.") % {"most": briefs.MOST})
        return redirect("programme-company", pk=pk)
    order = briefs.Order(lots, request.POST.get("word", "").strip(), request.POST.get("language", ""))
    sent, failed = briefs.forward(request, place, order, today)
    audit.note(request, "programme.forwarded", place, lots=len(lots), sent=sent, failed=failed)
    if failed:
        told = ngettext("%(count)s mail could not be sent.", "%(count)s mails could not be sent.", failed)
        messages.error(request, told % {"count": failed})
    else:
        told = ngettext("%(count)s mail was sent.", "%(count)s mails were sent.", sent)
        messages.success(request, told % {"count": sent})
    return redirect("programme-company", pk=pk)
