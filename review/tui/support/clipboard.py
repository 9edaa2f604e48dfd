"""The system's clipboard, beside the terminal's (which works over ssh): neither works everywhere."""

from __future__ import annotations


def copy_to_system(text: str) -> None:
    """Copy a text if there is a system clipboard; for a background thread."""
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError, ValueError):
        return  # the terminal has been asked already
