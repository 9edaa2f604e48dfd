"""A review with a paper in it, opened in the Reader, with suggestions that are always the same."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from review.domain import CodeSuggestion, Document, PassageSuggestion, Queue, RecordSuggestions
from review.domain.suggestions.against import AgainstItem, AgainstQueue
from review.domain.suggestions.evaluation import Progress
from review.errors import SuggestionsUnavailableError
from review.project import Project
from review.tui.app import ReviewApp
from review.tui.places.reader import ReaderScreen
from review.tui.support.settings import Settings
from tests.reviews import add_record
from tests.tui import hosts
from tests.tui.hosts import settled
from tests.tui.widgets.reading.papers import PAPER

FIRST, SECOND, THIRD = PAPER.passages[1], PAPER.passages[3], PAPER.passages[4]

MODEL = "codes b69d5e24 (12 codings)"


class FixedSuggestions:
    """Replaces the learning process, whose answers depend on its training."""

    state = "model: 12 codings"
    is_running = True
    starts = 1
    renewals = 0
    progress: Progress | None = None

    def __init__(self, document: Document = PAPER, problem: str = "") -> None:
        self.problem = problem
        self.asked = 0
        self.batches = 0
        self.found_against: list[tuple[AgainstItem, ...]] = []
        """What it finds against any target, one batch after the other."""
        first, second = document.passages[1], document.passages[3]
        self.passages = (
            PassageSuggestion(
                first.start,
                first.end,
                (
                    CodeSuggestion(
                        "T2", 0.82, (("duty", 0.5), ("market", 0.3)), (("RA", 0.31),), calibrated=True
                    ),
                    CodeSuggestion("RA", 0.31, (("lever", 0.2),), (("T2", 0.82),), calibrated=True),
                ),
            ),
            PassageSuggestion(
                second.start, second.end, (CodeSuggestion("T1", 0.34, (("tendering", 0.4), ("asked", -0.1))),)
            ),
        )

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def wait(self) -> None: ...

    def against(self, target: str, limit: int = 20) -> AgainstQueue:
        if self.problem:
            raise SuggestionsUnavailableError(self.problem)
        self.batches += 1
        return AgainstQueue(self.found_against.pop(0) if self.found_against else (), MODEL)

    def queue(self, *_: object, **__: object) -> Queue:
        return Queue((), MODEL)

    def record(self, record: str, passages: bool = True) -> RecordSuggestions:
        self.asked += 1
        if self.problem:
            raise SuggestionsUnavailableError(self.problem)
        return RecordSuggestions(record, passages=self.passages, model=MODEL)


@asynccontextmanager
async def reading(
    project: Project,
    document: Document | None = PAPER,
    *,
    size: tuple[int, int] = (80, 24),
    suggestions: FixedSuggestions | None = None,
    theme: str = "",
    title: str = "Steering or standing back?",
    at: int | None = None,
) -> AsyncIterator[Pilot[None]]:
    """The Reader in the whole program, on a new record with this document."""
    project.learning.__dict__["suggestions"] = suggestions or FixedSuggestions()
    record = add_record(project, title, authors=("Rahman, Sadia", "Okoro, Chidi"), document=document)
    app = ReviewApp(project, Settings(Path(project.folder) / "settings"))
    async with app.run_test(size=size) as pilot:
        if theme:
            app.theme = theme
        await pilot.pause()
        app.open_reader(record, at)
        await settled(pilot)
        yield pilot


def reader(pilot: Pilot[None]) -> ReaderScreen:
    assert isinstance(pilot.app.screen, ReaderScreen)
    return pilot.app.screen


def reported(pilot: Pilot[None]) -> str:
    """What the toasts say."""
    return hosts.reported(pilot.app)
