"""Compiles the gettext catalogues and the law data when the project is built or installed for development."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Data that is kept as YAML and read as JSON: its folder, and the module that compiles it.
COMPILED = {
    "src/karavel/law": "karavel.access.compiled",
    "src/karavel/law/routes": "karavel.routes.loading",
    "src/karavel/law/periods": "karavel.procurement.periods.loading",
    "src/karavel/law/scoring": "karavel.procurement.scoring.abnormal_rules",
}


class CompileHook(BuildHookInterface):  # type: ignore[type-arg] # the builder's configuration does not matter here
    """Writes compiled forms beside their sources and adds them to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del version
        self._catalogues(build_data)
        self._law(build_data)

    def _law(self, build_data: dict[str, Any]) -> None:
        """The law as JSON; the project compiles its own data, so it is imported from its sources."""
        sys.path.insert(0, str(Path(self.root, "src")))
        for folder, module in COMPILED.items():
            target = importlib.import_module(module).write_compiled(Path(self.root, folder))
            build_data["artifacts"].append(str(target.relative_to(self.root)))

    def _catalogues(self, build_data: dict[str, Any]) -> None:
        """A ``.mo`` for every ``.po``."""
        for source in sorted(Path(self.root, "src/karavel").rglob("locale/*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            with source.open("rb") as read, target.open("wb") as written:
                write_mo(written, read_po(read))
            build_data["artifacts"].append(str(target.relative_to(self.root)))
