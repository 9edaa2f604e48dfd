"""Nobody sees another's decision before as many as a stage needs have decided, wherever it is asked."""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing

from hypothesis import given, settings
from hypothesis import strategies as st

from review.acts import Decide, Edit, Fields, Undo
from review.domain import DecisionKind
from review.journal.journal import Journal
from review.journal.queries import acts
from review.journal.queries.use import reading_order
from review.journal.queries.visibility import Visibility, seen_events

RECORDS = ("0" * 64, "1" * 64)
STAGES = ("first", "second", "third")
REVIEWERS = ("ann", "bob: the second", "cas")
MADE = st.lists(
    st.tuples(st.sampled_from(RECORDS), st.sampled_from(STAGES), st.sampled_from(REVIEWERS), st.booleans()),
    max_size=20,
)
NEEDED = st.dictionaries(st.sampled_from(STAGES), st.integers(1, 4))


def decide(journal: Journal, record: str, stage: str, reviewer: str) -> str:
    act = Decide(record=record, stage=stage, decision=DecisionKind.INCLUDE, theory_event="")
    return journal.append(reviewer, act).hash


def a_journal(*titles: str) -> Journal:
    journal = Journal.in_memory()
    for record, title in zip(RECORDS, titles, strict=False):
        journal.append(
            "ann",
            {
                "kind": "ingest", "record": record, "file_sha256": record, "text_sha256": "", "path": "",
                "status": "no-text", "message": "", "pages": 1,
                "metadata": {"title": {"value": title, "source": "file", "confidence": 1.0}},
            },
        )  # fmt: skip
    return journal


@settings(max_examples=80)
@given(made=MADE, needed=NEEDED, asks=st.sampled_from([*REVIEWERS, "nobody yet"]))
def test_lists_counts_and_the_log_show_the_same_decisions(
    made: list[tuple[str, str, str, bool]], needed: dict[str, int], asks: str
) -> None:
    visibility = Visibility(asks, needed)
    with closing(a_journal("One", "Two")) as journal:
        standing: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for record, stage, reviewer, taken_back in made:
            former = standing[record, stage].get(reviewer)
            event = decide(journal, record, stage, reviewer)
            if not taken_back:
                standing[record, stage][reviewer] = event
            else:
                subject = f"decision:{record}:{stage}:{reviewer}"
                journal.append(reviewer, Undo(event=event, subject=subject, record=record))
                assert former == standing[record, stage].get(reviewer)
        seen = {
            event
            for (_, stage), by in standing.items()
            for reviewer, event in by.items()
            if visibility.sees(reviewer, stage, len(by))
        }

        assert {decision.event for decision in acts.decisions(journal, visibility)} == seen
        for stage in STAGES:
            expected = {
                record for (record, at), by in standing.items() if at == stage and seen & set(by.values())
            }
            assert len(reading_order(journal, visibility, stage, before="").labels) == len(expected)
        logged = {event.hash for event in seen_events(journal, visibility, journal.events())}
        every = {event for by in standing.values() for event in by.values()}
        assert logged & every == seen


def test_one_record_one_stage_and_both_can_be_asked_for() -> None:
    with closing(a_journal("One", "Two")) as journal:
        for record in RECORDS:
            for stage in STAGES:
                decide(journal, record, stage, "ann")
        everything = Visibility.of_all()
        assert len(acts.decisions(journal, everything)) == 6
        assert {d.stage for d in acts.decisions(journal, everything, record=RECORDS[0])} == set(STAGES)
        assert {d.record for d in acts.decisions(journal, everything, stage="first")} == set(RECORDS)
        assert len(acts.decisions(journal, everything, record=RECORDS[0], stage="first")) == 1


def test_a_decision_that_was_taken_back_is_not_seen_in_the_log_either() -> None:
    visibility = Visibility("ann", {"first": 2})
    with closing(a_journal("One")) as journal:
        event = decide(journal, RECORDS[0], "first", "bob")
        undo = Undo(event=event, subject=f"decision:{RECORDS[0]}:first:bob", record=RECORDS[0])
        taken_back = journal.append("bob", undo).hash
        journal.append("bob", Edit(record=RECORDS[0], fields=Fields(title="Three")))
        seen = {found.hash for found in seen_events(journal, visibility, journal.events())}
        assert not seen & {event, taken_back}
        assert len(seen) == 2
