"""Work on merged records that does not count while the merge stands.

Nobody merges a record with work in the own copy; it is there because another copy's was made apart from the merge. Who decided
and where may be seen by all, what was decided may not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from review.domain.wording.counted import are, counted
from review.domain.wording.named import named
from review.domain.wording.short_id import short_id
from review.journal.journal import Journal
from review.journal.queries import records, references


class HiddenByMerge(NamedTuple):
    """What of a record's merged twins does not count: (reviewer, stage) of each decision, and how much else there is."""

    record: str
    cited: str
    decisions: tuple[tuple[str, str], ...]
    others: int

    @property
    def sentence(self) -> str:
        """The same in a line, with what to do."""
        said = [f"{reviewer}'s decision at {named(stage)}" for reviewer, stage in self.decisions]
        said += [counted(self.others, "other act")] if self.others else []
        many = len(self.decisions) + self.others
        return (
            f"{self.cited}: {', '.join(said)} {are(many)} on a record that was merged into it, apart, and"
            f" {'does' if many == 1 else 'do'} not count. `review log {short_id(self.record)}` lists all; do it again on this record"
        )


_DECIDED = (
    "SELECT merged_record.record, made.stage, made.reviewer FROM merged_record JOIN decision AS made USING (record)"
    " ORDER BY 1, 2, 3"
)
_HAS_OWN = "SELECT 1 FROM decision WHERE record = ? AND stage = ? AND reviewer = ?"
_OTHERS = (
    "SELECT merged_record.record, count(*) FROM merged_record JOIN ("
    "SELECT record FROM coding UNION ALL SELECT record FROM fragment UNION ALL SELECT record FROM appraisal"
    " UNION ALL SELECT target FROM memo UNION ALL SELECT target FROM comment UNION ALL SELECT target FROM facet"
    ") AS made USING (record) GROUP BY 1"
)


def hidden_by_merges(journal: Journal) -> Iterator[HiddenByMerge]:
    """What does not count, record by record; a decision no longer where its maker decides on the kept record at that stage."""
    if not journal.value("SELECT EXISTS (SELECT 1 FROM merged_record)"):
        return
    decisions: dict[str, list[tuple[str, str]]] = {}
    others: dict[str, int] = {}
    for merged, stage, reviewer in journal.rows(_DECIDED):
        kept = references.resolved(journal, merged)
        if kept and not journal.value(_HAS_OWN, (kept, stage, reviewer)):
            decisions.setdefault(kept, []).append((reviewer, stage))
    for merged, many in journal.rows(_OTHERS):
        if kept := references.resolved(journal, merged):
            others[kept] = others.get(kept, 0) + many
    for record in dict.fromkeys([*decisions, *others]):
        made = tuple(dict.fromkeys(decisions.get(record, ())))
        yield HiddenByMerge(record, records.cited(journal, record), made, others.get(record, 0))
