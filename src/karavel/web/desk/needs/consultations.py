"""The officer's side of a consultation."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from karavel.errors import IllegalMove
from karavel.web.accounts import audit
from karavel.web.desk.needs import consulting, inviting, reporting
from karavel.web.desk.needs.forms import AnswerForm, ConsultationForm, InviteForm, ReportForm
from karavel.web.desk.needs.models import BuyerProfile, Consultation, ConsultationQuestion, Need
from karavel.web.fences import requires
from karavel.web.requests import Member

_ASKED = 10  # firms of the long list beside the form that invites them


def _zone() -> str:
    buyer = BuyerProfile.objects.first()
    return buyer.time_zone if buyer and buyer.time_zone else "UTC"


@requires("desk.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Member, pk: int) -> HttpResponse:
    """A consultation on a need."""
    need = get_object_or_404(Need.objects, pk=pk)
    return _form(request, consulting.draft(need))


@requires("desk.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Member, pk: int) -> HttpResponse:
    """Changes its texts, also while it is open: whoever reads it sees the newest."""
    return _form(request, get_object_or_404(Consultation.objects.exclude(state__in=("closed", "reported")), pk=pk))


def _form(request: Member, consultation: Consultation) -> HttpResponse:
    need = consultation.need
    with timezone.override(_zone()):
        form = ConsultationForm(request.POST or None, instance=consultation, language=need.language)
        if request.method == "POST" and form.is_valid():
            kept = form.save()
            audit.note(request, "consultation.changed", kept, fields=form.changed_data)
            return redirect("consultations-desk", pk=kept.pk)
        shown = {"form": form, "need": need, "consultation": consultation, "zone": _zone()}
        return render(request, "consultations/edit.html", shown, status=422 if request.method == "POST" else 200)


@requires("desk.view")
@require_safe
def one(request: Member, pk: int) -> HttpResponse:
    """Questions, expressions of interest, invitations and the report."""
    return _page(request, get_object_or_404(Consultation.objects.select_related("need"), pk=pk))


def _page(request: Member, consultation: Consultation, status: int = 200, **forms: object) -> HttpResponse:
    consulting.settle()
    consultation.refresh_from_db()
    language = consultation.need.language
    interests = consulting.interests_of(consultation)
    questions = list(consulting.questions_of(consultation, answered=False))
    shown = {
        "consultation": consultation,
        "zone": _zone(),
        "questions": [(one, _answering(one, language)) for one in questions],
        "interests": [(one, reporting.price(one)) for one in interests],
        "summary": consulting.summary(interests),
        "invite_form": InviteForm(initial={"language": request.LANGUAGE_CODE}),
        "report_form": ReportForm(
            language=language, initial={"report": consultation.report, "lessons": consultation.lessons}
        ),
        "matrix": consulting.matrix(interests),
        "changes": consulting.changes(consultation),
        "firms": consultation.need.longlist.filter(invited=None).order_by("pk")[:_ASKED],
        "invited": consultation.invitations.count(),
        "may_edit": request.acting.may("desk.edit"),
        **forms,
    }
    return render(request, "consultations/desk.html", shown, status=status)


def _answering(question: ConsultationQuestion, language: str) -> AnswerForm:
    return AnswerForm(language=language, initial={"answer": question.answer}, auto_id=f"answer-{question.pk}-%s")


def _act(request: Member, pk: int, act: Callable[[Consultation], None], done: str) -> HttpResponse:
    consultation = get_object_or_404(Consultation.objects.select_related("need"), pk=pk)
    try:
        act(consultation)
    except IllegalMove:
        messages.error(request, _("That is not possible now: see its last moment and its state."))
    else:
        messages.success(request, done)
    return redirect("consultations-desk", pk=pk)


@requires("desk.publish")
@require_POST
def open_it(request: Member, pk: int) -> HttpResponse:
    """Opens it to everybody."""
    done = _("The consultation is open to everybody.")
    return _act(request, pk, lambda one: consulting.open_it(request, one), done)


@requires("desk.publish")
@require_POST
def close(request: Member, pk: int) -> HttpResponse:
    """Ends it."""
    return _act(request, pk, lambda one: consulting.close(request, one), _("The consultation is closed."))


@requires("desk.publish")
@require_POST
def report(request: Member, pk: int) -> HttpResponse:
    """Publishes what came of it."""
    consultation = get_object_or_404(Consultation.objects.select_related("need"), pk=pk)
    form = ReportForm(request.POST, language=consultation.need.language)
    if not form.is_valid():
        return _page(request, consultation, 422, report_form=form)
    done = _("The report is published.")
    return _act(request, pk, lambda one: consulting.report(request, one, **form.cleaned_data), done)


@requires("desk.edit")
@require_POST
def answer(request: Member, pk: int, row: int) -> HttpResponse:
    """Answers a question; both are published without a name."""
    consultation = get_object_or_404(Consultation.objects.select_related("need"), pk=pk)
    question = get_object_or_404(consulting.questions_of(consultation, answered=False), pk=row)
    form = AnswerForm(request.POST, language=consultation.need.language)
    if form.is_valid():
        consulting.answer(request, question, form.cleaned_data["answer"])
        messages.success(request, _("The answer is published."))
    else:
        messages.error(request, " ".join(map(str, form.errors["answer"])))
    return redirect("consultations-desk", pk=pk)


@requires("desk.edit")
@require_POST
def invite(request: Member, pk: int) -> HttpResponse:
    """Invites firms by mail."""
    consultation = get_object_or_404(Consultation.objects.select_related("need"), pk=pk)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, consultation, 422, invite_form=form)
    if not consulting.taking_part(consultation):
        messages.error(request, _("Open the consultation first: the mail leads to its page."))
        return redirect("consultations-desk", pk=pk)
    sent = inviting.invite(request, consultation, form.cleaned_data["addresses"], form.cleaned_data["language"])
    _tell(request, sent)
    return redirect("consultations-desk", pk=pk)


def _tell(request: Member, sent: inviting.Sent) -> None:
    messages.success(request, _("Invitations sent: %(count)d.") % {"count": sent.reached})
    told = {
        _("Not sent: %(addresses)s."): sent.failed,
        _("Told before, or wanting no invitations: %(addresses)s."): sent.passed,
        _("Left for tomorrow, as the day's number is reached: %(addresses)s."): sent.over,
    }
    for sentence, addresses in told.items():
        if addresses:
            messages.warning(request, sentence % {"addresses": ", ".join(addresses)})
