"""Schemathesis asks every operation by its description: no fault of ours, no answer that the description lacks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import SkipTest

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.web.api_asking import token_of
from tests.web.world import World

from karavel.web.api.service import description as whole

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


OPERATIONS = [(path, method) for path, operations in json.loads(whole())["paths"].items() for method in operations]
BOUNDED = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests close the connection of the test's transaction no more, as with Django's own client."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_fault_and_no_surprise(world: World, lake: Path, path: str, method: str, mode: GenerationMode) -> None:
    """Both with what the description allows and with what it forbids."""
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    _, text = token_of(world.ours)
    answered: list[int] = []

    @given(described[path][method].as_strategy(generation_mode=mode))
    @BOUNDED
    def ask(case: Case[Any]) -> None:
        answer = case.call_and_validate(headers={"Authorization": f"Bearer {text}"}, checks=CHECKS)
        answered.append(answer.status_code)

    try:
        ask()
    except SkipTest:
        pytest.skip("the description forbids nothing")
    assert answered
    assert set(answered) != {401}
