"""The program in a real terminal: tmux runs it and reports what every cell then holds, with its colours."""

from __future__ import annotations

import itertools
import os
import re
import shlex
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color

from review.tui.support.colours import contrast
from review.tui.support.themes import DARK, LIGHT
from tests.tui.legibility.faults import FAINT, NOT_TEXT, TEXT, is_line, is_shape

PATIENCE = 90.0
"""Seconds after which a screen that has not come is an error."""

DEPTHS = {"truecolor": "truecolor", "256 colours": ""}
"""What COLORTERM says, by how many colours the program then uses."""


@dataclass(frozen=True)
class Place:
    """A place to check: the keys from the previous one, and a text that only it shows."""

    keys: tuple[str, ...]
    shows: str


PLACES = {
    "library": Place((), "Reference"),
    "screening": Place(("F3",), "i Include"),
    "theory-map": Place(("F5",), "version"),
    "exports": Place(("F6",), "Write"),
    "model": Place(("F7",), "what is left"),
    "configurations": Place(("F8",), "search configurations"),
    "desk": Place(("F9",), "in the prose"),
    "searches": Place(("F10",), "PRISMA-S"),
    "team": Place(("F11",), "Conflicts"),
    "reader": Place(("F2", "Down", "Enter"), "Accept"),
}

KEYS = {
    **{
        name: name.capitalize()
        for name in ("down", "up", "left", "right", "end", "enter", "escape", "space", "tab")
    },
    "slash": "/",
    "question_mark": "?",
    "plus": "+",
    " ": "Space",
    "ctrl+p": "C-p",
    "ctrl+f": "C-f",
    "ctrl+end": "C-End",
}
"""tmux's names of the keys that it does not call as Textual does."""

Box = tuple[int, int, int, int]
"""The first column, the first row, the last column and the last row of a dialog."""


@dataclass
class Terminal:
    """A separate tmux server with one pane."""

    socket: str

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-L", self.socket, "-f", os.devnull, *arguments]
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", check=True, timeout=PATIENCE
        ).stdout

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        for key in keys:
            self._tmux("send-keys", key)

    def screen(self) -> str:
        """What the pane holds, with escape sequences for its colours."""
        return self._tmux("capture-pane", "-e", "-p")

    def wait_for(
        self, shown: Callable[[str], object], *, changed_from: str = "", patience: float = PATIENCE
    ) -> str:
        """Wait until the text is as expected, differs from `changed_from` and is stable; returns the screen."""
        until = time.monotonic() + patience
        before = ""
        while time.monotonic() < until:
            now = self.screen()
            if now == before and now != changed_from and shown(plain(now)):
                return now
            before = now
            time.sleep(0.3)
        raise AssertionError(f"did not come within {patience:.0f} s; the screen holds:\n{plain(before)}")

    def type(self, keys: Sequence[str]) -> None:
        """Press keys by Textual's names, each after the previous one has changed the screen (3 s at most)."""
        for key in keys:
            before = self.screen()
            self.press(KEYS.get(key, key.upper() if re.fullmatch(r"f\d+", key) else key))
            with suppress(AssertionError):
                self.wait_for(bool, changed_from=before, patience=3.0)


@contextmanager
def running(review: Path, config: Path, size: tuple[int, int], depth: str) -> Iterator[Terminal]:
    """The program on a review in a terminal of that size; `config` holds its settings."""
    terminal = Terminal(f"review-{uuid.uuid4().hex}")
    variables = {
        "COLORTERM": DEPTHS[depth],
        "XDG_CONFIG_HOME": str(config),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "TERM": "tmux-256color" if depth == "256 colours" else "xterm-256color",
    }
    unset = [part for name in ("NO_COLOR", "TEXTUAL_THEME", "COLUMNS", "LINES") for part in ("-u", name)]
    command = [
        *("env", *unset, *(f"{name}={value}" for name, value in variables.items())),
        *(sys.executable, "-m", "review", "--project", str(review), "--reviewer", "Ann"),
    ]
    width, height = map(str, size)
    try:
        terminal._tmux("new-session", "-d", "-x", width, "-y", height, shlex.join(command))
        terminal._tmux("set-option", "-g", "status", "off")
        terminal._tmux("resize-window", "-x", width, "-y", height)
        yield terminal
    finally:
        subprocess.run(["tmux", "-L", terminal.socket, "kill-server"], capture_output=True, check=False)


def plain(screen: str) -> str:
    """The characters without the sequences."""
    return re.sub(r"\x1b\[[0-9;:]*m|\x1b\(B|\x0e|\x0f", "", screen)


