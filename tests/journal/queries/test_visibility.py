"""Nobody sees what others did on a record before as many as its stage needs have decided, wherever it is asked."""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import review.journal
from review.acts import Adopt, Code, Comment, Decide, Done, Edit, Fields, Memo, Reject, Settle, Undo
from review.domain import CommentSource, DecisionKind, Stance
from review.journal.journal import Journal
from review.journal.queries import coding_acts, descriptions, screening_acts
from review.journal.queries.use import reading_order
from review.journal.queries.visibility import SEEN, hidden_events, seen_events
from review.theory_map.reading import checked
from tests.examples import examples

RECORDS = ("0" * 64, "1" * 64)
STAGES = ("first", "second", "third")
REVIEWERS = ("ann", "bob: the second", "cas")
MADE = st.lists(
    st.tuples(st.sampled_from(RECORDS), st.sampled_from(STAGES), st.sampled_from(REVIEWERS), st.booleans()),
    max_size=20,
)
NEEDED = st.dictionaries(st.sampled_from(STAGES), st.integers(1, 4))


def decide(
    journal: Journal, record: str, stage: str, reviewer: str, decision: DecisionKind = DecisionKind.INCLUDE
) -> str:
    act = Decide(record=record, stage=stage, decision=decision, theory_event="")
    return journal.append(reviewer, act).hash


def a_journal(*titles: str, **stages: object) -> Journal:
    """A journal with records of these titles, and stages with these settings; `people` may be among them."""
    journal = Journal.in_memory()
    people = stages.pop("people", ())
    plain = {
        "title": "T",
        "question": "What works?",
        "theories": {"T1": {"name": "One", "proposition": "If so, then so."}},
        "stages": stages or {stage: {} for stage in STAGES},
        "reviewers": list(people),
    }
    adopted = json.dumps(checked(plain).to_plain())
    journal.append("ann", Adopt(map=adopted, reason=""))
    for record, title in zip(RECORDS, titles, strict=False):
        journal.append(
            "ann",
            {
                "kind": "ingest", "record": record, "file_sha256": record, "text_sha256": record, "path": "",
                "status": "no-text", "message": "", "pages": 1,
                "metadata": {"title": {"value": title, "source": "file", "confidence": 1.0}},
            },
        )  # fmt: skip
    return journal


@settings(max_examples=examples(25), deadline=None)
@given(made=MADE, needed=NEEDED, asks=st.sampled_from([*REVIEWERS, "nobody yet"]))
def test_lists_counts_and_the_log_show_the_same_decisions(
    made: list[tuple[str, str, str, bool]], needed: dict[str, int], asks: str
) -> None:
    stages = {stage: {"reviewers": needed.get(stage, 1)} for stage in STAGES}
    with closing(a_journal("One", "Two", **stages)) as journal:
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
            if reviewer == asks or len(by) >= needed.get(stage, 1)
        }

        journal.database.viewer = asks
        assert {decision.event for decision in screening_acts.decisions(journal)} == seen
        for stage in STAGES:
            expected = {
                record for (record, at), by in standing.items() if at == stage and seen & set(by.values())
            }
            assert len(reading_order(journal, stage, before="").labels) == len(expected)
        logged = {event.hash for event in seen_events(journal, journal.events())}
        every = {event for by in standing.values() for event in by.values()}
        assert logged & every == seen
        assert {event.hash for event in journal.events()} - logged == set(hidden_events(journal))


def test_one_record_one_stage_and_both_can_be_asked_for() -> None:
    with closing(a_journal("One", "Two")) as journal:
        for record in RECORDS:
            for stage in STAGES:
                decide(journal, record, stage, "ann")
        assert len(screening_acts.decisions(journal)) == 6
        assert {d.stage for d in screening_acts.decisions(journal, record=RECORDS[0])} == set(STAGES)
        assert {d.record for d in screening_acts.decisions(journal, stage="first")} == set(RECORDS)
        assert len(screening_acts.decisions(journal, record=RECORDS[0], stage="first")) == 1


