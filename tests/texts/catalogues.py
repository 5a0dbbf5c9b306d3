"""The catalogues as tests read them: of the sources of this moment, compiled or not."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from tools.texts import LOCALE

from karavel.texts import LANGUAGES

TRANSLATED = tuple(name for name in LANGUAGES if name != "en")


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "karavel.po").open("rb") as file:
        return read_po(file)


def compile_into(folder: Path) -> Path:
    """Compiles every language into a folder, as gettext looks for it."""
    for name in TRANSLATED:
        target = folder / name / "LC_MESSAGES" / "karavel.mo"
        target.parent.mkdir(parents=True)
        with target.open("wb") as file:
            write_mo(file, catalogue(name))
    return folder
