"""The suggestions for the document open in the Reader, as they are shown: without what the reviewer answered."""

from __future__ import annotations

from collections.abc import Callable, Collection

from review.domain import CodeSuggestion, Document, PassageKind, RecordSuggestions
from review.theory_map import TheoryMap


class Suggested:
    """The codes suggested for the passages of a document. While not `is_on`, nothing is suggested.

    `answer` is the model's last one. Passages of the blind share have no suggestions.
    """

    def __init__(self, record: str, document: Document) -> None:
        self.is_on = True
        self.answer = RecordSuggestions(record)
        self._source = "Computing suggestions …"
        self._paragraphs = {
            passage.start
            for passage in document.passages
            if passage.kind is PassageKind.PARAGRAPH and passage.section != "references"
        }
        self._offered: dict[int, tuple[CodeSuggestion, ...]] = {}

    def take(self, answer: RecordSuggestions | str) -> None:
        """Set the suggestions; if there are none, keep the earlier ones and show why."""
        if isinstance(answer, str):
            self._source = answer
            return
        self.answer = answer
        self._source = answer.model
        self._offered = {passage.start: passage.codes for passage in answer.passages}

    def settle(
        self,
        theory_map: TheoryMap,
        settled: Collection[tuple[int, str]],
        done: Collection[int],
        blind: Callable[[int], bool],
    ) -> None:
        """Leave out codes that the map no longer has, those answered (by passage and code), and passages that are done.

        `blind` says of a passage by its start whether it is in the blind share.
        """
        self._known = theory_map.code_names
        self.settled = settled
        self._done = done
        self._blind = blind

    @property
    def source(self) -> str:
        """The model behind the suggestions, or why there are none."""
        return self._source if self.is_on else "Suggestions are off (S)"

    @property
    def has_come(self) -> bool:
        """Whether suggestions are shown: they are on, and the model has answered."""
        return self.is_on and bool(self.answer.model)

    def is_blind(self, start: int) -> bool:
        """Whether the suggestions for the passage at `start` are hidden by the blind share."""
        return start in self._paragraphs and self._blind(start)

    def offered(self, start: int) -> tuple[CodeSuggestion, ...]:
        """All codes that the model suggests for the passage at `start`, best first, answered ones too."""
        return self._offered.get(start, ())

    def at(self, start: int) -> tuple[CodeSuggestion, ...]:
        """The codes suggested for the passage at `start`, best first.

        Codes that the reviewer added or rejected are left out, and all codes once the passage is done. A passage of the
        blind share has none.
        """
        if not self.is_on or start in self._done or self.is_blind(start):
            return ()
        return tuple(
            suggestion
            for suggestion in self.offered(start)
            if suggestion.code in self._known and (start, suggestion.code) not in self.settled
        )

    def shown_for(self, start: int) -> list[str] | None:
        """The codes shown as suggested for a passage; None if suggestions are off, hidden or not there yet."""
        if not self.has_come or start in self._done or self.is_blind(start):
            return None
        return [suggestion.code for suggestion in self.at(start)]

    def ahead(self, start: int, step: int) -> list[int]:
        """The starts of the passages with a suggestion that follow one (`step` < 0: precede it), the nearest first."""
        suggested = (at for at in self._offered if (at - start) * step > 0 and self.at(at))
        return sorted(suggested, reverse=step < 0)
