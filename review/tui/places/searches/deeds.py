"""What is done to searches and boxes by one choice after another: it asks for what is needed, does it, and says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from review.domain.searches.checking import GAP, PLAN
from review.domain.searches.flow import Box
from review.domain.searches.search import Search, SearchKind
from review.domain.searches.wording import found_in_words
from review.domain.wording.counted import counted
from review.domain.wording.moments import day_of
from review.domain.wording.named import named
from review.domain.wording.one_line import on_one_line
from review.tui.dialogs.choose import Choice, Chooser, keyed
from review.tui.dialogs.files.file_form import FileForm
from review.tui.dialogs.files.import_references import ImportFile
from review.tui.dialogs.form import Form
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.places.searches.desk import IMPORTED, KIND, PROMPT, SearchesDesk
from review.tui.places.searches.forms import line, new_search, remove, state_box, word_search
from review.tui.places.searches.log import SearchLog
from review.tui.support.plain import plain, shorten
from review.tui.widgets.screens.long_work import Monitor

if TYPE_CHECKING:
    from review.project import Acknowledgement
    from review.tui.places.base import ReviewScreen

KINDS = {
    SearchKind.DATABASE: "strings in bibliographic databases or registers",
    SearchKind.ORGANISATION: "websites of organisations",
    SearchKind.CITATION_BACKWARD: "what sources cite",
    SearchKind.CITATION_FORWARD: "what cites them",
    SearchKind.EXPERT: "what people who know the field named",
    SearchKind.HAND_OVER: "what another project or person handed over",
    SearchKind.CHANCE: "what was found without searching",
}
"""What the kinds of searches look through."""

PROMPT_KEYS = {PLAN: "p", GAP: "g", "": "n"}
"""What chooses a prompt other than a code; codes have their own keys."""

SHOWN = 60
"""The most characters of a wording to choose from."""


class Deeds:
    """Asks on `screen`, does what is asked for by the `desk`, and has the screen show what it changed."""

    def __init__(self, screen: ReviewScreen, desk: SearchesDesk) -> None:
        self._screen = screen
        self._desk = desk
        self._log = SearchLog(screen.project, desk)
        self._project = screen.project

    # Searches

    def new(self) -> None:
        """Ask for the kind and the prompt of a new search, then for the rest."""

        def kind_chosen(kind: str) -> None:
            search = self._log.new(SearchKind(kind))
            self._ask_prompt(search, lambda prompt: self._fill_in(search, prompt))

        self._ask(self._kinds("What kind of search?"), kind_chosen)

    def _fill_in(self, search: Search, prompt: str) -> None:
        self._push(new_search(self._log, replace(search, prompted_by=prompt)))

    def change(self, search: Search, part: str) -> None:
        """Change what is under the cursor: choose it where it is one of a few, else type it."""
        at = self._desk.line_at(part)
        if part == KIND:
            self._ask(
                self._kinds(f"{search.id} is a search of which kind?", search.kind),
                lambda kind: self._do(lambda: self._log.set(search.id, kind=SearchKind(kind))),
            )
        elif part == PROMPT:
            self._ask_prompt(
                search, lambda prompt: self._do(lambda: self._log.set(search.id, prompted_by=prompt))
            )
        elif part == IMPORTED:
            self.import_references(search.id)
        elif at is not None:
            self._push(line(self._log, search.id, search.lines[at]))
        else:
            self.word(search, part)

    def word(self, search: Search, part: str) -> None:
        """Log a search again; the form begins in the part that is meant."""
        chosen = {KIND, PROMPT, IMPORTED, ""}
        is_field = part not in chosen and self._desk.line_at(part) is None
        self._push(word_search(self._log, search, part if is_field else "component"))

    def add_line(self, search: Search, part: str) -> None:
        """Add a line after the one under the cursor, else after the last one."""
        at = self._desk.line_at(part)
        position = len(search.lines) if at is None else at + 1
        self._push(line(self._log, search.id, self._log.new_line(), position))

    def remove(self, search: Search, part: str) -> None:
        """Remove the line under the cursor, else the search, which needs a reason."""
        at = self._desk.line_at(part)
        if at is None:
            self._push(remove(self._log, search.id))
        else:
            self._do(lambda: self._log.remove_line(search.id, search.lines[at].id))

    def settle(self, search: Search) -> None:
        """Ask which of the wordings that were logged apart counts."""
        wordings = [search, *search.others]
        choices = keyed(
            [
                (str(number), shorten(on_one_line(one.component), SHOWN), _apart(one))
                for number, one in enumerate(wordings)
            ]
        )
        self._ask(
            Chooser(f"{plain(search.id)} was logged apart. Which one counts?", choices),
            lambda number: self._do(lambda: self._log.log(wordings[int(number)])),
        )

    def _kinds(self, title: str, present: str = "") -> Chooser:
        return Chooser(
            title, keyed([(kind, named(kind), about) for kind, about in KINDS.items()], marked=present)
        )

    def _ask_prompt(self, search: Search, then: Callable[[str], object]) -> None:
        """Ask what prompted a search; a gap is typed."""
        is_gap = search.prompted_by.startswith(GAP)
        present = GAP if is_gap else search.prompted_by
        codes = {code.id: code.key for code in self._project.theory.map.codes}
        keys = {value: key for value, key in PROMPT_KEYS.items() if key not in codes.values()} | codes
        # A value that is not empty, as nothing chosen is.
        choices = [
            Choice(f"={value}", label, key=keys.get(value, ""), marked=value == present)
            for value, label in self._log.prompts()
        ]
        # Sub-themes have no keys; what has one is always in sight.
        choices.sort(key=lambda one: not one.key)

        def chosen(value: str) -> None:
            if value[1:] == GAP:
                hint = "What is not known yet, in a few words."
                words = search.prompted_by.removeprefix(GAP).strip() if is_gap else ""
                prompt = TextPrompt("Which gap prompted it?", words, hint)
                self._ask(prompt, lambda typed: then(f"{GAP} {typed}"))
            else:
                then(value[1:])

        self._ask(Chooser(f"What prompted {plain(search.id)}?", choices), chosen)

    # Files

    def import_searches(self) -> None:
        """Import the searches of a YAML file, all or none."""

        def job(path: Path, monitor: Monitor) -> str:
            monitor.say(f"Reading {path.name} …")
            done = self._project.searches.import_file(path)
            same = f", {len(done.unchanged):,} logged like this before" if done.unchanged else ""
            number = len(done.logged)
            return f"{counted(number, 'search', 'searches')} logged{same}"

        explanation = "A YAML file of searches; all of them are logged, or none if something in it is wrong."
        self._push(FileForm("Import searches", explanation, job))

    def import_references(self, search: str = "") -> None:
        """Import the references that a search found."""
        stages = self._project.theory.stages
        self._push(
            ImportFile(self._project.references, stages, [one.search.id for one in self._desk.listed], search)
        )

    # The flow

    def state(self, box: Box | None) -> None:
        """State how many are in a box, which is asked for if none is meant."""
        if box is not None:
            self._state(box)
            return
        from review.export.figures.flow import NAMES
        from review.tui.places.searches.pages import stated_in_words

        choices = keyed([(one, NAMES[one], stated_in_words(self._desk.count(one))) for one in Box])
        self._ask(Chooser("State which box of the flow?", choices), lambda chosen: self._state(Box(chosen)))

    def _state(self, box: Box) -> None:
        from review.export.figures.flow import NAMES
        from review.tui.places.searches.pages import stated_in_words

        self._push(state_box(self._desk, box, NAMES[box], stated_in_words(self._desk.count(box))))

    # How each is done

    def _push(self, form: Form) -> None:
        self._screen.app.push_screen(form, self._screen.stored)

    def _ask(self, dialog: Chooser | TextPrompt, then: Callable[[str], object]) -> None:
        """Go on with what is chosen or typed, if anything."""

        def answered(value: str | None) -> None:
            if value:
                then(value)

        self._screen.app.push_screen(dialog, answered)

    def _do(self, act: Callable[[], Acknowledgement]) -> None:
        """Do an act, report it and show what it changed."""
        done = self._screen.act(act)
        if done:
            self._screen.report(done.message)
            self._screen.project_changed()


def _apart(one: Search) -> str:
    """What tells a wording from the others."""
    return f"{plain(one.logged_by)} {day_of(one.time)}: {named(one.kind)}, {counted(len(one.lines), 'line')}, {found_in_words(one)}"
