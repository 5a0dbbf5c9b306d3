"""First scenes: an officer describes a need, the market is asked, companies answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone
from playwright.sync_api import expect
from tests.web.desk.scenario.stage import FOREIGN, Stage

from karavel.web.desk.inputs import MOMENT
from karavel.web.desk.needs.models import Consultation, Need

TITLE: Final = "Building permits online"
THREE_SENTENCES: Final = (
    "Whoever builds in Baku brings paper plans to a counter and comes back for the permit. "
    "They shall apply online with their electronic identity, pay there and follow the case. "
    "Architects from other countries need it too."
)


def described(stage: Stage) -> None:
    """Three sentences; codes are proposed, comparable contracts and firms listed."""
    stage.turn("officer", "/desk/needs/new/")
    stage.fill({"title": TITLE, "text": THREE_SENTENCES, "cross_border": "on"})
    stage.press("Ask the market's memory")
    need = Need.everywhere.get()
    assert need.proposed, "codes are proposed"
    assert need.outline, "an outline is drafted"
    stage.press(f"Take {need.proposed[0]['code']}")
    stage.press("Find firms at home and abroad")
    expect(stage.page.locator("#firms tbody tr").first).to_be_visible()
    stage.sound("01-need")
    stage.fill({"budget": "240000", "budget_currency": "EUR"})
    stage.press("Save and propose anew")
    stage.told["need"] = need.pk


def consulted(stage: Stage) -> None:
    """A consultation is open to everybody; a company asks, the officer answers, two could deliver."""
    _opened(stage)
    slug = Consultation.everywhere.get().slug
    page = stage.turn("foreign", f"/consultations/{slug}/")
    page.locator('form[action$="/ask/"] textarea').fill("May a branch of a company from abroad bid?")
    stage.press("Send the question")
    _answered(stage)
    _interested(stage, "foreign", slug, references="3", staff="14", price_min="180000", price_max="230000")
    expect(stage.page.locator("#questions")).to_contain_text("Yes, with its own registration here.")
    stage.sound("02-consultation")
    _interested(stage, "home", slug, references="5", staff="25")


def _opened(stage: Stage) -> None:
    stage.turn("officer", f"/desk/needs/{stage.told['need']}/")
    stage.page.get_by_role("link", name="Ask the market").click()
    closes = timezone.now() + timedelta(days=14)
    stage.fill({"title-pt": "Licenças de construção em linha", "closes": closes.strftime(MOMENT)})
    stage.press("Save")
    stage.press("Open it to everybody")
    expect(stage.page.get_by_role("link", name="As everybody sees it")).to_be_visible()


def _answered(stage: Stage) -> None:
    page = stage.turn("officer", f"/desk/consultations/{Consultation.everywhere.get().pk}/")
    assert FOREIGN not in page.content(), "the buyer does not see who asks"
    stage.fill({"answer-en": "Yes, with its own registration here."})
    stage.press("Publish the answer")


def _interested(stage: Stage, who: str, slug: str, **said: str) -> None:
    stage.turn(who, f"/consultations/{slug}/")
    currency = {"price_currency": "EUR"} if "price_min" in said else {}
    country = "PT" if who == "foreign" else "AZ"
    name = str(stage.people[who].memberships.get().organisation)
    stage.fill({"name": name, "country": country, "summary": "A portal on open components.", **said, **currency})
    stage.press("Tell the buyer")


def concluded(stage: Stage) -> None:
    """The consultation ends with a report; the need is ready for a call."""
    page = stage.turn("officer", f"/desk/consultations/{Consultation.everywhere.get().pk}/")
    expect(page.locator("main")).to_contain_text("2 companies")
    stage.sound("03-interest")
    stage.press("Close it now")
    stage.fill({"report-en": "Two companies of two countries could deliver. Branches may bid."})
    stage.press("Publish the report")
    stage.turn("officer", f"/desk/needs/{stage.told['need']}/")
    stage.press("Ready for a call")
    assert Need.everywhere.get().state == "ready"
