"""A company without an account takes part in a consultation by the secret link of its invitation.

The link stands for the address that it was sent to: whoever has it may read, change and add what that company says, and
nothing else. Its secret has 256 bits, is kept as a digest only, and its page is neither cached nor indexed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from karavel.web import scope
from karavel.web.accounts import audit
from karavel.web.desk.needs import consulting
from karavel.web.desk.needs.forms import InterestForm, QuestionForm
from karavel.web.desk.needs.inviting import key_of
from karavel.web.desk.needs.models import MOST_WAITING, ConsultationQuestion, Interest, Invitation
from karavel.web.desk.needs.public import shown
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Request

_View = Callable[[Request, Invitation, str], HttpResponse]
_HEADERS: Final = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


def _invited(view: _View) -> Callable[..., HttpResponse]:
    """Finds the invitation of a link; a link that is none is not there.

    Pages are drawn in the visitor's own organisation, if any: only rows are read and written in the buyer's.
    """

    @wraps(view)
    def found(request: Request, slug: str, secret: str) -> HttpResponse:
        rows = Invitation.everywhere.select_related("consultation__need").exclude(consultation__state="draft")
        invitation = rows.filter(key=key_of(secret), consultation__slug=slug).first()
        if invitation is None:
            raise Http404
        answer = view(request, invitation, secret)
        for name, value in _HEADERS.items():
            answer[name] = value
        return answer

    return found


@requires(PUBLIC)
@never_cache
@require_safe
@_invited
def guest(request: Request, invitation: Invitation, secret: str) -> HttpResponse:
    """The consultation with the forms of the invited company."""
    return _page(request, invitation, secret)


def _page(request: Request, invitation: Invitation, secret: str, status: int = 200, **forms: Any) -> HttpResponse:
    consultation = invitation.consultation
    places = {"slug": consultation.slug, "secret": secret}
    given = _given(invitation)
    own: dict[str, Any] = {
        "guest": invitation.email,
        "interest": given,
        "ask_at": reverse("consultations-guest-ask", kwargs=places),
        "interest_at": reverse("consultations-guest-interest", kwargs=places),
    }
    if consulting.taking_part(consultation):
        own |= {"interest_form": InterestForm(instance=given), "question_form": QuestionForm()}
    return shown(request, consultation, status, **(own | forms))


def _given(invitation: Invitation) -> Interest | None:
    return Interest.everywhere.filter(invitation=invitation).first()


@requires(PUBLIC)
@never_cache
@require_POST
@_invited
def guest_asks(request: Request, invitation: Invitation, secret: str) -> HttpResponse:
    """Takes a question; the row does not say by which link it came."""
    consultation = invitation.consultation
    given = _given(invitation)
    form = QuestionForm(request.POST, names=[invitation.email.partition("@")[2], *([given.name] if given else [])])
    waiting = ConsultationQuestion.everywhere.filter(consultation=consultation, answered=None, asked_by=None)
    if not consulting.taking_part(consultation):
        messages.error(request, _("The consultation is closed: nothing is taken any more."))
    elif not form.is_valid():
        return _page(request, invitation, secret, 422, question_form=form)
    elif waiting.count() >= MOST_WAITING:
        messages.error(request, _("Many questions wait already; ask again when they are answered."))
    else:
        text = form.cleaned_data["text"]
        if not waiting.filter(text=text).exists():  # a second click asks nothing new
            language = request.LANGUAGE_CODE or "en"
            with scope.within(invitation.organisation_id):
                ConsultationQuestion(consultation=consultation, language=language, text=text).save()
            audit.note_as(consultation.organisation_id, None, "consultation.asked", consultation)
        messages.success(request, _("Your question is with the buyer. Its answer will stand here, without your name."))
    return _back(invitation, secret)


@requires(PUBLIC)
@never_cache
@require_POST
@_invited
def guest_interest(request: Request, invitation: Invitation, secret: str) -> HttpResponse:
    """Takes an expression of interest; a second one replaces the first."""
    consultation = invitation.consultation
    if not consulting.taking_part(consultation):
        messages.error(request, _("The consultation is closed: nothing is taken any more."))
        return _back(invitation, secret)
    mine = _given(invitation) or Interest(consultation=consultation, invitation=invitation)
    form = InterestForm(request.POST, instance=mine)
    with scope.within(invitation.organisation_id):
        if kept := form.is_valid():
            form.save()
    if not kept:
        return _page(request, invitation, secret, 422, interest_form=form)
    audit.note_as(consultation.organisation_id, None, "consultation.interested", consultation)
    messages.success(request, _("The buyer has your expression of interest. You may change it until the last moment."))
    return _back(invitation, secret)


def _back(invitation: Invitation, secret: str) -> HttpResponse:
    return redirect("consultations-guest", slug=invitation.consultation.slug, secret=secret)
