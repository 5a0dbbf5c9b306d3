"""A page in a browser as tests use it: console errors are kept, axe looks at it, screenshots go to a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

from karavel.web.accounts.models import User

#: Desktop, tablet, phone.
WIDTHS = {"desktop": 1280, "tablet": 768, "phone": 390}

_COVERED = """() => {
  const held = document.activeElement, box = held.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const own = !at || held.contains(at) || at.contains(held) || [...(held.labels ?? [])].some((one) => one.contains(at));
  return own ? "" : `${held.outerHTML.slice(0, 160)} under ${at.outerHTML.slice(0, 80)}`;
}"""

_HELD = "selector => document.activeElement.matches(selector)"

_COLOURS = 64  # a page has few: a palette makes a picture a third of the size


def picture(page: Page, path: Path) -> None:
    """Keeps what the window shows as a small PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


class Screen:
    """One browser tab.

    Attributes:
        page: Playwright's page.
        errors: what the console called an error, and answers of 500 and above.
    """

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self._context, self._address = context, address
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        expected = "status of 422" in message.text  # a form with mistakes, which Chromium calls an error
        if message.type == "error" and not expected:
            self.errors.append(message.text)

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.errors.append(f"{response.status} {response.url}")

    def login(self, user: User) -> None:
        """Logs in without the form, and speaks English until told otherwise."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self._context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self._address}])

    def logout(self) -> None:
        """Becomes a stranger."""
        self._context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    def cookie(self, name: str, value: str) -> None:
        """Sets a cookie: ``karavel-language``, ``karavel-theme``."""
        self._context.add_cookies([{"name": name, "value": value, "url": self._address}])

    def go(self, path: str) -> Page:
        """Opens an address of the site, in a window of a desktop's width."""
        self.page.set_viewport_size({"width": WIDTHS["desktop"], "height": 900})
        self.page.goto(self._address + path)
        return self.page

    def serious(self) -> list[str]:
        """What axe finds that is serious or critical."""
        found: list[dict[str, Any]] = Axe().run(self.page).response["violations"]
        return [
            f"{one['id']}: {node['html'][:160]}"
            for one in found
            if one["impact"] in {"serious", "critical"}
            for node in one["nodes"]
        ]

    def shots(self, name: str) -> None:
        """Leaves the page at a phone's width; with ``$KARAVEL_SHOTS`` (a folder) a screenshot at each width."""
        folder = os.environ.get("KARAVEL_SHOTS")
        for label, width in WIDTHS.items() if folder else (("phone", WIDTHS["phone"]),):
            self.page.set_viewport_size({"width": width, "height": 900})
            if folder:
                self.page.screenshot(path=Path(folder, f"{name}-{label}.png"), full_page=True)

    def overflows(self) -> bool:
        """Whether the page is wider than the window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def reach(self, selector: str, most: int = 80) -> None:
        """Goes to the next field or button that fits, by Tab alone; it must show that it has the focus."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(_HELD, selector):
                outline = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none", f"{selector} does not show that it has the focus"
                return
        raise AssertionError(f"{selector} is not reached by {most} presses of Tab")

    def covered(self) -> str:
        """What has the focus while something that sticks to the window lies over it; empty while nothing does."""
        return str(self.page.evaluate(_COVERED))
