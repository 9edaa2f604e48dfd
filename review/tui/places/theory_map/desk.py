"""The Theory map without a screen: the theory under the cursor, its evidence, and the acts on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from review.domain import CodeEvidence
from review.errors import ReviewError
from review.theory_map import Code, TheoryMap
from review.tui.dialogs.theories.passage_list import PassageList
from review.tui.places.theory_map.columns import columns_of
from review.tui.places.theory_map.counted import Counted, count
from review.tui.widgets.theory_detail import Refined

if TYPE_CHECKING:
    from review.project import Acknowledgement, Project
    from review.theory_map.differences import Difference
    from review.tui.dialogs.theories.wordings import Wording


class TheoryMapDesk:
    """The map's current version, and the chosen theory or rival framing.

    `boxes` are all theories and rival framings in the order of the map, `counted` is what was counted last over the whole review, None before that; `differences` are the edits of ``theory_map.yaml`` to apply or ignore, `mistakes` what is wrong
    in that file.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._chosen = ""
        self.map: TheoryMap = project.theory.map
        self._reads = self._counted_at = 0
        self.counted: Counted | None = None
        self._is_counted = False
        self._passages: PassageList | None = None
        self.differences: tuple[Difference, ...] = ()
        self.mistakes = ""
        self.reload()

    def reload(self) -> None:
        """Read the map again, which is to be counted again; the chosen theory stays if the map still has it."""
        self._reads += 1
        if self.map is not (now := self._project.theory.map):
            self.map, self._is_counted = now, False
        self.version = self._project.theory.version
        in_columns = [code for _, codes in columns_of(self.map) for code in codes]
        self.boxes: Sequence[Code] = (*in_columns, *self.map.rival_framings)
        self._codes = [code.id for code in self.boxes]
        if self._chosen not in self._codes:
            self._chosen = self._codes[0] if self._codes else ""

    def look_for_edits(self, *, asked: bool = False) -> bool:
        """Compare the file with the map; returns whether to report mistakes: those that are new, or `asked` for.

        As long as nothing was done under it, the edited file becomes version 1, as it does when the review is opened.
        """
        known = self.mistakes
        try:
            self._project.map_file.settle()
            self.differences, self.mistakes = self._project.map_file.pending_changes(), ""
        except ReviewError as error:
            self.differences, self.mistakes = (), str(error)
        return bool(self.mistakes) and (asked or self.mistakes != known)

    # What is counted

    def uncounted(self) -> int | None:
        """What is to be counted, or counted again, as a number for `count` and `take`; None if nothing is."""
        return self._reads if self._counted_at != self._reads else None

    def count(self) -> Counted:
        """Count it; may be called from any thread.

        Raises:
            ReviewError: the review cannot be read.
        """
        return count(self._project)

    def take(self, asked: int, found: Counted) -> bool:
        """Keep what was counted; returns whether it is anything else than before."""
        before, self._counted_at, self.counted = self.counted, asked, found
        self._is_counted = self._is_counted or asked == self._reads
        return found != before

    @property
    def evidence(self) -> Mapping[str, CodeEvidence] | None:
        """The evidence by code; None before it is counted."""
        return self.counted.evidence if self.counted else None

    @property
    def waiting(self) -> Mapping[str, int]:
        """How many codings of each code wait for another look, as far as it is known."""
        return self.counted.waiting if self.counted else {}

    # The chosen theory

    @property
    def theory(self) -> Code | None:
        """The chosen theory or rival framing; None if the map has none."""
        return self.map.theory_of(self._chosen) if self._chosen else None

    @property
    def refined(self) -> Refined | None:
        """How the chosen theory was refined, and how many of its passages wait for another look; None before that is read."""
        if not (self.counted and self._is_counted):
            return None
        return self.counted.history(self._chosen, self.map.under(self._chosen))

    @property
    def waits(self) -> list[str]:
        """The theories and rival framings of which passages wait for another look."""
        return [code for code in self._codes if any(self.waiting.get(one) for one in self.map.under(code))]

    def choose(self, code: str) -> None:
        """Choose a theory or rival framing."""
        self._chosen = code

    def beside(self, by: int) -> str:
        """The theory so many places after the chosen one, in the order of the map and round its end."""
        return self._codes[(self._codes.index(self._chosen) + by) % len(self._codes)] if self._codes else ""

    def at(self, place: int) -> str:
        """The theory at a place in the order of the map, from 0, or from the end where negative; ``""`` if there is none."""
        return self._codes[place] if self._codes else ""

    def passages(self) -> PassageList | None:
        """The passages coded to the chosen theory; None if there are none."""
        codings = self._project.coding.codings(code=self._chosen) if self.theory else []
        if not self.theory or not codings:
            return None
        records = dict.fromkeys(coding.record for coding in codings)
        citations = {record: self._project.records.get(record).author_year for record in records}
        codes = {self.theory.id: self.theory.name} | {one.id: one.name for one in self.theory.subthemes}
        subthemes = {one.id: one.name for theory in self.map.codes for one in theory.subthemes}
        listed = PassageList(f"{self.theory.id} {self.theory.name}", codes, codings, citations, subthemes)
        self._passages = listed.going_on_from(self._passages)
        return self._passages

    def written(self) -> list[tuple[str, str]]:
        """The memos and comments on the chosen theory and its sub-themes, each with who wrote or said it."""
        codes = self.map.under(self._chosen) if self.theory else ()
        memos = [(one.reviewer, one.text) for code in codes for one in self._project.annotations.memos(code)]
        said = [
            (one.in_words, one.text) for code in codes for one in self._project.annotations.comments(code)
        ]
        return [*memos, *said]

    # Acts. Each is stored when the method returns.

    def refine(self, code: str, wording: Wording) -> Acknowledgement:
        """Reword a theory.

        Raises:
            ReviewError: there is no reason or nothing new, or the act cannot be stored.
        """
        return self._project.theory.refine(
            code,
            wording.reason,
            name=wording.name,
            proposition=wording.proposition,
            key_terms=wording.key_terms,
            wording_only=wording.wording_only,
            grounds=wording.grounds,
        )

    def reject_or_reinstate(self, code: Code, reason: str) -> Acknowledgement:
        """Reject a theory, or reinstate a rejected one.

        Raises:
            ReviewError: there is no reason, or the act cannot be stored.
        """
        change = self._project.theory.reinstate if code.rejected else self._project.theory.reject
        return change(code.id, reason)
