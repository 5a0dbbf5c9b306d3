"""The organisation's companies: read, written, changed. A profile is its ``company.toml``, checked as everywhere."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from karavel.web.api.context import GREATEST
from karavel.web.api.desk import Key
from karavel.web.api.offered import answered, member, offer
from karavel.web.api.problems import Refused
from karavel.web.api.shapes import CompanyRow, CompanyWhole
from karavel.web.profiles.saving import Overtaken, save
from karavel.web.workspace.models import CompanyProfile

router = Router(tags=["companies"])


class Written(Schema):
    """A profile: the text of ``company.toml``."""

    profile: Annotated[str, Field(min_length=1, max_length=200_000)]


class Changed(Written):
    """A profile that takes the place of a revision."""

    revision: Annotated[int, Field(ge=1, le=GREATEST, description="The one that was read; 409 where it is gone.")]


@offer(router, "GET", "/companies", "profile.view", list[CompanyRow])
def companies(request: HttpRequest) -> list[CompanyRow]:
    """The organisation's companies."""
    del request
    return [CompanyRow(**_told(one)) for one in CompanyProfile.objects.all()]


@offer(router, "POST", "/companies", "profile.edit", CompanyWhole, status=(201,))
def make_company(request: HttpRequest, sent: Written) -> HttpResponse:
    """A new company. What is wrong in its profile is told all at once, each with its place in the file."""
    profile = CompanyProfile()
    save(member(request), profile, sent.profile, "")
    return answered(_whole(profile), 201)


@offer(router, "GET", "/companies/{key}", "profile.view", CompanyWhole)
def company(request: HttpRequest, key: Key) -> CompanyWhole:
    """A company with its profile."""
    del request
    return _whole(get_object_or_404(CompanyProfile.objects, pk=key))


@offer(router, "PUT", "/companies/{key}", "profile.edit", CompanyWhole)
def change_company(request: HttpRequest, key: Key, sent: Changed) -> CompanyWhole:
    """Puts another profile in its place, never over a revision that the program has not read."""
    found = get_object_or_404(CompanyProfile.objects, pk=key)
    try:
        save(member(request), found, sent.profile, str(sent.revision))
    except Overtaken as why:
        raise Refused(409, str(why), _("Read it again, and change that.")) from why
    found.refresh_from_db()
    return _whole(found)


def _whole(profile: CompanyProfile) -> CompanyWhole:
    return CompanyWhole(profile=profile.text, **_told(profile))


def _told(profile: CompanyProfile) -> dict[str, Any]:
    names = ("name", "country", "digest", "revision", "changed")
    return {"id": profile.pk} | {name: getattr(profile, name) for name in names}
