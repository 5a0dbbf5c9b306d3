"""What strangers and hostile texts try; nothing of it works."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from tests.web.addresses import Address, addresses
from tests.web.api_asking import Program, token_of
from tests.web.hostile import BROKEN_OUT, LIVE, SCRIPT, lake_of
from tests.web.news import samples as news
from tests.web.pages import Screen
from tests.web.test_permissions import where
from tests.web.world import PASSWORD, World, build, example

from karavel.companies.profile import LARGEST
from karavel.web import scope, settings
from karavel.web.accounts.models import AuditEntry, User
from karavel.web.permissions import Role
from karavel.web.workspace.models import CompanyProfile, Feedback, Pursuit, PursuitNote, SavedSearch, Task

As = Callable[[User | None], Client]
PAGES = [one for one in addresses() if not one.name.startswith(("api:", "openid_connect_", "social"))]


@pytest.fixture(scope="session")
def _hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lake_of(tmp_path_factory.mktemp("hostile"), date.today())


@pytest.fixture
def hostile(_hostile: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The lake in which script stands wherever text can."""
    monkeypatch.setenv("KARAVEL_LAKE", str(_hostile))
    return _hostile


def poison(world: World) -> None:
    """Script in all that members of ours can write."""
    ours = world.ours
    assert ours.profile
    assert ours.search
    assert ours.pursuit
    ours.organisation.name = f"Ours {SCRIPT}"
    ours.organisation.save()
    for user in ours.members.values():
        user.name = f"Somebody {BROKEN_OUT}"
        user.save()
    with scope.within(ours.organisation):
        profile = CompanyProfile.objects.get(pk=ours.profile.pk)
        profile.text = profile.text.replace('name = "', f'name = "{SCRIPT} ', 1)
        profile.save()
        SavedSearch.objects.update(name=f"Search {BROKEN_OUT}", query={"q": [SCRIPT]})
        Pursuit.objects.update(title=f"Title {SCRIPT}", buyer=BROKEN_OUT, decision_reason=SCRIPT)
        PursuitNote(pursuit=ours.pursuit, user=ours.members[Role.BID_MANAGER], text=f"Note {SCRIPT}").save()
        Task(pursuit=ours.pursuit, text=f"Task {BROKEN_OUT}").save()
        AuditEntry(action="test", what=SCRIPT, details={"x": BROKEN_OUT}).save()
    news.hostile(ours, SCRIPT, BROKEN_OUT)


def inert(answer: Any) -> None:
    """A page that shows hostile text as text."""
    kind = answer.headers.get("Content-Type", "")
    if answer.streaming or "html" not in kind:
        assert answer.headers.get("X-Content-Type-Options") == "nosniff"
        return
    page = answer.content.decode()
    assert not [found for found in LIVE if found in page]
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.no_database  # refused, or shown, before and after any database
@pytest.mark.parametrize("address", PAGES, ids=lambda one: one.name)
def test_script_that_is_stored_is_shown_as_text(address: Address, world: World, hostile: Path, as_user: As) -> None:
    poison(world)
    inert(as_user(world.ours.members[Role.ADMINISTRATOR]).get(where(address, world)))


def test_a_list_shows_hostile_titles_as_text(world: World, hostile: Path, as_user: As) -> None:
    poison(world)
    page = as_user(world.ours.members[Role.VIEWER]).get("/opportunities/").content.decode()
    assert page.count("&lt;script&gt;window.hacked=1") > 10
    assert not [found for found in LIVE if found in page]


@pytest.mark.parametrize("name", ["q", "market", "verdict", "sort", "page", "next", "value_min", "profile", "code"])
def test_script_in_an_address_is_shown_as_text(world: World, lake: Path, as_user: As, name: str) -> None:
    client = as_user(world.ours.members[Role.ADMINISTRATOR])
    for path in ("/opportunities/", "/searches/", "/", "/account/login/", "/organisation/", "/nowhere/"):
        for text in (SCRIPT, BROKEN_OUT):
            inert(client.get(path, {name: text}))


@pytest.mark.django_db(transaction=True)
def test_nothing_of_it_runs_in_a_browser(screen: Screen, hostile: Path) -> None:
    world = build()
    poison(world)
    screen.login(world.ours.members[Role.ADMINISTRATOR])
    pages = ("/opportunities/", f"/opportunities/?q={SCRIPT}", "/searches/", "/", "/organisation/audit/", "/news/")
    for path in pages:
        page = screen.go(path)
        assert page.evaluate("window.hacked === undefined"), path
        assert page.locator("script:not([src])").count() == 0


#: Mail programs post to these by themselves (RFC 8058): a signature stands for the form's secret there, and tests of
#: alerts and of calls forge one.
BY_MAIL = {"alerts-unsubscribe", "calls-unsubscribe", "consultations-no-more"}
FORMS = [one for one in addresses() if one.name not in BY_MAIL]


