"""What is asked for in the Reader with a form or a choice, and then done: on a coding, on the record, with its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from review.domain import Coding, Document, Stance
from review.domain.texts.spans import Span, trimmed
from review.domain.wording.one_line import first_words
from review.domain.wording.quoted import quoted
from review.errors import ReviewError
from review.tui.dialogs.appraisal.appraising import Passage
from review.tui.dialogs.base import Question
from review.tui.dialogs.code_picker import CodePicker, NewSubtheme
from review.tui.places.describing import appraise, set_facets
from review.tui.places.reader.going_through.against import choosing
from review.tui.places.reader.going_through.against.challenging import Challenging
from review.tui.places.reader.presenter import both_in_words
from review.tui.places.record_acts import new_memo
from review.tui.support.plain import shorten
from review.tui.widgets.reading.layout import displayed

if TYPE_CHECKING:
    from review.tui.places.base import ReviewScreen
    from review.tui.places.reader.configuration.opened import Opened
    from review.tui.places.reader.desk import CodingDesk
    from review.tui.places.reader.going_through.walk import Walk
    from review.tui.places.reader.text_pane import TextPane


class Deeds:
    """Asks on `screen` about the record open at the `desk`, and does what is asked for; `do` does and shows an act on codings.

    The `codings` of a deed are those at the cursor.
    """

    def __init__(
        self, screen: ReviewScreen, desk: CodingDesk, do: Callable[[Callable[[], str | None]], None]
    ) -> None:
        self._screen = screen
        self._desk = desk
        self._project = screen.project
        self._do = do

    # On the passage

    def pick(self, codings: Sequence[Coding], then: Callable[[str | NewSubtheme | None], None]) -> None:
        """Pick a code or sub-theme by a few letters, or name a new sub-theme, and go on with it."""
        chosen = self._desk.focus.coding_of(codings)
        present = [
            code for coding in sorted(codings, key=lambda one: one is not chosen) for code in coding.codes
        ]
        self._screen.app.push_screen(CodePicker(self._project.theory.map, present), then)

    def make_subtheme(self, asked: NewSubtheme, span: Span, then: Callable[[Sequence[str]], None]) -> None:
        """Make a sub-theme because of a span, with a reason as for each change of the map; go on with what was made."""
        from review.tui.dialogs.theories.wordings import subtheme_for

        made: list[str] = []
        quote, citation = self._desk.quotation(span)
        form = subtheme_for(self._project, asked, f"{quoted(first_words(quote))} {citation}", made.append)

        def answered(done: str | None) -> None:
            self._screen.stored(done)
            then(made)

        self._screen.app.push_screen(form, answered)

    def copy(self, span: Span) -> None:
        """Copy the quotation of a span with its citation."""
        quote, citation = self._desk.quotation(span)
        done = f"Copied with its citation: {shorten(quote, 60)}"
        self._screen.review_app.copy_to_clipboard(f"{quoted(quote)} {citation}", done)

    # On the chosen coding

    def set_stance(self, codings: Sequence[Coding], stance: Stance) -> None:
        """Set the stance toward the code in focus; toward a theory and its rival alike only after a question."""
        if not self._chosen(codings) or not (focus := self._desk.focus.of(codings)):
            return

        def set_it(is_meant: bool | None = True) -> None:
            if is_meant:
                self._do(lambda: self._desk.set_stance(focus.coding, stance, focus.code, same_stance=True))

        if alike := self._desk.alike(focus, stance):
            self._screen.app.push_screen(Question(*both_in_words(alike)), set_it)
        else:
            set_it()

    def next_status(self, codings: Sequence[Coding]) -> None:
        """Set the chosen coding's status to the next one."""
        if coding := self._chosen(codings):
            self._do(lambda: self._desk.next_status(coding))

    def _chosen(self, codings: Sequence[Coding]) -> Coding | None:
        chosen = self._desk.focus.coding_of(codings)
        if chosen is None:
            self._screen.report("There is no coding here: code the passage first.")
        return chosen

    # On the chosen coding, or on the record if there is none

    def write_memo(self, codings: Sequence[Coding]) -> None:
        """Write a memo on the chosen coding, or on the record."""
        subject = self._desk.annotated.memo_subject(self._desk.focus.coding_of(codings))
        prompt = new_memo(self._project, subject.target, subject.title, shorten(subject.quote, 180))
        self._screen.app.push_screen(prompt, self._screen.stored)

    def set_facets(self, codings: Sequence[Coding]) -> None:
        """Set facets of the chosen coding, or of the record."""
        set_facets(self._screen, *self._desk.annotated.facets_subject(self._desk.focus.coding_of(codings)))

    def appraise(self, codings: Sequence[Coding], text: TextPane, opened: Opened) -> None:
        """Appraise the document, or what is selected in its `text`.

        It is for the `opened` configuration or the theory in focus, else for the whole review.
        """
        target = _appraised_for(self._desk, codings, opened)
        view = text.view
        obstacle = text.table_pane.obstacle if view.cursor.passages else "no text"
        passage = None if obstacle else _passage_of(self._desk.document, text.target)
        selected = text.table_pane.is_open or view.cursor.selection is not None
        is_low = passage is not None and view.line_of(passage.span[1]) > self._screen.size.height // 2
        record = self._desk.record.id
        appraise(self._screen, record, target, passage, of_passage=selected, at_top=is_low)

    # On the whole document

    def go_against(self, codings: Sequence[Coding], then: Callable[[Walk], None]) -> None:
        """Go through the passages that may challenge a theory or configuration, which is asked for."""
        focus = self._desk.focus.of(codings)

        def begin(target: str) -> None:
            walk = self._screen.act(lambda: Challenging(self._project, self._project.targets.find(target)))
            if walk:
                then(walk)

        choosing.choose(self._screen.app, self._project, focus.code if focus else "", begin)

    def number_pages(self, at: int) -> None:
        """Set the printed numbers of the page at an offset and of those after it."""
        from review.tui.dialogs.page_numbers import PageNumbers

        document = self._desk.document
        if not document.pages:
            self._screen.report("This document has no pages.")
            return
        if document.is_unpaged:
            self._screen.report("A text file has no pages to number; it is cited by paragraph.")
            return
        page = document.page_at(at)
        form = PageNumbers(self._project.page_labels, self._desk.record.id, page, len(document.pages))
        self._screen.app.push_screen(form, self._screen.stored)

    def open_file(self, at: int) -> None:
        """Open the record's file: a PDF at the page at an offset."""
        from review.tui.support.viewer import open_at, open_file

        document = self._desk.document
        path = self._project.documents.file_of(self._desk.record.id)
        if path is None:
            self._screen.report("The file of this record is no longer in the corpus.", "warning")
        elif document.is_unpaged:
            self._open(path, open_file)
        else:
            page = document.page_at(at).number
            self._open(path, lambda pdf: open_at(pdf, page))

    def _open(self, path: Path, opening: Callable[[Path], str]) -> None:
        """Open a file, in a thread, and report it."""
        app, report = self._screen.app, self._screen.report

        def work() -> None:
            try:
                app.call_later(report, opening(path))
            except ReviewError as error:
                app.call_later(report, str(error), "warning")

        self._screen.run_worker(work, thread=True, group="viewer", exit_on_error=False)


def _appraised_for(desk: CodingDesk, codings: Iterable[Coding], opened: Opened) -> str:
    """The id of the configuration in the line, if that is open; else the code in focus, or ``""``: the whole review."""
    if opened.is_shown and opened.current:
        return opened.current.id
    focus = desk.focus.of(codings)
    return focus.code if focus else ""


def _passage_of(document: Document, span: Span) -> Passage:
    """A selection, or a passage of the document, as it is stored."""
    start, end = trimmed(document.text, span)
    quote = first_words(displayed(document.text[start:end]))
    return Passage((start, end), document.text_sha256, document.cited_pages(start, end), quote)
