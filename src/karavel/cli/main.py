"""The command ``karavel``: finds a command by name, runs it, turns errors into sentences and exit codes.

A command's module is imported only when it is called, so that ``karavel --help`` loads nothing heavy. Each module
``karavel/cli/NAME.py`` holds ``app``, a Typer application with one command or a few subcommands.

Exit codes: 0 done, 1 the job could not be done, 2 wrong usage.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Final

import typer

from karavel import __version__, texts
from karavel.cli import output
from karavel.errors import KaravelError, UsageError
from karavel.texts import gettext as _

#: Commands in the order in which a newcomer meets them.
COMMANDS: Final[dict[str, str]] = {
    "demo": "Build a demo lake of fictitious notices and show both corridors.",
    "ingest": "Read files, folders and archives of notices into a lake.",
    "match": "Rank open lots for a company: fit, verdict, best route.",
    "feedback": "Say what you think of a lot; the company's own ranking follows at once.",
    "matches": "Rank open lots for many companies: a line of JSON each.",
    "access": "Say who may bid for a notice, by which route, under which article.",
    "routes": "Say what each route and gateway opens for a company.",
    "ask": "Write to the buyer where it is the buyer who decides.",
    "search": "Search all lots by words and filters, and save searches.",
    "searches": "List a company's saved searches, and run them: what is new.",
    "similar": "Find lots and past awards like one lot: who won, for how much.",
    "suppliers": "Rank companies likely able to deliver a lot, by what they won.",
    "partners": "Rank firms of a country to team up with, by what they won.",
    "show": "Show one notice as the lake holds it.",
    "read": "Show what the readers understand of files, without a lake.",
    "lake": "Look after the lake: status, problems, reread, search.",
    "law": "Look into the law data: check, show, coverage, changes, questions.",
    "services": "Look into files of e-services (CPSV-AP): check.",
    "classify": "Name the CPV codes of lines of text, in any language.",
    "eval": "Measure ranking and classifying on data they have not seen: cpv, ranking, suppliers.",
    "train": "Learn the classifier and the ranker's weights anew: cpv, ranking.",
    "serve": "Start the web application for a team.",
    "mcp": "Serve an assistant by the Model Context Protocol: search, match, access, routes, notice.",
    "alerts": "Send mails and webhooks of the web application that are due.",
    "audit": "Verify the audit log of the web application: one changed byte is found.",
    "desk": "Look after the web's desk of buyers: close calls by the clock, tell followers.",
    "fetch": "Bring official files to disk: ted, ocds, rates, codes.",
}

#: Commands that need more than the base install, and the extra that brings it.
EXTRAS: Final = {
    **dict.fromkeys(("serve", "alerts", "audit", "desk", "services"), "web"),
    "mcp": "mcp",
    "train": "train",
}

_INTERRUPTED = 130  # 128 + SIGINT, as shells report it


def _show_version(asked: bool) -> None:
    if asked:
        output.line(f"karavel {__version__}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version and leave."
    ),
) -> None:
    """Public tenders abroad for ICT companies: who may bid, by which route, under which article."""
    del version


def _elsewhere() -> None:
    """Stands for a command that was not asked for, in the list of commands."""


def _words() -> list[str]:
    """The words of the command line, also while a shell asks what could complete it."""
    completing = os.environ.get("COMP_WORDS")
    return completing.split()[1:] if completing else sys.argv[1:]


def _asked() -> str:
    """The command that was called, empty for none."""
    return next((word for word in _words() if not word.startswith("-")), "")


def build(asked: str) -> typer.Typer:
    """The application with the command that was asked for, and the names of all others."""
    root = typer.Typer(no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]})
    root.callback()(_root)
    for name, summary in COMMANDS.items():
        if name == asked:
            _add(root, name, summary)
        else:
            root.command(name, help=summary)(_elsewhere)
    return root


def _add(root: typer.Typer, name: str, summary: str) -> None:
    """Adds one module's application: as a command if it holds one and no more, else as a group."""
    app: typer.Typer = importlib.import_module(f"karavel.cli.{name}").app
    callbacks = [info.callback for info in app.registered_commands if info.callback]
    if len(callbacks) == 1 and app.registered_callback is None:
        root.command(name, short_help=summary)(callbacks[0])
    else:
        root.add_typer(app, name=name, help=summary, no_args_is_help=True)


def main() -> None:
    """Runs the command line in the shell's language and exits."""
    with texts.use(texts.from_environment(os.environ)):
        _run()


def _call() -> None:
    try:
        build(_asked())(prog_name="karavel")
    except ModuleNotFoundError as error:
        raise _not_installed(error) from error
    finally:
        output.flush()


def _not_installed(error: ModuleNotFoundError) -> Exception:
    """What to tell where a command's extra was left out; the error itself where that is not why."""
    extra = EXTRAS.get(_asked())
    if extra is None or (error.name or "").startswith("karavel"):
        return error
    sentence = _("karavel {command} needs more than was installed: {module} is missing.")
    return KaravelError(sentence.format(command=_asked(), module=error.name), remedy=f"pip install 'karavel[{extra}]'")


def _run() -> None:
    output.prepare()
    try:
        _call()
    except UsageError as error:
        output.error(error)
        sys.exit(2)
    except KaravelError as error:
        output.error(error)
        sys.exit(1)
    except SystemExit as left:
        if left.code == _INTERRUPTED:  # what Typer makes of Ctrl-C
            output.note(_("Stopped. What was committed stays; the same command goes on from there."))
        raise
    except output.ReaderLeft:
        # What is still in the buffer would fail again when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:  # a folder that is a file, a disk that is full
        if os.environ.get("KARAVEL_DEBUG"):
            raise
        output.note(_("{file} cannot be used: {why}.").format(file=error.filename or "…", why=error.strerror or error))
        output.note(_("Check that it is there, and that you may read it and write there."))
        sys.exit(1)
    except Exception as error:  # a bug of ours: one sentence for the user, all of it on request
        if os.environ.get("KARAVEL_DEBUG"):
            raise
        fault = _("Karavel met a fault of its own: {kind}: {message}")
        output.note(fault.format(kind=type(error).__name__, message=error))
        output.note(_("Nothing more was done. KARAVEL_DEBUG=1 before the same command shows where; please report it."))
        sys.exit(1)
