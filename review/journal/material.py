"""What suggestions are learned from: texts, and the events that one reviewer may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from review.acts import RecordAct, SourceType, kinds_of
from review.domain import Coding, Decision, DoneMark, PassageKind, PassageText, RecordText, Rejection
from review.domain.suggestions.against import AgainstMaterial
from review.domain.suggestions.use import SuggestedCode
from review.domain.texts.apart import starts_apart
from review.domain.theories.looking_again import ParkedAgain
from review.journal import texts
from review.journal.journal import Journal
from review.journal.queries import coding_acts, records, screening_acts, theory, use
from review.journal.queries.listing import deciding, lookup
from review.journal.queries.team.needed import open_pilot
from review.journal.queries.theories import configurations, looked_at
from review.journal.queries.theories.configurations import Versions
from review.theory_map import TheoryMap

_TEXT_KINDS = ", ".join(f"'{kind}'" for kind in sorted(kinds_of(RecordAct) - kinds_of(SourceType)))


class JournalMaterial:
    """The journal as the learner sees it, limited to what one reviewer may see.

    `again` finds the records that a reviewer has parked at a stage and that are offered again.
    """

    def __init__(
        self,
        journal: Journal,
        reviewer: str,
        again: Callable[[str, str], Iterable[ParkedAgain]] | None = None,
    ) -> None:
        self.journal = journal
        self.reviewer = journal.database.viewer = reviewer
        self._again = again

    def revision(self) -> int:
        """Grows with every event.

        Raises:
            JournalLostError: the file is no longer the one that was opened: nothing more is learned from it.
        """
        self.journal.check_in_place()
        return self.journal.revision

    def texts_revision(self) -> int:
        """Grows when records or documents are added or edited."""
        return int(
            self.journal.value(
                f"SELECT ifnull(max(sequence), 0) FROM event WHERE kind IN ({_TEXT_KINDS}, 'undo', 'redo') AND record <> ''"
            )
        )

    def theory_map(self) -> TheoryMap:
        """The current map."""
        return theory.current(self.journal)[0]

    def record_texts(self) -> list[RecordText]:
        """Title, abstract and opening of every record."""
        return records.record_texts(self.journal)

    def passages(self, record: str | None = None) -> list[PassageText]:
        """The paragraphs that can be coded, of one document or all; without headings, references and side text."""
        found = []
        for identifier, text_sha256 in self.journal.rows(
            "SELECT record, text_sha256 FROM record WHERE text_sha256 <> '' AND (? IS NULL OR record = ?) ORDER BY key",
            (record, record),
        ):
            document = texts.load(self.journal, text_sha256)
            if document is None:
                continue
            apart = starts_apart(document)
            found += [
                PassageText(identifier, p.start, p.end, document.text[p.start : p.end], p.start in apart)
                for p in document.passages
                if p.kind is PassageKind.PARAGRAPH and p.section != "references"
            ]
        return found

    def codings(self) -> list[Coding]:
        """The codings on the records' present texts that this reviewer may see."""
        return coding_acts.codings(self.journal, placed=True, last_pages=False)

    def decisions(self) -> list[Decision]:
        """The decisions that this reviewer may see; where they were settled, the one that counts instead of them."""
        seen = screening_acts.decisions(self.journal)
        settled = screening_acts.settlements(self.journal)
        places = {(one.record, one.stage) for one in settled}
        return [made for made in seen if (made.record, made.stage) not in places] + [
            Decision(
                one.event, one.record, one.stage, one.reviewer, one.decision, one.criteria, time=one.time
            )
            for one in settled
        ]

    def candidates(self, stage: str) -> list[str]:
        """The records that wait for this reviewer's decision at a stage, the oldest first.

        First the parked ones that are offered again. Then at the first stage those that nobody (or too few) decided; later,
        those that the stage before let through.
        """
        theory_map = self.theory_map()
        stages = [s.id for s in theory_map.stages]
        before = stages[stages.index(stage) - 1] if stages.index(stage) else ""
        again = [one.record for one in self._again(self.reviewer, stage)] if self._again else []
        if again and (pilot := open_pilot(self.journal, stage, before)):
            again = [record for record in again if record in pilot.records]
        waiting = lookup.identifiers(
            self.journal, deciding.waiting(self.journal, self.reviewer, stage, before)
        )
        return [*again, *waiting]

    def rejections(self) -> list[Rejection]:
        """The suggestions that were rejected."""
        return coding_acts.rejections(self.journal)

    def done_marks(self) -> list[DoneMark]:
        """The spans that reviewers have marked as done."""
        return coding_acts.done_marks(self.journal)

    def suggested_codes(self) -> list[SuggestedCode]:
        """The responses to suggested codes."""
        return use.suggested_codes(self.journal)

    def source_types(self) -> dict[str, str]:
        """The source types that were set, by record."""
        return dict(self.journal.rows("SELECT record, source_type FROM record WHERE source_type <> ''"))

    def against(self) -> AgainstMaterial:
        """Where evidence against theories and configurations is looked for."""
        last_stage = self.theory_map().last_stage
        return AgainstMaterial(
            included=records.included_evidence(self.journal, last_stage),
            configurations=configurations.configurations(
                self.journal, Versions(theory.numbers(self.journal), {}), last_pages=False
            ),
            looked_at=looked_at.looked_at(self.journal),
        )
