"""How much each search found is counted in two ways, and kept while nothing changes it."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.errors import ReviewError
from review.journal.queries.searches import flow
from review.journal.queries.searches.counts import counts, references
from review.project import Project
from review.project.searches.flow import flow_of
from tests.examples import examples
from tests.journal.random_acts import acts, perform
from tests.project.searches.test_flow import import_as, import_with
from tests.reviews import a_document, a_review, add_record

WORK = st.lists(
    st.sampled_from(["import", "import again", "with S1", "with S2", "merge", "tie", "untie"]), max_size=8
)


def work_on_references(project: Project, what: str, chance: random.Random) -> None:
    """One thing that changes what is tied to searches."""
    records = sorted(record for (record,) in project.journal.rows("SELECT record FROM record"))
    match what:
        case "import":
            import_as(project, "a.ris", source="A")
        case "import again":
            import_as(project, f"{chance.choice('ab')}.ris")
        case "with S1" | "with S2":
            import_with(project, what.removeprefix("with "))
        case "merge":
            project.references.merge(*chance.sample(records, 2), "one work")
        case _:
            of = chance.sample(records, min(2, len(records)))
            project.searches.tie("S1", of, off=what == "untie")


def counts_are_right(project: Project) -> None:
    found = project.searches.counts()
    assert found == counts(project.journal)
    assert found.imported == flow.found(flow.arrived(project.journal))
    assert found.references == references(project.journal)
    assert sum(sum(of.values()) for of in found.references.values()) <= sum(found.imported.values())
    by_source: dict[str, Counter[str]] = {}
    for tie in project.searches.ties():
        if tie.search:
            by_source.setdefault(tie.search, Counter())[tie.source] += 1
    assert found.sources == by_source
    assert project.flow.read() == flow_of(project.journal, project.theory.map)


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORK, acts(), st.randoms(use_true_random=False))
def test_counts_are_those_of_single_ties_whatever_was_done_since_they_were_counted_last(
    on_references: list[str], others: list[tuple], chance: random.Random
) -> None:
    with TemporaryDirectory() as folder:
        project = a_review(Path(folder) / "review")
        record = add_record(project, "A study", document=a_document())
        perform(project, record, [("log-search", ("S1", "care", []))])
        done = [*on_references, *others]
        chance.shuffle(done)
        for one in done:
            if isinstance(one, tuple):
                perform(project, record, [one])
            else:
                try:
                    work_on_references(project, one, chance)
                except (ReviewError, ValueError):
                    continue  # merged already, tied already, or too few records
            counts_are_right(project)
        project.close()
