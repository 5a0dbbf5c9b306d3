"""The description, and the page of tokens: make, look at, revoke."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from karavel.web.accounts import audit
from karavel.web.api import tokens
from karavel.web.api.forms import WORDS, TokenForm
from karavel.web.api.service import description
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Member
from karavel.web.workspace.models import ApiToken


@requires(PUBLIC)
@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """The OpenAPI description, which holds nothing of anybody."""
    return HttpResponse(description(), content_type="application/json")


@requires("token.edit")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: Member) -> HttpResponse:
    """The user's tokens in this organisation; a new one is shown once, in the answer to its form."""
    form = TokenForm(request.POST or None)
    text = ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        token, text = tokens.make(request.user, said["name"], said["scopes"], form.ends())
        audit.note(request, "token.made", token, scopes=token.scopes)
        form = TokenForm()
    wrong = request.method == "POST" and not text
    rows = [(one, [WORDS[scope] for scope in tokens.SCOPES if scope in one.scopes]) for one in _mine(request)]
    shown = {"form": form, "rows": rows, "text": text}
    return render(request, "api/tokens.html", shown, status=422 if wrong else 200)


@requires("token.edit")
@require_POST
def revoke(request: Member, pk: int) -> HttpResponse:
    """Ends a token at once."""
    token = get_object_or_404(ApiToken.objects, pk=pk, user=request.user)
    audit.note(request, "token.revoked", token)
    token.delete()
    messages.success(request, _("The token no longer holds."))
    return redirect("tokens")


def _mine(request: Member) -> list[ApiToken]:
    return list(ApiToken.objects.filter(user=request.user).order_by("-created", "-pk"))
