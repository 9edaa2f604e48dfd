"""Records: their abstract stays in the event that brought it, and what is searched follows it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.acts import Edit, Fields, Import, Ingest, Merge, MetadataValue, Redo, SourceType, Undo
from review.acts.act import Act
from review.domain import Selection
from review.domain.reference import Reference
from review.journal.event import Event
from review.journal.verification import projection_problems
from review.project import Project
from tests.examples import examples
from tests.reviews import a_review, new_review

RECORD, OTHER = "a" * 64, "b" * 64


def imported(abstract: str, record: str = RECORD) -> Import:
    reference = Reference(title="A study", authors=("Rahman, Sadia",), abstract=abstract, source_format="ris")
    return Import(record=record, path="more.ris", line=1, source="more.ris", reference=reference)


def ingested(abstract: str, record: str = RECORD) -> Ingest:
    offered = MetadataValue(value=abstract, source="XMP", confidence=0.5)
    return Ingest(
        record=record, file_sha256="", text_sha256="", path="", status="no-text", message="", pages=1, metadata={"abstract": offered},
    )  # fmt: skip


def edited(abstract: str, record: str = RECORD) -> Edit:
    return Edit(record=record, fields=Fields(abstract=abstract))


def reversed_(kind: type[Undo | Redo], event: Event, record: str = RECORD) -> Act:
    return kind(event=event.hash, subject=f"record:{record}", record=record)


def found(project: Project, words: str) -> list[str]:
    return [row.record for row in project.records.rows(project.records.listing(Selection(search=words)))]


STRANGE = 'Zoë said: "ask" \\ or {not}\n\u2028\ttwice 😀 \x7f ẞ'


@pytest.mark.parametrize("brought", [imported, ingested])
@pytest.mark.parametrize("abstract", ["Markets of care", STRANGE, ""])
def test_an_abstract_is_read_as_it_came(project: Project, brought, abstract: str) -> None:
    project.journal.append("ann", brought(abstract))
    assert project.records.get(RECORD).abstract == abstract
    project.journal.append("ann", edited(abstract[::-1]))
    assert project.records.get(RECORD).abstract == abstract[::-1]
    assert [record.abstract for record in project.records.all()] == [abstract[::-1]]


def test_what_is_searched_follows_corrections_undo_and_merges(project: Project) -> None:
    project.journal.append("ann", imported("Markets of mutual care"))
    correction = project.journal.append("ann", edited("Cooperatives in seven towns"))
    assert (found(project, "mutual"), found(project, "cooperatives")) == ([], [RECORD])
    project.journal.append("ann", reversed_(Undo, correction))
    assert (found(project, "mutual"), found(project, "cooperatives")) == ([RECORD], [])
    project.journal.append("ann", reversed_(Redo, correction))
    project.journal.append("ann", imported("Another", OTHER))
    merge = project.journal.append("ann", Merge(record=RECORD, kept=OTHER))
    assert (found(project, "cooperatives"), found(project, "another")) == ([], [OTHER])
    project.journal.append("ann", reversed_(Undo, merge))
    assert found(project, "cooperatives") == [RECORD]
    assert list(projection_problems(project.journal)) == []


def test_what_is_confirmed_is_not_replaced_by_what_a_file_has(project: Project) -> None:
    project.journal.append("ann", imported("From the database"))
    project.journal.append("ann", ingested("From the file"))
    assert project.records.get(RECORD).abstract == "From the database"


def test_an_abstract_lies_in_the_file_once(tmp_path: Path) -> None:
    project = new_review(tmp_path / "r")
    phrase = "mutual care and the markets of seven towns"
    project.journal.append("ann", imported(f"We asked about {phrase}."))
    project.history.backup(tmp_path / "copy.db")  # without what was written before the last change of a page
    project.close()
    assert (tmp_path / "copy.db").read_bytes().count(phrase.encode()) == 1


ACTS = st.lists(
    st.one_of(
        st.builds(imported, st.text("ab ", max_size=6), st.sampled_from([RECORD, OTHER])),
        st.builds(ingested, st.text("ab ", max_size=6), st.sampled_from([RECORD, OTHER])),
        st.builds(edited, st.text("ab ", max_size=6), st.sampled_from([RECORD, OTHER])),
        st.builds(SourceType, record=st.just(RECORD), source_type=st.sampled_from(["", "empirical"])),
        st.builds(Merge, record=st.just(RECORD), kept=st.just(OTHER)),
        st.tuples(st.sampled_from([Undo, Redo]), st.integers(0, 9)),
    ),
    max_size=14,
)


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS)
def test_rows_and_index_are_what_the_events_say(acts: list[Act | tuple[type[Undo | Redo], int]]) -> None:
    with TemporaryDirectory() as folder:
        project = a_review(Path(folder) / "r")
        done: list[Event] = []
        for act in acts:
            if isinstance(act, Act):
                done.append(project.journal.append("ann", act))
            elif done:
                of = done[act[1] % len(done)]
                done.append(project.journal.append("ann", reversed_(act[0], of, of.act["record"])))
        assert list(projection_problems(project.journal)) == []
        before = {record.id: record for record in project.records.all()}
        project.history.rebuild()
        assert {record.id: record for record in project.records.all()} == before
        assert list(projection_problems(project.journal)) == []
        project.close()