def test_a_decision_that_was_taken_back_is_not_seen_in_the_log_either() -> None:
    with closing(a_journal("One", first={"reviewers": 2})) as journal:
        journal.database.viewer = "ann"
        event = decide(journal, RECORDS[0], "first", "bob")
        undo = Undo(event=event, subject=f"decision:{RECORDS[0]}:first:bob", record=RECORDS[0])
        taken_back = journal.append("bob", undo).hash
        edited = journal.append("bob", Edit(record=RECORDS[0], fields=Fields(title="Three"))).hash
        seen = {found.hash for found in seen_events(journal, journal.events())}
        assert not seen & {event, taken_back}
        assert edited in seen


def work_of(journal: Journal, reviewer: str, record: str = RECORDS[0]) -> dict[str, str]:
    """Codes, rejects, marks as done, writes memos and comments; by table the event."""
    place = {"record": record, "text_sha256": record, "start": 0, "end": 9, "theory_event": ""}
    quoted = {**place, "quote": "so it is.", "before": "", "after": "", "page": 1, "page_label": "1"}
    coded = journal.append(
        reviewer,
        Code(**quoted, codes=("T1",), stance=Stance.SUPPORTS, status="", memo=""),  # type: ignore[arg-type]
    ).hash
    return {
        "coding": coded,
        "rejection": journal.append(reviewer, Reject(**place, code="T1", model="")).hash,  # type: ignore[arg-type]
        "done_mark": journal.append(reviewer, Done(**place, codes=("T1",))).hash,  # type: ignore[arg-type]
        "memo": journal.append(reviewer, Memo(target=record, text="on it")).hash,
        "comment": journal.append(reviewer, Comment(text="on it", source=CommentSource.TEAM, on=record)).hash,
        "memo of a coding": journal.append(reviewer, Memo(target=coded, text="on the passage")).hash,
    }


def shown(journal: Journal) -> set[str]:
    """What the lists show, by event; the log must show the same."""
    found = {
        *(one.id for one in coding_acts.codings(journal, last_pages=False)),
        *(one.event for one in coding_acts.rejections(journal)),
        *(one.event for one in coding_acts.done_marks(journal)),
        *(one.id for one in descriptions.memos(journal)),
        *(one.id for one in descriptions.comments(journal)),
    }
    work = {"code", "reject", "done", "memo", "comment"}
    logged = {event.hash for event in seen_events(journal, journal.events()) if event.kind in work}
    assert logged == found
    return found


def test_comments_and_memos_on_a_record_wait_with_its_decisions() -> None:
    with closing(a_journal("One", "Two", first={"reviewers": 2}, second={})) as journal:
        made = work_of(journal, "bob")
        hidden = {made["memo"], made["comment"]}
        everything = set(made.values())
        journal.database.viewer = "ann"
        assert shown(journal) == everything - hidden
        decide(journal, RECORDS[0], "first", "bob")
        assert shown(journal) == everything - hidden
        decide(journal, RECORDS[0], "first", "cas")
        assert shown(journal) == everything
        journal.database.viewer = "bob"
        assert shown(journal) == everything


def test_a_record_that_no_stage_waits_for_hides_nothing() -> None:
    """Excluded by one at the first stage, it never comes to the second, which needs two."""
    with closing(a_journal("One", first={}, second={"reviewers": 2})) as journal:
        made = work_of(journal, "bob")
        journal.database.viewer = "ann"
        assert shown(journal) == set(made.values())
        decide(journal, RECORDS[0], "first", "bob")
        assert shown(journal) == set(made.values()) - {made["memo"], made["comment"]}
        decide(journal, RECORDS[0], "first", "bob", DecisionKind.EXCLUDE)
        assert shown(journal) == set(made.values())


def test_where_coding_is_blind_nothing_of_it_is_seen_before_enough_have_decided() -> None:
    with closing(a_journal("One", first={"reviewers": 2, "coding": "blind"})) as journal:
        made = work_of(journal, "bob")
        journal.database.viewer = "ann"
        assert shown(journal) == set()
        for reviewer in ("ann", "bob"):
            decide(journal, RECORDS[0], "first", reviewer)
        assert shown(journal) == set(made.values())


