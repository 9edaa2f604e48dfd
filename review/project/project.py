"""One review on disk, and its services."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from review.domain.wording.counted import counted
from review.domain.wording.given import shown
from review.errors import JournalError, ReviewError
from review.journal import file_set
from review.journal.journal import FILE_NAME, Journal
from review.journal.queries import theory, unfinished
from review.journal.updating import Progress
from review.project.reviewer import as_listed, reviewer_name
from review.project.runs.reading_lock import clear_lock
from review.project.service import CORPUS, EXPORTS, MAP_NAME, Context
from review.project.services import (
    MadeWhenAsked,
    make_agreement,
    make_annotations,
    make_appraisals,
    make_challenges,
    make_coding,
    make_configurations,
    make_conflicts,
    make_corpus,
    make_desk,
    make_documents,
    make_exports,
    make_finding,
    make_flow,
    make_history,
    make_interchange,
    make_learning,
    make_looked_at,
    make_looking_again,
    make_map_file,
    make_package,
    make_page_labels,
    make_page_tables,
    make_plan,
    make_records,
    make_references,
    make_reporting,
    make_screening,
    make_searches,
    make_sharing,
    make_spreadsheets,
    make_structure,
    make_targets,
    make_team,
    make_theory,
    make_theory_history,
    make_verdicts,
)
from review.project.team.drawing import draw_samples
from review.sandbox.temporary import clear_files, clear_folders


class Project:
    """A review: open it with `Project.open`, close it with `close` or ``with``. Each service has the methods of one subject."""

    theory = MadeWhenAsked(make_theory)
    map_file = MadeWhenAsked(make_map_file)
    structure = MadeWhenAsked(make_structure)
    theory_history = MadeWhenAsked(make_theory_history)
    plan = MadeWhenAsked(make_plan)
    records = MadeWhenAsked(make_records)
    team = MadeWhenAsked(make_team)
    screening = MadeWhenAsked(make_screening)
    agreement = MadeWhenAsked(make_agreement)
    documents = MadeWhenAsked(make_documents)
    corpus = MadeWhenAsked(make_corpus)
    page_labels = MadeWhenAsked(make_page_labels)
    page_tables = MadeWhenAsked(make_page_tables)
    coding = MadeWhenAsked(make_coding)
    configurations = MadeWhenAsked(make_configurations)
    conflicts = MadeWhenAsked(make_conflicts)
    looking_again = MadeWhenAsked(make_looking_again)
    targets = MadeWhenAsked(make_targets)
    appraisals = MadeWhenAsked(make_appraisals)
    verdicts = MadeWhenAsked(make_verdicts)
    looked_at = MadeWhenAsked(make_looked_at)
    challenges = MadeWhenAsked(make_challenges)
    spreadsheets = MadeWhenAsked(make_spreadsheets)
    annotations = MadeWhenAsked(make_annotations)
    finding = MadeWhenAsked(make_finding)
    searches = MadeWhenAsked(make_searches)
    flow = MadeWhenAsked(make_flow)
    references = MadeWhenAsked(make_references)
    interchange = MadeWhenAsked(make_interchange)
    learning = MadeWhenAsked(make_learning)
    exports = MadeWhenAsked(make_exports)
    desk = MadeWhenAsked(make_desk)
    reporting = MadeWhenAsked(make_reporting)
    package = MadeWhenAsked(make_package)
    history = MadeWhenAsked(make_history)
    sharing = MadeWhenAsked(make_sharing)

    def __init__(self, folder: Path, journal: Journal, reviewer: str) -> None:
        self.context = Context(folder, journal, reviewer)
        self.notices: tuple[str, ...] = journal.notices

    @property
    def folder(self) -> Path:
        """The review's folder."""
        return self.context.folder

    @property
    def journal(self) -> Journal:
        """The open journal."""
        return self.context.journal

    @property
    def reviewer(self) -> str:
        """The current reviewer."""
        return self.context.reviewer

    @classmethod
    def create(cls, folder: Path | str, map_text: str) -> Path:
        """Create a new review in `folder`: theory map, ``corpus/``, ``exports/``, and the map's schema for editors.

        Raises:
            ReviewError: the folder already has a review, or cannot be written.
        """
        from review.theory_map import schema  # loads pydantic

        folder = _as_path(folder)
        file_set.check(folder / FILE_NAME)
        if (folder / MAP_NAME).exists() or (folder / FILE_NAME).exists():
            raise ReviewError(f"{folder}: already a review; open it with `review --project {folder}`")
        try:
            for name in (CORPUS, EXPORTS):
                (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / schema.NAME).write_text(schema.as_text(), encoding="utf-8")
            (folder / MAP_NAME).write_text(schema.named_in(map_text), encoding="utf-8")
        except OSError as error:
            raise ReviewError(
                f"{folder}: cannot be written ({error.strerror}); choose another folder"
            ) from error
        return folder

    @classmethod
    def open(
        cls,
        folder: Path | str | None = None,
        reviewer: str = "",
        *,
        read_only: bool = False,
        looks: bool = False,
        progress: Progress | None = None,
    ) -> Self:
        """Open the review in `folder` (default: the nearest parent folder with one).

        The file's map is version 1, as it is at each moment, until something is done under it; for one who only `looks`, it is so without being stored. A rotating backup is made if there is anything new. If an
        update rebuilds the tables, `progress` is called with the number of steps done and their total.

        Raises:
            ReviewError: there is no review, or it is unusable; one line says why and what to do.
        """
        folder = _as_path(folder).resolve() if folder else nearest_project(Path.cwd())
        file_set.check(folder / FILE_NAME)
        if not (folder / MAP_NAME).is_file() and not (folder / FILE_NAME).is_file():
            raise ReviewError(f"{folder}: no {MAP_NAME} found; `review init {folder}` creates a new review")
        journal = Journal.open(folder / FILE_NAME, read_only=read_only, progress=progress)
        try:
            project = cls(folder, journal, reviewer_name(reviewer))
            project.notices += project.map_file.settle(looks=looks)
            project._settle_reviewer()
            project._draw_samples()
            project._report_theories()
            project._report_stopped_imports()
            if not journal.read_only:
                from review.journal import backup

                if not looks:
                    journal.first_look = project.map_file.follow
                project.notices += backup.at_opening(journal)
                clear_lock(folder)
                clear_files(folder, folder / CORPUS, folder / EXPORTS)
                clear_folders()
        except BaseException:
            journal.close()
            raise
        return project

    def close(self) -> None:
        """Close the journal; nothing more can be asked of the review then."""
        self.journal.close()

    def __enter__(self) -> Self:
        """The review itself, which is closed after the block."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the review."""
        self.close()

    @property
    def read_only(self) -> str:
        """Why nothing can be changed, or ``""``."""
        return self.journal.read_only

    def check_in_place(self) -> None:
        """Check that the journal's file is still the one that was opened.

        Raises:
            JournalLostError: it was replaced, moved or removed; nothing more can be written.
        """
        self.journal.check_in_place()

    @property
    def revision(self) -> int:
        """A number that grows with every act by anyone; compare it to detect changes."""
        return self.journal.revision

    @property
    def state(self) -> tuple[int, int]:
        """The revision, and a number that changes with all that others wrote, before or after own acts.

        That is every write by another program, and what this one received from other copies.
        """
        return self.revision, self.journal.database.writes_of_others + self.context.arrivals

    def switch_reviewer(self, name: str) -> None:
        """Go on as another reviewer; suggestions then learn from what that one may see."""
        self.learning.forget_reviewer()
        self.context.reviewer = self._as_listed(reviewer_name(name))

    @property
    def unlisted_reviewer(self) -> str:
        """A sentence if the theory map lists who works on the review, and not the current reviewer; else ``""``."""
        listed = [one.name for one in self.theory.map.reviewers]
        if not listed or self.reviewer in listed:
            return ""
        return f"{self.reviewer} is not among the theory map's reviewers ({', '.join(listed)})."

    @contextmanager
    def acting_as(self, reviewer: str) -> Iterator[None]:
        """Act as another reviewer within the context, whatever thread acts: nothing else may act meanwhile."""
        own, self.context.reviewer = self.reviewer, self._as_listed(reviewer_name(reviewer))
        try:
            yield
        finally:
            self.context.reviewer = own

    def _as_listed(self, name: str) -> str:
        """A name as the theory map writes it: in other letters it would be a second person, who may see and decide more."""
        return as_listed(name, (one.name for one in self.theory.map.reviewers))

    def _settle_reviewer(self) -> None:
        """Settle who acts, and say so where that is not the name that was given; a map that cannot be read lists nobody."""
        given = self.reviewer
        with suppress(JournalError):
            self.context.reviewer = self._as_listed(given)
        if self.reviewer != given:
            self.notices += (f"You are {self.reviewer}, as the theory map writes the name {given}.",)

    def _draw_samples(self) -> None:
        """Draw what is missing in samples; a journal that is busy, or a full disk, leaves that to the next opening."""
        with suppress(JournalError):
            draw_samples(self.journal, self.reviewer, self.theory.map)

    def _report_theories(self) -> None:
        """Report what was made apart in copies, or came to nothing; what words it loads only where there is something."""
        with suppress(
            JournalError
        ):  # a damaged file has to open all the same: the check says what is damaged
            if theory.may_have_reports(self.journal):
                self.notices += self.theory_history.news()

    def _report_stopped_imports(self) -> None:
        self.notices += tuple(
            f"{one.name}: its import stopped after {one.done:,} of {counted(one.total, 'reference')}; "
            "import it again to continue (nothing is imported twice)"
            for one in unfinished.imports(self.journal)
        )


def nearest_project(start: Path) -> Path:
    """The nearest folder from `start` upward with a review: its theory map, or its journal.

    Raises:
        ReviewError: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / MAP_NAME).is_file() or (folder / FILE_NAME).is_file():
            return folder
    raise ReviewError(
        f"{start}: no {MAP_NAME} here or in a parent folder; `review init DIR` creates a new review"
    )


def _as_path(given: Path | str) -> Path:
    """A folder as somebody named it; ``~`` is their home, as in a shell.

    Raises:
        ReviewError: it is not a path.
    """
    if not isinstance(given, str | Path):
        raise ReviewError(f"folder must be a path, not {shown(given)}")
    with suppress(RuntimeError):  # nobody has this name here, so it is a folder's
        return Path(given).expanduser()
    return Path(given)
