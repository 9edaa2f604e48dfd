"""The prose on one code while it is open: what is typed, what the journal has, and what others wrote meanwhile."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from review.domain.wording.named import capitalised
from review.project.writing.drafts import Draft

if TYPE_CHECKING:
    from review.domain.writing.prose import ProseVersion
    from review.project import Project


class News(Enum):
    """What others' writing means for what is open."""

    NONE = 0
    SHOWN = 1
    """They wrote on from what is open, or it is no more, and nothing was waiting to be saved: their text is shown."""
    APART = 2
    """They wrote apart from what is open: both texts stay."""


class Sitting:
    """Holds a text, which becomes a version of the prose when it is saved.

    Only versions that its writer has seen are replaced. `others` were written in another program or copy meanwhile: they stay
    until `settle`, and never take the place of what is open.
    """

    def __init__(self, project: Project, code: str) -> None:
        self._project = project
        self.code = code
        self._reviewer = project.reviewer
        self._load()

    def _load(self, opened: str = "") -> None:
        """Begin with what the journal has.

        Of texts that stand apart it is the one with this event, else the writer's own, else the latest; one on the theory
        itself goes before one on a theory that was merged into it.
        """
        versions = self._project.desk.versions(self.code)
        standing = [one for one in versions if one.stands]
        on_it = [one for one in standing if one.written_on == self.code] or standing
        own = [one for one in on_it if one.reviewer == self._reviewer]
        same = [one for one in standing if one.event == opened]
        self.version = next(reversed(same or own or on_it), None)
        self._stored = self.text = as_lines(self.version.text if self.version else "")
        self.others = [one for one in standing if one is not self.version]
        apart = {one.event for one in self.others}
        self._known = [one.event for one in versions if one.event not in apart]
        self._seen = [one.event for one in versions]
        self._draft: Draft | None = None

    @property
    def is_own(self) -> bool:
        """Whether the text is the writer's."""
        return self.is_changed or self.version is None or self.version.reviewer == self._reviewer

    @property
    def apart_in_words(self) -> str:
        """How the others came to be there, said of their theory or section: ``was written elsewhere meanwhile``."""
        merged = dict.fromkeys(map(self.on_another, self.others))
        return (
            "was written elsewhere meanwhile" if "" in merged else f"has the text on {', '.join(merged)}, too"
        )

    def on_another(self, other: ProseVersion) -> str:
        """The former id of the theory that a text beside what is open was written on; ``""`` if it was written on this one."""
        open_on = self.version.written_on if self.version else self.code
        return "" if other.written_on == open_on else other.written_on

    @property
    def is_changed(self) -> bool:
        """Whether something typed is not in the journal."""
        return self.text != self._stored

    @property
    def here(self) -> tuple[str, str]:
        """The text that is open, and which it is in words."""
        version = self.version
        which = f"version {version.number}, {version.reviewer}" if version else ""
        if self.is_own:
            which = f"Mine: {'not saved' if self.is_changed or not version else f'version {version.number}'}"
        return self.text, capitalised(which)

    @property
    def draft(self) -> Draft:
        """The file of what is typed."""
        if self._draft is None:
            self._draft = Draft(self._project.folder, self.code, self._reviewer, self._known)
        return self._draft

    def keep(self) -> None:
        """Have on disk what is typed and not saved.

        Raises:
            ReviewError: it cannot be written there.
        """
        if self.is_changed:
            self.draft.keep(self.text)
        else:
            self._drop()

    def save(self) -> str:
        """Make the text a version, if it was changed; returns a line about it, else ``""``.

        Raises:
            ReviewError: the journal does not take it; the text stays, and so does its draft.
        """
        return self._write(self._known) if self.is_changed else ""

    def settle(self, text: str) -> str:
        """Make this text the only one of those that the writer has seen; the others become earlier versions.

        Raises:
            ReviewError: as for `save`.
        """
        self.text = text
        return self._write(self._seen)

    def _write(self, known: list[str]) -> str:
        with self._project.acting_as(self._reviewer):
            done = self._project.desk.write(self.code, self.text, known)
        self._drop()
        self._known = [*known, done.event]
        self._stored = self.text
        self._read_others()
        self.version = next(one for one in self.versions() if one.event == done.event)
        return done.message

    def _drop(self) -> None:
        if self._draft is not None:
            self._draft.drop()
            self._draft = None

    def _read_others(self) -> None:
        versions = self._project.desk.versions(self.code)
        self._seen = [one.event for one in versions]
        self.others = [one for one in versions if one.stands and one.event not in self._known]

    def catch_up(self) -> News:
        """Look at what the journal has now: it is shown, or stays beside what is typed and not saved."""
        versions = self._project.desk.versions(self.code)
        if [one.event for one in versions] == self._seen:
            return News.NONE
        text, apart = self.text, {one.event for one in self.others}
        if self.is_changed:
            self._read_others()
        else:
            self._load(self.version.event if self.version else "")
        if self.text != text:
            return News.SHOWN
        return News.APART if {one.event for one in self.others} - apart else News.NONE

    def versions(self) -> list[ProseVersion]:
        """All versions, the newest first."""
        return self._project.desk.versions(self.code)[::-1]


def as_lines(text: str) -> str:
    """A text as a text area has it: whatever ends a line is a newline."""
    lines = text.splitlines()
    return "\n".join(lines if not text or text.splitlines(keepends=True)[-1] == lines[-1] else [*lines, ""])
