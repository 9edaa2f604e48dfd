"""A real browser without a window, and what the terminal in its page was given to paint."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page, WebSocket

BOUND = 60.0
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_SEQUENCE = re.compile(
    r"\x1b\[(?P<at>\d*;?\d*)H|\x1b\[[0-9;?<>=$]*[a-zA-Z]|\x1b[()=>78].?|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\r|\n"
)


def program() -> str:
    """The browser; empty where there is none. A run that must not do without fails here."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), "")
    if not found or importlib.util.find_spec("playwright") is None:
        lack = "Chromium" if not found else "playwright"
        assert "REVIEW_TESTS_NEED_BROWSER" not in os.environ, f"{lack} is missing"
        return ""
    return found


needs_browser = pytest.mark.skipif(
    not program(), reason="Chromium or playwright is missing: the browser is not tested"
)


def until(condition: Callable[[], object], page: Page) -> None:
    """Wait for a condition, while the browser works."""
    end = time.monotonic() + BOUND
    while not condition():
        assert time.monotonic() < end
        page.wait_for_timeout(30)


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Chromium, to which ``review.example`` is this machine, as when somebody has their name point here."""
    from playwright.sync_api import sync_playwright

    arguments = ["--host-resolver-rules=MAP review.example 127.0.0.1", "--disable-gpu"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium does not start as root with it
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=arguments)
        yield browser
        browser.close()


class Painted:
    """The cells of a terminal, from what was sent to it: positions and text, without colours."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[int, str]] = {}
        self._row = self._column = 0

    def take(self, data: bytes) -> None:
        """Paint what was sent."""
        text, place = data.decode(), 0
        for found in _SEQUENCE.finditer(text):
            self._put(text[place : found.start()])
            place = found.end()
            if found["at"] is not None:
                row, _, column = found["at"].partition(";")
                self._row, self._column = int(row or 1) - 1, int(column or 1) - 1
            elif found[0] == "\n":
                self._row, self._column = self._row + 1, 0
            elif found[0] == "\r":
                self._column = 0
        self._put(text[place:])

    def _put(self, text: str) -> None:
        for character in text:
            self.rows.setdefault(self._row, {})[self._column] = character
            self._column += 1

    def lines(self) -> list[str]:
        """The lines as text."""
        lines = []
        for number in range(max(self.rows, default=-1) + 1):
            row = self.rows.get(number, {})
            lines.append("".join(row.get(column, " ") for column in range(max(row, default=-1) + 1)))
        return lines

    def __contains__(self, text: str) -> bool:
        return any(text in line for line in self.lines())

    def find(self, text: str) -> tuple[int, int]:
        """The column and row, from 0, where a text begins."""
        return next((line.index(text), row) for row, line in enumerate(self.lines()) if text in line)


@dataclass
class Tab:
    """A page with a screen: what is painted there, and the size of the terminal as it was last sent."""

    page: Page
    painted: Painted = field(default_factory=Painted)
    size: tuple[int, int] = (0, 0)
    _typed: list[str] = field(default_factory=list)

    def follow(self, socket: WebSocket) -> None:
        """Take what goes over the page's socket; a page that is loaded again has a new one."""
        self.painted = painted = Painted()
        socket.on("framereceived", lambda data: painted.take(data) if isinstance(data, bytes) else None)
        socket.on("framesent", lambda data: self._sent(data if isinstance(data, str) else ""))

    def _sent(self, text: str) -> None:
        if found := re.fullmatch(r'\["resize",\{"width":(\d+),"height":(\d+)\}\]', text):
            self.size = int(found[1]), int(found[2])
        elif text.startswith('["stdin",'):
            self._typed.append(json.loads(text)[1])

    def typed(self) -> str:
        """What the page has sent to the program as keys."""
        return "".join(self._typed)

    def shows(self, text: str) -> None:
        """Wait until a text is painted."""
        until(lambda: text in self.painted, self.page)

    def load_again(self) -> None:
        """Load the page again; nothing of the screen before it counts as painted."""
        self.painted = Painted()
        self.page.reload()

    def press(self, *keys: str) -> None:
        """Press keys, by the browser's names of them."""
        for key in keys:
            self.page.keyboard.press(key)

    def at(self, column: int, row: int) -> tuple[float, float]:
        """The middle of a cell on the page."""
        box = self.page.locator(".xterm-screen").bounding_box()
        assert box is not None
        width, height = self.size
        return box["x"] + (column + 0.5) * box["width"] / width, box["y"] + (row + 0.5) * box[
            "height"
        ] / height

    def click(self, column: int, row: int) -> None:
        """Go to a cell with the mouse, stay a moment as a person does, and click."""
        self.page.mouse.move(*self.at(column, row))
        self.page.wait_for_timeout(100)
        self.page.mouse.click(*self.at(column, row))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the mouse on a cell, move over the text, and let it go on another."""
        mouse = self.page.mouse
        mouse.move(*self.at(*start))
        mouse.down()
        mouse.move(*self.at((start[0] + end[0]) // 2, end[1]))
        mouse.move(*self.at(*end))
        mouse.up()


@dataclass
class Visit:
    """A browser's profile of its own at a server; everything its pages ask for and complain about is kept."""

    context: BrowserContext
    address: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        """The server's name and port."""
        return urlsplit(self.address).netloc

    def tab(self, address: str = "") -> Tab:
        """Open the address in a tab."""
        page = self.context.new_page()
        tab = Tab(page)
        page.on("websocket", tab.follow)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("dialog", self._answer)
        page.goto(address or self.address)
        return tab

    def _heard(self, kind: str, text: str) -> None:
        is_slow = text.startswith("task queue exceeded")  # the terminal's script, about this machine
        if kind in {"error", "warning"} and not is_slow:
            self.complaints.append(text)

    def _answer(self, dialog: Dialog) -> None:
        self.questions.append(dialog.type)
        dialog.accept()


@contextmanager
def visiting(browser: Browser, address: str, width: int = 1280, height: int = 800) -> Iterator[Visit]:
    """A fresh profile; afterwards it is checked that no other host was asked, and that no page complained."""
    context = browser.new_context(viewport={"width": width, "height": height})
    visit = Visit(context, address)
    context.on("request", lambda request: visit.asked.append(request.url))
    try:
        yield visit
    finally:
        context.close()
    assert {urlsplit(url).netloc for url in visit.asked if not url.startswith("data:")} == {visit.host}
    assert visit.complaints == [], visit.complaints
    assert set(visit.questions) <= {"beforeunload"}
