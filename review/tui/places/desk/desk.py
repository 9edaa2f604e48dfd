"""The desk without a screen: which theory is written on, with its material, its prose and what that quotes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from review.domain.found import Note
from review.domain.wording.moments import day_of
from review.domain.wording.one_line import first_words
from review.domain.wording.quoted import quoted
from review.domain.writing.prose import length
from review.errors import ReviewError
from review.project.writing.drafts import left_in
from review.tui.places.desk.material import MaterialList
from review.tui.places.desk.quoted import Marked, Quoted
from review.tui.places.desk.reading_material import ReadingMaterial
from review.tui.places.desk.sitting import News, Sitting, as_lines

if TYPE_CHECKING:
    from review.project import Project


class WritingDesk:
    """One theory (or section of the report) at a time; texts that could not be saved stay open when another is chosen.

    `at_once`: material is read whenever it may be another one; else the screen has it read, by `reading`.
    """

    def __init__(self, project: Project, *, at_once: bool = True) -> None:
        self._project = project
        self._at_once = at_once
        self._open: dict[str, Sitting] = {}
        self.quoted = Quoted(project)
        self.material = MaterialList(self.quoted)
        self.reading = ReadingMaterial(project, self.quoted, self.material)
        self.codes: Mapping[str, str] = project.desk.codes()
        written = [prose for prose in project.desk.all().values() if prose.code in self.codes]
        latest = max(written, key=lambda prose: prose.time, default=None)
        self.code = latest.code if latest else next(iter(self.codes))
        self._read()

    # Which theory

    @property
    def name(self) -> str:
        """The name of what is written on."""
        return self.codes.get(self.code, "")

    @property
    def title(self) -> str:
        """What is written on, as people name it."""
        return self._title(self.code)

    def _title(self, code: str) -> str:
        """A theory's code, or a section's name."""
        return code if code in self._project.theory.map.code_names else self.codes.get(code, code)

    @property
    def position(self) -> tuple[int, int]:
        """Its number, and the number of all."""
        return list(self.codes).index(self.code) + 1, len(self.codes)

    def beside(self, step: int) -> str:
        """The code so many places further, around the end."""
        codes = list(self.codes)
        return codes[(codes.index(self.code) + step) % len(codes)]

    def choices(self) -> list[tuple[str, str, str]]:
        """All codes, each with its name and how much is written."""
        written = self._project.desk.all()
        return [
            (
                code,
                f"{code} {name}" if code in self._project.theory.map.code_names else name,
                length(written[code].text) if code in written else "nothing written",
            )
            for code, name in self.codes.items()
        ]

    def choose(self, code: str) -> None:
        """Write on another code; what was typed on this one is saved first, or stays open if it cannot be.

        Raises:
            ReviewError: it could not be saved. The other code is chosen all the same.
        """
        try:
            self.save()
        finally:
            self.code = code
            self._read()
            self.material.clear()

    def _read(self) -> None:
        kept = {code: one for code, one in self._open.items() if one.is_changed}
        self._open = kept | {self.code: kept.get(self.code) or Sitting(self._project, self.code)}
        self.sitting.catch_up()
        self._read_material()

    # The prose

    @property
    def sitting(self) -> Sitting:
        """The prose that is open."""
        return self._open[self.code]

    @property
    def unsaved(self) -> list[str]:
        """The codes with something typed that is not in the journal."""
        return [code for code, one in self._open.items() if one.is_changed]

    def typed(self, text: str) -> bool:
        """Take what is typed; returns whether it uses other things than before."""
        self.sitting.text = text
        changed = self.reading.has(self.code) and self.quoted.changed(text)
        if changed:
            self._look()
        return changed

    def _look(self) -> None:
        self.quoted.look(self.code, self.sitting.text)
        self.material.select()

    def keep(self) -> None:
        """Have on disk what is typed.

        Raises:
            ReviewError: it cannot be written there.
        """
        self.sitting.keep()

    def save(self) -> str:
        """Make versions of all that is typed; returns a line about the open one if there was something to save.

        Raises:
            ReviewError: one cannot be saved. It stays open, and in its draft; the others are saved.
        """
        done, failed = "", None
        for code, one in self._open.items():
            try:
                message = one.save()
            except ReviewError as error:
                with suppress(ReviewError):
                    one.keep()
                failed = failed or ReviewError(f"{self._title(code)}: not saved: {error}")
                continue
            done = message if code == self.code and message else done
        if failed:
            raise failed
        if done:
            self._look()
        return done

    def begin_editing(self) -> Path:
        """The file with the text for an editor.

        Raises:
            ReviewError: it cannot be written.
        """
        self.sitting.draft.keep(self.sitting.text)
        return self.sitting.draft.text_file

    def edited(self) -> str:
        """What an editor saved; a newline that it put at the end is not the writer's.

        Raises:
            ReviewError: it cannot be read.
        """
        text = self.sitting.draft.text()
        return text if self.sitting.text.endswith("\n") else text.removesuffix("\n")

    def settle(self, text: str) -> str:
        """Make a text the only one.

        Raises:
            ReviewError: it cannot be saved; it is open.
        """
        done = self.sitting.settle(as_lines(text))
        self.typed(self.sitting.text)
        return done

    def recover(self) -> list[str]:
        """Save what a program typed that ended without saving it; returns a line for each text.

        A text that cannot be saved stays in its file, and the line says where.
        """
        said = []
        for left in left_in(self._project.folder, self._project.reviewer):
            when = f"{left.time.astimezone():%Y-%m-%d %H:%M}"
            code = self._project.theory.map.present(left.note.code)
            try:
                versions = self._project.desk.versions(code)
                if not any(as_lines(one.text) == as_lines(left.text) for one in versions):
                    done = self._project.desk.write(code, left.text, left.note.known).message
                    said.append(f"Recovered what was typed on {when} and not saved: {done}")
                left.remove()
            except ReviewError as error:
                said.append(f"{left.file}: typed on {when}, and not saved: {error}")
        if said:
            self.reload()
        return said

    def reload(self) -> News:
        """Look at the journal again: what others wrote, other codes, other material."""
        self.codes = self._project.desk.codes()
        if self.code not in self.codes:
            moved = self._project.theory.map.present(self.code)
            self.code = moved if moved in self.codes else next(iter(self.codes))
            self._read()
            return News.SHOWN
        news = self.sitting.catch_up()
        self._read_material()
        return news

    def _read_material(self) -> None:
        self.reading.begin(self.code)
        if self._at_once and (asked := self.reading.unread(self.code, self.sitting.text)):
            self.reading.take(asked, self.reading.read(asked), self.code, self.sitting.text)

    @property
    def marked(self) -> list[Marked]:
        """What has to be looked at again in the text as it is now."""
        return self.quoted.marked(self.sitting.text)

    # What is inserted

    def insertion(self, token: str, at: int) -> str:
        """The token as it goes into the text at a place: with a space where it would touch a word."""
        before, after = self.sitting.text[:at][-1:], self.sitting.text[at : at + 1]
        lead = " " if before and not (before.isspace() or before in "([“‘\"'—–-") else ""
        trail = " " if after and (after.isalnum() or after in "[(“‘") else ""
        return f"{lead}{token}{trail}"

    def memos(self) -> list[tuple[str, str, str]]:
        """All memos and comments of the review, the newest first: a number, the text, and who wrote it on what."""
        notes = self._project.finding.notes()
        return [
            (str(number), note.text, f"{note.who}, {day_of(note.time)}, on {self._about(note)}")
            for number, note in enumerate(notes)
        ]

    def _about(self, note: Note) -> str:
        of, names = note.of, self._project.theory.map.code_names
        if of.cmoc:
            return of.cmoc
        if note.quote:
            return f"{quoted(first_words(note.quote))} ({of.citation}{f', {of.cited_page}' if of.cited_page else ''})"
        if of.citation:
            return of.citation
        return f"{of.code} {names.get(of.code, '')}".strip() or "the whole review"
