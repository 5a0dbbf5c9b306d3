"""The OpenAPI description: ninja's, with the shapes of answers from the Structs that they are."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from karavel.web.api.offered import SHAPES, responses

_WHERE: Final = "#/components/schemas/{name}"


def complete(description: dict[str, Any]) -> dict[str, Any]:
    """The description with answers and problems of every operation."""
    schemas, components = msgspec.json.schema_components(SHAPES, ref_template=_WHERE)
    known = list(zip(SHAPES, schemas, strict=True))

    def refer(shape: Any) -> dict[str, Any]:
        return next(schema for one, schema in known if one is shape or one == shape)

    for operations in description["paths"].values():
        for operation in operations.values():
            operation["responses"] = responses(operation.pop("x-answer"), refer)
    parts = description["components"]
    parts["schemas"] = parts.get("schemas", {}) | components
    return description
