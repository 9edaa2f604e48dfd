"""The Reader screen: a document passage by passage, to code, with suggestions to accept or reject."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Horizontal
from textual.types import CSSPathType

from review.domain import CodeSuggestion, Coding, RecordSuggestions, Stance
from review.errors import ReviewError
from review.tui.dialogs.code_picker import NewSubtheme
from review.tui.places.base import ReviewScreen
from review.tui.places.reader.accepting import acceptable, next_suggested, no_suggestion
from review.tui.places.reader.bindings import NOT_WHILE_GOING_THROUGH, OF_PASSAGES, READER_BINDINGS
from review.tui.places.reader.configuration.line import ConfigurationLine
from review.tui.places.reader.configuration.showing import fragment_notes
from review.tui.places.reader.configuration.target import Target, target_of
from review.tui.places.reader.deeds import Deeds
from review.tui.places.reader.desk import CodingDesk
from review.tui.places.reader.finding import same_place
from review.tui.places.reader.going_through.current import GoingThrough
from review.tui.places.reader.going_through.pane import GoingThroughPane
from review.tui.places.reader.going_through.walk import Place, Walk
from review.tui.places.reader.opening import Opening
from review.tui.places.reader.order import next_to_code
from review.tui.places.reader.presenter import Presenter, place_line
from review.tui.places.reader.table_pane import TablePane
from review.tui.places.reader.text_pane import OpenedText, TextPane
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.support.bindings import bindings_of, reached
from review.tui.support.sequential_keys import is_held_down
from review.tui.support.settings import LeftAt
from review.tui.widgets.reading.marks import CodingMark, MarginNote
from review.tui.widgets.reading.notes_strip import NotesStrip
from review.tui.widgets.reading.panel import NotesPanel
from review.tui.widgets.reading.suggestion_links import SuggestionClicked
from review.tui.widgets.reading.table_view import TableView
from review.tui.widgets.reading.title_line import TitleLine
from review.tui.widgets.reading.view import ReadingView
from review.tui.widgets.terms import TermClicked


class ReaderScreen(ReviewScreen):
    """Shows a record's text to read, code, search and quote; then, when another one is opened, that one.

    `desk` is the open record, `text` shows its text (`view`) and its tables, the notes what is coded and suggested there; `going` has the
    passages that are gone through.
    """

    MODE = "reader"
    HELP = (
        "Go from passage to passage with {reading.next_passage} and {reading.previous_passage}. Press a code's key to add the code to the passage, and again to "
        "remove it; the keys are below and in the panel of wide screens, and {reader.pick} lists all codes. Select with {reading.extend}, {reading.select} or the mouse to "
        "code less or more than a passage, always whole words. {reader.accept} accepts a likely suggestion, a click any, {reader.reject} rejects "
        "the first, {reader.done} marks the passage as done. {reader.supports} {reader.challenges} {reader.refines} {reader.extends} "
        "set the stance toward the code in focus, {reader.next_coding} goes to the next code. {reader.next_document} and {reader.previous_document} go to the next and the previous document to code. "
        "Where the first column shows a table, {reader.table} opens it: the arrow keys go from cell to cell, v selects the whole "
        "row, and cells and rows are coded like passages. {reader.page_numbers} sets printed page numbers that are missing or wrong. "
        "{reader.configuration} opens the line that puts passages into a CMOC. "
        "{reader.appraise} appraises the source, or the selected passage: how relevant, rich and rigorous it is for the theory in focus. "
        "{reader.look_again} looks again at passages that were coded before their theory was reworded, one key for each answer. "
        "{reader.against} goes through the passages of included documents that may challenge a theory or configuration."
    )
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../widgets/reading/reading.tcss", "reader.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-very-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = READER_BINDINGS

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening
        self._next_key = ""
        self._code_keys: Collection[str] = ()
        self._is_behind = False
        self._suggestions = BackgroundQuestions(self, self._fetch_suggestions, self._take_suggestions)

    def compose_body(self) -> ComposeResult:
        """A title line, the text or a table, a search line, and the notes beside or below."""
        self._presenter = self._new_presenter()
        self.text = TextPane(self._opened_text())
        self.view = self.text.view
        yield TitleLine()
        with Horizontal(id="reader-columns"):
            yield self.text
            yield NotesPanel()
        self.going = GoingThrough(self.project, self._opening.walk)
        yield from self.going.panes
        yield NotesStrip()
        composing = self.review_app.reading.line()
        self.line = ConfigurationLine(composing, self._passage_to_put, lambda: self.text.is_covered)
        yield self.line

    def _opened_text(self) -> OpenedText:
        """The text of what was opened, at its desk."""
        record, code = self._opening.record, self._opening.code
        self.desk = CodingDesk(self.project, record)
        self._deeds = Deeds(self, self.desk, self._do)
        at = self.desk.first_open if self._opening.at is None else self._opening.at
        there = [coding for coding in self.desk.codings if coding.start == at]
        self.desk.focus.choose_among(self.project.theory.map.under(code), there)
        return OpenedText(self.desk.document, at, lambda page: self.project.page_tables.of_page(record, page))

    def on_mount(self) -> None:
        """Draw the text."""
        if self.line.is_open:
            self.line.begin()
        self.text.show(self.desk.document, self._marks(), self._margin)
        self._begin()
        if self.going.walk is not None:
            # At once, so that no key meant for an answer codes the text.
            self.going.take_keys()
            self.call_after_refresh(self._go_through, self.going.walk)

    def open(self, opening: Opening) -> None:
        """Show another document, or another place in this one, as if the Reader was opened there."""
        if not self._is_composed:
            self._opening = opening
        elif not self.is_mounted:
            self.call_later(self.open, opening)
        else:
            if self.was_opened:
                self._remember_place()
            self._opening = opening
            text = self._opened_text()
            self.line.move_on(self.review_app.reading.line())
            self.going.end()
            self.set_class(opening.walk is not None, "-going-through")
            self.text.open(text, self._marks(), self._margin)
            self._begin()
            if opening.walk is not None:
                self._go_through(opening.walk)
            self.refresh_bindings()

    def _begin(self) -> None:
        """Show what belongs to the text that was opened."""
        self._look_ahead()
        if self.was_opened:
            self._ask()
        self._show_notes()
        if self._opening.searched:
            self.text.search.show(self._opening.searched)

    def on_review_screen_opened(self) -> None:
        """Ask for suggestions."""
        self.ask_again()

    def on_unmount(self) -> None:
        """Remember the passage, so that the Reader opens at it again after the program was closed."""
        if self.was_opened:
            self._remember_place()

    def _remember_place(self) -> None:
        place = LeftAt(self._record, self.view.cursor.passage.start)
        self.review_app.settings.remember_reading(self.project.folder, place)

    @property
    def _record(self) -> str:
        return self._opening.record

    # Showing

    def _new_presenter(self) -> Presenter:
        keys = map(self.key_of, ("reader.pick", "reader.accept"))
        presenter = Presenter(self.project.theory.map, self.app.theme_variables, *keys)
        self._code_keys = presenter.code_keys.keys()
        return presenter

    def theme_changed(self) -> None:
        """Colour the codes for the theme."""
        self._presenter = self._new_presenter()
        self._show_all()
        self.going.show(self._presenter)

    def key_names(self) -> Mapping[str, str]:
        """The codes by their keys."""
        labels = map(self._presenter.label, self._presenter.code_keys.values())
        return {label.key: f"{label.id} {label.name}" for label in labels}

    @property
    def taken_keys(self) -> Collection[str]:
        """The keys of the codes, which come before the Reader's own."""
        return self._code_keys

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that keys reach, for the line of keys and the palette.

        Keys of codes come before the Reader's own, those of the configuration line before both.
        """
        active = super().active_bindings
        kept = set(reached((one.binding for one in active.values()), self.taken_keys))
        first = self.line.keys if self._is_reading or self.line.is_wording else {}
        return first | {
            key: self._worded(one)
            for key, one in active.items()
            if not (self.desk.document.is_unpaged and one.binding.action.startswith("table("))
            and one.binding in kept
            and key not in first
            and not (self.line.asks and one.node is self)
        }

    def _worded(self, one: ActiveBinding) -> ActiveBinding:
        """A key with what it does here: a text file is not a PDF."""
        if one.binding.action != "open_pdf" or not self.desk.document.is_unpaged:
            return one
        return one._replace(binding=replace(one.binding, description="File"))

    @property
    def _is_reading(self) -> bool:
        """Whether the text or a table takes the keys."""
        return self.focused in {self.view, self.text.table_pane.view}

    def project_changed(self) -> None:
        """Update after acts elsewhere, an undo or a new version of the map."""
        self._show_changes(lambda walk: walk.reload())

    def act_reversed(self) -> None:
        """Show that an act was undone or redone; while going through passages, the one that is left again because of it."""
        self._show_changes(lambda walk: walk.undone())

    def _show_changes(self, go: Callable[[Walk], object]) -> None:
        """Show what was changed elsewhere; while going through passages, where the walk goes because of that."""
        self.desk.reload()
        if self.desk.has_new_text:
            self._show_new_text()
            return
        self._look_ahead()
        self._presenter = self._new_presenter()
        self.line.composing.reload()
        self._show_all()
        self.ask_again()
        if self.going.follow(go):
            self._show_place(self.going.place)
        else:
            self.going.show(self._presenter)

    def _show_new_text(self) -> None:
        """Open the record again: its file was read again meanwhile, and gave another text."""
        now = self.project.documents.get(self._record)
        at = same_place(self.view.cursor.passage, self.desk.document, now) if now else None
        self.app.call_later(self.review_app.open_reader, self._record, at, self.going.walk)
        self.report("The file was read again; this is its new text.")

    def _look_ahead(self) -> None:
        """Look whether there is another document to code; acts in this one don't change that."""
        key = self.review_app.keys.get("reader.next_document", "N").partition(",")[0]
        self._next_key = key if next_to_code(self.project, self._record, 1) else ""

    def _show_all(self) -> None:
        self.text.show(self.desk.document, self._marks(), self._margin)
        self._show_notes()

    def _marks(self) -> Sequence[CodingMark]:
        """What is coded, and what is in the open configuration."""
        elements = self.line.marks(self._record, self.desk.document.text_sha256)
        return [*self._presenter.marks(self.desk), *elements]

    def _margin(self, start: int) -> Sequence[MarginNote]:
        return self._presenter.margin(self.desk, start)

    @on(ReadingView.Moved)
    def _follow_cursor(self) -> None:
        """Draw what depends on the cursor's position; while a key is held down, only for the pictures in between."""
        if not is_held_down(self.app):
            self._show_notes()
        elif not self._is_behind:
            self._is_behind = True
            self.call_after_refresh(self._show_late_notes)

    def _show_late_notes(self) -> None:
        self._is_behind = False
        self._show_notes()

    @on(TableView.Moved)
    @on(TablePane.Found)
    def _show_notes(self) -> None:
        """Draw what depends on the cursor's position."""
        is_reading = not self.text.table_pane.is_open
        notes = self._presenter.notes(
            self.desk, self.view.cursor, self._codings_here(), with_suggestions=is_reading
        )
        passage = self._passage()
        self.line.show(passage)
        notes = replace(notes, fragments=fragment_notes(self.line.composing, passage))
        self.query_one(NotesPanel).notes = notes
        self.query_one(NotesStrip).notes = notes
        title = self.query_one(TitleLine)
        title.author_year, title.title = self.desk.record.author_year, self.desk.record.title
        table = (
            f"{self.key_of('reader.table')} shows the table  "
            if self.text.table_pane.tables.is_in_table(self.view.cursor.at)
            else ""
        )
        title.place = table + place_line(self.desk, self.view.cursor.at, next_key=self._next_key)

    def _codings_here(self) -> list[Coding]:
        """The codings that the notes show and acts apply to: in the selected cells, or at the cursor."""
        if self.text.table_pane.is_open and not self.text.table_pane.span:
            return []
        return self.desk.codings_at(self.view.cursor)

    # Suggestions come from the learning process when it can answer

    def ask_again(self) -> None:
        """Ask for this record's suggestions, after an act or a restart of the learning process."""
        if self._ask():
            self._show_notes()

    def _ask(self) -> bool:
        """Ask for this record's suggestions; returns whether there is an answer at once: why there is none."""
        if not (self.view.cursor.passages and self.desk.suggested.is_on):
            return False
        learning = self.project.learning.suggestions
        if learning.is_running:
            self._suggestions.ask(self.desk)
            return False
        self.desk.suggested.take(learning.state)
        return True

    def _fetch_suggestions(self, desk: CodingDesk) -> RecordSuggestions | str:
        try:
            return self.project.learning.suggestions.record(desk.record.id)
        except ReviewError as error:
            return str(error)

    def _take_suggestions(self, desk: CodingDesk, answer: RecordSuggestions | str) -> None:
        desk.suggested.take(answer)
        if desk is not self.desk:
            return  # another document was opened meanwhile
        if not isinstance(answer, str):
            self.view.set_notes(self._margin)
        self._show_notes()

    def _suggested_here(self) -> tuple[CodeSuggestion, ...]:
        """The first suggestion for the passage under the cursor; without one, a notice says so."""
        suggested = self.desk.suggested.at(self.view.cursor.passage.start)
        if not suggested:
            self.report(no_suggestion(self.desk))
        return suggested

    def action_suggestions(self) -> None:
        """Turn suggestions off, to read without them, or on again."""
        self.desk.suggested.is_on = not self.desk.suggested.is_on
        self._show_all()
        self.ask_again()

    def action_suggestion(self, step: int) -> None:
        """Go to the next passage with a strong suggestion, or with any if none is strong."""
        here = self.view.cursor.passage.start
        start = next_suggested(self.desk, self.project.theory.map, here, step)
        if start is not None:
            self.view.go_to(start)
        else:
            self.report("No suggestion further down." if step > 0 else "No suggestion further up.")

    # Coding

    async def on_key(self, event: events.Key) -> None:
        """Do what the key does in the configuration line, else add or remove the code with this key."""
        if not self._is_reading:
            return
        code = self._presenter.code_keys.get(event.character or "")
        if await self.line.press(event) or self._is_not_asked(code, event.key):
            code = None
        elif not code:
            return
        event.stop()
        event.prevent_default()
        if code:
            self._toggle(code)

    def _is_not_asked(self, code: str | None, key: str) -> bool:
        """Whether a key would do something else while the configuration line asks for something."""
        own = {binding.key for binding in bindings_of(type(self), self.review_app.keys)}
        return self.line.asks and (code is not None or key in own)

    def _can_code(self) -> bool:
        """Whether something can be coded; if not, a notice says why."""
        obstacle = self.text.table_pane.obstacle if self.view.cursor.passages else "There is no text to code."
        if obstacle:
            self.report(obstacle)
        return not obstacle

    def _do(self, act: Callable[[], str | None]) -> None:
        """Do an act, show it and what it took away, and ask the model again."""
        if taken_away := self.act(act):
            self.report(self.with_keys(f"{taken_away}; {{app.undo}} undoes."))
        self._show_all()
        self.ask_again()

    def _toggle(self, code: str) -> None:
        """Add a code to the selected cells, the selection or the passage, or remove it."""
        if self._can_code():
            cursor = None if self.view.cursor.selection else self.view.cursor.at
            shown = self.desk.suggested.shown_for(self.view.cursor.passage.start)
            self._do(lambda: self.desk.toggle(code, self.text.target, cursor, shown))

    def action_pick(self) -> None:
        """Pick a code or sub-theme by a few letters, and add or remove it; or make a sub-theme for the passage."""
        self._deeds.pick(self._codings_here(), self._take_picked)

    def _take_picked(self, picked: str | NewSubtheme | None) -> None:
        if isinstance(picked, NewSubtheme):
            if self._can_code():
                self._deeds.make_subtheme(picked, self.text.target, self._add_made)
        elif picked:
            self._toggle(picked)

    def _add_made(self, codes: Sequence[str]) -> None:
        """Add to the passage what was just made for it, if anything."""
        self._presenter = self._new_presenter()
        for code in codes:
            self._toggle(code)

    def action_accept(self) -> None:
        """Accept the passage's first suggestion, if it is likely enough."""
        found = acceptable(self.desk, self.view.cursor.passage, self.project.theory.map)
        if found.suggestion:
            self._accept(found.suggestion)
        else:
            self.report(found.why_not)

    def _accept(self, suggestion: CodeSuggestion) -> None:
        self._do(lambda: self.desk.accept(suggestion, self.text.target))

    @on(SuggestionClicked)
    def _accept_clicked(self, message: SuggestionClicked) -> None:
        """Accept the suggestion that was clicked, whatever its score."""
        for suggestion in self.desk.suggested.at(self.view.cursor.passage.start):
            if suggestion.code == message.code and not self.text.table_pane.is_open:
                self._accept(suggestion)

    def action_reject(self) -> None:
        """Reject the passage's first suggestion."""
        if suggested := self._suggested_here():
            self._do(lambda: self.desk.reject(suggested[0], self.view.cursor.passage))

    def action_done(self) -> None:
        """Mark the passage as done and go to the next."""
        self._do(lambda: self.desk.finish(self.view.cursor.passage))
        self.view.action_passage(1)

    def action_done_up_to(self) -> None:
        """Mark what is open up to here as done, as one act: nothing in it bears on a theory. Go to the next passage."""
        self._do(lambda: self.desk.finish(self.view.cursor.passage, all_before=True))
        self.view.action_passage(1)

    def action_next_coding(self) -> None:
        """Choose which of several codes here the stance applies to, and which coding status and memo."""
        self.desk.focus.choose_next(self._codings_here())
        self._show_notes()

    def action_stance(self, stance: str) -> None:
        """Set the stance toward the code in focus; toward a theory and its rival alike only after a question."""
        self._deeds.set_stance(self._codings_here(), Stance(stance))

    def action_status(self) -> None:
        """Set the chosen coding's status to the next one."""
        self._deeds.next_status(self._codings_here())

    def action_memo(self) -> None:
        """Write a memo on the chosen coding, or on the record if there is none."""
        self._deeds.write_memo(self._codings_here())

    def action_facets(self) -> None:
        """Set facets of the chosen coding, or of the record if there is none."""
        self._deeds.set_facets(self._codings_here())

    def action_appraise(self) -> None:
        """Appraise the document, or the selected passage: for the open CMOC or the theory in focus, else for the whole review."""
        self._deeds.appraise(self._codings_here(), self.text, self.line.composing.opened)

    # Configurations

    def action_configuration(self) -> None:
        """Open the configuration line."""
        self.line.begin()
        self._show_all()
        self.refresh_bindings()

    def _passage(self) -> Target | None:
        """What the line's acts apply to: the selected cells, the selection, or the passage."""
        if not self.view.cursor.passages:
            return None
        return target_of(self.desk, self.text.target, self._codings_here())

    def _passage_to_put(self) -> Target | None:
        """The same; None, after a notice, if it cannot be put into an element."""
        if not self._can_code() or not self.act(self.desk.check_text):
            return None
        return self._passage()

    @on(ConfigurationLine.Done)
    def _show_configuration(self, message: ConfigurationLine.Done) -> None:
        self.report(message.line)
        self._show_all()
        self.refresh_bindings()

    @on(ConfigurationLine.FieldClosed)
    def _back_to_text(self) -> None:
        (self.text.table_pane.view if self.text.table_pane.is_open else self.view).focus()

    @on(ConfigurationLine.Closed)
    def _show_without_configuration(self) -> None:
        self._show_all()

    # Tables

    def action_table(self, step: int) -> None:
        """Show the table at the cursor, then the next on its page, then the text."""
        self.text.step_table(step)

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable actions on passages while a table is shown."""
        if self.text.table_pane.is_open and action in OF_PASSAGES:
            return False
        if action in NOT_WHILE_GOING_THROUGH and self.going.takes_keys:
            return False
        return super().allows(action, parameters)

    # Navigating, quoting

    def action_copy(self) -> None:
        """Copy the quotation with its citation."""
        if self._can_code():
            self._deeds.copy(self.text.target)

    def action_open_pdf(self) -> None:
        """Open the PDF at the page under the cursor."""
        self._deeds.open_file(self.view.cursor.at)

    def action_document(self, step: int) -> None:
        """Open the next document to code, or the previous one."""
        if found := next_to_code(self.project, self._record, step):
            self.review_app.open_reader(found)
        else:
            self.report("No other document has passages to code.")

    def show_passage(self, record: str, start: int) -> None:
        """Go to the passage of an act that was undone, also in another document."""
        if self.going.walk is not None:
            return  # what was undone is left again, and is shown already
        if record == self._record:
            self.text.close()
            self.view.go_to(start)
        else:
            self.review_app.open_reader(record, start)

    def action_page_numbers(self) -> None:
        """Set the printed numbers of the page under the cursor and of those after it."""
        self._deeds.number_pages(self.view.cursor.at)

    def action_why(self) -> None:
        """Mark the terms of the passage's first suggestion, or clear the marks."""
        if self.text.search.has_matches:
            self.text.search.end()
        elif suggested := self._suggested_here():
            self.text.mark(term for term, _ in suggested[0].terms)

    @on(TermClicked)
    def _mark_term(self, message: TermClicked) -> None:
        self.text.mark([message.term])

    def action_back(self) -> None:
        """Close what lies on top, the table, the selection or the search, or return to where the Reader was opened from."""
        if self.going.walk is not None and self.text.search.is_open:
            self.text.search.end()
        elif self.going.walk is not None:
            self._end_going_through()
        elif not self.text.close():
            self.review_app.action_leave_reader()
        self.refresh_bindings()

    # Going through passages: those that were coded before a theory was reworded, or that may challenge a claim

    def action_look_again(self) -> None:
        """Go through the codings that wait for another look, from here on."""
        again = self.going.looking_again(self._record, self.view.cursor.at)
        if again.current is None:
            self.report("No coding waits for another look: no theory changed since.")
        else:
            self._go_through(again)

    def action_against(self) -> None:
        """Go through the passages that may challenge a theory or configuration, which is asked for."""
        self._deeds.go_against(self._codings_here(), self._go_through)

    def _go_through(self, walk: Walk) -> None:
        """Go through passages, from the current one of a walk on; others that are gone through are left."""
        self.text.close()
        self.line.end()
        self.going.begin(walk)
        self.add_class("-going-through")
        self._show_place(self.going.place)

    def _show_place(self, place: Place | None) -> None:
        """Show the current passage, in its own document; or that none is left."""
        if place is not None and place.record != self._record:
            self.app.call_later(self.review_app.open_reader, place.record, place.start, self.going.walk)
            return
        self.going.show(self._presenter)
        if place is not None and place.text_sha256 == self.desk.document.text_sha256:
            self.desk.focus.choose(place.coding, place.code)
            self.view.go_to(place.start)
            # With the cursor at its beginning, which stays in view however long the passage is.
            self.view.select(place.end - 1, place.start + 1)
            self.call_after_refresh(self.view.show_from, place.start)  # the pane has its height by then
        self.refresh_bindings()

    @on(GoingThroughPane.Stored)
    def _show_answer(self, message: GoingThroughPane.Stored) -> None:
        self.desk.reload()
        self._show_all()
        self.report(message.line)

    @on(GoingThroughPane.Goes)
    def _go_on(self, message: GoingThroughPane.Goes) -> None:
        self._show_place(message.to)

    @on(GoingThroughPane.Scrolled)
    def _scroll_text(self, message: GoingThroughPane.Scrolled) -> None:
        self.view.scroll_relative(y=message.by, animate=False)

    @on(GoingThroughPane.Ended)
    def _end_going_through(self) -> None:
        self.going.end()
        self.remove_class("-going-through")
        self.view.clear_selection()
        self.view.focus()
