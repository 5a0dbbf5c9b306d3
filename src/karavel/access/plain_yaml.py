"""Law data as plain text values: nothing is guessed at (``NO`` stays Norway), and no key may be written twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from karavel.errors import Mistake


class _Once(yaml.CBaseLoader):
    """Makes text only, and takes no key twice: the second would silently replace the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = Counter(key.value for key, _ in node.value)
        for key, _ in node.value:
            if keys[key.value] > 1:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} is written twice", key.start_mark)
        return super().construct_mapping(node, deep)


def read_plain(file: Path) -> Any | Mistake:
    """What a file says, all scalars as text: who converts it gives them their types. What it is not is told."""
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_Once)  # noqa: S506  makes text only
    except OSError as error:
        return Mistake(file.name, f"cannot be read: {error.strerror}")
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return Mistake(file.name, f"is not YAML: {' '.join(str(error).split())}")
