"""One review on disk: its folder, its journal, who works on it, and the theory map as it stands."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from review.acts import Act, Adopt
from review.errors import JournalError, ReviewError, TheoryMapError
from review.journal import FILE_NAME, Journal, file_set
from review.journal.queries import theory, unfinished
from review.model.counted import counted
from review.project.one_at_a_time import clear_lock
from review.regular_file import open_regular
from review.temporary import clear_files, clear_folders
from review.theory_map import TheoryMap

MAP_NAME = "theory_map.yaml"
CORPUS = "corpus"
EXPORTS = "exports"

_DIGESTED = 4_000_000
"""Bytes of a theory map that tell one version from another: twice as many as are read."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """An act that is on the disk: its event, and a sentence that says what was done."""

    event: str
    message: str


class ProjectCore:
    """What every verb needs: the folder, the open journal, the reviewer."""

    def __init__(self, folder: Path, journal: Journal, reviewer: str) -> None:
        self.folder = folder
        self.journal = journal
        self.reviewer = reviewer
        self.notices: tuple[str, ...] = journal.notices
        self._map: tuple[TheoryMap, int, str] | None = None

    # --- opening ---------------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, folder: Path, map_text: str) -> Path:
        """Make a new project in `folder`: theory map, ``corpus/``, ``exports/``.

        Raises:
            ReviewError: a project is there already, or the folder cannot be written.
        """
        file_set.check(folder / FILE_NAME)
        if (folder / MAP_NAME).exists() or (folder / FILE_NAME).exists():
            raise ReviewError(f"{folder}: is a review already; open it with `review --project {folder}`")
        try:
            for name in (CORPUS, EXPORTS):
                (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / MAP_NAME).write_text(map_text, encoding="utf-8")
        except OSError as error:
            raise ReviewError(
                f"{folder}: cannot be written ({error.strerror}); choose another place"
            ) from error
        return folder

    @classmethod
    def open(cls, folder: Path | None = None, reviewer: str = "", *, read_only: bool = False) -> Self:
        """Open the review in `folder` (default: the nearest folder upward that holds one).

        The first opening takes the file's map in as version 1. A rotating backup is made where there is something new.

        Raises:
            ReviewError: there is no review, or it cannot be used; one line says why and what to do.
        """
        folder = folder.resolve() if folder else nearest_project(Path.cwd())
        file_set.check(folder / FILE_NAME)
        if not (folder / MAP_NAME).is_file() and not (folder / FILE_NAME).is_file():
            raise ReviewError(f"{folder}: holds no {MAP_NAME}; `review init {folder}` makes a new review")
        journal = Journal.open(folder / FILE_NAME, read_only=read_only)
        try:
            project = cls(folder, journal, reviewer_name(reviewer))
            project._settle_map()
            project._tell_stopped_imports()
            if not journal.read_only:
                from review.journal import backup

                project.notices += backup.at_opening(journal)
                clear_lock(folder)
                clear_files(folder, folder / CORPUS, folder / EXPORTS)
                clear_folders()
        except BaseException:
            journal.close()
            raise
        return project

    def close(self) -> None:
        """Close the journal."""
        self.journal.close()

    @property
    def read_only(self) -> str:
        """Why nothing can be changed, or ``""``."""
        return self.journal.read_only

    def check_in_place(self) -> None:
        """See that the journal's file is still the one that was opened.

        Raises:
            JournalLostError: it was replaced, moved or removed; nothing can be written any more.
        """
        self.journal.check_in_place()

    @property
    def revision(self) -> int:
        """Grows with every act by anyone: compare it to know whether to look again."""
        return self.journal.revision

    @contextmanager
    def acting_as(self, reviewer: str) -> Iterator[None]:
        """Act in another reviewer's name for a while (demonstration, imports)."""
        own, self.reviewer = self.reviewer, reviewer_name(reviewer)
        try:
            yield
        finally:
            self.reviewer = own

    # --- the theory map, as it stands ---------------------------------------------------------------------------------

    @property
    def theory_map(self) -> TheoryMap:
        """The current version of the map."""
        return self._current_map()[0]

    @property
    def theory_version(self) -> int:
        """The number of the current version."""
        return self._current_map()[1]

    @property
    def theory_event(self) -> str:
        """The event that made the current version: what codings refer to."""
        return self._current_map()[2]

    def _current_map(self) -> tuple[TheoryMap, int, str]:
        if self._map is None or self._map[2] != theory.version_event(self.journal):
            self._map = theory.current(self.journal)
        return self._map

    @property
    def stages(self) -> tuple[str, ...]:
        """The ids of the stages, in order."""
        return tuple(stage.id for stage in self.theory_map.stages)

    @property
    def map_file(self) -> Path:
        """The person's ``theory_map.yaml``."""
        return self.folder / MAP_NAME

    def _settle_map(self) -> None:
        """Take in the map at the first opening; later, tell that the file was edited by hand, or is missing."""
        if not os.path.lexists(self.map_file):
            if theory.version_event(self.journal):
                again = f"`review theory export {self.map_file}` writes it again"
                self.notices += (f"{MAP_NAME} is missing; the review goes on without it, and {again}",)
            return
        if not theory.version_event(self.journal):
            self._adopt_first()
            return
        try:
            digest = self._map_file_digest()
        except ReviewError as error:
            self.notices += (f"{error}; the review goes on with version {self.theory_version}",)
            return
        if digest == self.journal.meta("map_file_sha256"):
            return
        from review.theory_map.changes import differences
        from review.theory_map.reading import MOST_LISTED, read_theory_map

        try:
            changes = differences(theory.file_as_taken_in(self.journal), read_theory_map(self.map_file))
        except TheoryMapError as error:
            first, *others = str(error).split("\n")
            in_all = "many" if len(others) >= MOST_LISTED else len(others) + 1
            how_many = f" ({in_all} in all)" if others else ""
            self.notices += (f"{first}{how_many}; the review goes on with version {self.theory_version}",)
            return
        if changes:
            how = "on the Theory map screen, or with `review theory adopt` or `review theory leave`"
            self.notices += (
                f"{MAP_NAME} was edited by hand ({counted(len(changes), 'difference')}): take in or leave {how}",
            )
        elif not self.read_only:
            # Spares looking at the file next time, and nothing more: a busy journal or a full disk is no reason to stop.
            with suppress(JournalError):
                self.journal.set_meta("map_file_sha256", digest)

    def _tell_stopped_imports(self) -> None:
        self.notices += tuple(
            f"{one.name}: its import stopped after {one.done:,} of {counted(one.total, 'reference')}; "
            "import it again to go on, nothing comes twice"
            for one in unfinished.imports(self.journal)
        )

    def _map_file_digest(self) -> str:
        """The SHA-256 of ``theory_map.yaml`` as it lies there.

        Raises:
            ReviewError: it cannot be read.
        """
        try:
            with open_regular(self.map_file) as file:
                return hashlib.sha256(file.read(_DIGESTED)).hexdigest()
        except OSError as error:
            raise ReviewError(f"{MAP_NAME}: cannot be read ({error.strerror})") from error

    def _adopt_first(self) -> None:
        from review.theory_map.reading import read_theory_map

        digest = self._map_file_digest()
        theory_map = read_theory_map(self.map_file)
        with self.journal.transaction():
            # Another process may have opened the review for the first time at the same moment.
            if theory.version_event(self.journal):
                return
            first = Adopt(map=json.dumps(theory_map.to_plain()), reason=f"first use of {MAP_NAME}")
            self.journal.append(self.reviewer, first)
            self.journal.set_meta("map_file_sha256", digest)

    # --- acting ---------------------------------------------------------------------------------------------------------

    def _act(self, act: Act, message: str) -> Acknowledgement:
        return Acknowledgement(self.journal.append(self.reviewer, act).hash, message)


def nearest_project(start: Path) -> Path:
    """The nearest folder from `start` upward that holds a review: its theory map, or its journal.

    Raises:
        ReviewError: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / MAP_NAME).is_file() or (folder / FILE_NAME).is_file():
            return folder
    raise ReviewError(
        f"{start}: no {MAP_NAME} here or in a folder above; `review init DIR` makes a new review"
    )


def reviewer_name(given: str = "") -> str:
    """Who is at work: `given`, else ``REVIEW_REVIEWER``, else the git user, else the account's name."""
    for candidate in _names(given):
        name = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+", " ", candidate).strip()
        if name:
            return name[:100]
    return "reviewer"


def _git_user() -> str:
    try:
        found = subprocess.run(
            ["git", "config", "user.name"],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=2,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout


def _names(given: str) -> Iterator[str]:
    """The candidates, the costly one (git) asked only when the ones before are empty."""
    yield given
    yield os.environ.get("REVIEW_REVIEWER", "")
    yield _git_user()
    yield os.environ.get("USER", "") or os.environ.get("USERNAME", "")
