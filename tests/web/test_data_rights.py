"""A copy of everything, and deletion: for a person and for an organisation."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.test import Client
from tests.web.world import World

from karavel.web import scope
from karavel.web.accounts.copies import name_of, owned_models
from karavel.web.accounts.models import Organisation, User
from karavel.web.permissions import Role
from karavel.web.workspace.models import Attachment

As = Callable[[User], Client]


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def attach(world: World) -> Attachment:
    with scope.within(world.ours.organisation):
        made = Attachment(
            pursuit=world.ours.pursuit, name="brief.pdf", media_type="application/pdf", bytes=4, sha256="ab"
        )
        made.file.save("ignored.pdf", ContentFile(b"%PDF"))
    return made


def test_an_organisation_gets_a_copy_of_all_its_rows_and_files(world: World, as_user: As) -> None:
    attachment = attach(world)
    files = unzipped(as_user(world.ours.members[Role.ADMINISTRATOR]).get("/organisation/data/").content)
    assert {f"{name_of(model)}.json" for model in owned_models()} < set(files)
    assert files[f"files/{attachment.file.name}"] == b"%PDF"
    assert [row["title"] for row in json.loads(files["pursuit.json"])] == ["A portal"]
    everything = b"".join(files.values())
    assert b"token_digest" not in everything
    assert b"others.example" not in everything


def test_bytes_that_are_gone_hinder_neither_a_copy_nor_a_deletion(world: World, as_user: As) -> None:
    attachment = attach(world)
    attachment.file.storage.delete(attachment.file.name or "")
    client = as_user(world.ours.members[Role.ADMINISTRATOR])
    files = unzipped(client.get("/organisation/data/").content)
    assert [row["name"] for row in json.loads(files["attachment.json"])] == ["brief.pdf"]
    assert not [name for name in files if name.startswith("files/")]
    assert client.post("/organisation/delete/", {"confirm": "Ours"}).status_code == 302


def test_a_user_gets_a_copy_of_what_names_them_without_the_password(world: World, as_user: As) -> None:
    manager = world.ours.members[Role.BID_MANAGER]
    files = unzipped(as_user(manager).get("/settings/data/").content)
    assert json.loads(files["user.json"])[0]["email"] == manager.email
    assert "workspace.pursuit.owner.json" in files
    assert b'"password"' not in files["user.json"]


def test_deleting_an_organisation_leaves_nothing_of_it(world: World, as_user: As) -> None:
    attach(world)
    client = as_user(world.ours.members[Role.ADMINISTRATOR])
    assert client.post("/organisation/delete/", {"confirm": "Others"}).status_code == 422
    assert client.post("/organisation/delete/", {"confirm": "Ours"}).status_code == 302
    assert not Organisation.objects.filter(name="Ours").exists()
    for model in owned_models():
        assert not model.everywhere.filter(organisation_id=world.ours.organisation.pk).exists(), model
    assert User.objects.filter(pk=world.ours.members[Role.VIEWER].pk).exists()
    assert Organisation.objects.filter(name="Others").exists()


def test_deleting_an_account_leaves_what_it_wrote_without_its_name(world: World, as_user: As) -> None:
    manager = world.ours.members[Role.BID_MANAGER]
    assert as_user(manager).post("/settings/delete/", {"confirm": manager.email}).status_code == 302
    assert not User.objects.filter(pk=manager.pk).exists()
    assert world.ours.pursuit
    with scope.within(world.ours.organisation):
        world.ours.pursuit.refresh_from_db()
    assert world.ours.pursuit.owner is None


def test_the_only_administrator_of_others_cannot_go(world: World, as_user: As) -> None:
    administrator = world.ours.members[Role.ADMINISTRATOR]
    answer = as_user(administrator).post("/settings/delete/", {"confirm": administrator.email})
    assert answer.status_code == 422
    assert User.objects.filter(pk=administrator.pk).exists()
