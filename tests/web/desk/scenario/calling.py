"""The call: drafted from the need, given a committee with keys, checked, published."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone
from playwright.sync_api import expect
from tests.web.desk.scenario.asking import THREE_SENTENCES, TITLE
from tests.web.desk.scenario.stage import Stage

from karavel.procurement import sealing
from karavel.web.desk.calls.models import Call, Seat
from karavel.web.desk.inputs import MOMENT

_DESCRIPTION: Final = (
    "A service with which citizens, architects and firms apply for a permit to build, pay for it and follow the case, "
    "and with which the three offices of Baku decide. It uses the national electronic identity and the payment gateway "
    "of the state; plans come as files.\n\n"
    "Bought are results: a prototype with three offices, then operation for the whole city, with documentation, "
    "training and the rights in the code. Accessibility follows EN 301 549 and is shown by a test with users."
)
#: What the officer writes in each part of the draft, by names of inputs.
_SECTIONS: Final = {
    "what": {
        "title-pt": "Licenças de construção em linha",
        "title-az": "Tikinti icazələri onlayn",
        "description-en": _DESCRIPTION,
        "method": "open",
    },
    "criteria": {
        "0-weight": "40",
        "1-name-en": "Quality of the solution",
        "1-kind": "quality",
        "1-weight": "60",
        "1-description-en": "How well citizens and case workers are served.",
    },
    "requirements": {"0-text-en": "Two portals of public services in five years.", "0-kind": "technical"},
    "who": {
        "eligibility-en": "Firms of every country may bid, also by a branch.",
        "bid_languages": "en, az, pt",
        "seals": "on",
        "unbound_reason": "donor",
    },
}


def drafted(stage: Stage) -> None:
    """The need's words, codes and budget stand in the draft; the officer fills in what is missing."""
    stage.turn("officer", f"/desk/needs/{stage.told['need']}/")
    stage.press("Make a call")
    call = Call.everywhere.get()
    assert THREE_SENTENCES in call.description["en"], "what the officer works on"
    assert (call.title, call.value_currency, len(call.cpv)) == ({"en": TITLE}, "EUR", 1)
    stage.told["call"] = call.pk
    for name, values in {**_SECTIONS, "timetable": _days()}.items():
        stage.fill({f"{name}-{field}": value for field, value in values.items()})
        stage.send(f"/edit/{name}/")


def _days() -> dict[str, str]:
    now = timezone.now()
    days = {"enquiries_until": 20, "deadline": 40}
    return {name: (now + timedelta(days=days[name])).strftime(MOMENT) for name in days}


def seated(stage: Stage) -> None:
    """Two members take their seats, save their keys and declare; the administrator cannot be chosen."""
    for who, part in (("officer", "chair"), ("member", "member")):
        stage.turn("officer", f"/desk/calls/{stage.told['call']}/edit/")
        assert stage.people["boss"].name not in stage.page.locator("#seat-user").inner_text()
        stage.fill({"user": str(stage.people[who].pk), "part": part}, within="#committee")
        stage.press("Give the seat")
    for who in ("officer", "member"):
        _keyed(stage, who)


def _keyed(stage: Stage, who: str) -> None:
    page = stage.turn(who, f"/desk/calls/{stage.told['call']}/key/")
    stage.press("Make my key")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Save the key as a file").click()
    path = stage.folder / f"{who}.key"
    waiting.value.save_as(path)
    recipient = sealing.read_identity(path.read_bytes()).recipient
    assert Seat.everywhere.get(user=stage.people[who]).recipient == recipient
    stage.press("I declare this")


def published(stage: Stage) -> None:
    """All is settled; the call is public, with the need and the call as two releases."""
    stage.turn("officer", f"/desk/calls/{stage.told['call']}/edit/")
    stage.sound("04-draft")
    stage.press("Publish the call")
    call = Call.everywhere.get()
    assert (call.state, call.need.state if call.need else "") == ("active", "called")
    stage.told["slug"] = call.slug
    stage.public(f"/calls/{call.slug}/")
    expect(stage.page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    stage.sound("05-call")
