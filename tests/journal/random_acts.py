"""Random acts on a review, and all its tables: what the tests of invariants do and compare."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hypothesis import strategies as st

from review.domain import Reading, ReadingStatus
from review.errors import ReviewError
from review.journal import projections
from review.journal.journal import Journal
from review.journal.verification import anchor_problems
from review.project import Project
from review.project.runs.reread_run import RereadRun
from tests.reviews import PARAGRAPHS, a_document

STAGES = ("title-abstract", "theory-map")
ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("decide"),
            st.sampled_from(["include", "maybe", "park", "exclude"]),
            st.sampled_from(STAGES),
        ),
        st.tuples(st.just("settle"), st.sampled_from(["include", "exclude"]), st.sampled_from(STAGES)),
        st.tuples(
            st.just("code"), st.sampled_from(["T1", "T1.a", "T2", "RA"]), st.integers(0, len(PARAGRAPHS) - 1)
        ),
        st.tuples(st.just("uncode"), st.integers(0, 3), st.none()),
        st.tuples(st.just("recode"), st.integers(0, 3), st.sampled_from(["supports", "challenges"])),
        st.tuples(st.just("memo"), st.text(min_size=1, max_size=8), st.none()),
        st.tuples(st.just("reject"), st.sampled_from(["T1", "RA"]), st.integers(0, len(PARAGRAPHS) - 1)),
        st.tuples(st.just("done"), st.integers(0, len(PARAGRAPHS) - 1), st.none()),
        st.tuples(st.just("edit"), st.text(max_size=8), st.none()),
        st.tuples(st.just("refine"), st.text("abc ", min_size=1, max_size=8), st.none()),
        st.tuples(st.just("reread"), st.integers(1, len(PARAGRAPHS)), st.sampled_from([" ", "  "])),
        st.tuples(
            st.just("label"), st.integers(1, len(PARAGRAPHS)), st.sampled_from(["ix", "10–11", "-", ""])
        ),
        st.tuples(st.just("undo"), st.none(), st.none()),
        st.tuples(st.just("redo"), st.none(), st.none()),
    ),
    max_size=25,
)


def perform(project: Project, record: str, acts: list[tuple]) -> None:
    """Do what can be done; what makes no sense at that moment is refused, and that is fine."""
    for verb, *arguments in acts:
        with suppress(ReviewError):
            act(project, record, verb, *arguments)


def act(project: Project, record: str, verb: str, one: object, two: object) -> None:
    document = project.documents.get(record)
    codings = project.coding.codings()
    place = {"code": two, "reject": two, "done": one}.get(verb, 0)
    passage = document.passages[place % len(document.passages)]
    start, end = passage.start, passage.end
    match verb:
        case "decide":
            project.screening.decide(
                record,
                one,
                two,
                criteria=["E1" if two == "title-abstract" else "E9"] if one == "exclude" else [],
            )
        case "settle":
            disagree_and_settle(project, record, one, two)
        case "code":
            project.coding.code(record, [one], start, end)
        case "reject":
            project.coding.reject(record, one, start, end)
        case "done":
            project.coding.done(record, start, end)
        case "reread":
            read_again(project, record, one, two)
        case "label" if two:
            project.page_labels.set(record, one, len(PARAGRAPHS), two)
        case "label":
            project.page_labels.clear(record, one, len(PARAGRAPHS))
        case "uncode" if codings:
            project.coding.uncode(codings[one % len(codings)].id)
        case "recode" if codings:
            project.coding.recode(codings[one % len(codings)].id, stance=two)
        case _:
            act_on_words(project, record, verb, one)


def disagree_and_settle(project: Project, record: str, decision: str, stage: str) -> None:
    """Another parks the record, the reviewer does not, and it is settled."""
    with project.acting_as("another"):
        project.screening.decide(record, "park", stage)
    project.screening.decide(record, "maybe", stage)
    criteria = ["E1" if stage == "title-abstract" else "E9"] if decision == "exclude" else []
    project.screening.settle(record, decision, stage, reason="talked over", criteria=criteria)


def read_again(project: Project, record: str, paragraphs: int, space: str) -> None:
    """As if another reader gave some of the paragraphs only, with another white space."""
    document = a_document(tuple(p.replace(" ", space) for p in PARAGRAPHS[-paragraphs:]))
    known = project.records.get(record)
    reading = Reading(Path("a.pdf"), ReadingStatus.ADDED, file_sha256=known.file_sha256, document=document)
    RereadRun(project, []).take(known, reading)
    assert list(anchor_problems(project.journal)) == []


def act_on_words(project: Project, record: str, verb: str, words: object) -> None:
    match verb:
        case "memo":
            project.coding.memo("T1", words)
        case "edit":
            project.records.edit(record, title=words)
        case "refine":
            project.theory.refine("T2", "a reason", proposition=words)
        case "undo" | "redo":
            getattr(project.history, verb)()


def tables(journal: Journal) -> dict[str, list]:
    found = {}
    for table in projections.TABLES:
        columns = ", ".join(f'"{column}"' for column in table.columns)
        found[table.name] = sorted(journal.rows(f"SELECT {columns} FROM {table.name}"), key=repr)
    return found
