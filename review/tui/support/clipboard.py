"""Copying: through the terminal, which reaches over ssh, and through the system's clipboard, where there is one."""

from __future__ import annotations

from textual.app import App


def copy(app: App[None], text: str) -> None:
    """Put text on the clipboard, both ways: no terminal or system has only one that always works."""
    app.copy_to_clipboard(text)
    app.run_worker(lambda: _copy_to_system(text), thread=True, group="clipboard", exit_on_error=False)


def _copy_to_system(text: str) -> None:
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError, ValueError):
        return  # there is none; the terminal has been asked already
