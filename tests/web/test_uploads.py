"""Upload of notices: read into the lake by a process of its own, limited in size, told when it fails."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from tests.web.world import PASSWORD

from karavel.lake import Lake
from karavel.web.accounts.models import Installation, Membership, Organisation, User
from karavel.web.permissions import Role

RELEASE = (
    b'{"ocid": "ocds-213czf-1", "id": "r1", "date": "2026-05-02T00:00:00Z", "tag": ["tender"],'
    b' "initiationType": "tender", "tender": {"id": "1", "title": "Portal"}}\n'
)


@pytest.fixture
def operator(db: None, no_lake: Path) -> Client:
    user = User.objects.create_superuser("a@example.org", PASSWORD)
    organisation = Organisation.objects.create(name="Ours")
    Membership.objects.create(user=user, organisation=organisation, role=Role.ADMINISTRATOR)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def upload(client: Client, content: bytes, name: str = "notices.jsonl") -> Any:
    return client.post("/setup/upload/", {"notices": SimpleUploadedFile(name, content)})


def ended(client: Client, address: str) -> str:
    """The page when the reading has ended."""
    for _ in range(600):
        shown: str = client.get(address, headers={"HX-Request": "true"}).content.decode()
        if "<progress" not in shown:
            return shown
        time.sleep(0.1)
    raise AssertionError(shown)


def test_notices_are_read_into_the_lake_of_the_installation(operator: Client, no_lake: Path) -> None:
    answer = upload(operator, RELEASE)
    assert answer.status_code == 302
    assert "1 notice in 1 documents, 1 new." in ended(operator, answer["Location"])
    with Lake(no_lake).view() as view:
        assert [notice.title for notice in view.notices()] == ["Portal"]


def test_real_notices_do_not_mix_with_invented_ones(operator: Client) -> None:
    operator.post("/setup/data/", {"demo": "1"})
    demo = Installation.here().lake
    shown = ended(operator, upload(operator, RELEASE)["Location"])
    assert "Use these instead of the invented ones" in shown
    lake = shown.partition('name="lake" value="')[2].partition('"')[0]
    assert lake != demo
    assert operator.post("/setup/data/", {"lake": lake}).status_code == 302
    assert Installation.here().lake == lake


def test_what_cannot_be_read_is_told(operator: Client) -> None:
    shown = ended(operator, upload(operator, b"PK\x03\x04 no zip at all", "broken.zip")["Location"])
    assert "could not be read" in shown or "were not read" in shown


def zipped(**members: bytes) -> bytes:
    """A zip archive; names are as a hostile hand writes them."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


CLIMBING = ("../../../../escaped.jsonl", "/tmp/escaped.jsonl", "..\\..\\escaped.jsonl", "files/../../escaped.jsonl")


def test_no_name_inside_an_archive_writes_outside_of_the_lake(
    operator: Client, no_lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path / "web")
    sent = zipped(**dict.fromkeys(CLIMBING, RELEASE))
    ended(operator, upload(operator, sent, "../../../escaped.zip")["Location"])
    kept = [path for top in (tmp_path, no_lake.parent) for path in top.rglob("*escaped*")]
    assert kept == []
    assert not Path("/tmp/escaped.jsonl").exists()


def test_a_bomb_is_told_of_and_not_unpacked(operator: Client, no_lake: Path) -> None:
    sent = zipped(**{"bomb.xml": b" " * 100_000_000, "good.jsonl": RELEASE})
    assert len(sent) < 1_000_000
    shown = ended(operator, upload(operator, sent, "bomb.zip")["Location"])
    assert "not read" in shown or "could not be read" in shown
    assert sum(path.stat().st_size for path in no_lake.rglob("*") if path.is_file()) < 10_000_000


@pytest.mark.parametrize(("name", "content"), [("notices.exe", b"MZ"), ("empty.xml", b""), ("large.xml", b"x" * 2048)])
def test_other_files_and_larger_ones_are_refused(operator: Client, name: str, content: bytes, no_lake: Path) -> None:
    with override_settings(UPLOAD_BYTES=1024):
        answer = upload(operator, content, name)
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert not no_lake.exists()


@pytest.mark.parametrize("token", ["", "../../etc", "a" * 22, "%00"])
def test_a_token_that_nobody_has_shows_the_form(operator: Client, token: str) -> None:
    answer = operator.get("/setup/upload/", {"token": token})
    assert answer.status_code == 200
    assert 'type="file"' in answer.content.decode()
