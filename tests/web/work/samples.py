"""Objects behind the addresses of pursuits, alerts, profiles and programmes, made when an address is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from tests.web.world import Party, World

from karavel.web import scope
from karavel.web.accounts.models import Organisation, ProgrammeCompany
from karavel.web.workspace.models import Attachment, ChecklistRow, CompanyProfile, Pursuit, SavedSearch, Task


def pursuit(party: Party) -> Pursuit:
    assert party.pursuit
    return party.pursuit


def task(party: Party) -> Task:
    with scope.within(party.organisation):
        return Task.objects.get_or_create(
            organisation=party.organisation, pursuit=pursuit(party), text="Ask the bank for a guarantee"
        )[0]


def row(party: Party) -> ChecklistRow:
    with scope.within(party.organisation):
        return ChecklistRow.objects.get_or_create(
            organisation=party.organisation, pursuit=pursuit(party), kind="step", source="s", text="Register"
        )[0]


def attachment(party: Party) -> Attachment:
    with scope.within(party.organisation):
        found = Attachment.objects.filter(pursuit=pursuit(party)).first()
        if found is None:
            found = Attachment(
                pursuit=pursuit(party), name="bid.pdf", media_type="application/pdf", bytes=5, sha256="a" * 64
            )
            found.organisation = party.organisation
            found.file.save("bid.pdf", ContentFile(b"%PDF-"), save=False)
            found.save()
        return found


def search(world: World) -> SavedSearch:
    """A search of the viewer's, who may look at all that is theirs."""
    assert world.ours.search
    return world.ours.search


def place(world: World) -> ProgrammeCompany:
    return ProgrammeCompany.everywhere.get(company=world.ours.organisation)


def company(party: Party) -> CompanyProfile:
    assert party.profile
    return party.profile


def signed(what: str, organisation: Organisation, row: int) -> str:
    return signing.dumps([what, organisation.pk, row], salt="karavel.alerts.unsubscribe")


def _pk(of: Callable[[World], Any]) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": of(world).pk}


def _pursuit_and(of: Callable[[Party], Any], **more: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": pursuit(world.ours).pk, "row": of(world.ours).pk, **more}


_PURSUIT = ("one", "move", "decide", "owner", "note", "task", "route", "checklist", "attach")
_SEARCH = ("search", "feed", "feed-drop", "webhook")
_PROFILE = ("edit", "text", "choose", "export", "delete")
_PLACE = ("partners", "company", "forward", "drop", "agree")

WORK: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"pursuits-{name}": _pk(lambda world: pursuit(world.ours)) for name in _PURSUIT},
    "pursuits-ical": lambda _: {"token": "no-such-token"},
    "pursuits-tick": _pursuit_and(task, what="task"),
    "pursuits-task-delete": _pursuit_and(task),
    "pursuits-file": _pursuit_and(attachment),
    "pursuits-file-delete": _pursuit_and(attachment),
    **{f"alerts-{name}": _pk(search) for name in _SEARCH},
    "alerts-atom": lambda _: {"token": "no-such-token"},
    "alerts-ical": lambda _: {"token": "no-such-token"},
    "alerts-unsubscribe": lambda world: {"signed": signed("search", world.ours.organisation, search(world).pk)},
    **{f"profiles-{name}": _pk(lambda world: company(world.ours)) for name in _PROFILE},
    **{f"programme-{name}": _pk(place) for name in _PLACE},
    "programme-ask": lambda world: {"pk": place(world).programme_id},
}
