"""A form for what a stakeholder, an expert or the team said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Static

from review.domain import CommentSource
from review.errors import ReviewError
from review.tui.dialogs.form import Form, Line, form_keys
from review.tui.support.plain import content

if TYPE_CHECKING:
    from review.project import Project


class CommentForm(Form):
    """Stores a comment on a record, coding, configuration or code, or on the whole review.

    `on` is the id that is given at first, shown as it is `called`; it can be changed.
    """

    CSS_PATH = "comment.tcss"
    AUTO_FOCUS = "#text"
    ENTER_GOES_ON = True
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"enter": "Next field, at last save"}
    BINDINGS: ClassVar[list[BindingType]] = form_keys("comment")

    def __init__(self, project: Project, on: str = "", called: str = "") -> None:
        super().__init__("Comment of a stakeholder, an expert or the team")
        self._project = project
        self._on = on
        self._called = called or on

    def compose_body(self) -> ComposeResult:
        """Earlier comments on the same, and the fields."""
        earlier = [f"{one.in_words}: {one.text}" for one in self._project.annotations.comments(self._on)]
        if self._on and earlier:
            with VerticalScroll(id="earlier"):
                yield Static(content("\n".join(earlier)))
        yield Static(Content("What was said"), classes="field-label")
        yield Line(id="text")
        yield Static(Content("Who comments: stakeholder, expert or team"), classes="field-label")
        yield Line(id="kind", suggester=SuggestFromList([str(source) for source in CommentSource]))
        yield Static(Content("Person or group (empty: not reported)"), classes="field-label")
        yield Line(id="who")
        yield Static(
            Content("Date, such as 2026-11-28, 2026-11 or 2026 (empty: not reported)"), classes="field-label"
        )
        yield Line(id="date")
        yield Static(
            Content("On which code, record, coding or configuration (empty: the whole review)"),
            classes="field-label",
        )
        yield Line(self._called, id="on")
        yield Static(id="complaint")

    def save(self, typed: Mapping[str, str]) -> None:
        """Store the comment and close, unless it is refused."""
        self.close_with(lambda: self._store(typed))

    def _store(self, typed: Mapping[str, str]) -> str:
        if not typed["text"]:
            self._go_to("text")
            raise ReviewError("Type what was said.")
        source = _source(typed["kind"])
        if source is None:
            self._go_to("kind")
            raise ReviewError("Type who comments: stakeholder, expert or team.")
        return self._project.annotations.comment(
            typed["text"], source, who=typed["who"], when=typed["date"], on=typed["on"]
        ).message

    def _go_to(self, field: str) -> None:
        self.query_one(f"#{field}").focus()


def _source(typed: str) -> CommentSource | None:
    """Who comments, by the word or its first letter."""
    word = typed.casefold()
    return next((one for one in CommentSource if word in (one.value, one.value[0])), None)
