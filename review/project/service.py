"""The base of a review's services: the folder, the open journal and the reviewer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from review.errors import JournalError
from review.journal.journal import Journal
from review.journal.queries.team import duties

if TYPE_CHECKING:
    from review.acts import Act

MAP_NAME = "theory_map.yaml"
CORPUS = "corpus"
EXPORTS = "exports"


class Acknowledgement(Struct, frozen=True):
    """An act that was written to the journal: its event, and a sentence about it."""

    event: str
    message: str


class Reversed(Acknowledgement, frozen=True):
    """An act that was undone or redone; `record` and `start` say which passage it was about, if any."""

    record: str = ""
    start: int | None = None


class Context:
    """One open review. `reviewer` is the acting reviewer, who may change for a while; queries show what that one may see."""

    def __init__(self, folder: Path, journal: Journal, reviewer: str) -> None:
        self.folder = folder
        self.journal = journal
        self.reviewer = reviewer
        self.arrivals = 0
        """How often something came in from other copies since the review was opened: own acts do not change it."""

    @property
    def reviewer(self) -> str:
        """The acting reviewer."""
        return self.journal.database.viewer

    @reviewer.setter
    def reviewer(self, name: str) -> None:
        self.journal.database.viewer = name

    @property
    def comments_only(self) -> bool:
        """Whether the acting reviewer is a stakeholder, who comments and does nothing else."""
        return self.journal.value(duties.COMMENTS_ONLY, (self.reviewer,)) is not None

    @property
    def corpus(self) -> Path:
        """The folder of the review's documents."""
        return self.folder / CORPUS

    @property
    def read_only(self) -> str:
        """Why nothing can be changed, or ``""``."""
        return self.journal.read_only

    def relative(self, path: Path) -> str:
        """A path as in reports and the journal: relative to the review's folder, with forward slashes."""
        inside = path.is_relative_to(self.folder)
        return (path.relative_to(self.folder) if inside else path).as_posix()


class Service:
    """The acts on one subject of a review. Services use each other only through public methods."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def _journal(self) -> Journal:
        """The open journal."""
        return self._context.journal

    @property
    def _folder(self) -> Path:
        """The review's folder."""
        return self._context.folder

    @property
    def _reviewer(self) -> str:
        """The current reviewer."""
        return self._context.reviewer

    def _refuse_stakeholders(self) -> None:
        """Refuse what a stakeholder may not do, before anything else that is wrong with it is found.

        Raises:
            JournalError: the reviewer is a stakeholder.
        """
        if self._context.comments_only:
            raise JournalError(duties.refusal(self._reviewer))

    def _act(self, act: Act, message: str) -> Acknowledgement:
        return Acknowledgement(self._journal.append(self._reviewer, act).hash, message)
