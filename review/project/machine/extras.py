"""What can be installed beside the program: extras, and programs of the system. Nothing of them is imported."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec

from review.errors import ReviewError
from review.extras import how_to_add
from review.project.machine.editor import editor_command
from review.project.machine.finding import Finding, lacking, problem, unchecked, works

_SECONDS = 3
_CLIPBOARDS = {
    "xclip": "DISPLAY",
    "xsel": "DISPLAY",
    "wl-copy": "WAYLAND_DISPLAY",
    "pbcopy": "",
    "clip.exe": "",
}
"""Programs that copy to the system's clipboard, and what must be set for them."""


def recognition() -> Finding:
    """Text recognition of scans: the extra, tesseract, and its languages."""
    check, what = "recognition", "text recognition of scans"
    if find_spec("ocrmypdf") is None:
        return lacking(check, what, how_to_add("ocr") + _and_tesseract())
    if shutil.which("tesseract") is None:
        return lacking(check, f"{what}: tesseract", "apt install tesseract-ocr, or brew install tesseract")
    languages = _languages()
    if not languages:
        return problem(
            check,
            "tesseract does not list its languages",
            "install it again, with a language: apt install tesseract-ocr-eng",
        )
    return works(check, f"{what}, with tesseract for {', '.join(languages)}")


def _and_tesseract() -> str:
    return (
        ""
        if shutil.which("tesseract")
        else ", and tesseract (apt install tesseract-ocr, or brew install tesseract)"
    )


def _languages() -> list[str]:
    """The languages that tesseract has; without its data for the layout of pages."""
    try:
        said = subprocess.run(
            ["tesseract", "--list-langs"],
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", timeout=_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return []
    # Earlier versions list them on standard error.
    lines = (said.stdout or said.stderr).splitlines()[1:]
    return [line.strip() for line in lines if line.strip() not in {"", "osd"}]


def server() -> Finding:
    """Exchange through a PostgreSQL server."""
    return _extra("server", "psycopg", "team", "exchange through a PostgreSQL server")


def browser() -> Finding:
    """The screen in a browser."""
    return _extra("browser", "textual_serve", "web", "the screen in a browser (`review serve`)")


def cluster() -> Finding:
    """Reading on several machines."""
    return _extra("cluster", "distributed", "cluster", "reading on a Dask cluster")


def encoder() -> Finding:
    """Sentence vectors for suggestions of codes, and the encoder that was chosen."""
    # Imported here because it loads numpy, which only those wait for who have the extra or chose an encoder.
    from review.learning.semantic.choice import chosen, spoilt

    check, what = "encoder", "sentence vectors for suggestions"
    found = chosen()
    if found and (wrong := found.problem()):
        return problem(
            check,
            f"{found.name}: {wrong}",
            "suggestions go on without it; `review semantic off` leaves it at that",
        )
    if found:
        return works(check, f"{what}: {found.name}")
    if wrong := spoilt():
        unread, _, advice = wrong.partition("; ")
        return problem(check, unread, advice)
    if any(find_spec(name) is None for name in ("onnxruntime", "tokenizers")):
        return lacking(check, what, how_to_add("semantic"))
    return works(check, f"{what}; none is in use", "`review semantic use default` uses one")


def editor(environment: Mapping[str, str]) -> Finding:
    """The editor that the Desk opens."""
    is_set = any(environment.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    try:
        return works("editor", " ".join(editor_command(environment)))
    except ReviewError as error:
        found, _, advice = str(error).partition("; ")
        return (problem if is_set else lacking)("editor", found, advice)


def clipboard(environment: Mapping[str, str], tmux: Mapping[str, str]) -> Finding:
    """The system's clipboard; the terminal's own cannot be asked."""
    programs = [
        name
        for name, needs in _CLIPBOARDS.items()
        if shutil.which(name) and (not needs or environment.get(needs))
    ]
    if tmux.get("set-clipboard") == "off":
        by_terminal = (
            "tmux keeps the terminal's (OSC 52) from programs: `tmux set -s set-clipboard on` allows it"
        )
    else:
        by_terminal = "the terminal's (OSC 52) cannot be asked: copy something to see"
    if programs:
        return works("clipboard", f"the system's, with {programs[0]}", by_terminal)
    return unchecked("clipboard", "no program for the system's (xclip, xsel or wl-copy)", by_terminal)


def _extra(check: str, module: str, extra: str, what: str) -> Finding:
    return works(check, what) if find_spec(module) else lacking(check, what, how_to_add(extra))
