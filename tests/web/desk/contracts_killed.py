"""Runs in a process of its own: signs or accepts in an installation in a folder, and is killed at a point of it.

``python -m tests.web.desk.contracts_killed make|sign|accept|tell FOLDER [POINT]``; ``POINT`` is where SIGKILL strikes.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django


def _strike(*_args: Any, **_options: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _make(folder: Path) -> None:
    """A contract that the buyer has signed; the key of the supplier lies beside the installation."""
    made.trust(folder / "trust")
    world = build()
    contract = made.offered(world.ours, world.others.organisation)
    assert (
        made.sign(made.of(world.ours, Role.PROCUREMENT), "contracts-sign", contract.pk, made.BUYERS).status_code == 302
    )
    (folder / "key.p12").write_bytes(made.SUPPLIERS)


def _sign(folder: Path, point: str) -> None:
    _strikes(point)
    user, contract = User.objects.get(email="bid-manager@others.example"), Contract.everywhere.get()
    made.sign(made.client(user), "contracts-mine-sign", contract.pk, (folder / "key.p12").read_bytes())


def _accept(point: str) -> None:
    contract = Contract.everywhere.get()
    if Milestone.everywhere.get(contract=contract, number=2).state == "scheduled":
        supplier = made.client(User.objects.get(email="bid-manager@others.example"))
        supplier.post(reverse("contracts-mine-deliver", args=[contract.pk, 2]), {"text": "It runs."})
    _strikes(point)
    buyer = made.client(User.objects.get(email="procurement@ours.example"))
    buyer.post(reverse("contracts-accept", args=[contract.pk, 2]))


def _strikes(point: str) -> None:
    if point == "before-the-disk":
        ChunkStore.put = _strike  # type: ignore[method-assign,assignment]
    elif point == "before-the-row":
        Signature.save = _strike  # type: ignore[method-assign]
    elif point == "in-the-catalogue":
        ServiceChange.save = _strike  # type: ignore[method-assign]
    elif point == "before-the-release":
        CallVersion.save = _strike  # type: ignore[method-assign]
    elif point == "in-the-log":
        audit.note_as = _strike


def _tell() -> None:
    """What is there, as JSON."""
    contract = Contract.everywhere.get()
    with scope.within(contract.organisation_id):
        report = examining.examine(contract, keeping.latest(contract), timezone.now())
        told = {
            "contract": contract.state,
            "rows": sorted(contract.signatures.values_list("side", flat=True)),
            "signed": sorted(one.field for one in report.signatures if one.ok),
            "problems": list(report.problems),
            "releases": list(CallVersion.objects.exclude(stage="tender").values_list("stage", flat=True)),
            "milestone": contract.milestones.get(number=2).state,
            "service": PublicService.objects.get().state,
            "changes": ServiceChange.objects.filter(cause="contract").count(),
            "log": verify().ok,
        }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "karavel.web.settings",
        "KARAVEL_WEB_DATA": sys.argv[2],
        "KARAVEL_TRUST": str(Path(sys.argv[2], "trust")),
    }
    django.setup()

from django.test.utils import setup_test_environment  # noqa: E402 - models load once Django is set up
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from tests.web.desk import contracting as made  # noqa: E402
from tests.web.tables import make_tables  # noqa: E402
from tests.web.world import build  # noqa: E402

from karavel.procurement.sealing import ChunkStore  # noqa: E402
from karavel.web import scope  # noqa: E402
from karavel.web.accounts import audit  # noqa: E402
from karavel.web.accounts.models import User  # noqa: E402
from karavel.web.accounts.verifying import verify  # noqa: E402
from karavel.web.catalogue.models import PublicService, ServiceChange  # noqa: E402
from karavel.web.desk.calls.models import CallVersion  # noqa: E402
from karavel.web.desk.contracts import examining, keeping  # noqa: E402
from karavel.web.desk.contracts.models import Contract, Milestone, Signature  # noqa: E402
from karavel.web.permissions import Role  # noqa: E402


def _main(act: str, folder: Path, point: str) -> None:
    setup_test_environment()
    if act == "make":
        make_tables()
    acts: dict[str, Callable[[], None]] = {
        "make": lambda: _make(folder),
        "sign": lambda: _sign(folder, point),
        "accept": lambda: _accept(point),
        "tell": _tell,
    }
    acts[act]()


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
