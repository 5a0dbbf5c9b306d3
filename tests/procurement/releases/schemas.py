"""The schemas of OCDS 1.1.5, plain and with the extensions of the eForms profile, from beside the checkout."""

from __future__ import annotations

import json
import tarfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
from ocdsmerge.rules import get_merge_rules
from referencing import Registry, Resource

_ARCHIVE = "conformance/ocds-schemas.tar.xz"
_VERSION = "https://standard.open-contracting.org/schema/1__1__5"


class Schemas:
    """Schemas by their paths in the archive."""

    def __init__(self, shared: Path) -> None:
        with tarfile.open(shared / _ARCHIVE) as archive:
            self.files = {
                member.name.removeprefix("./"): file.read()
                for member in archive
                if member.isfile() and (file := archive.extractfile(member))
            }
        self.core = self.read("ocds-1.1.5/release-schema.json")
        self.patched = self.read("eforms-profile/schema/patched/release-schema.json")
        self._registry: Registry[Any] = Registry().with_resources(
            [
                (f"{_VERSION}/release-schema.json", Resource.from_contents(self.patched)),
                (
                    f"{_VERSION}/versioned-release-validation-schema.json",
                    Resource.from_contents(self.read("ocds-1.1.5/versioned-release-validation-schema.json")),
                ),
            ]
        )
        self.rules = get_merge_rules(self.patched)

    def read(self, path: str) -> Any:
        return json.loads(self.files[path])

    def errors(self, instance: Any, *, package: str | None = None) -> list[str]:
        """What is wrong with a release, or with a package: ``release-package`` or ``record-package``."""
        schema = self.read(f"ocds-1.1.5/{package}-schema.json") if package else self.patched
        validator = jsonschema.Draft4Validator(schema, registry=self._registry)
        return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(instance)]

    def beyond_core(self, release: Any) -> set[tuple[str, str]]:
        """The fields that the core does not have in its own objects, as (key of the object that holds them, field)."""
        found: set[tuple[str, str]] = set()
        _walk(release, self.core, self.core["definitions"], "", found)
        return found


def _walk(value: Any, schema: Any, definitions: Any, holder: str, found: set[tuple[str, str]]) -> None:
    schema = definitions[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if isinstance(value, list):
        for one in value:
            _walk(one, schema.get("items", {}), definitions, holder, found)
    elif isinstance(value, dict):
        for key, below in value.items():
            plain = key.rpartition("_")[0] or key  # title_pt is the core's title
            known = schema.get("properties", {})
            if plain in known:
                _walk(below, known[plain], definitions, key, found)
            else:
                found.add((holder, plain))


@lru_cache(maxsize=1)
def load(shared: Path) -> Schemas:
    return Schemas(shared)
