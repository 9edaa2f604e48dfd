"""What is done on the Theory map: its forms, its versions and stories, the work on a theory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from review.theory_map import Code
from review.theory_map.parts import PROGRAMME
from review.tui.dialogs.choose import Chooser, keyed
from review.tui.dialogs.passages import PassagesScreen
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.dialogs.theories import structure
from review.tui.dialogs.theories.form import TheoryForm
from review.tui.dialogs.theories.side_by_side import SideBySide
from review.tui.dialogs.theories.story import StoryScreen
from review.tui.dialogs.theories.wordings import edit_theory, new_subtheme, new_theory, word_programme
from review.tui.dialogs.theory_changes import DifferencesScreen, VersionsScreen
from review.tui.places.describing import comment
from review.tui.places.going import open_configuration
from review.tui.places.record_acts import new_memo
from review.tui.places.theory_map.concluding import ask_verdict
from review.tui.places.theory_map.history import cited

if TYPE_CHECKING:
    from review.domain import Coding
    from review.domain.theories.verdict import Verdict
    from review.project import Acknowledgement, Project
    from review.tui.places.base import ReviewScreen
    from review.tui.places.theory_map.counted import Counted
    from review.tui.places.theory_map.desk import TheoryMapDesk

STRUCTURE: Mapping[str, Callable[[Project, Code], TheoryForm]] = {
    "rename": structure.rename,
    "split": structure.split,
    "merge": structure.merge,
    "move": structure.move_subtheme,
}
"""The forms that change the structure of the map."""


class Deeds:
    """Asks on `screen` for what a deed needs, and has it stored; `theory` is the one in focus."""

    def __init__(self, screen: ReviewScreen, desk: TheoryMapDesk) -> None:
        self._screen = screen
        self._desk = desk
        self._project = screen.project

    # Passages

    def passages(self, theory: Code) -> None:
        """Show the passages coded to a theory."""
        if passages := self._desk.passages():
            self._screen.app.push_screen(PassagesScreen(passages), partial(self._read, theory.id))
        else:
            self._screen.report(f"No passage is coded to {theory.id} yet.")

    def _read(self, theory: str, coding: Coding | None) -> None:
        """Open a passage in the Reader with the theory in focus, from whose list it comes."""
        if coding is not None:
            self._screen.review_app.open_reader(coding.record, coding.start, code=theory)

    def look_again(self, theory: Code) -> None:
        """Go through the passages of a theory and its sub-themes that wait for another look, in the Reader."""
        from review.tui.places.reader.going_through.looking_again import LookingAgain

        again = LookingAgain(self._project, self._desk.map.under(theory.id))
        if again.current is None:
            elsewhere = f"; some of {', '.join(others)} do" if (others := self._desk.waits) else ""
            self._screen.report(f"No passage of {theory.id} waits for another look{elsewhere}.")
        else:
            one = again.current.coding
            self._screen.review_app.open_reader(one.record, one.start, again)

    # Wording and structure

    def edit(self, theory: Code) -> None:
        """Reword a theory, with a reason."""
        self._form(edit_theory(self._project, theory, lambda wording: self._desk.refine(theory.id, wording)))

    def programme(self) -> None:
        """Word the overall programme theory, with a reason."""
        self._form(word_programme(self._project))

    def structure(self, theory: Code, form: str) -> None:
        """Split, merge or rename a theory or one of its sub-themes, or move one, with a reason."""
        self._form(STRUCTURE[form](self._project, theory))

    def add(self, beside: Code | None) -> None:
        """Add a theory or a rival framing, with a reason."""
        self._form(new_theory(self._project, beside))

    def add_subtheme(self, theory: Code) -> None:
        """Add a sub-theme to a theory, with a reason."""
        self._form(new_subtheme(self._project, theory))

    def _form(self, form: TheoryForm) -> None:
        self._screen.app.push_screen(form, self._screen.stored)

    def reject(self, theory: Code) -> None:
        """Reject a theory, or reinstate a rejected one, with a reason."""
        what = "Reinstate" if theory.rejected else "Reject"
        self._ask(
            f"{what} {theory.id} {theory.name}: why?",
            lambda reason: self._desk.reject_or_reinstate(theory, reason),
        )

    def memo(self, theory: Code) -> None:
        """Write a memo on a theory."""
        prompt = new_memo(self._project, theory.id, f"Memo on {theory.id} {theory.name}")
        self._screen.app.push_screen(prompt, self._screen.stored)

    def comment(self, theory: Code) -> None:
        """Write down a comment on a theory."""
        comment(self._screen, theory.id)

    def _ask(self, title: str, act: Callable[[str], Acknowledgement]) -> None:
        """Ask for a text, and store it by an act."""
        prompt = TextPrompt(title, memo=True, store=lambda text: act(text).message)
        self._screen.app.push_screen(prompt, self._screen.stored)

    # Work on a theory, as it was counted

    def verdict(self, theory: Code, counted: Counted) -> None:
        """Give a verdict on a theory, with the numbers of its evidence in sight."""
        ask_verdict(self._screen, theory, counted)

    def configurations(self, theory: Code, counted: Counted) -> None:
        """Open a configuration that is tied to a theory; if there are several, one that is chosen."""
        tied = counted.work.on(theory.id, self._desk.map.under(theory.id)).configurations
        if len(tied) > 1:
            choices = [(one.id, one.label, one.as_read) for one in tied]
            title = f"Configurations tied to {theory.id}"
            self._screen.app.push_screen(Chooser(title, keyed(choices)), self._open_configuration)
        elif tied:
            self._open_configuration(tied[0].id)
        else:
            self._screen.report(f"No configuration is tied to {theory.id}.")

    def _open_configuration(self, cmoc: str | None) -> None:
        if cmoc:
            open_configuration(self._screen, cmoc)

    # Versions and stories

    def versions(self) -> None:
        """Show the map's history."""
        replaced = {one.shown.number: one.kept.number for one in self._project.theory_history.made_apart()}
        self._screen.app.push_screen(VersionsScreen(self._project.theory.versions(), replaced))

    def sides(self) -> None:
        """Show the first and the present version of the map side by side; others can be chosen."""
        beside = self._project.theory_history.beside
        self._screen.app.push_screen(SideBySide(self._project.theory.versions(), beside))

    def story(self, theory: Code) -> None:
        """Show how a theory came to its present wording, and the verdicts on it."""
        verdicts = self._project.verdicts.history(theory.id)
        self._tell(theory.id, f"The story of {theory.id} {theory.name}", verdicts)

    def programme_story(self) -> None:
        """Show how the overall programme theory came to its present wording."""
        if self._desk.map.programme_theory:
            self._tell(PROGRAMME, "The story of the programme theory")
        else:
            key = self._screen.key_of("theory-map.programme")
            self._screen.report(f"There is no programme theory yet; {key} words it.")

    def _tell(self, code: str, title: str, verdicts: Sequence[Verdict] = ()) -> None:
        chapters = self._screen.act(lambda: self._project.theory_history.story(code))
        if chapters:
            self._screen.app.push_screen(
                StoryScreen(title, chapters, partial(cited, self._project), verdicts)
            )

    # Edits of the file

    def differences(self, settled: Callable[[], None]) -> None:
        """Show pending edits of the file, to apply or ignore them; `settled` is called once there are none any more."""

        def settle(choice: str | None) -> None:
            if choice:
                # They may have been applied elsewhere, or the file written again, while they were shown.
                self._desk.look_for_edits()
            if choice and not (self._desk.differences or self._desk.mistakes):
                version = self._desk.version
                self._screen.report(
                    f"theory_map.yaml has no edits any more: it is what version {version} has."
                )
                settled()
            elif choice == "leave":
                self._screen.act(self._project.map_file.leave)
                settled()
            elif choice == "take":
                self._ask("Reason for the changes", self._project.map_file.adopt)

        if self._desk.differences:
            self._screen.app.push_screen(DifferencesScreen(self._desk.differences), settle)
        elif not self._desk.mistakes:
            self._screen.report("theory_map.yaml has no pending edits.")
