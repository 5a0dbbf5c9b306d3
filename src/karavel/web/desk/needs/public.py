"""Consultations as anybody sees them, and how companies take part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from karavel.web import scope
from karavel.web.accounts import audit
from karavel.web.desk.needs import consulting
from karavel.web.desk.needs.forms import InterestForm, QuestionForm
from karavel.web.desk.needs.models import (
    MOST_WAITING,
    BuyerProfile,
    Consultation,
    ConsultationQuestion,
    Interest,
)
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Member, Request

_SIZE = 30


@requires(PUBLIC)
@require_safe
def consultations(request: Request) -> HttpResponse:
    """Those that are open, then those that were."""
    consulting.settle()
    found = Consultation.public.select_related("organisation").order_by("-state", "closes", "-pk")
    return render(
        request, "consultations/list.html", {"page": Paginator(found, _SIZE).get_page(request.GET.get("page"))}
    )


@requires(PUBLIC)
@require_safe
def one(request: Request, slug: str) -> HttpResponse:
    """What is asked, until when, what was asked back and answered; for companies, how to take part."""
    return _page(request, get_object_or_404(Consultation.public, slug=slug))


def _page(request: Request, consultation: Consultation, status: int = 200, **forms: Any) -> HttpResponse:
    own = _own(request, consultation, consulting.taking_part(consultation)) if request.acting else {}
    return shown(request, consultation, status, **(own | forms))


def shown(request: Request, consultation: Consultation, status: int = 200, **own: Any) -> HttpResponse:
    """The page that anybody sees, with what a company has said and may say where one looks."""
    with scope.within(consultation.organisation_id):
        buyer, need = BuyerProfile.objects.first(), consultation.need
    given = {
        "consultation": consultation,
        "need": need,
        "buyer": buyer or consultation.organisation,
        "zone": buyer.time_zone if buyer and buyer.time_zone else "UTC",
        "open_now": consulting.taking_part(consultation),
        "questions": consulting.questions_of(consultation, answered=True),
        "now": timezone.now(),
        **own,
    }
    return render(request, "consultations/one.html", given, status=status)


def _own(request: Request, consultation: Consultation, open_now: bool) -> dict[str, Any]:
    """What a company has said and may say; its rows are those of the organisation in force."""
    if request.acting is None or request.acting.organisation.pk == consultation.organisation_id:
        return {}
    given = Interest.objects.filter(consultation=consultation).first()
    name = request.acting.organisation.name
    may = open_now and request.acting.may("consultation.answer")
    return {
        "interest": given,
        "ask_at": reverse("consultations-ask", args=[consultation.slug]),
        "interest_at": reverse("consultations-interest", args=[consultation.slug]),
        "asked": ConsultationQuestion.objects.filter(consultation=consultation, answered=None),
        "interest_form": InterestForm(instance=given, initial={} if given else {"name": name}) if may else None,
        "question_form": QuestionForm() if may else None,
    }


@requires("consultation.answer")
@require_POST
def ask(request: Member, slug: str) -> HttpResponse:
    """Takes a question; the buyer learns what is asked, not who asks."""
    consultation = get_object_or_404(Consultation.public, slug=slug)
    form = QuestionForm(request.POST, names=[request.acting.organisation.name, request.user.get_full_name()])
    if not consulting.taking_part(consultation):
        return _too_late(request, consultation)
    if not form.is_valid():
        return _page(request, consultation, 422, question_form=form)
    text, waiting = (
        form.cleaned_data["text"],
        ConsultationQuestion.objects.filter(consultation=consultation, answered=None),
    )
    if waiting.count() >= MOST_WAITING:
        messages.error(request, _("Many questions of yours wait already; ask again when they are answered."))
        return redirect("consultations-one", slug=slug)
    if not waiting.filter(asked_by=request.user, text=text).exists():  # a second click asks nothing new
        language = request.LANGUAGE_CODE or "en"
        ConsultationQuestion(consultation=consultation, asked_by=request.user, language=language, text=text).save()
        audit.note(request, "consultation.asked", consultation)
    messages.success(request, _("Your question is with the buyer. Its answer will stand here, without your name."))
    return redirect("consultations-one", slug=slug)


@requires("consultation.answer")
@require_POST
def interest(request: Member, slug: str) -> HttpResponse:
    """Takes an expression of interest; a second one replaces the first."""
    consultation = get_object_or_404(Consultation.public, slug=slug)
    if not consulting.taking_part(consultation):
        return _too_late(request, consultation)
    given = Interest.objects.filter(consultation=consultation).first()
    form = InterestForm(request.POST, instance=given or Interest(consultation=consultation, user=request.user))
    if not form.is_valid():
        return _page(request, consultation, 422, interest_form=form)
    form.save()
    audit.note(request, "consultation.interested", consultation)
    messages.success(request, _("The buyer has your expression of interest. You may change it until the last moment."))
    return redirect("consultations-one", slug=slug)


def _too_late(request: Member, consultation: Consultation) -> HttpResponse:
    messages.error(request, _("The consultation is closed: nothing is taken any more."))
    return redirect("consultations-one", slug=consultation.slug)
