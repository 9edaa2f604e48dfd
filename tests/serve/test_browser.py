"""The screen in Chromium: who is refused, what is decided by keys and coded with the mouse, and what a page may not do."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from review.project import Project
from tests.browsers import BOUND, Tab, a_browser, needs_browser, until, visiting
from tests.reviews import a_document, add_record, new_review

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_browser

HOSTILE = '<img src=x onerror="alert(1)">\x1b]0;owned\x07\x1b]52;c;?\x07\x1b[2J Towns & <b>markets</b>'
SMALL = """
import asyncio, sys
from review.serve.limits import Openings
from review.serve.server import Server, listening, serve
server = Server(sys.argv[1:], {}, "small", openings=Openings(2))
asyncio.run(serve(server, listening(0), lambda address: print(address, flush=True)))
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


def started(home: Path, *command: str | Path) -> subprocess.Popen[str]:
    """A server whose screens have settings of their own, in `home`."""
    return subprocess.Popen(
        [sys.executable, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")},
    )


def address_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server, two screens at most, for the program that shows what it gets."""
    program = Path(__file__).with_name("a_program.py")
    home = tmp_path_factory.mktemp("small")
    with started(home, "-c", SMALL, sys.executable, "-S", "-E", program) as process:
        yield address_of(process)
        process.terminate()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = new_review(tmp_path_factory.mktemp("browser") / "review")
    add_record(project, "Markets for care", document=a_document())
    add_record(project, HOSTILE, year=2015)
    project.close()
    return project.folder


@pytest.fixture(scope="module")
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`review serve` and its address."""
    command = ("-m", "review", "serve", "--port", "0", "--project", folder, "--reviewer", "ann")
    with started(folder.parent, *command) as process:
        yield process, address_of(process)
        process.terminate()


def test_a_record_is_screened_by_keys(
    browser: Browser, serving: tuple[subprocess.Popen[str], str], folder: Path
) -> None:
    """In two tabs: what is decided in one is in the journal, and shown in the other."""
    with visiting(browser, serving[1]) as visit:
        first, second = visit.tab(), visit.tab(f"http://{visit.host}/")
        for tab in (first, second):
            tab.shows("Markets for care")
            tab.press("F3")
            tab.shows("0 of 2 decided")
        first.press("i")
        first.shows("1 of 2 decided")
        second.shows("1 of 2 decided")
        project = Project.open(folder, "ann")
        decided = [decision.decision for decision in project.screening.all_decisions()]
        project.close()
        assert decided == ["include"]


def test_a_passage_is_selected_with_the_mouse_and_coded(
    browser: Browser, serving: tuple[subprocess.Popen[str], str], folder: Path
) -> None:
    with visiting(browser, serving[1]) as visit:
        tab = visit.tab()
        tab.shows("Markets for care")
        tab.press("F4")
        tab.shows(words := "shape the market of care")
        column, row = tab.painted.find(words)
        tab.drag((column, row), (column + len(words) - 1, row))
        tab.press("1")
        project = Project.open(folder, "ann")
        until(lambda: [coding.quote for coding in project.coding.codings()] == [words], tab.page)
        project.close()


def test_the_window_has_the_colour_of_the_theme(
    browser: Browser, serving: tuple[subprocess.Popen[str], str]
) -> None:
    """Also beside the cells, which seldom fill it."""
    colour = "getComputedStyle(document.querySelector('.xterm-viewport')).backgroundColor"
    with visiting(browser, serving[1]) as visit:
        tab = visit.tab()
        tab.shows("Markets for care")
        until(lambda: tab.page.evaluate(colour) == "rgb(22, 24, 29)", tab.page)
        box = tab.page.locator(".xterm-viewport").bounding_box()
        assert box == {"x": 0, "y": 0, "width": 1280, "height": 800}
        tab.press("Alt+t")
        until(lambda: tab.page.evaluate(colour) == "rgb(251, 250, 247)", tab.page)
        tab.press("Alt+t")
        until(lambda: tab.page.evaluate(colour) == "rgb(22, 24, 29)", tab.page)


def test_a_title_is_text(browser: Browser, serving: tuple[subprocess.Popen[str], str]) -> None:
    """Markup and escape sequences in a title do nothing in the page: no element, no dialog, no other name of the tab."""
    with visiting(browser, serving[1]) as visit:
        tab = visit.tab()
        tab.shows('<img src=x onerror="alert(1)">')
        assert tab.page.title() == "review · realist-review"
        assert tab.page.locator("img").count() == 0


def test_loading_again_ends_one_screen_and_begins_another(
    browser: Browser, serving: tuple[subprocess.Popen[str], str]
) -> None:
    server = psutil.Process(serving[0].pid)
    with visiting(browser, serving[1]) as visit:
        until(lambda: not server.children(), page := visit.context.new_page())
        page.close()
        tab = visit.tab()
        tab.shows("Markets for care")
        (before,) = server.children()
        tab.press("j")
        tab.load_again()
        assert visit.questions == ["beforeunload"]
        tab.shows("Markets for care")
        until(lambda: not before.is_running(), tab.page)
        assert len(server.children()) == 1
    _gone, left = psutil.wait_procs(server.children(), timeout=BOUND)
    assert left == []


def test_nothing_is_shown_without_the_token(browser: Browser, small: str) -> None:
    with visiting(browser, small) as visit:
        page = visit.context.new_page()
        for address in (f"http://{visit.host}/", f"http://{visit.host}/?token=x"):
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 403
            assert page.inner_text("body").startswith("Open the full address that `review serve` printed")
        assert visit.context.cookies() == []


def test_nothing_is_shown_under_a_foreign_name(browser: Browser, small: str) -> None:
    """Though it leads here, and brings the token."""
    with visiting(browser, small.replace("127.0.0.1", "review.example")) as visit:
        answer = visit.context.new_page().goto(visit.address)
        assert answer is not None
        assert answer.status == 421
        assert visit.context.cookies() == []


FOREIGN = """<!DOCTYPE html><title>foreign</title><link rel="icon" href="data:,"><script>
async function attack(host) {
  const socket = await new Promise((done) => {
    const socket = new WebSocket(`ws://${host}/socket?width=80&height=24`);
    socket.onopen = () => done("open");
    socket.onerror = () => done("refused");
  });
  const page = await fetch(`http://${host}/`, { credentials: "include" }).then(() => "read", () => "refused");
  const script = await new Promise((done) => {
    const element = document.createElement("script");
    element.onload = () => done("loaded");
    element.onerror = () => done("refused");
    element.src = `http://${host}/files/page.js`;
    document.head.append(element);
  });
  return [socket, page, script];
}
</script>"""


@pytest.fixture
def foreign() -> Iterator[str]:
    """The address of somebody else's page on this machine, to which the browser sends the same cookies."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(FOREIGN.encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_foreign_page_gets_nothing_though_it_has_the_cookie(
    browser: Browser, small: str, foreign: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(small)
    host = small.split("/")[2]
    page.goto(foreign)
    assert page.evaluate("attack", host) == ["refused"] * 3
    context.close()


def test_one_screen_too_many_is_said_in_its_tab(browser: Browser, small: str) -> None:
    with visiting(browser, small) as visit:
        for _ in range(2):
            first = visit.tab()
            first.shows('"resize"')
        third = visit.tab()
        note = third.page.locator("#why")
        note.get_by_text(
            "2 screens are open, the most allowed. Close another tab, then try again."
        ).wait_for()
        first.page.close()
        until(lambda: _opens(third), third.page)


@pytest.mark.parametrize("is_killed", [False, True])
def test_a_page_whose_server_has_ended_says_how_to_begin_again(
    browser: Browser, tmp_path: Path, is_killed: bool
) -> None:
    """One that was killed cannot say so: the page finds out when its button is pressed."""
    program = Path(__file__).with_name("a_program.py")
    with (
        started(tmp_path, "-c", SMALL, sys.executable, "-S", "-E", program) as process,
        visiting(browser, address_of(process)) as visit,
    ):
        tab = visit.tab()
        tab.shows('"resize"')
        if is_killed:
            process.kill()
            tab.page.locator("#why").get_by_text("The connection to `review serve` is lost.").wait_for()
            process.wait(BOUND)
            tab.page.locator("#again").click()
        else:
            process.terminate()
        tab.page.locator("#why").get_by_text(
            "`review serve` has ended. Start `review serve` again and open the new address."
        ).wait_for()
        assert tab.page.locator("#again").count() == 0
        visit.complaints.clear()  # that nobody answers


def _opens(tab: Tab) -> bool:
    """Whether the tab's button opens a screen: that of another tab needs a moment to end."""
    if tab.page.locator("#again").is_visible():
        tab.page.locator("#again").click()
    tab.page.wait_for_timeout(200)
    return '"resize"' in tab.painted


def test_keys_that_browsers_act_on_go_to_the_program(browser: Browser, small: str) -> None:
    with visiting(browser, small) as visit:
        tab = visit.tab()
        tab.shows('"resize"')
        tab.page.evaluate("window.seen = []; addEventListener('keydown', (event) => seen.push(event), true)")
        keys = [
            *(f"F{number}" for number in range(1, 13)),
            *(f"Control+{letter}" for letter in "rfsplgkaeojdhu"),
            "Tab",
        ]
        tab.press(*keys)
        assert tab.page.evaluate("seen.filter((e) => !e.defaultPrevented).map((e) => e.key)") == []
        tab.press("Alt+t", "Alt+n", "Alt+w", "Alt+q")
        sent = tab.typed()
        assert all(code in sent for code in ("\x1bOP", "\x1b[15~", "\x1b[23~", "\x1b[24~", "\x12", "\x0c"))
        assert sent.endswith("\t\x14\x0e\x17\x11")


def test_texts_are_copied_and_pasted(browser: Browser, small: str) -> None:
    with visiting(browser, small) as visit:
        visit.context.grant_permissions(["clipboard-write"])
        tab = visit.tab()
        tab.shows('"resize"')
        tab.press(*"abc")
        tab.page.evaluate("navigator.clipboard.writeText('two\\nlines')")
        tab.press("Control+v")
        until(lambda: tab.typed().endswith("abctwo\rlines"), tab.page)


def test_what_the_program_shows_opens_and_reads_nothing(browser: Browser, small: str) -> None:
    """A link that is clicked, a terminal link, and the question for the clipboard: as a title might hold them, were it not made plain."""
    link = "http://example.org/"
    sequences = f"\x1b[2J\x1b[H{link} \x1b]8;;{link}\x07there\x1b]8;;\x07 \x1b]52;c;?\x07\x1b]0;owned\x07end"
    with visiting(browser, small) as visit:
        tab = visit.tab()
        tab.shows('"resize"')
        tab.page.evaluate(
            "(text) => document.querySelector('.xterm-helper-textarea').dispatchEvent(new InputEvent('input', {data: text, inputType: 'insertText', composed: true}))",
            sequences,
        )
        tab.shows("end")
        before = tab.typed()
        # The link in the text is one as soon as the script has found it; the other one is from the beginning.
        until(lambda: tab.click(3, 0) or "Opening link blocked" in str(visit.complaints), tab.page)
        tab.click(21, 0)
        tab.press("z")
        until(lambda: tab.typed().endswith("z"), tab.page)
        assert tab.typed() == before + "z"
        assert len(visit.context.pages) == 1
        assert tab.page.title() == "small"
        assert "The Clipboard API has been blocked" in str(visit.complaints)
        visit.complaints.clear()


def test_the_size_of_the_window_is_that_of_the_screen(browser: Browser, small: str) -> None:
    with visiting(browser, small) as visit:
        tab = visit.tab()
        tab.shows('"resize"')
        for width, height in ((640, 480), (1920, 1080)):
            before = tab.size
            tab.page.set_viewport_size({"width": width, "height": height})
            until(lambda: tab.size != before, tab.page)  # noqa: B023 - called in this turn
            tab.shows(f'"width": {tab.size[0]}, "height": {tab.size[1]}')
            box = tab.page.locator(".xterm-screen").bounding_box()
            assert box is not None
            assert box["width"] <= width
            assert box["height"] <= height
