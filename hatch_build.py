"""Compiles the gettext catalogues when the project is built or installed for development."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg] # the builder's configuration does not matter here
    """Writes a ``.mo`` beside every ``.po`` and adds it to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del version
        for source in sorted(Path(self.root, "src/karavel/texts/locale").glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            with source.open("rb") as read, target.open("wb") as written:
                write_mo(written, read_po(read))
            build_data["artifacts"].append(str(target.relative_to(self.root)))
