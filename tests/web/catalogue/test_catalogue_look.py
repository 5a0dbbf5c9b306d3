"""The pages of the catalogue in a browser: axe, width, languages, dark; and the way from a change to the count."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.services.test_foreign import FOLDER
from tests.web.catalogue.agency import Agency
from tests.web.pages import Screen

from karavel.services import write
from karavel.web import scope
from karavel.web.catalogue import rdf
from karavel.web.catalogue.models import ServiceImport
from karavel.web.catalogue.published import services, whole

_BALTIC = FOLDER / "baltic-1.rdf"


def brought(agency: Agency, text: str = "") -> int:
    """A file that would raise a service, or one of others, waiting to be taken over."""
    text = text or write(rdf.of_all(whole(services()), "https://elsewhere.example"))
    with scope.within(agency.organisation):
        row = ServiceImport(name="services.ttl", sha256="0" * 64, text=text)
        row.save()
    return row.pk


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("pt", "light"), ("az", "dark")])
def test_every_page_of_the_catalogue_is_sound(screen: Screen, language: str, theme: str) -> None:
    agency = Agency()
    row = agency.declaration
    screen.cookie("karavel-theme", theme)
    screen.cookie("karavel-language", language)
    screen.login(agency.officer)
    pages = {
        "services": reverse("services"),
        "service": reverse("services-one", args=[row.key]),
        "count": reverse("services-count"),
        "changes": reverse("services-changes"),
        "terms": reverse("services-terms"),
        "desk": reverse("catalogue"),
        "new": reverse("catalogue-new"),
        "edit": reverse("catalogue-service", args=[row.pk]),
        "part": reverse("catalogue-part-new", args=[row.pk, "costs"]),
        "import": reverse("catalogue-import", args=[brought(agency)]),
        "foreign": reverse("catalogue-import", args=[brought(agency, _BALTIC.read_text(encoding="utf-8"))]),
        "authority": reverse("catalogue-authority", args=[agency.tax.pk]),
        "bring": reverse("catalogue-bring"),
    }
    for name, path in pages.items():
        screen.go(path)
        assert screen.serious() == [], path
        screen.shots(f"catalogue-{name}-{language}-{theme}")
        assert not screen.overflows(), path


@pytest.mark.django_db(transaction=True)
def test_an_officer_raises_a_service_and_everybody_sees_the_count_grow_and_why(screen: Screen) -> None:
    agency = Agency()
    page = screen.go(reverse("services-count"))
    expect(page.locator(".figures dd").nth(1)).to_have_text("2")
    screen.login(agency.officer)
    page = screen.go(reverse("catalogue-service", args=[agency.page.pk]))
    form = page.locator("form", has=page.get_by_role("button", name="Write down the change"))
    form.get_by_label("Level").select_option("4")
    form.get_by_label("Cause").select_option("contract")
    form.get_by_role("button").click()
    expect(page.locator(".error")).to_contain_text("Say which contract")
    form.get_by_label("Reference").fill("C-9/4")
    form.get_by_role("button").click()
    expect(page.locator(".toast")).to_contain_text("The change counts.")
    screen.logout()
    page = screen.go(reverse("services-count"))
    expect(page.locator(".figures dd").nth(1)).to_have_text("3")
    page.get_by_text("As a table").click()
    page.get_by_role("link", name="Changes until").first.click()
    expect(page.locator("tbody tr", has_text="C-9/4")).to_contain_text("Contract")
    page.get_by_role("link", name="Tax calendar").click()
    expect(page.locator("h1")).to_have_text("Tax calendar")
    assert screen.serious() == []
