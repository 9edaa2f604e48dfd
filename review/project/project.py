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
from review.journal.queries import unfinished
from review.journal.updating import Progress
from review.project.annotations import AnnotationService
from review.project.coding import CodingService
from review.project.configurations.service import ConfigurationService
from review.project.documents import DocumentService
from review.project.exports import ExportService
from review.project.finding.service import FindService
from review.project.history import HistoryService
from review.project.interchange.importing.services import Services
from review.project.interchange.service import InterchangeService
from review.project.learning.service import LearningService
from review.project.looking_again.service import LookingAgainService
from review.project.page_labels import PageLabelService
from review.project.records import RecordService
from review.project.references import ReferenceService
from review.project.reporting.package import PackageService
from review.project.reporting.service import ReportingService
from review.project.reviewer import as_listed, reviewer_name
from review.project.runs.reading_lock import clear_lock
from review.project.screening import ScreeningService
from review.project.searches.flow import FlowService
from review.project.searches.service import SearchService
from review.project.service import CORPUS, EXPORTS, MAP_NAME, Context
from review.project.sharing.service import SharingService
from review.project.spreadsheets.service import SpreadsheetService
from review.project.team.agreement import AgreementService
from review.project.team.conflicts import ConflictService
from review.project.team.service import TeamService
from review.project.theories.appraisals import AppraisalService
from review.project.theories.challenges import ChallengeService
from review.project.theories.history import TheoryHistoryService
from review.project.theories.looked_at import LookedAtService
from review.project.theories.plan import PlanService
from review.project.theories.structure import StructureService
from review.project.theories.targets import Targets
from review.project.theories.verdicts import VerdictService
from review.project.theory import TheoryService
from review.project.writing.service import DeskService
from review.sandbox.temporary import clear_files, clear_folders


class Project:
    """A review: open it with `Project.open`, close it with `close` or ``with``. Each service has the methods of one subject."""

    def __init__(self, folder: Path, journal: Journal, reviewer: str) -> None:
        context = Context(folder, journal, reviewer)
        self.context = context
        self.notices: tuple[str, ...] = journal.notices
        self.theory = TheoryService(context)
        self.structure = StructureService(context, self.theory)
        self.theory_history = TheoryHistoryService(context)
        self.plan = PlanService(context, self.theory)
        self.records = RecordService(context, self.theory)
        self.team = TeamService(context, self.theory)
        self.screening = ScreeningService(context, self.theory, self.records)
        self.agreement = AgreementService(context, self.theory)
        self.documents = DocumentService(context, self.records)
        self.page_labels = PageLabelService(context, self.records)
        self.coding = CodingService(context, self.theory, self.records, self.documents)
        self.configurations = ConfigurationService(context, self.theory, self.documents)
        self.conflicts = ConflictService(context, self.theory, self.records, self.screening)
        self.looking_again = LookingAgainService(context, self.theory, self.coding)
        self.targets = Targets(context, self.theory)
        self.appraisals = AppraisalService(context, self.theory, self.records, self.documents, self.targets)
        self.verdicts = VerdictService(context, self.theory)
        self.looked_at = LookedAtService(context, self.theory, self.documents, self.targets)
        self.challenges = ChallengeService(context, self.theory, self.configurations)
        self.spreadsheets = SpreadsheetService(
            context, self.theory, self.coding, self.configurations, self.appraisals, self.targets
        )
        self.annotations = AnnotationService(context, self.theory, self.records, self.coding)
        self.finding = FindService(context, self.theory, self.configurations)
        self.searches = SearchService(context, self.theory)
        self.flow = FlowService(context, self.theory)
        self.references = ReferenceService(context, self.theory, self.records, self.documents, self.searches)
        self.interchange = InterchangeService(
            Services(
                context, self.theory, self.structure, self.records, self.documents, self.coding,
                self.configurations, self.appraisals,
            )
        )  # fmt: skip
        self.learning = LearningService(context, self.theory)
        self.exports = ExportService(context, self.learning)
        self.desk = DeskService(context, self.theory, self.configurations)
        self.reporting = ReportingService(context, self.learning)
        self.package = PackageService(
            context, self.exports, self.theory, self.searches, self.desk, self.records, self.documents
        )
        self.history = HistoryService(context, self.theory, self.records)
        self.sharing = SharingService(
            context, self.theory_history, self.screening, self.configurations, self.team
        )

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
        progress: Progress | None = None,
    ) -> Self:
        """Open the review in `folder` (default: the nearest parent folder with one).

        The first opening adopts the file's map as version 1. A rotating backup is made if there is anything new. If an
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
            project.notices += project.theory.settle()
            project._settle_reviewer()
            project._draw_samples()
            project.notices += project.theory_history.news()
            project._report_stopped_imports()
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
        return self.revision, self.journal.database.writes_of_others + self.sharing.arrivals

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
            self.team.draw()

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
