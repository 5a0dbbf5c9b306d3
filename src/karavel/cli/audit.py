"""``karavel audit``: verifies the audit log of the web application, and prints the heads of its chains."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
import typer

from karavel.cli import output, outside
from karavel.cli.options import JsonOption
from karavel.errors import InvalidInput, KaravelError, Mistake
from karavel.texts import gettext as _
from karavel.texts import ngettext

app = typer.Typer()

_WEB: Final = "karavel.web.accounts.verifying"


class _Kept(msgspec.Struct, forbid_unknown_fields=True):
    """A line of a file of heads."""

    organisation: int
    sequence: int
    digest: str


@app.callback()
def audit() -> None:
    """Verify the audit log of the web application, which is a chain: each entry holds the digest of the one before."""


@app.command()
def verify(
    heads: Annotated[
        Path | None,
        typer.Option(
            "--heads", metavar="FILE", help="Heads that were kept elsewhere: what karavel audit head printed."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Walk every chain and say what was changed, removed, added or moved; exit 1 where anything was."""
    found = outside.called(_WEB, "verify", _kept(heads) if heads else [])
    if as_json:
        output.json_object(found)
    if not found.ok:
        raise _broken(found)
    if not as_json:
        holds = _("The audit log holds. Entries: {entries}; chains: {chains}.")
        output.line(holds.format(entries=found.entries, chains=found.chains))


def _broken(found: Any) -> KaravelError:
    said = ngettext("The audit log has {count} fault.", "The audit log has {count} faults.", len(found.faults))
    places = tuple(Mistake(_place(fault.organisation), fault.sentence) for fault in found.faults)
    return InvalidInput(
        said.format(count=len(found.faults)),
        places,
        remedy=_("Keep a copy of the database as it is, and compare it with a backup from before."),
    )


def _place(organisation: int | None) -> str:
    if organisation is None:
        return _("database")
    return _("organisation {key}").format(key=organisation)


@app.command()
def head() -> None:
    """Print the end of each chain, one JSON object a line, to be kept where nobody can change it."""
    output.json_lines(outside.called(_WEB, "heads"))


def _kept(path: Path) -> list[_Kept]:
    """The heads of a file.

    Raises:
        InvalidInput: it cannot be read, or a line is none.
    """
    try:
        lines = path.read_bytes().splitlines()
        return [msgspec.json.decode(line, type=_Kept) for line in lines if line.strip()]
    except (OSError, msgspec.DecodeError) as error:
        raise InvalidInput(
            _("{path} holds no heads: {why}.").format(path=path, why=error),
            remedy=_("Write it with karavel audit head > FILE."),
        ) from error
