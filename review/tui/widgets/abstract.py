"""A record's reference and abstract with the criteria's words highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content, Span
from textual.geometry import Region, Size
from textual.widgets import Static

from review.domain import Record
from review.domain.texts.languages import ENGLISH
from review.domain.wording.named import capitalised
from review.theory_map import Criterion
from review.tui.support.plain import plain, plain_lines
from review.tui.support.themes import MUTED
from review.tui.widgets.highlighting import criterion_terms, places_of, term_spans
from review.tui.widgets.record_details import instead_of_authors, reference

INCLUDES, EXCLUDES = "$text-success", "$text-error"
"""The colours of inclusion and of exclusion criteria."""

ROOMY = 30
"""Heights of the window in lines from which the whole reference is shown, and a blank line after it."""

AROUND, WIDEST = 5, 110
"""Cells left and right of the text, and its most cells, as in the styles."""

NO_ABSTRACT = "No abstract; from the document:"
"""The line above the document's summary or opening where it takes the place of an abstract."""

AUTHORS = 3
"""How many authors are named in a lower window."""


def in_short(record: Record, width: int) -> Content:
    """The reference as title and one line of `width` cells: authors, year and publication."""
    authors = "; ".join(record.authors[:AUTHORS]) + (" et al." if len(record.authors) > AUTHORS else "")
    who = authors or instead_of_authors(record)
    year = f"({record.year}{record.year_suffix})" if record.year else "(n.d.)"
    source = " · ".join(part for part in (f"{who} {year}".strip(), record.container) if part)
    line = Content.styled(plain(source), MUTED).truncate(width, ellipsis=True)
    return Content.assemble((plain(record.title) or "(no title)", "bold"), "\n", line)


def highlighted(text: str, criteria: Sequence[Criterion], languages: Sequence[str] = (ENGLISH,)) -> Content:
    """The text with the criteria's words marked; inclusion and exclusion differ in style, not only in colour."""
    spans = [
        Span(start, end, f"underline {EXCLUDES}" if criterion.excludes else f"bold {INCLUDES}")
        for criterion in criteria
        for start, end in term_spans(text, criterion_terms(criterion, criteria, languages), languages)
    ]
    return Content(plain_lines(text), spans)


def _places(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    return sorted(place for term in terms for place in places_of(text, term))


def _marked(shown: Content, places: Sequence[tuple[int, int]]) -> Content:
    return Content(shown.plain, [*shown.spans, *(Span(*place, "reverse") for place in places)])


class AbstractView(VerticalScroll, can_focus=True):
    """The reference and the abstract or its substitute; scrolls with the arrow keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", "Scroll down", show=False, id="screening.scroll_down"),
        Binding("k,up", "scroll_up", "Scroll up", show=False, id="screening.scroll_up"),
        Binding("pagedown,space", "page_down", "Page down", show=False, id="screening.page_down"),
        Binding("pageup", "page_up", "Page up", show=False, id="screening.page_up"),
        Binding("home", "scroll_home", "Top", show=False, id="screening.top"),
        Binding("end", "scroll_end", "End", show=False, id="screening.end"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._of: tuple[Record, str, Sequence[Criterion], Sequence[str]] | None = None
        self._reference = self._shown = Content("")
        self._title = 0
        """The length of the title at the start of the reference."""
        self._shown_for = Size(0, 0)
        self.is_marked = False

    def compose(self) -> ComposeResult:
        """The reference above the text."""
        yield Static(id="abstract-reference")
        yield Static(id="abstract-text")

    def show(
        self,
        record: Record,
        text: str,
        criteria: Sequence[Criterion],
        languages: Sequence[str] = (ENGLISH,),
    ) -> None:
        """Show a record with this text, from its start if it is another record; the same again changes nothing."""
        before, self._of = self._of, (record, text, criteria, languages)
        if self._of == before:
            return
        self._title = len(plain(record.title))
        self._shown = (
            highlighted(text, criteria, languages)
            if text
            else Content.styled(
                plain(f"There is no abstract and no text. {capitalised(record.message)}"),
                MUTED,
            )
        )
        self.is_marked = False
        self._show_reference()
        self.query_one("#abstract-text", Static).update(self._shown)
        if before is None or record.id != before[0].id:
            self.scroll_home(animate=False)

    def _show_reference(self) -> None:
        """Show the whole reference, or a shorter one in a low window, where the text needs the room."""
        self._shown_for = self.app.size
        self.set_class(self.app.size.height >= ROOMY, "-roomy")
        if self._of is None:
            return
        record, room = self._of[0], min(self.app.size.width - AROUND, WIDEST)
        self._reference = reference(record) if self.has_class("-roomy") else in_short(record, room)
        if (text := self._of[1]) and text != record.abstract:
            self._reference += Content.styled(f"\n{NO_ABSTRACT}", MUTED)
        self.query_one("#abstract-reference", Static).update(self._reference)

    def on_resize(self) -> None:
        """Show the reference as the window's new size allows."""
        if self._shown_for != self.app.size:
            self._show_reference()

    def mark(self, terms: Sequence[str]) -> bool:
        """Mark these terms of the model in title and text and scroll to the first; none clears the marks.

        Returns:
            whether any was found.
        """
        titled = _places(self._reference.plain[: self._title], terms)
        places = _places(self._shown.plain, terms)
        self.is_marked = bool(titled or places)
        self.query_one("#abstract-reference", Static).update(_marked(self._reference, titled))
        static = self.query_one("#abstract-text", Static)
        static.update(_marked(self._shown, places))
        if titled:
            self.scroll_home(animate=False)
        elif places:
            above = self._shown[: places[0][0]].get_height({}, static.content_size.width or 1)
            region = static.virtual_region
            self.scroll_to_region(Region(region.x, region.y + above - 1, region.width, 1), animate=False)
        return self.is_marked

    def show_message(self, message: Content) -> None:
        """Show a message instead of a record."""
        self._of, self._title = None, 0
        self._reference, self._shown = message, Content("")
        self.query_one("#abstract-reference", Static).update(message)
        self.query_one("#abstract-text", Static).update(Content(""))