def test_comments_of_stakeholders_are_open() -> None:
    people = [{"name": "dee", "role": "stakeholder"}, "ann"]
    with closing(a_journal("One", first={"reviewers": 2}, people=people)) as journal:
        said = [
            journal.append(who, Comment(text="so", source=CommentSource.TEAM, on=RECORDS[0])).hash
            for who in ("dee", "bob")
        ]
        journal.database.viewer = "ann"
        assert shown(journal) == {said[0]}


def test_what_settled_a_disagreement_is_hidden_again_when_too_few_have_decided() -> None:
    with closing(a_journal("One", first={"reviewers": 2})) as journal:
        decide(journal, RECORDS[0], "first", "bob")
        other = decide(journal, RECORDS[0], "first", "cas", DecisionKind.EXCLUDE)
        settled = Settle(
            record=RECORDS[0],
            stage="first",
            decision=DecisionKind.INCLUDE,
            reason="so",
            criteria=(),
            theory_event="",
        )
        settle = journal.append("bob", settled).hash
        journal.database.viewer = "ann"
        assert settle in {event.hash for event in seen_events(journal, journal.events())}
        subject = f"decision:{RECORDS[0]}:first:cas"
        journal.append("cas", Undo(event=other, subject=subject, record=RECORDS[0]))
        assert settle not in {event.hash for event in seen_events(journal, journal.events())}
        assert not screening_acts.settlements(journal)


# --- every query asks --------------------------------------------------------------------------------------------

_READS = re.compile(rf"\b(?:FROM|JOIN)\s+\(?({'|'.join(SEEN)})\b", re.IGNORECASE)

WHOLE = {
    ("anchors.py", "coding"): "moves what lies on a text that is read again, and shows nothing",
    ("anchors.py", "rejection"): "the same",
    ("anchors.py", "done_mark"): "the same",
    ("references.py", "decision"): "whether a record was worked on at all, so that its reference stays",
    ("references.py", "coding"): "the same",
    ("references.py", "done_mark"): "the same",
    ("references.py", "memo"): "the same",
    ("references.py", "comment"): "the same",
    ("coding_acts.py", "coding_code"): "beside a coding that may be seen",
    ("use.py", "coding_code"): "the same",
    ("conditions.py", "coding_code"): "the same",
    ("looking_again.py", "coding_code"): "the same",
    ("verdicts.py", "coding_code"): "the same",
    ("counts.py", "settlement"): "only where there is an outcome, which everybody may see",
    ("history.py", "settlement"): "the same",
    ("deciding.py", "decision"): "one's own, or whether there is one",
    ("counts.py", "decision"): "one's own",
    ("looking_again.py", "decision"): "one's own",
    ("looking_again.py", "held"): "without what was done by acts that are hidden",
    ("screening_acts.py", "decision"): "where decisions differ; of these only what may be seen is read",
    ("needed.py", "decision"): "how many have decided, not what",
    ("samples.py", "decision"): "the same",
    ("answered_apart.py", "held"): "without what was done by acts that are hidden",
    ("hidden_by_merges.py", "decision"): "who has decided, not what",
    ("hidden_by_merges.py", "coding"): "how many there are",
    ("hidden_by_merges.py", "memo"): "the same",
    ("hidden_by_merges.py", "comment"): "the same",
    ("present.py", "coding"): "compared with what an import has, and shown to nobody",
    ("present.py", "coding_code"): "the same",
    ("present.py", "memo"): "the same",
    ("present.py", "comment"): "the same",
}
"""By module and table: why the whole table is read there."""

ASKS_ITSELF = {"projections", "verification"}
"""Folders that make the tables and check them, and show nobody their content."""


def _queries() -> Iterator[tuple[str, str]]:
    folder = Path(review.journal.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        if path.name == "visibility.py" or ASKS_ITSELF & set(path.relative_to(folder).parts):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.name, node.value


def test_every_query_reads_only_what_its_viewer_may_see() -> None:
    found = {(name, table.lower()) for name, sql in _queries() for table in _READS.findall(sql)}
    assert found - WHOLE.keys() == set(), "read what `visibility.py` has instead of the table, or say why not"
    assert WHOLE.keys() - found == set(), "no longer read whole"
