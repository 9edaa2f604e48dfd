"""Whatever reviewers do, in whatever order copies meet: the tables are what the events say."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.errors import JournalError
from review.journal.verification import broken_events, projection_problems
from review.project import Project
from tests.copies import an_empty_copy, receive
from tests.examples import examples
from tests.journal.random_acts import acts, perform, tables
from tests.reviews import a_document, a_review, add_record

RARELY = settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@RARELY
@given(acts())
def test_a_replay_gives_the_same_tables_and_the_chains_hold(done: list[tuple]) -> None:
    with TemporaryDirectory() as folder:
        project = a_review(Path(folder) / "review")
        perform(project, add_record(project, "A study", document=a_document()), done)
        assert list(projection_problems(project.journal)) == []
        assert list(broken_events(project.journal)) == []
        before = tables(project.journal)
        project.history.rebuild()
        assert tables(project.journal) == before
        project.close()


@RARELY
@given(acts(), acts(), st.randoms(use_true_random=False))
def test_copies_that_meet_agree_whatever_arrives_first_and_how_often(
    ours: list[tuple], theirs: list[tuple], chance: random.Random
) -> None:
    with TemporaryDirectory() as folder:
        ann = a_review(Path(folder) / "ann", "ann")
        record = add_record(ann, "A study", document=a_document())
        ann.history.backup(Path(folder) / "bob" / "review.db")
        bob = Project.open(Path(folder) / "bob", "bob")
        perform(ann, record, ours)
        perform(bob, record, theirs)
        events = ann.journal.events() + bob.journal.events()
        results = []
        for _ in range(2):
            chance.shuffle(events)
            merged = an_empty_copy(ann.journal)
            for start in range(0, len(events), 7):
                receive(merged, events[start : start + 7])
            assert receive(merged, events) == (0, ())
            results.append(tables(merged))
            assert list(projection_problems(merged)) == []
            merged.close()
        assert results[0] == results[1]
        assert ann.journal.database.meta("replica") != bob.journal.database.meta("replica")
        ann.close()
        bob.close()


@RARELY
@given(acts("undo", "redo", "reread", "settle", "tie-conflict", "draw-sample"))
def test_undoing_everything_and_redoing_it_leads_back(done: list[tuple]) -> None:
    with TemporaryDirectory() as folder:
        project = a_review(Path(folder) / "review")
        record = add_record(project, "A study", document=a_document())
        start = tables(project.journal)
        perform(project, record, done)
        end = tables(project.journal)
        undone = 0
        while True:
            try:
                project.history.undo()
            except JournalError:
                break
            undone += 1
        assert tables(project.journal) | {"undone": []} == start
        for _ in range(undone):
            project.history.redo()
        assert tables(project.journal) == end
        project.close()
