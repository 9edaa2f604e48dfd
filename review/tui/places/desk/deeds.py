"""What is asked at the desk: which version, which of two texts, which memo; and the user's own editor."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from review.errors import ReviewError
from review.project.machine.editor import editor_command
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.dialogs.message import MessageScreen
from review.tui.places.desk.editor import edit
from review.tui.places.desk.material import Item, ItemKind
from review.tui.places.desk.versions import BOTH, THEIRS, ProseVersions, WrittenApart
from review.tui.places.going import open_configuration
from review.tui.support.plain import plain

if TYPE_CHECKING:
    from review.theory_map import Code
    from review.tui.places.base import ReviewScreen
    from review.tui.places.desk.desk import WritingDesk

CHECKING = "The citations are being checked"
"""How the notice begins while they are."""

TakeText = Callable[[Callable[[], str]], object]
"""Puts the text that it is given, or an error in its place, where the open one is."""


class Deeds:
    """Asks on `screen` about what the `desk` has open; what is to stand is given to the one who asked for it."""

    def __init__(self, screen: ReviewScreen, desk: WritingDesk) -> None:
        self._screen = screen
        self._desk = desk
        self._project = screen.project

    def choose_theory(self, then: Callable[[str | None], None]) -> None:
        """Ask which theory or section is written on."""
        choices = [
            Choice(code, label, detail, marked=code == self._desk.code)
            for code, label, detail in self._desk.choices()
        ]
        self._screen.app.push_screen(Chooser("Write on …", choices), then)

    # Other texts

    def edit(self, take: TakeText) -> None:
        """Open the text in the user's own editor, and take what it saved, however it ends."""
        screen, desk = self._screen, self._desk
        try:
            command = editor_command(os.environ)
            file = desk.begin_editing()
            with screen.app.suspend():
                trouble = edit(command, file)
        except SuspendNotSupported:
            desk.keep()
            why = (
                "Your editor cannot open in a browser."
                if screen.app.is_web
                else "This terminal cannot be given to an editor."
            )
            screen.report(f"{why} Write here, or with `review desk --file`.", "warning")
            return
        except ReviewError as error:
            screen.report(str(error), "error")
            return
        screen.refresh(repaint=True, layout=True)
        take(desk.edited)
        if trouble:
            screen.report(trouble, "warning")

    def choose_version(self, take: TakeText) -> None:
        """List the versions, and take the text of the one that is chosen."""
        sitting = self._desk.sitting
        versions = sitting.versions()
        if not versions:
            self._screen.report(f"Nothing was written on {self._desk.code} yet.")
            return

        def chosen(text: str | None) -> None:
            if text is None or self._project.read_only:
                return
            if text == self._desk.sitting.text:
                self._screen.report("This is the present text.")
                return
            take(lambda: text)
            if version := self._desk.sitting.version:
                self._screen.report(f"Restored as version {version.number}.")

        title = f"Versions: {plain(self._desk.name)}"
        self._screen.app.push_screen(ProseVersions(title, sitting.code, versions), chosen)

    def choose_apart(self, settle: Callable[[str], object]) -> None:
        """Show another text, such as one written elsewhere meanwhile, and settle which is to stand."""
        sitting = self._desk.sitting
        others = sitting.others
        if not others:
            return

        def chosen(answer: tuple[str, str] | None) -> None:
            if answer is None:
                return
            which, theirs = answer
            mine = self._desk.sitting.text
            settle(theirs if which == THEIRS else f"{mine.rstrip()}\n\n{theirs}" if which == BOTH else mine)

        title = f"{plain(self._desk.name)}: another text"
        former = sitting.on_another(others[-1])
        dialog = WrittenApart(title, sitting.here, others[-1], len(others) - 1, former)
        self._screen.app.push_screen(dialog, chosen)

    @property
    def theory(self) -> Code | None:
        """The theory or rival framing that is written on; None for a section."""
        theory_map, code = self._project.theory.map, self._desk.code
        return theory_map.theory_of(code) if code in theory_map.code_names else None

    def conclude(self) -> None:
        """Ask for the verdict on the theory that is written on, with the numbers of its evidence in sight."""
        from review.tui.places.theory_map.concluding import conclude

        if self.theory:
            conclude(self._screen, self.theory)

    # What is read

    def open(self, item: Item) -> None:
        """Open the passage in the Reader, the configuration in its place, or the memo in full."""
        app = self._screen.review_app
        if item.kind is ItemKind.PASSAGE:
            self._screen.act(lambda: app.open_reader(item.record, item.start))
        elif item.kind is ItemKind.CONFIGURATION:
            open_configuration(self._screen, item.id)
        else:
            app.push_screen(MessageScreen(f"{item.source}\n\n{item.words}"))

    def search_memos(self) -> None:
        """Search all memos of the review, and read one."""
        memos = self._desk.memos()
        if not memos:
            self._screen.report("There are no memos yet.")
            return
        texts = {identifier: f"{about}\n\n{text}" for identifier, text, about in memos}
        choices = [Choice(identifier, text, about) for identifier, text, about in memos]

        def read(chosen: str | None) -> None:
            if chosen is not None:
                self._screen.app.push_screen(MessageScreen(texts[chosen], "Memo"))

        self._screen.app.push_screen(Chooser(f"Memos: {len(memos):,}", choices), read)

    def check_citations(self) -> None:
        """Check the citations of all prose against the records."""
        self._screen.report(f"{CHECKING} …")
        self._screen.run_worker(self._check, thread=True, group="citations", exclusive=True)

    def _check(self) -> None:
        try:
            said = "\n".join(self._project.desk.check_prose().in_words())
        except ReviewError as error:
            said = str(error)
        self._screen.call_later(self._show_citations, said)

    def _show_citations(self, said: str) -> None:
        self._screen.review_app.remove_notices(CHECKING)
        if self._screen.is_current:
            self._screen.app.push_screen(MessageScreen(f"Citations in all prose\n\n{said}"))
