"""Random acts of every kind on several copies of a review, with random exchanges, copied and restored files.

The tests play few histories, `benchmarks/replicas.py` thousands.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from review.journal import opening
from review.journal.database import Database
from review.journal.journal import Journal
from review.journal.updating import new_replica
from review.journal.verification import broken_events, projection_problems
from review.project import Project
from tests.journal.random_acts import acts, perform, tables
from tests.project.sharing.copies import bring
from tests.reviews import SMALL_MAP, a_document, a_review, add_record

COPIES = 3
_COPY = st.integers(0, COPIES - 1)
_ACTS = acts().map(lambda done: done[:6])


class Played(NamedTuple):
    """The end of a history, after all copies met: what differs between copies, what verify finds, and how many events are lost."""

    differing: list[str]
    problems: list[str]
    lost: int
    events: int
    forks: int


def histories(longest: int = 12) -> SearchStrategy[list[tuple]]:
    """Lists of what happens: acts on a copy, one receives from another, a file is copied to another place, a file is put back."""
    return st.lists(
        st.one_of(
            st.tuples(st.just("act"), _COPY, _ACTS),
            st.tuples(st.just("act"), _COPY, _ACTS),
            st.tuples(st.just("receive"), _COPY, _COPY),
            st.tuples(st.just("merge file"), _COPY, _COPY),
            st.tuples(st.just("copy"), _COPY),
            st.tuples(st.just("put back"), _COPY),
        ),
        min_size=3,
        max_size=longest,
    )


class _Copies:
    """The copies while a history is played, in files or in memory; each event that was stored once is remembered."""

    def __init__(self, folder: Path, *, in_files: bool) -> None:
        self._folder = folder
        self._in_files = in_files
        if in_files:
            first, self.record = _begun(folder / "0")
        else:
            begun, self.record = _begun_in_memory()
            first = _in_memory(begun, "ann", folder=Project.create(folder / "0", SMALL_MAP))
        self.open = [first]
        self.seen: set[str] = set()
        self._kept: dict[int, bytes] = {}
        self._kept_in_memory: dict[int, Project] = {}
        for number in range(1, COPIES):
            self._copy(0, f"reviewer {number}")
        self._remember()

    def play(self, what: str, *given: object) -> None:
        """Let one thing happen."""
        number = int(str(given[0]))
        project = self.open[number]
        match what:
            case "act":
                perform(project, self.record, given[1])  # type: ignore[arg-type]
            case "receive":
                bring(project, self.open[int(str(given[1])) % len(self.open)])
            case "merge file":
                other = self.open[int(str(given[1])) % len(self.open)]
                if self._in_files and other is not project:
                    project.sharing.merge([other.folder])
                bring(project, other)
            case "copy":
                self._copy(number, f"reviewer {len(self.open)}")
            case "put back":
                self._put_back(number)
        self._remember()

    def _copy(self, of: int, reviewer: str) -> None:
        """Copy a project's files, as a file manager does, and go on there."""
        if not self._in_files:
            self.open.append(_in_memory(self.open[of], reviewer, replica=new_replica()))
            return
        self.open[of].close()
        target = self._folder / str(len(self.open))
        shutil.copytree(self.open[of].folder, target)
        self.open[of] = Project.open(self.open[of].folder, self.open[of].reviewer)
        self.open.append(Project.open(target, reviewer))

    def _put_back(self, number: int) -> None:
        """Put back the file as it was kept the last time, after what it holds went to another copy; keep it now."""
        project = self.open[number]
        bring(self.open[(number + 1) % len(self.open)], project)
        if not self._in_files:
            now = _in_memory(project, project.reviewer)
            self.open[number] = self._kept_in_memory.get(number, project)
            self._kept_in_memory[number] = now
            return
        project.close()
        file = project.folder / "review.db"
        kept, self._kept[number] = self._kept.get(number), file.read_bytes()
        if kept:
            for beside in project.folder.glob("review.db*"):
                beside.unlink()
            file.write_bytes(kept)
        self.open[number] = Project.open(project.folder, project.reviewer)

    def _remember(self) -> None:
        for project in self.open:
            self.seen |= project.sharing.known()

    def meet(self) -> None:
        """Let every copy receive what the others have."""
        first, *others = self.open
        bring(first, *others)
        for other in others:
            bring(other, first)
        # What the program adds by itself when acts arrive (draws of samples) travels, too.
        bring(first, *others)
        for other in others:
            bring(other, first)

    def close(self) -> None:
        """Close all."""
        for project in self.open:
            project.close()


def _begun(folder: Path) -> tuple[Project, str]:
    """A review with one record, and this record's id."""
    project = a_review(folder, "ann")
    return project, add_record(project, "A study", document=a_document())


@cache
def _begun_in_memory() -> tuple[Project, str]:
    """A begun review in memory, that of all histories in memory: copied, never changed."""
    with TemporaryDirectory() as folder:
        begun, record = _begun(Path(folder) / "0")
        kept = _in_memory(begun, "ann")
        begun.close()
    return kept, record


def _in_memory(of: Project, reviewer: str, replica: str = "", folder: Path | None = None) -> Project:
    """A project with a copy of another's journal in memory: a replica of its own, or the same one again."""
    with of.journal.snapshot() as connection:
        journal = Journal(Database(Path("copied"), opening.copied_to_memory(connection)))
    if replica:
        journal.database.set_meta("replica", replica)
    return Project(folder or of.folder, journal, reviewer)


def played(history: Sequence[tuple], *, in_files: bool) -> Played:
    """Play a history, in files or, faster, in memory, and let all copies meet."""
    with TemporaryDirectory() as folder:
        copies = _Copies(Path(folder), in_files=in_files)
        try:
            for what, *given in history:
                copies.play(what, *given)
            copies.meet()
            first = copies.open[0]
            expected = tables(first.journal)
            differing = [
                f"{name} in copy {number}"
                for number, other in enumerate(copies.open[1:], 1)
                for name, rows in tables(other.journal).items()
                if rows != expected[name]
            ]
            problems = [*broken_events(first.journal), *projection_problems(first.journal)]
            known = first.sharing.known()
            forks = sum(one.forks for one in first.sharing.copies())
            return Played(differing, problems, len(copies.seen - known), len(known), forks)
        finally:
            copies.close()
