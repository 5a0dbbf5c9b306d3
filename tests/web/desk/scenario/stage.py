"""The stage of the scenario: who plays, one browser that changes hands, pictures and OCDS files of each step.

Everybody and everything is invented. With ``$KARAVEL_SHOTS`` (a folder) each step leaves a picture there, and the
process its OCDS packages in ``ocds/``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec
from django.test import Client
from playwright.sync_api import Page, expect
from tests.procurement.releases.schemas import Schemas
from tests.web.desk.calling import buyer
from tests.web.pages import Screen, picture
from tests.web.world import PASSWORD, Party, example

from karavel.web import scope
from karavel.web.accounts.models import Membership, Organisation, User
from karavel.web.permissions import Role
from karavel.web.workspace.models import CompanyProfile

#: Companies and their profiles: one from abroad, two at home, one that is late.
FOREIGN, HOME = "Caravela Exemplo, Lda.", "Xəzər Systems MMC"
SECOND, LATE = "Günəş Proqram MMC", "Dalğa Texnologiya MMC"
_UNFOLD: Final = (
    "(at) => { for (let up = at; up; up = up.parentElement) if (up.localName === 'details') up.open = true; }"
)


@dataclass
class Stage:
    """The people, by a short name, and what the play has brought so far.

    Attributes:
        home: the buyer, as other fixtures know organisations.
        folder: downloads go there.
        releases: the OCDS releases seen so far, in order.
        told: what a later scene needs of an earlier one: numbers of rows, files of keys.
        entered: roles of which somebody has logged in by the form; after that a cookie does.
    """

    screen: Screen
    schemas: Schemas
    folder: Path
    home: Party
    people: dict[str, User] = field(default_factory=dict)
    releases: list[dict[str, Any]] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)
    entered: set[str] = field(default_factory=set)

    @property
    def page(self) -> Page:
        """The page as it is."""
        return self.screen.page

    def turn(self, who: str, path: str) -> Page:
        """Somebody takes the browser and opens an address; the first of each role by the form of the login."""
        self.screen.logout()
        user = self.people[who]
        role = user.memberships.get().role
        if role in self.entered:
            self.screen.login(user)
        else:
            self._enter(user)
            self.entered.add(role)
        return self.screen.go(path)

    def _enter(self, user: User) -> None:
        page = self.screen.go("/account/login/")
        self.fill({"login": user.email, "password": PASSWORD})
        with page.expect_navigation():
            page.locator("main form button").last.click()
        expect(page.locator('form[action="/account/logout/"]')).to_have_count(1)

    def public(self, path: str) -> Page:
        """A stranger opens an address."""
        self.screen.logout()
        return self.screen.go(path)

    def press(self, button: str, *, exact: bool = False) -> None:
        """Presses a button that leads to a page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=exact).first.click()

    def send(self, form: str) -> None:
        """Presses the last button of the form whose address ends so."""
        found = self.page.locator(f'main form[action$="{form}"] button').last
        self._unfold(found)
        with self.page.expect_navigation():
            found.click()

    def fill(self, values: Mapping[str, str], within: str = "main") -> None:
        """Fills inputs by their names; a box is ticked with ``on``. What is folded away is unfolded first."""
        for name, value in values.items():
            found = self.page.locator(f'{within} [name="{name}"]').first
            self._unfold(found)
            self._one(found, value)

    @staticmethod
    def _unfold(found: Any) -> None:
        found.evaluate(_UNFOLD)

    @staticmethod
    def _one(found: Any, value: str) -> None:
        kind = found.evaluate("(at) => at.type")
        if kind.startswith("select"):
            found.select_option(value)
        elif kind == "checkbox":
            found.check()
        else:
            found.fill(value)

    def sound(self, name: str, *, at: str = "") -> None:
        """Nothing serious by axe, nothing wider than the window; the picture of a step, from a place on."""
        assert self.screen.serious() == [], name
        assert not self.screen.overflows(), name
        if folder := os.environ.get("KARAVEL_SHOTS"):
            if at:
                self.page.locator(at).first.scroll_into_view_if_needed()
            picture(self.page, Path(folder, f"{name}.png"))

    def heard(self, package: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Takes a release package of the process: all must be valid, and old releases as they were."""
        assert self.schemas.errors(package, package="release-package") == []
        found: list[dict[str, Any]] = list(package["releases"])
        assert found[: len(self.releases)] == self.releases, "a published release never changes"
        new, self.releases = found[len(self.releases) :], found
        for release in new:
            assert self.schemas.errors(release) == [], release["tag"]
        return new

    def keep(self, name: str, package: Any) -> None:
        """Leaves an OCDS package for the docs."""
        if folder := os.environ.get("KARAVEL_SHOTS"):
            path = Path(folder, "ocds", f"{name}.json")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(msgspec.json.format(msgspec.json.encode(package), indent=2) + b"\n")

    def refused(self, who: str, path: str) -> int:
        """The status of an answer to somebody who may not be there."""
        client = Client()
        client.force_login(self.people[who])
        return client.get(path).status_code

    def json(self, path: str) -> Any:
        """What a program gets at an address."""
        answer = Client().get(path)
        assert answer.status_code == 200, path
        return answer.json()


def staged(screen: Screen, schemas: Schemas, folder: Path) -> Stage:
    """Everybody in place, nothing done yet."""
    agency = Party(Organisation.objects.create(name="Rəqəmsal Xidmətlər Agentliyi", kind=Organisation.Kind.AGENCY))
    stage = Stage(screen, schemas, folder, agency)
    for name, full, role in _AGENCY:
        stage.people[name] = agency.members[role] = _member(agency.organisation, name, full, role)
    buyer(agency, name=agency.organisation.name, identifier="9900000011", email="tender@rxa.example", locality="Bakı")
    for name, full, company in _COMPANIES:
        stage.people[name] = _member(_company(company), name, full, Role.BID_MANAGER)
    return stage


_AGENCY: Final = (
    ("officer", "Leyla Məmmədova", Role.PROCUREMENT),
    ("member", "Rauf Əliyev", Role.VIEWER),
    ("boss", "Nigar Quliyeva", Role.ADMINISTRATOR),
)
#: Numbers of nobody, whose check digit is right.
_NUMBERS: Final = {SECOND: "9900000141", LATE: "9900000271"}
_COMPANIES: Final = (
    ("foreign", "Inês Carvalho", FOREIGN),
    ("home", "Elçin Həsənov", HOME),
    ("second", "Sevda Rzayeva", SECOND),
    ("late", "Tural Abbasov", LATE),
)


def _member(organisation: Organisation, name: str, full: str, role: Role) -> User:
    user = User.objects.create_user(f"{name}@scenario.example", PASSWORD, name=full)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def _company(name: str) -> Organisation:
    made = Organisation.objects.create(name=name)
    with scope.within(made):
        CompanyProfile(text=_profile(name)).save()
    return made


#: The gateway of the company from abroad: its branch in the buyer's country.
_BRANCH: Final = '[[establishments]]\ncountry = "AZ"\nkind = "branch"\nsubstantive = true\n\n[[owners]]'


def _profile(name: str) -> str:
    if name == FOREIGN:
        return example("portuguese-company.toml").replace("[[owners]]", _BRANCH, 1)
    return example().replace(HOME, name).replace("1400057421", _NUMBERS.get(name, "1400057421"))
