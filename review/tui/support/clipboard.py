"""Copies text through the terminal (which works over ssh) and the system's clipboard."""

from __future__ import annotations

from textual.app import App


def copy(app: App[None], text: str) -> None:
    """Copy text both ways, since neither works everywhere."""
    app.copy_to_clipboard(text)
    app.run_worker(lambda: _copy_to_system(text), thread=True, group="clipboard", exit_on_error=False)


def _copy_to_system(text: str) -> None:
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError, ValueError):
        return  # no system clipboard; the terminal has been asked already
