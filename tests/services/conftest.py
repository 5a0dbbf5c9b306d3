"""Where the shapes of CPSV-AP lie once unpacked."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def cpsv_ap(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """CPSV-AP 3.2.0 as SEMIC publishes it: shapes, context, examples."""
    folder = tmp_path_factory.mktemp("cpsv-ap")
    with tarfile.open(shared / "conformance" / "cpsv-ap-3.2.0.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return folder
