"""What tests of the catalogue stand on."""

from __future__ import annotations

import pytest
from tests.web.catalogue.agency import Agency


@pytest.fixture
def agency(db: None) -> Agency:
    """An agency with services in every state."""
    return Agency()