@pytest.mark.no_database  # refused, or shown, before and after any database
@pytest.mark.parametrize("address", FORMS, ids=lambda one: one.name)
def test_no_form_of_another_site_changes_anything(address: Address, world: World, lake: Path) -> None:
    """Each address either refuses a POST without the secret of its form, or knows no POST; the API asks for a token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.ours.members[Role.ADMINISTRATOR])
    rows = (Pursuit, SavedSearch, Feedback, AuditEntry)
    asked = where(address, world)  # makes the object that it names
    before = [model.everywhere.count() for model in rows]
    answer = client.post(asked, {"next": "/"})
    expected = {401, 404, 405, 415} if address.name.startswith("api:") else {403, 405}
    assert answer.status_code in expected, answer.status_code
    assert [model.everywhere.count() for model in rows] == before


EVIL = ("https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example", "javascript:alert(1)")


@pytest.mark.parametrize("target", EVIL)
def test_nobody_is_sent_to_another_site(world: World, lake: Path, as_user: As, target: str) -> None:
    client = as_user(world.ours.members[Role.ADMINISTRATOR])
    asked = [
        client.post("/theme/", {"theme": "dark", "next": target}),
        client.post("/language/", {"language": "pt", "next": target}),
        client.post("/organisations/choose/", {"organisation": world.ours.organisation.pk, "next": target}),
        client.post("/opportunities/follow/", {"notice_id": "1", "lot_id": "1", "next": target}),
        client.post(f"/account/logout/?next={target}"),
    ]
    User.objects.create_user("come@example.org", PASSWORD)
    form = {"login": "come@example.org", "password": PASSWORD, "next": target}
    asked.append(Client().post(f"/account/login/?next={target}", form))
    sent = [one for one in asked if one.status_code in {301, 302, 303}]
    assert len(sent) >= 4
    for one in sent:
        assert one["Location"].startswith("/")
        assert not one["Location"].startswith(("//", "/\\")), one["Location"]


@pytest.mark.parametrize("path", ["/", "/account/password/reset/", "/api/v1/me"])
def test_a_host_that_is_not_ours_is_not_answered(db: None, path: str) -> None:
    answer = Client().get(path, headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert b"evil.example" not in answer.content
    forged = Client().get("/account/login/", headers={"x-forwarded-host": "evil.example"})
    assert b"evil.example" not in forged.content


def test_a_forged_host_gets_into_no_mail(db: None) -> None:
    User.objects.create_user("a@example.org", PASSWORD)
    Client().post("/account/password/reset/", {"email": "a@example.org"}, headers={"x-forwarded-host": "evil.example"})
    assert len(mail.outbox) == 1
    assert "evil.example" not in mail.outbox[0].body


def test_a_reset_does_not_tell_who_has_an_account(db: None) -> None:
    User.objects.create_user("a@example.org", PASSWORD)
    known, unknown = (
        Client().post("/account/password/reset/", {"email": address}) for address in ("a@example.org", "b@example.org")
    )
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_a_login_does_not_tell_who_has_an_account(db: None) -> None:
    User.objects.create_user("a@example.org", PASSWORD)
    pages = []
    for address in ("a@example.org", "b@example.org"):
        answer = Client().post("/account/login/", {"login": address, "password": "wrong"})
        pages.append(answer.context["form"].non_field_errors())
    assert list(pages[0]) == list(pages[1])
    assert pages[0]


def test_a_session_is_another_one_after_login(db: None) -> None:
    User.objects.create_user("a@example.org", PASSWORD)
    client = Client()
    planted = "a" * 32
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    answer = client.post("/account/login/", {"login": "a@example.org", "password": PASSWORD})
    assert answer.status_code == 302
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie.value != planted
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    first = cookie.value
    client.post("/account/logout/")
    client.cookies[settings.SESSION_COOKIE_NAME] = first
    assert client.get("/settings/").status_code == 302  # the old one holds no longer


def test_under_tls_cookies_are_secure_and_browsers_stay_with_it(world: World, as_user: As) -> None:
    with override_settings(SECURE_HSTS_SECONDS=31_536_000, SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True):
        client = Client()
        client.force_login(world.ours.members[Role.VIEWER])
        answer = client.get("/settings/", secure=True)
        assert answer["Strict-Transport-Security"].startswith("max-age=31536000")
        assert client.cookies["karavel-csrf"]["secure"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert (
        "object-src" in answer["Content-Security-Policy"] or "default-src 'none'" in answer["Content-Security-Policy"]
    )


CLIMBING = (
    "../settings.py",
    "..%2f..%2fsettings.py",
    "%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd",
    "/etc/passwd",
)


@pytest.mark.parametrize("path", CLIMBING)
def test_no_path_climbs_out_of_the_static_files(db: None, path: str) -> None:
    answer: Any = Client().get(f"/static/{path}")
    assert answer.status_code in {400, 404}
    assert b"SECRET" not in b"".join(answer.streaming_content if answer.streaming else [answer.content])


def test_the_api_lets_no_path_climb(world: World, lake: Path) -> None:
    program = Program(token_of(world.ours)[1])
    for path in ("/notices/../../etc/passwd", "/notices/%2e%2e%2fmanifest", "/law/instruments/..%2f..%2fetc"):
        assert program.get(path).status_code == 404


@pytest.mark.parametrize("more", [LARGEST, 3_000_000])  # more than a profile may have, and more than any form
def test_a_form_that_is_too_large_is_refused(world: World, as_user: As, more: int) -> None:
    client = as_user(world.ours.members[Role.BID_MANAGER])
    assert world.ours.profile
    long = example() + "\n#" + "x" * more
    for path in ("/setup/company/", f"/profiles/{world.ours.profile.pk}/text/"):
        answer = client.post(path, {"text": long, "revision": world.ours.profile.revision})
        assert answer.status_code in {400, 413, 422}, (path, answer.status_code)
    client.post("/profiles/import/", {"file": SimpleUploadedFile("company.toml", long.encode())})
    with scope.within(world.ours.organisation):
        assert [one.text for one in CompanyProfile.objects.all()] == [example()]


def test_the_audit_log_only_grows_also_for_queries(world: World) -> None:
    with scope.within(world.ours.organisation):
        AuditEntry(action="test").save()
        entry = AuditEntry.objects.get(action="test")
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
    shown = {"audit", "export-audit-csv", "export-audit-xlsx"}  # they show it, and nothing else does anything with it
    assert {one.name for one in addresses() if "audit" in one.name} == shown
