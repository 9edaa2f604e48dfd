"""The terminal, as far as its environment says what it can do: nothing is written to it or asked of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Self

from msgspec import Struct

from review.project.machine.ascii_only import ASCII_ONLY, shows_only_ascii
from review.project.machine.finding import Finding, problem, unchecked, works

WIDTH, HEIGHT = 80, 24
"""The smallest terminal that every place and dialog is made for."""

_KNOWN = ("xterm", "screen", "tmux", "rxvt", "linux", "konsole", "gnome", "vte", "alacritty", "foot", "st-", "kitty", "wezterm", "ghostty", "iterm", "contour", "mintty", "putty", "eterm", "nsterm")  # fmt: skip
"""How the names of terminal types begin whose keys Textual knows."""

_SECONDS = 0.5


class Terminal(Struct, frozen=True):
    """What is known of the terminal. `tmux` has the options of tmux that matter, if it runs in one."""

    environment: Mapping[str, str]
    is_one: bool = True
    width: int = WIDTH
    height: int = HEIGHT
    tmux: Mapping[str, str] = {}

    @classmethod
    def of_this_process(cls) -> Self:
        """The terminal that this process was started in."""
        width, height = shutil.get_terminal_size((WIDTH, HEIGHT))
        is_one = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
        tmux = dict(_tmux_options()) if os.environ.get("TMUX") else {}
        return cls(os.environ, is_one, width, height, tmux)


def findings(terminal: Terminal) -> Iterator[Finding]:
    """What the terminal can do."""
    if not terminal.is_one:
        yield unchecked(
            "terminal",
            "this command does not run in a terminal",
            "the screen needs one: run `review doctor` there to have it checked",
        )
        return
    yield size(terminal)
    yield colours(terminal)
    yield signs(terminal)
    yield keys(terminal)
    yield mouse(terminal)


def size(terminal: Terminal) -> Finding:
    """Whether it is large enough."""
    found = f"{terminal.width} × {terminal.height} characters"
    if terminal.width < WIDTH or terminal.height < HEIGHT:
        return problem("terminal", found, f"make it at least {WIDTH} × {HEIGHT}, or use a smaller font")
    return works("terminal", found)


def colours(terminal: Terminal) -> Finding:
    """How many colours it says it has."""
    name = terminal.environment.get("TERM", "")
    if terminal.environment.get("NO_COLOR"):
        return works(
            "colours", "none, because NO_COLOR is set", "unset NO_COLOR to see codes in their colours"
        )
    if terminal.environment.get("COLORTERM", "").casefold() in {"truecolor", "24bit"} or "direct" in name:
        return works("colours", "16 million")
    advice = "if the terminal has more: export COLORTERM=truecolor"
    if "256" in name:
        return works("colours", "256", advice)
    if name in {"", "dumb"} or name.startswith("vt"):
        return works("colours", "none known", advice)
    return works("colours", "16", advice)


def signs(terminal: Terminal) -> Finding:
    """Whether it shows more than ASCII."""
    if not shows_only_ascii(terminal.environment):
        return works("signs", "UTF-8")
    if ASCII_ONLY in terminal.environment:
        return works("signs", f"ASCII only, because {ASCII_ONLY} is set")
    return works("signs", "ASCII only, by the locale", "export LANG=en_GB.UTF-8, or another locale of UTF-8")


def keys(terminal: Terminal) -> Finding:
    """Whether the terminal's type is one whose function keys are known."""
    name = terminal.environment.get("TERM", "")
    elsewhere = "Ctrl+P reaches every place without function keys"
    if name.casefold().startswith(_KNOWN):
        return works("keys", f"function keys of the terminal type {name}", elsewhere)
    if name in {"", "dumb"}:
        return problem(
            "keys",
            f"TERM is {name or 'not set'}, so the screen cannot be shown",
            "use a terminal that sets TERM, such as xterm-256color",
        )
    return unchecked("keys", f"function keys of the terminal type {name}", elsewhere)


def mouse(terminal: Terminal) -> Finding:
    """Whether clicks arrive, as far as tmux can say."""
    if terminal.tmux.get("mouse") == "off":
        return works(
            "mouse",
            "tmux keeps clicks to itself",
            "`tmux set -g mouse on` passes them on; nothing needs a mouse",
        )
    if terminal.tmux.get("mouse") == "on":
        return works("mouse", "tmux passes clicks on")
    return unchecked("mouse", "a terminal does not say whether it has one", "nothing needs a mouse")


def _tmux_options() -> Iterator[tuple[str, str]]:
    """The options of the running tmux; none where it does not answer."""
    for name, scope in (("mouse", "-gv"), ("set-clipboard", "-sv")):
        try:
            said = subprocess.run(
                ["tmux", "show-options", scope, name],
                stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", timeout=_SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return
        yield name, said.stdout.strip()
