"""Questions to a call: asked by companies until the last moment, answered by officers, shown without a name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from karavel.web.accounts import audit
from karavel.web.desk.calls import found
from karavel.web.desk.calls.forms import languages_of_choice
from karavel.web.desk.calls.models import Call, CallQuestion
from karavel.web.desk.calls.refusals import refusing
from karavel.web.desk.inputs import WordsField
from karavel.web.desk.needs.models import MOST_WAITING
from karavel.web.fences import requires
from karavel.web.requests import Member

#: Answers later than this before the deadline ask for a later one (Directive 2014/24/EU, Article 47(3)(a)).
_LATE: Final = timedelta(days=6)


class QuestionForm(forms.Form):
    """A question."""

    language = forms.ChoiceField(label=_("Language"), choices=languages_of_choice)
    text = forms.CharField(
        label=_("Your question"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is published without your name. Do not name your company in it."),
    )


class AnswerForm(forms.Form):
    """An answer; the question may be put so that it names nobody."""

    text = forms.CharField(
        label=_("Question, as it is published"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )
    answer = WordsField(label=_("Answer"), rows=4, longest=10_000)

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"].speak(language)  # type: ignore[attr-defined]


def may_ask(call: Call) -> bool:
    """Whether questions are still taken."""
    return call.state == "active" and call.enquiries_until is not None and timezone.now() < call.enquiries_until


@requires("consultation.answer")
@require_POST
def ask(request: Member, slug: str) -> HttpResponse:
    """Asks the buyer; after the last moment nobody can."""
    call, form = found.public(slug), QuestionForm(request.POST)
    back = redirect(reverse("calls-page", args=[slug]) + "#questions")
    if not may_ask(call):
        messages.error(request, gettext("Questions are not taken any more: their last moment has passed."))
        return back
    if not form.is_valid():
        messages.error(request, gettext("Write the question first, in 3,000 letters at most."))
        return back
    said = form.cleaned_data
    if CallQuestion.objects.filter(call=call, answered=None).count() >= MOST_WAITING:
        messages.error(request, gettext("Many questions of yours wait already; ask again when they are answered."))
        return back
    question = CallQuestion.objects.filter(call=call, asked_by=request.user, text=said["text"]).first()
    if question is None:  # a second click asks nothing new
        CallQuestion(call=call, asked_by=request.user, **said).save()
        audit.note(request, "call.asked", call, ocid=call.ocid)
        audit.note_as(call.organisation_id, None, "call.question", call)  # the buyer's log names nobody
    told = gettext("Your question is with the buyer. It is shown here once it is answered, without your name.")
    messages.success(request, told)
    return back


@requires("desk.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def answer(request: Member, pk: int, row: int) -> HttpResponse:
    """Answers a question, for everybody."""
    call = found.own(pk)
    question = get_object_or_404(CallQuestion.asked.of(call), pk=row)
    first = {"text": question.text, "answer": question.answer}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=first, language=call.language)
    if request.method != "POST" or not form.is_valid():
        shown = {"call": call, "question": question, "form": form}
        return render(request, "calls/answer.html", shown, status=422 if request.method == "POST" else 200)
    said = form.cleaned_data
    CallQuestion.asked.of(call).filter(pk=question.pk).update(**said, answered=timezone.now())
    audit.note(request, "call.answered", call, question=question.pk, before=question.text)
    messages.success(request, gettext("The answer is public; followers are told."))
    if call.state == "active" and call.deadline and call.deadline - timezone.now() < _LATE:
        told = gettext("Less than six days are left: Directive 2014/24/EU, Article 47(3), asks for a later deadline.")
        messages.warning(request, told)
    return redirect(reverse("calls-desk", args=[pk]) + "#questions")


@requires("consultation.answer")
@require_POST
def unask(request: Member, slug: str, row: int) -> HttpResponse:
    """Takes an own question back that is not answered yet."""
    call = found.public(slug)
    question = get_object_or_404(CallQuestion.objects, pk=row, call=call, asked_by=request.user, answered=None)
    question.delete()
    messages.success(request, gettext("Your question is taken back."))
    return redirect(reverse("calls-page", args=[slug]) + "#questions")
