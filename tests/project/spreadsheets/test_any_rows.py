"""Whatever is in a row, it is imported once, is known, or is refused in one line."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.errors import ReviewError
from review.journal.verification import projection_problems
from review.project import Project
from review.project.spreadsheets.appraisal_rows import AppraisalRows
from review.project.spreadsheets.cmoc_rows import CmocRows
from review.project.spreadsheets.planned import Known, Planned, RowReader
from review.project.spreadsheets.tables import TableRow
from tests.examples import examples
from tests.reviews import PARAGRAPHS, a_document, a_review, add_record

ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
CELLS = {
    "label": st.sampled_from(["C1", "c2", "C99999", "C999999999999", ""]) | ANY,
    "theories": st.sampled_from(["T1=supports; RA", "T1 (challenges)", "t2", "T9", "", "=", ";;"]) | ANY,
    "context": st.sampled_from(["few", "few\nmany", "a; b", ""]) | ANY,
    "outcome": st.sampled_from(["choice", ""]) | ANY,
    "statement": st.sampled_from(["", "If few, then choice."]) | ANY,
    "status": st.sampled_from(["", "kept", "Set aside", "gone"]),
    "retroduced": st.sampled_from(["", "reasoning"]) | ANY,
    "citation": st.sampled_from(["Rahman, 2016", "rahman 2016", "Noor, 2015", ""]) | ANY,
    "title": st.sampled_from(["", "Advocacy"]) | ANY,
    "doi": st.just("") | ANY,
    "record": st.just("") | ANY,
    "for": st.sampled_from(["", "T1", "T1.a; RA", "C1", "whole review"]) | ANY,
    "relevance": st.sampled_from(["high", "Low", "", "3"]),
    "rigour": st.sampled_from(["not assessed", "not-assessed", ""]) | ANY,
    "because": ANY,
    "reviewer": st.sampled_from(["", "bob"]) | ANY,
    "quotation": st.sampled_from(["", PARAGRAPHS[0], "nowhere"]) | ANY,
    "start": st.sampled_from(["", "0", "5", "99999", "x"]),
    "end": st.sampled_from(["", "20", "3", "99999999999999999999"]),
    "text_sha256": st.sampled_from(["", a_document().text_sha256]) | ANY,
}
ROWS = st.lists(
    st.tuples(
        st.fixed_dictionaries({}, optional=CELLS), st.frozensets(st.sampled_from(sorted(CELLS)), max_size=1)
    ),
    max_size=6,
)


def readers(project: Project) -> list[RowReader]:
    context = project.context
    return [
        CmocRows(context, project.theory, project.configurations),
        AppraisalRows(context, project.theory, project.coding, project.appraisals, project.targets),
    ]


def imported(reader: RowReader, rows: list[TableRow]) -> tuple[list[Planned], list[Known]]:
    """Import what fits; every refusal is a line."""
    made: list[Planned] = []
    known: list[Known] = []
    refused: list[str] = []
    for row in rows:
        try:
            for one in reader.planned(row):
                if isinstance(one, Planned):
                    assert "\n" not in one.what
                    made.append(one)
                else:
                    known.append(one)
        except ReviewError as error:
            refused.append(str(error))
    assert all(line and "\n" not in line for line in refused)
    for one in made:
        one.write("a" * 32)
    return made, known


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_each_is_imported_once_known_or_refused(drawn: list[tuple[dict[str, str], frozenset[str]]]) -> None:
    rows = [
        TableRow(line, {key: (text.strip(),) for key, text in cells.items() if text.strip()}, formulas)
        for line, (cells, formulas) in enumerate(drawn, 2)
    ]
    with TemporaryDirectory() as place:
        project = a_review(Path(place) / "review", "ann")
        add_record(project, "Markets for care", document=a_document())
        add_record(project, "Advocacy", authors=("Noor, Ada",), year=2015)
        for reader in readers(project):
            reader.is_enough(CELLS.keys() - {"retroduced"})
            imported(reader, rows)
        revision = project.revision
        for reader in readers(project):
            reader.is_enough(CELLS.keys() - {"retroduced"})
            imported(reader, rows)

        assert project.revision == revision, "something was imported twice"
        assert list(projection_problems(project.journal)) == []
        project.close()
