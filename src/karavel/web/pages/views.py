"""The front page, and the page that shows every component."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from karavel.texts import number
from karavel.web.accounts.acting import ActingFor
from karavel.web.accounts.models import User
from karavel.web.charts import Columns, Figure, bars
from karavel.web.desk.calls.models import Call
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Request
from karavel.web.words import country_name
from karavel.web.workspace.models import CompanyProfile

#: Calls on the front page.
_MOST: Final = 3


@requires(PUBLIC)
@require_safe
def home(request: Request) -> HttpResponse:
    """To the first run, or one's work; a stranger reads what this is, and what is open to everybody."""
    if not User.objects.exists():
        return redirect("setup-account")
    if not request.user.is_authenticated:
        calls = Call.public.filter(state="active", deadline__gt=timezone.now()).order_by("deadline", "pk")
        return render(request, "front.html", {"calls": calls[:_MOST]})
    return redirect(_work(request.acting) if request.acting else "organisations")


def _work(acting: ActingFor) -> str:
    """Where a member's day begins: with the lots of the company, else with the programme or the desk of the agency."""
    if CompanyProfile.objects.exists():
        return "today"
    if acting.agency:
        return "programme" if acting.may("programme.view") else "desk"
    return "setup-company" if acting.may("profile.edit") else "today"


@requires(PUBLIC)
@require_safe
def style(request: Request) -> HttpResponse:
    """Every component, once."""
    markets = [Figure(country_name(code), lots, number(lots)) for code, lots in (("PT", 41), ("DE", 25), ("MZ", 12))]
    months = [Figure(month, lots, number(lots)) for month, lots in (("09", 14), ("10", 11), ("11", 22))]
    shown = {"bars": bars(markets), "columns": Columns.of(_("Lots"), months)}
    return render(request, "style.html", shown)
