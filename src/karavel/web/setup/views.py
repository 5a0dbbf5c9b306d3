"""Steps to a first ranked list: account, company, data, list; an agency needs no company of its own."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from karavel.companies import Company, parse
from karavel.demo.build import COMPANIES, build, write_companies
from karavel.errors import InvalidProfile
from karavel.web import scope
from karavel.web.accounts import audit
from karavel.web.accounts.models import Installation, Membership, Organisation, User
from karavel.web.board import board, lake_folder
from karavel.web.fences import requires
from karavel.web.permissions import OPERATOR, PUBLIC, Role
from karavel.web.requests import Member, Request
from karavel.web.setup import fictitious, token, uploads
from karavel.web.setup.forms import AccountForm, LakeForm, UploadForm
from karavel.web.workspace.models import CompanyProfile


@requires(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request) -> HttpResponse:
    """The first account; there is no such page once there is one."""
    if User.objects.exists():
        raise Http404
    form = AccountForm(request.POST or None, needs_token=token.needed(request))
    if request.method == "POST" and form.is_valid():
        user = _first(form, request)
        login(request, user, "allauth.account.auth_backends.AuthenticationBackend")
        token.place().unlink(missing_ok=True)
        return redirect("setup-data" if form.cleaned_data["kind"] == Organisation.Kind.AGENCY else "setup-company")
    status = 422 if request.method == "POST" else 200
    return render(request, "setup/account.html", {"form": form, "step": 1}, status=status)


@transaction.atomic
def _first(form: AccountForm, request: Request) -> User:
    """The user, administrator of the organisation and operator of the installation."""
    said = form.cleaned_data
    user = User.objects.create_superuser(said["email"], said["password"], language=request.LANGUAGE_CODE)
    organisation = Organisation.objects.create(name=said["organisation"], kind=said["kind"])
    Membership.objects.create(user=user, organisation=organisation, role=Role.ADMINISTRATOR)
    with scope.within(organisation):
        request.user = user
        audit.note(request, "organisation.made", organisation)
    return user


@requires("profile.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def company(request: Member) -> HttpResponse:
    """The first profile: an example to start from, checked while it is written."""
    text = request.POST.get("text") or _example(request.GET.get("example", COMPANIES[0]))
    problem = _problem(text)
    if request.method == "POST" and problem is None:
        profile = CompanyProfile(text=text, changed_by=request.user)
        profile.save()
        audit.note(request, "profile.made", profile)
        return redirect("opportunities" if board().generation() else "setup-data")
    shown = {"text": text, "problem": problem, "examples": _examples(), "step": 2, "company": _read(text)}
    return render(request, "setup/company.html", shown, status=422 if request.method == "POST" else 200)


@requires("profile.edit")
@require_POST
def check(request: Member) -> HttpResponse:
    """What is wrong with a profile, while it is written."""
    text = request.POST.get("text", "")
    return render(request, "setup/_check.html", {"problem": _problem(text), "company": _read(text)})


def _read(text: str) -> Company | None:
    return None if _problem(text) else parse(text)


def _problem(text: str) -> InvalidProfile | None:
    try:
        parse(text)
    except InvalidProfile as problem:
        return problem
    return None


def _examples() -> dict[str, str]:
    """File name of each example to the company's name."""
    return {name: parse(_example(name)).name for name in COMPANIES}


def _example(name: str) -> str:
    folder = Path(settings.DATA) / "examples"
    found = {path.name: path for path in write_companies(folder)}
    if name not in found:
        raise Http404
    return found[name].read_text(encoding="utf-8")


@requires(OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: Member) -> HttpResponse:
    """Notices to look at: invented ones by one click, or a lake that is there already; the operator chooses."""
    form = LakeForm(request.POST if "lake" in request.POST else None)
    if request.method == "POST" and "demo" in request.POST:
        if request.acting.agency:
            fictitious.write(request.user, timezone.localdate(), request.LANGUAGE_CODE or "en")
        return _use(request, str(build(Path(settings.DATA) / "demo", timezone.localdate()).lake))
    if request.method == "POST" and form.is_valid():
        return _use(request, form.cleaned_data["lake"])
    status = 422 if request.method == "POST" else 200
    return render(request, "setup/data.html", {"form": form, "upload": UploadForm(), "step": 3}, status=status)


@requires(OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Member) -> HttpResponse:
    """Files for the lake; then, by the token in the address, how far their reading is."""
    lake = _own_lake()
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = uploads.begin(form.cleaned_data["notices"], lake)
        audit.note(request, "notices.uploaded", lake, files=len(form.cleaned_data["notices"]))
        return redirect(f"{reverse('setup-upload')}?token={given}")
    state = uploads.state(request.GET.get("token", ""))
    shown = {"form": form, "state": state, "lake": lake, "chosen": lake == lake_folder(), "step": 3}
    page = "setup/_reading.html" if "HX-Request" in request.headers and state else "setup/upload.html"
    return render(request, page, shown, status=422 if request.method == "POST" else 200)


def _own_lake() -> Path:
    """The lake in use; one beside it where that is the one of invented tenders, which real ones must not mix with."""
    chosen = lake_folder()
    return Path(settings.DATA) / "lake" if chosen.is_relative_to(Path(settings.DATA) / "demo") else chosen


def _use(request: Member, lake: str) -> HttpResponse:
    Installation.objects.update_or_create(pk=1, defaults={"lake": lake})
    audit.note(request, "lake.chosen", lake)
    return redirect("home" if request.acting.agency else "opportunities")
