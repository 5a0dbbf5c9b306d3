"""What tests of the web share. See src/karavel/web/README.md for how to use it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer
from tests.web import postgres
from tests.web.pages import Screen
from tests.web.settings import POSTGRES
from tests.web.world import World, build
from tools.texts import compile_all

from karavel.demo.build import build as build_demo
from karavel.web.accounts import guards
from karavel.web.accounts.models import User

# Playwright's event loop runs in the thread of the test, which Django would otherwise take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs no second run on another database: ``make test-postgres`` leaves it out."""
    for item in items:
        if not item.path.is_relative_to(Path(__file__).parent):
            continue
        fixtures = set(getattr(item, "fixturenames", ()))
        if "screen" in fixtures:
            item.add_marker("browser")
        elif item.get_closest_marker("django_db") is None and not fixtures & {"db", "transactional_db"}:
            item.add_marker("no_database")


@pytest.fixture(scope="session", autouse=True)
def _catalogues() -> None:
    """Translations as they stand in the sources."""
    compile_all()


@pytest.fixture(scope="session", autouse=True)
def _data() -> Iterator[None]:
    yield
    shutil.rmtree(settings.DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Starts PostgreSQL where the run is to be on it."""
    if os.environ.get("KARAVEL_TEST_DB") == "postgres":
        with postgres.running(POSTGRES):
            yield
    else:
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Also sets the triggers of the audit log, which tables made from models lack."""
    with django_db_blocker.unblock():
        guards.install(connection)


@pytest.fixture(scope="session")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_demo(tmp_path_factory.mktemp("demo"), date.today()).lake


@pytest.fixture(scope="session", autouse=True)
def _emptied_tables() -> Iterator[None]:
    """Lets Django empty the tables after a test with transactions, which the database refuses for the audit log."""
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def emptied(test: TransactionTestCase) -> None:
        guards.lift(connection)
        empty(test)
        guards.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


@pytest.fixture
def lake(_demo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo's lake of today, chosen by the environment."""
    monkeypatch.setenv("KARAVEL_LAKE", str(_demo))
    return _demo


@pytest.fixture
def no_lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a lake."""
    monkeypatch.setenv("KARAVEL_LAKE", str(tmp_path / "lake"))
    return tmp_path / "lake"


@pytest.fixture
def world(db: None) -> World:
    """Two organisations and their people."""
    return build()


@pytest.fixture
def as_user() -> Callable[[User | None], Client]:
    """A client that is logged in; None for a stranger."""

    def client(user: User | None) -> Client:
        made = Client(headers={"accept-language": "en"})
        if user:
            made.force_login(user)
        return made

    return client


@pytest.fixture(scope="session")
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def screen(_browser: Browser, live_server: LiveServer) -> Iterator[Screen]:
    """A page in Chromium; fails at the end where the console told of an error."""
    context: BrowserContext = _browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    screen = Screen(context, live_server.url)
    yield screen
    context.close()
    assert screen.errors == []
