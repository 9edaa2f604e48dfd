"""Shows a text in place of another one, and lays the screen out again only where it takes other room."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


def show(block: Static, content: Content) -> None:
    """Show a content in a block whose width does not depend on it; one that is shown already costs nothing."""
    before, width = block.content, block.content_size.width
    if isinstance(before, Content) and before.is_same(content):
        return
    if not isinstance(before, Content) or not width:
        block.update(content)
    else:
        heights = {one.get_height({}, width) for one in (before, content)}
        block.update(content, layout=len(heights) > 1)