def dialog(text: str) -> Box | None:
    """The dialog's box on a plain screen: a centred frame, or the two edges of the command palette."""
    rows = text.split("\n")
    width = max(map(cell_len, rows))
    for top, row in enumerate(rows):
        for bottom in range(top + 1, len(rows)):
            if re.fullmatch("▔+", row) and re.fullmatch("▁+", rows[bottom]):
                return 0, top, len(row) - 1, bottom
        for corner in re.finditer("┌[^┌┐]*┐", row):
            left, right = cell_len(row[: corner.start()]), cell_len(row[: corner.end()]) - 1
            bottom = next((y for y in range(top + 1, len(rows)) if _at(rows[y], left) == "└"), 0)
            if bottom and _at(rows[bottom], right) == "┘" and abs(left + right + 1 - width) <= 2:
                return left, top, right, bottom
    return None


def _at(row: str, column: int) -> str:
    """The character in a cell; empty beyond the end of the row."""
    x = 0
    for character in row:
        if x >= column:
            return character
        x += cell_len(character)
    return ""


def contrasts(screen: str, box: Box | None = None) -> Iterator[tuple[float, float, str]]:
    """The contrast, the least allowed contrast and the characters of each run.

    With a `box`, only of those inside: what is below a dialog is dimmed on purpose.
    """
    faint = _faint()
    ink, ground, dim, reverse = RichColor.default(), RichColor.default(), False, False
    x = y = 0
    # tmux sends what changes from cell to cell, also from the end of a line to the next one's beginning.
    for codes, text in re.findall(r"\x1b\[([0-9;:]*)m|(\n|[^\x1b\n]+)", screen):
        if not text:
            ink, ground, dim, reverse = _after(codes, ink, ground, dim=dim, reverse=reverse)
            continue
        if text == "\n":
            x, y = 0, y + 1
            continue
        inside = _inside(text, x, y, box)
        x += cell_len(text)
        front, back = _colour(ink, is_ink=True), _colour(ground, is_ink=False)
        if reverse:
            front, back = back, front
        shown = front.blend(back, 0.5) if dim else front
        visible = "".join(c for c in inside if not c.isspace() and not is_line(c))
        words = "".join(c for c in visible if not is_shape(c))
        if words:
            yield contrast(shown, back), NOT_TEXT if front in faint else TEXT, words
        elif visible:
            yield contrast(shown, back), NOT_TEXT, visible


def _inside(text: str, x: int, y: int, box: Box | None) -> str:
    """The characters inside the box of a run that begins at a cell."""
    if box is None:
        return text
    left, top, right, bottom = box
    ends = itertools.accumulate((cell_len(c) for c in text), initial=x)
    return "".join(
        c for c, start in zip(text, ends, strict=False) if left <= start <= right and top <= y <= bottom
    )


def _faint() -> set[Color]:
    """The faint colours, with all colours and with 256."""
    meant = [Color.parse(theme.variables[name]) for theme in (DARK, LIGHT) for name in FAINT]
    return {*meant, *(_colour(c.rich_color.downgrade(ColorSystem.EIGHT_BIT), is_ink=True) for c in meant)}


def _colour(colour: RichColor, *, is_ink: bool) -> Color:
    return Color(*colour.get_truecolor(foreground=is_ink))


def _after(
    codes: str, ink: RichColor, ground: RichColor, *, dim: bool, reverse: bool
) -> tuple[RichColor, RichColor, bool, bool]:
    """The state after a sequence."""
    numbers = [int(code or 0) for code in codes.replace(":", ";").split(";")]
    while numbers:
        code = numbers.pop(0)
        if code in {38, 48}:
            kind = numbers.pop(0)
            taken, numbers = (numbers[:3], numbers[3:]) if kind == 2 else (numbers[:1], numbers[1:])
            colour = RichColor.from_rgb(*taken) if kind == 2 else RichColor.from_ansi(taken[0])
            ink, ground = (colour, ground) if code == 38 else (ink, colour)
        elif code == 0:
            ink, ground, dim, reverse = RichColor.default(), RichColor.default(), False, False
        elif code in {2, 22}:
            dim = code == 2
        elif code in {7, 27}:
            reverse = code == 7
        elif 30 <= code <= 37 or 90 <= code <= 97:
            ink = RichColor.from_ansi(code - 30 if code < 90 else code - 82)
        elif 40 <= code <= 47 or 100 <= code <= 107:
            ground = RichColor.from_ansi(code - 40 if code < 100 else code - 92)
        elif code in {39, 49}:
            ink, ground = (RichColor.default(), ground) if code == 39 else (ink, RichColor.default())
    return ink, ground, dim, reverse
