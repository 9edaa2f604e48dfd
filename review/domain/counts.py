"""The state of a review in numbers, and the next step."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from review.domain.wording.counted import are, counted, do, has, them
from review.domain.wording.named import named
from review.domain.wording.short_id import short_id


class Counts(Struct, frozen=True):
    """The state of a review for one reviewer. Records are those of evidence; `others` counts theory sources and background.

    `stages` maps stage to decision (or ``conflict``) to number of records; `reached` maps stage to the number to decide on there, decided ones included, `waiting` to the number waiting for this reviewer, `again` to that of the
    parked records that are offered again, `lacking` that of the records with a decision that need others', where several decide, `unseen` that of the records that were excluded or parked there without their document, which the flow counts as not retrieved; `included` counts the records included at the last stage, `uncoded` those of them without
    a coding; `lost` the codings that are not in the present text of their record, by record; `unconfirmed` counts records whose reference is not confirmed.
    `comments_only`: this reviewer is a stakeholder, for whom nothing waits.
    """

    records: int = 0
    others: int = 0
    documents: int = 0
    codings: int = 0
    lost: Mapping[str, int] = field(default_factory=dict)
    unconfirmed: int = 0
    included: int = 0
    uncoded: int = 0
    stages: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    reached: Mapping[str, int] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)
    again: Mapping[str, int] = field(default_factory=dict)
    lacking: Mapping[str, int] = field(default_factory=dict)
    unseen: Mapping[str, int] = field(default_factory=dict)
    comments_only: bool = False

    @property
    def next_step(self) -> str:
        """A sentence that says what to do next."""
        if self.comments_only:
            return "Comment: `review comment TEXT`; stakeholders do nothing else"
        if not self.records:
            return "Put PDFs or texts into corpus/ and read them: `review ingest`"
        for stage, waiting in self.waiting.items():
            if waiting:
                return f"Screen: {counted(waiting, 'record')} {are(waiting)} waiting for your decision at {named(stage)}"
            if again := self.again.get(stage, 0):
                return f"Screen: {counted(again, 'parked record')} {are(again)} offered again at {named(stage)}, because theories changed"
            if conflicts := self.stages.get(stage, {}).get("conflict", 0):
                return f"Discuss {counted(conflicts, 'conflict')} at {named(stage)}"
        if self.uncoded:
            return f"Code: {counted(self.uncoded, 'included record')} {has(self.uncoded)} no coding yet"
        for stage, lacking in self.lacking.items():
            if lacking:
                return f"Nothing waits for you: {counted(lacking, 'record')} {do(lacking, 'wait')} for another reviewer's decision at {named(stage)}"
        if not self.included:
            return "Nothing is included yet: check excluded and parked records again, or read more documents"
        return "Write up: `review export --list` lists the tables"


def lost_in_words(lost: Mapping[str, int]) -> str:
    """How many codings the present texts do not have, counted by record, and what to do; ``""`` if they have all."""
    if not lost:
        return ""
    number, records = sum(lost.values()), [short_id(record) for record in lost]
    documents = "its document" if number == 1 else "their documents" if len(records) > 1 else "their document"
    more = f" (and {len(records) - 1} more)" if len(records) > 1 else ""
    return (
        f"{counted(number, 'coding')} {are(number)} not in the present text of {documents}: `review show {records[0]}`{more};"
        f" code {them(number)} again or remove {them(number)}"
    )
