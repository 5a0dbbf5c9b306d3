"""The editor: a form with everything that a profile says, or its text; checked while it is written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from karavel.codes import countries, currencies
from karavel.errors import Mistake
from karavel.web.fences import requires
from karavel.web.profiles import codes, sent
from karavel.web.profiles.layout import PARTS
from karavel.web.profiles.saving import Overtaken, save
from karavel.web.profiles.shown import NOTHING_OFFERED, Offer, checked, form
from karavel.web.profiles.toml import written
from karavel.web.requests import Member
from karavel.web.words import collated, country_name
from karavel.web.workspace.models import CompanyProfile

#: What a new profile begins with: a head office, and room for one reference.
_EMPTY: Final[Mapping[str, Any]] = {
    "establishments": [{"kind": "head-office", "substantive": True}],
    "references": [{}],
}
_ROW: Final = re.compile(r"(\w+)\[(\d+)\]")


@requires("profile.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Member) -> HttpResponse:
    """A profile that is not there yet."""
    return _edit(request, CompanyProfile(), _EMPTY)


@requires("profile.view")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Member, pk: int) -> HttpResponse:
    """The profile as a form; whoever may not change it can read it."""
    profile = get_object_or_404(CompanyProfile.objects, pk=pk)
    if not request.acting.may("profile.edit"):
        return redirect("profiles-text", pk=pk)
    return _edit(request, profile, tomllib.loads(profile.text))


def _edit(request: Member, profile: CompanyProfile, raw: Mapping[str, Any]) -> HttpResponse:
    if request.method != "POST":
        return _page(request, profile, raw)
    said = sent.read(request.POST)
    asked = next((act for act in ("add", "remove", "look", "suggest") if act in request.POST), "")
    if asked:
        return _page(request, profile, *_again(request, asked))
    return _save(request, profile, said)


def _save(request: Member, profile: CompanyProfile, said: sent.Sent) -> HttpResponse:
    text = written(said.raw)
    company, mistakes = checked(text)
    if company is None:
        return _page(request, profile, said.raw, mistakes=mistakes, status=422)
    try:
        told = save(request, profile, text, request.POST.get("revision", ""))
    except Overtaken as why:
        return _page(request, profile, said.raw, overtaken=str(why), status=409)
    messages.success(request, told)
    return redirect("profiles")


def _again(request: Member, asked: str) -> tuple[dict[str, Any], Offer]:
    """The form with a row more or less, or with CPV codes to choose from at the field that asks; nothing is saved."""
    said, place = sent.read(request.POST), request.POST[asked]
    if asked == "add" and place in {part.name for part in PARTS if part.many}:
        said.raw.setdefault(place, []).append({})
    if asked == "remove" and (row := _ROW.fullmatch(said.kept(place))):
        _drop(said.raw, row[1], int(row[2]))
    if asked not in {"look", "suggest"}:
        return said.raw, NOTHING_OFFERED
    words = request.POST.get(f"words.{place}", "") if asked == "look" else ""
    found = codes.by_words(words) if asked == "look" else codes.by_text(_about(request, place))
    return said.raw, Offer(said.kept(place), words, found)


def _about(request: Member, place: str) -> str:
    """The words beside a field of codes: a reference's title, else what the company does with the titles of all."""
    said = {name: str(text) for name, text in request.POST.items()}
    titles = (text for name, text in said.items() if name.endswith("].title"))
    whole = "\n".join((said.get("capabilities.summary", ""), *titles)).strip()
    return said.get(f"{place.rpartition('.')[0]}.title") or whole


def _drop(raw: dict[str, Any], part: str, row: int) -> None:
    rows = raw.get(part)
    if isinstance(rows, list) and row < len(rows):
        del rows[row]


def _page(
    request: Member,
    profile: CompanyProfile,
    raw: Mapping[str, Any],
    offered: Offer = NOTHING_OFFERED,
    *,
    mistakes: tuple[Mistake, ...] = (),
    overtaken: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = {
        "profile": profile,
        "parts": form(raw, by_place(mistakes, {}), offered),
        "mistakes": len(mistakes),
        "overtaken": overtaken,
        "countries": sorted(((code, country_name(code)) for code in countries.NAMES), key=lambda one: collated(one[1])),
        "currencies": sorted(set(currencies.NAMES) - set(currencies.ENDED)),
        "seen": request.POST.get("revision", profile.revision),
        "offered": offered,
    }
    return render(request, "profiles/edit.html", shown, status=status)


def by_place(mistakes: tuple[Mistake, ...], places: Mapping[str, str]) -> dict[str, list[str]]:
    """Sentences by place; rows of the file at their places in the form."""
    found: dict[str, list[str]] = {}
    for mistake in mistakes:
        row, rest = _split(mistake.place)
        found.setdefault(places.get(row, row) + rest, []).append(mistake.message)
    return found


def _split(place: str) -> tuple[str, str]:
    """``references[0].value`` as ``references[0]`` and ``.value``."""
    row = _ROW.match(place)
    return (row[0], place[row.end() :]) if row else (place, "")


@requires("profile.edit")
@require_POST
def check(request: Member) -> HttpResponse:
    """What is wrong with the form as it stands, for the places beside its fields; saves nothing."""
    said = sent.read(request.POST)
    _company, mistakes = checked(written(said.raw))
    whole = _spread(request, said)
    shown = {"parts": form(whole, by_place(mistakes, said.places)), "mistakes": len(mistakes)}
    return render(request, "profiles/_check.html", shown)


def _spread(request: Member, said: sent.Sent) -> dict[str, Any]:
    """The profile with its rows where the form has them, empty ones too."""
    whole = dict(said.raw)
    for part in (part for part in PARTS if part.many):
        rows: list[dict[str, Any]] = [{} for _row in range(sent.rows_of(request.POST, part))]
        for at, row in enumerate(said.raw.get(part.name, ())):
            rows[int(said.places[f"{part.name}[{at}]"].partition("[")[2].rstrip("]"))] = row
        whole[part.name] = rows
    return whole


@requires("profile.view")
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: Member, pk: int) -> HttpResponse:
    """The profile as text, remarks and all."""
    profile = get_object_or_404(CompanyProfile.objects, pk=pk)
    may_edit = request.acting.may("profile.edit")
    shown: dict[str, Any] = {"profile": profile, "text": profile.text, "may_edit": may_edit, "seen": profile.revision}
    if request.method != "POST" or not may_edit:
        return render(request, "profiles/text.html", shown)
    given = request.POST.get("text", "").replace("\r\n", "\n")
    shown |= {"text": given, "seen": request.POST.get("revision", "")}
    company, mistakes = checked(given)
    if company is None:
        return render(request, "profiles/text.html", shown | {"mistakes": mistakes}, status=422)
    try:
        messages.success(request, save(request, profile, given, shown["seen"]))
    except Overtaken as why:
        return render(request, "profiles/text.html", shown | {"overtaken": str(why)}, status=409)
    return redirect("profiles")
