"""What all tests share: where the real notices lie, and the rule that nothing is skipped in silence in CI."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Generator

# Tests read English, whatever the shell speaks; those of other languages ask for them.
os.environ["KARAVEL_LANGUAGE"] = "en"

REPOSITORY = Path(__file__).resolve().parent.parent

# A busy machine is no reason for a property to fail: no test asserts a time, neither does Hypothesis.
settings.register_profile("karavel", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("karavel")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public notices beside the checkout (or ``$KARAVEL_SHARED``), never part of it."""
    folder = Path(os.environ.get("KARAVEL_SHARED") or REPOSITORY.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("the real notices are not here: lay them beside the checkout or set KARAVEL_SHARED")
    return folder


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
    """With ``KARAVEL_NO_SKIP=1`` a skipped test fails: CI must not be green because something was absent."""
    outcome = yield
    report: pytest.TestReport = outcome.get_result()
    expected_failure = hasattr(report, "wasxfail")
    if report.skipped and not expected_failure and os.environ.get("KARAVEL_NO_SKIP") == "1":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: {reason} (KARAVEL_NO_SKIP=1 allows no skip)"


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, None]:
    """A file that skips itself as a whole (``importorskip``) fails under the same rule."""
    outcome = yield
    report: pytest.CollectReport = outcome.get_result()
    if report.outcome == "skipped" and os.environ.get("KARAVEL_NO_SKIP") == "1":
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid}: skipped as a whole (KARAVEL_NO_SKIP=1 allows no skip)"
