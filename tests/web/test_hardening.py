"""What keeps strangers and mistakes out: headers, forms, cookies, keys, logs, metrics."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from django.test import Client, override_settings
from tests.web.world import PASSWORD, World, example

from karavel.errors import InvalidProfile
from karavel.web import keys, mail, scope
from karavel.web.accounts.models import AuditEntry, Membership, User
from karavel.web.logging import Lines
from karavel.web.permissions import Role
from karavel.web.workspace.models import CompanyProfile


def test_pages_allow_no_inline_script_or_style(db: None) -> None:
    answer = Client().get("/style/")
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    shown = answer.content.decode()
    assert " style=" not in shown
    assert "<script>" not in shown


def test_a_form_of_another_site_is_refused(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "too old" in answer.content.decode()


def test_passwords_are_kept_by_argon2_and_guessing_is_slowed_down(db: None) -> None:
    user = User.objects.create_user("A@Example.org", PASSWORD)
    assert user.password.startswith("argon2")
    client = Client()
    wrong = [client.post("/account/login/", {"login": "a@example.org", "password": "wrong"}) for _ in range(6)]
    assert wrong[0].status_code == 200
    last = client.post("/account/login/", {"login": "a@example.org", "password": PASSWORD})
    assert last.status_code != 302  # even the right one has to wait


def test_an_account_is_made_by_invitation_only(world: World) -> None:
    form = {"email": "new@example.org", "password1": PASSWORD}
    assert "closed" in Client().get("/account/signup/", headers={"accept-language": "en"}).content.decode().lower()
    Client().post("/account/signup/", form)
    assert not User.objects.filter(email="new@example.org").exists()
    guest = Client()
    guest.get("/invitation/an-invitation-that-stands/")
    assert guest.post("/account/signup/", form).status_code == 302
    assert guest.post("/invitation/an-invitation-that-stands/").status_code == 302
    joined = Membership.objects.get(user__email="new@example.org")
    assert (joined.organisation, joined.role) == (world.ours.organisation, Role.VIEWER)
    assert Client().get("/invitation/an-invitation-that-stands/").status_code == 410


def test_rows_are_those_of_the_organisation_in_force(world: World) -> None:
    with pytest.raises(scope.NoScope):
        CompanyProfile.objects.count()
    with scope.within(world.ours.organisation):
        assert list(CompanyProfile.objects.all()) == [world.ours.profile]
    assert CompanyProfile.everywhere.count() == 2


def test_a_profile_that_does_not_hold_is_never_saved(world: World) -> None:
    with scope.within(world.ours.organisation), pytest.raises(InvalidProfile):
        CompanyProfile(text=example().replace('"AZ"', '"Atlantis"')).save()


def test_the_audit_log_only_grows(world: World) -> None:
    with scope.within(world.ours.organisation):
        entry = AuditEntry(action="test")
        entry.save()
        with pytest.raises(TypeError):
            entry.save()
        with pytest.raises(TypeError):
            entry.delete()
        rows = (AuditEntry.objects, AuditEntry.everywhere)
        for many in [one.filter(action="test") for one in rows] + [one.all() for one in rows]:
            with pytest.raises(TypeError):
                many.update(action="nothing")
            with pytest.raises(TypeError):
                many.delete()
            with pytest.raises(TypeError):
                many.bulk_update([entry], ["action"])
        entry.refresh_from_db()
        assert entry.action == "test"


def test_what_somebody_did_stays_when_they_go_and_goes_with_the_organisation(world: World) -> None:
    user = world.ours.members[Role.VIEWER]
    with scope.within(world.ours.organisation):
        entry = AuditEntry(action="test", actor=user)
        entry.save()
    user.delete()
    entry.refresh_from_db()
    assert (entry.action, entry.actor) == ("test", None)
    world.ours.organisation.delete()
    assert not AuditEntry.everywhere.filter(pk=entry.pk).exists()


def test_the_last_administrator_stays(world: World) -> None:
    administrator = world.ours.membership(Role.ADMINISTRATOR)
    client = Client()
    client.force_login(administrator.user)
    client.post(f"/organisation/members/{administrator.pk}/remove/")
    client.post(f"/organisation/members/{administrator.pk}/role/", {"role": "viewer"})
    administrator.refresh_from_db()
    assert administrator.role == Role.ADMINISTRATOR


def test_the_key_is_kept_once_and_readable_by_nobody_else(tmp_path: Path) -> None:
    keys.keep(tmp_path)
    first = keys.found(tmp_path)
    keys.keep(tmp_path)
    assert keys.found(tmp_path) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_metrics_are_for_this_machine_or_for_the_token(db: None) -> None:
    assert b"karavel_requests" in Client().get("/metrics").content
    assert Client(REMOTE_ADDR="203.0.113.7").get("/metrics").status_code == 404
    assert Client().get("/metrics", headers={"x-forwarded-for": "203.0.113.7"}).status_code == 404
    with override_settings(METRICS_TOKEN="secret"):
        assert Client().get("/metrics").status_code == 404
        asked = Client(REMOTE_ADDR="203.0.113.7").get("/metrics", headers={"authorization": "Bearer secret"})
        assert asked.status_code == 200


def test_health_and_readiness(db: None, no_lake: Path) -> None:
    assert Client().get("/health").json() == {"status": "ok"}
    assert Client().get("/ready").json() == {"status": "ok", "database": "ok", "lake": "none yet"}


def test_a_log_line_is_one_json_object() -> None:
    record = logging.makeLogRecord({"name": "x", "levelname": "INFO", "msg": "a\nb %s", "args": ("Ü",), "status": 200})
    line = Lines().format(record)
    assert "\n" not in line
    assert {"level": "INFO", "message": "a\nb Ü", "status": 200}.items() <= json.loads(line).items()


@pytest.mark.parametrize("url", ["http://host", "smtp://", "nonsense"])
def test_an_address_of_mail_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="EMAIL_URL"):
        mail.settings(url)


def test_an_address_of_mail_says_all_there_is_to_say() -> None:
    found = mail.settings("smtp://me%40x:p%3Aw@mail.example.org:587?tls=1")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("me@x", "p:w")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (587, True, False)
