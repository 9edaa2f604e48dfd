"""Shows a text in place of another one, and lays the screen out again only where it takes other room."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static


def show(block: Static, content: Content) -> None:
    """Show a content in a block whose width does not depend on it; one that is shown already costs nothing."""
    width, height = block.content_size
    if not _is_shown(block, content):
        block.update(content, layout=not width or content.get_height({}, width) != height)


def show_within(block: Static, content: Content) -> None:
    """Show a content in a block whose size does not depend on it; one that is shown already costs nothing."""
    if not _is_shown(block, content):
        block.update(content, layout=False)


def show_title(pane: Widget, title: str) -> None:
    """Show a title in the border of a pane; with one that is shown already the pane is not painted again."""
    if pane.border_title != title:
        pane.border_title = title


def _is_shown(block: Static, content: Content) -> bool:
    return isinstance(block.content, Content) and block.content.is_same(content)
