"""The flow of a review: what is counted in its journal, and what is stated about it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from review.domain import Role
from review.domain.reference import Reference
from review.domain.searches.duplicates import Duplicates, Removed
from review.domain.searches.flow import Box
from review.domain.searches.search import Search, SearchKind, SearchLine, SearchResult, SearchSource
from review.domain.searches.wording import differing_in_words
from review.errors import ReviewError, UnknownNameError
from review.journal.journal import Journal
from review.journal.queries.searches.flow import duplicates, statements
from review.project import Project
from review.project.bibliography import import_act, reference_identity
from tests.copies import receive
from tests.examples import examples
from tests.reviews import SMALL_MAP, a_document, a_review, add_record, new_review

TITLES = ("Markets for care", "Advocacy", "Duties", "Trust in councils", "Supply")
STAGES = ("title-abstract", "theory-map")
FILE = """TY  - JOUR
AU  - Rahman, Sadia
TI  - Market shaping in two towns
PY  - 2016
ER  -
TY  - JOUR
AU  - Kelling, Jo
TI  - Advocacy and choice
PY  - 2015
ER  -
"""


def import_with(project: Project, search: str) -> None:
    """Two references of a file, imported with a search."""
    for line, title in enumerate(("Market shaping", "Advocacy and choice"), 1):
        reference = Reference(title=title, line=line, source_format="ris")
        act = import_act(reference_identity(reference), reference, "found.ris", "")
        project.journal.append("ann", structs.replace(act, search=search))


@pytest.fixture
def project(tmp_path: Path):
    opened = a_review(tmp_path / "review")
    yield opened
    opened.close()


def n(project: Project, box: Box) -> int | None:
    return project.flow.read().boxes[box].n


def import_as(project: Project, name: str, text: str = FILE, **more: str) -> None:
    file = project.folder / name
    file.write_text(text, encoding="utf-8")
    project.references.import_file(file, **more)


def test_a_new_review_has_an_empty_flow_that_holds(project: Project) -> None:
    flow = project.flow.read()
    assert {count.n for count in flow.boxes.values()} == {0}
    assert all(check.ok for check in flow.checks)
    assert (flow.studies, flow.reports) == (0, 0)


def test_a_reference_in_two_files_is_identified_twice_and_a_file_imported_again_is_not(
    project: Project,
) -> None:
    import_as(project, "pubmed.ris", source="PubMed")
    import_as(project, "pubmed.ris", source="PubMed")
    import_as(project, "scopus.ris", FILE.partition("ER  -\n")[0] + "ER  -\n")
    flow = project.flow.read()

    assert flow.boxes[Box.IDENTIFIED_OTHER].by == {"PubMed": 2, "scopus.ris": 1}
    assert flow.boxes[Box.DUPLICATES].n == 1
    assert [check.ok for check in flow.checks] == [True] * len(flow.checks)
    assert duplicates(project.journal) == Duplicates(1, 0, Removed(recognised=1))


def test_a_list_under_another_name_is_counted_once_unless_it_is_said_to_be_another(project: Project) -> None:
    import_as(project, "list.ris")
    changed = FILE.replace("PY  - 2015\n", "PY  - 2015\nN1  - seen\n")
    file = project.folder / "again.ris"
    file.write_text(changed, encoding="utf-8")

    assert project.references.import_file(file, preview=True).same_as == "list.ris"
    assert project.references.import_file(file).same_as == "list.ris"
    assert project.references.import_file(file).already == 2
    assert project.flow.read().boxes[Box.IDENTIFIED_OTHER].by == {"list.ris": 2}
    assert n(project, Box.DUPLICATES) == 0
    assert ["seen"] in [one.body["notes"] for one in project.references.sources()]

    assert not project.references.import_file(file, "Scopus").same_as
    assert project.flow.read().boxes[Box.IDENTIFIED_OTHER].by == {"Scopus": 2, "list.ris": 2}
    assert n(project, Box.DUPLICATES) == 2


def test_duplicates_that_the_flow_counts_add_up_and_the_others_came_without_a_search(
    project: Project,
) -> None:
    for search in ("S1", "S2"):
        project.searches.log(Search(search, "Care", SearchKind.DATABASE))
    import_as(project, "one.ris", search="S1")
    import_as(project, "other.ris", FILE.partition("ER  -\n")[0] + "ER  -\n", search="S2")
    first, second = project.records.all()
    read, changed = (add_record(project, title) for title in ("A report on its own", "The report"))
    project.references.merge(read, first.id, "the same work")
    project.searches.tie("S2", [second.id])
    project.searches.tie("S1", [changed])
    project.references.merge(changed, second.id, "the same work")
    found = duplicates(project.journal)

    assert found == Duplicates(1, 2, Removed(recognised=1, merged=1, tied=1))
    assert n(project, Box.DUPLICATES) == 3


def test_what_a_search_reports_is_identified_and_untied_records_are_not(project: Project) -> None:
    line = SearchLine("1", "care AND market", (SearchResult(5, "PubMed"), SearchResult(None, "Scopus")))
    sources = (SearchSource("PubMed"), SearchSource("Scopus"))
    project.searches.log(Search("S1", "Care", SearchKind.DATABASE, sources=sources, lines=(line,)))
    import_with(project, "S1")
    add_record(project, "A report on its own")
    flow = project.flow.read()

    box = flow.boxes[Box.IDENTIFIED_DATABASES]
    assert (box.n, box.computed, box.by) == (None, 5, {"PubMed": 5, "Scopus": None})
    (untied,) = (check for check in flow.checks if check.ok is False)
    assert (untied.rule, untied.left, untied.right) == ("records tied to a search = records", 2, 3)

    project.searches.remove("S1", "logged by mistake")
    assert project.flow.read().boxes[Box.IDENTIFIED_OTHER].n == 3


def test_a_document_without_a_reference_is_tied_to_the_search_that_found_it(project: Project) -> None:
    lines = (SearchLine("1", "publications", (SearchResult(2),)),)
    project.searches.log(Search("S3", "Organisations", SearchKind.ORGANISATION, lines=lines))
    project.searches.log(Search("S4", "Experts", SearchKind.EXPERT))
    records = [add_record(project, title, document=a_document()) for title in TITLES[:2]]
    for record in records:
        project.screening.decide(record, "include", "title-abstract")
    assert [check.rule for check in project.flow.read().checks if check.ok is False] == [
        "records tied to a search = records"
    ]
    project.searches.tie("s3", records)
    project.searches.tie("S4", records[:1])

    flow = project.flow.read()
    assert all(check.ok for check in flow.checks)
    assert (flow.boxes[Box.IDENTIFIED_OTHER].n, flow.boxes[Box.DUPLICATES].n) == (1, 1)
    assert project.searches.of_record(records[0]) == ("S3", "S4")
    project.searches.tie("S4", records[:1], off=True)
    assert project.searches.of_record(records[0]) == ("S3",)
    with pytest.raises(ReviewError, match="nothing changes; 2 records are tied to S3 already"):
        project.searches.tie("S3", records)
    with pytest.raises(ReviewError, match="nothing changes; 1 record is not tied to S4 already"):
        project.searches.tie("S4", records[1:], off=True)


def test_a_tie_of_a_record_that_was_merged_is_that_of_the_one_that_shows_it(project: Project) -> None:
    project.searches.log(Search("S3", "Organisations", SearchKind.ORGANISATION))
    kept, merged = (add_record(project, title) for title in TITLES[:2])
    project.searches.tie("S3", [merged])
    project.references.merge(kept, merged, "one work")
    assert project.searches.of_record(kept) == ("S3",)
    assert project.flow.read().boxes[Box.IDENTIFIED_ORGANISATIONS].n == 1

    project.searches.tie("S3", [kept], off=True)
    assert project.searches.of_record(kept) == ()
    assert project.flow.read().boxes[Box.IDENTIFIED_ORGANISATIONS].n is None


def test_ties_made_together_are_undone_together(project: Project) -> None:
    project.searches.log(Search("S3", "Organisations", SearchKind.ORGANISATION))
    records = [add_record(project, title) for title in TITLES[:3]]
    project.searches.tie("S3", records)
    assert "3 ties to a search" in project.history.undo().message
    assert [project.searches.of_record(record) for record in records] == [(), (), ()]


def test_a_file_imported_again_with_its_search_is_tied_and_no_duplicate(project: Project) -> None:
    project.searches.log(Search("S1", "Care", SearchKind.DATABASE))
    import_as(project, "pubmed.ris")
    import_as(project, "pubmed.ris", search="S1")
    flow = project.flow.read()
    assert flow.boxes[Box.IDENTIFIED_DATABASES].by == {"S1": 2}
    assert flow.boxes[Box.DUPLICATES].n == 0


def test_more_references_than_a_search_found_fail_a_rule(project: Project) -> None:
    lines = (SearchLine("1", "care", (SearchResult(1),)),)
    project.searches.log(Search("S1", "Care", SearchKind.DATABASE, lines=lines))
    import_with(project, "S1")

    failing = [(check.left, check.right) for check in project.flow.read().checks if check.ok is False]
    assert (2, 1) in failing


def test_a_file_that_was_read_and_merged_with_a_reference_is_a_duplicate(project: Project) -> None:
    import_as(project, "pubmed.ris")
    record = add_record(project, "Market shaping, a copy", document=a_document())
    kept = project.records.all()[0].id
    assert n(project, Box.DUPLICATES) == 0
    project.references.merge(record, kept, "one work")

    assert project.flow.read().boxes[Box.IDENTIFIED_OTHER].by == {"pubmed.ris": 2, "files read": 1}
    assert n(project, Box.DUPLICATES) == 1
    project.history.undo()
    assert n(project, Box.DUPLICATES) == 0


def test_exclusions_count_by_the_first_criterion_of_the_map_or_what_settled_them(project: Project) -> None:
    one, other, third = (add_record(project, title, document=a_document()) for title in TITLES[:3])
    decide = project.screening.decide
    decide(one, "exclude", "title-abstract")
    for record in (other, third):
        decide(record, "include", "title-abstract")
    decide(other, "exclude", "theory-map", criteria=["E9"])
    decide(third, "park", "theory-map")
    with project.acting_as("bob"):
        decide(third, "include", "theory-map")
    assert n(project, Box.EXCLUDED_ASSESSMENT) == 1
    project.screening.settle(third, "exclude", "theory-map", reason="talked over", criteria=["E9"])

    flow = project.flow.read()
    assert flow.boxes[Box.EXCLUDED_SCREENING].by == {"no criterion": 1}
    assert flow.boxes[Box.EXCLUDED_ASSESSMENT].by == {"E9": 2}


def test_an_exclusion_counts_under_what_most_named_and_those_without_a_common_criterion_are_named(
    tmp_path: Path,
) -> None:
    second = "E2: {text: Not England, stage: title-abstract}"
    project = new_review(tmp_path / "ann", map_text=SMALL_MAP.replace("E9: {", f"{second}, E9: {{"))
    differ, agree = (add_record(project, title, document=a_document()) for title in TITLES[:2])
    decide = project.screening.decide
    for name, by_differ, by_agree in (
        ("ann", ["E1"], ["E1", "E2"]),
        ("bob", ["E2"], ["E2"]),
        ("cem", ["E2"], ["E2"]),
    ):
        with project.acting_as(name):
            decide(differ, "exclude", "title-abstract", criteria=by_differ)
            decide(agree, "exclude", "title-abstract", criteria=by_agree)

    flow = project.flow.read()
    assert flow.boxes[Box.EXCLUDED_SCREENING].by == {"E2": 2}
    assert flow.differing == (differ,)
    assert differing_in_words(flow).startswith("Excluded by different criteria: 1 record (")
    project.close()


def test_reports_of_one_study_are_counted_as_one(project: Project) -> None:
    records = [add_record(project, title, document=a_document()) for title in TITLES[:3]]
    for record in records:
        project.screening.decide(record, "include", "theory-map")
    project.references.relate(records[0], records[1], "same-study")
    project.references.relate(records[1], records[2], "kin")

    flow = project.flow.read()
    assert (flow.studies, flow.reports) == (2, 3)


def test_what_is_stated_replaces_what_is_counted_until_it_is_withdrawn_or_undone(project: Project) -> None:
    add_record(project, TITLES[0])
    said = project.flow.state("duplicates", 812, "removed in the reference manager")
    assert said.message == "Flow, duplicates: 812"
    for word in ("not-reported", "Not reported"):
        project.flow.state(Box.DUPLICATES, word, "the file is lost")
        assert n(project, Box.DUPLICATES) is None
        project.history.undo()
    assert n(project, Box.DUPLICATES) == 812
    project.flow.state("duplicates", "computed", "all of them were imported")

    box = project.flow.read().boxes[Box.DUPLICATES]
    assert (box.n, box.stated, box.reason) == (0, None, "")


def test_undoing_a_statement_in_between_brings_none_back_that_was_replaced(project: Project) -> None:
    project.flow.state("duplicates", 1, "first")
    with project.acting_as("bob"):
        project.flow.state("duplicates", 2, "second")
    project.flow.state("duplicates", 3, "third")
    with project.acting_as("bob"):
        project.history.undo()
    assert n(project, Box.DUPLICATES) == 3
    assert project.flow.stated()[Box.DUPLICATES].others == ()


@pytest.mark.parametrize(
    ("n", "because", "message"),
    [
        ("-1", "so", "'-1' is not a number from 0, not-reported or computed"),
        ("many", "so", "'many' is not a number"),
        ("٣", "so", "is not a number"),
        ("9" * 30, "so", "is not a number"),
        ("5", " ", "say why duplicates is stated"),
        ("computed", "so", "nothing changes; duplicates is as computed already"),
    ],
)
def test_what_cannot_be_stated_is_refused_in_one_line(
    project: Project, n: str, because: str, message: str
) -> None:
    before = project.journal.revision
    with pytest.raises(ReviewError) as refused:
        project.flow.state("duplicates", n, because)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)
    assert project.journal.revision == before


def test_an_unknown_box_is_named_and_the_same_statement_changes_nothing(project: Project) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'duplicates'"):
        project.flow.state("duplikates", 3, "so")
    with pytest.raises(UnknownNameError, match="Boxes: identified_databases, "):
        project.flow.state("X", 3, "so")
    project.flow.state("duplicates", "1,200", "so")
    with pytest.raises(ReviewError, match="nothing changes; duplicates is 1,200 already"):
        project.flow.state("Duplicates", 1200, "so")


def test_statements_made_apart_are_both_shown_until_somebody_states_the_box_again(tmp_path: Path) -> None:
    first = new_review(tmp_path / "ann")
    first.flow.state("screened", 10, "before there were copies")
    (tmp_path / "bob").mkdir()
    first.history.backup(tmp_path / "bob" / "review.db")
    second = Project.open(tmp_path / "bob", "bob")
    first.flow.state("screened", 11, "counted by ann")
    second.flow.state("screened", 12, "counted by bob")
    events = [*first.journal.events(), *second.journal.events()]
    for order in (events, events[::-1]):
        merged = Journal.in_memory()
        assert receive(merged, order).refused == ()
        shown = statements(merged)[Box.SCREENED]
        assert {shown.n, *(one.n for one in shown.others)} == {11, 12}
        merged.close()

    receive(first.journal, second.journal.events())
    box = first.flow.read().boxes[Box.SCREENED]
    assert len(box.apart) == 1
    first.flow.state("screened", 12, "bob is right")
    assert first.flow.read().boxes[Box.SCREENED].apart == ()
    first.close()
    second.close()


NUMBERS = st.integers(0, len(TITLES) - 1)
ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("decide"),
            NUMBERS,
            st.tuples(st.sampled_from(["include", "maybe", "park"]), st.sampled_from(STAGES)),
            st.sampled_from(["ann", "bob"]),
        ),
        st.tuples(
            st.just("exclude"),
            NUMBERS,
            st.sampled_from([("title-abstract", ("E1",)), ("title-abstract", ()), ("theory-map", ("E9",))]),
            st.sampled_from(["ann", "bob"]),
        ),
        st.tuples(st.just("role"), NUMBERS, st.sampled_from(list(Role)), st.just("ann")),
        st.tuples(st.just("merge"), NUMBERS, NUMBERS, st.just("ann")),
        st.tuples(st.just("gone"), NUMBERS, st.none(), st.just("ann")),
        st.tuples(st.just("undo"), st.just(0), st.none(), st.sampled_from(["ann", "bob"])),
        st.tuples(st.just("redo"), st.just(0), st.none(), st.sampled_from(["ann", "bob"])),
    ),
    max_size=30,
)


def act(project: Project, records: list[str], verb: str, number: int, how: object, who: str) -> None:
    record = records[number]
    with project.acting_as(who):
        match verb:
            case "decide":
                project.screening.decide(record, *how)  # type: ignore[misc]
            case "exclude":
                stage, criteria = how  # type: ignore[misc]
                project.screening.decide(record, "exclude", stage, criteria=criteria)
            case "role":
                project.records.edit(record, role=how)
            case "merge":
                project.references.merge(records[how], record, "one work")  # type: ignore[index]
            case "gone":
                project.records.set_not_retrieved(record, "no copy")
            case "undo":
                project.history.undo()
            case "redo":
                project.history.redo()


@pytest.mark.parametrize("reviewers", [1, 2])
@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS)
def test_the_flow_adds_up_and_ends_in_n_whatever_is_done(reviewers: int, done: list[tuple]) -> None:
    with TemporaryDirectory() as folder:
        map_text = SMALL_MAP.replace("theory-map: {reviewers: 1", f"theory-map: {{reviewers: {reviewers}")
        project = a_review(Path(folder) / "review", map_text=map_text)
        import_as(project, "two.ris")
        import_as(project, "two-again.ris", source="another database")
        records = [add_record(project, title) for title in TITLES[:3]] + [
            record.id for record in project.records.all()[:2]
        ]
        for one in done:
            with suppress(ReviewError):
                act(project, records, *one)

        flow = project.flow.read()
        # Decisions at the second stage without the first are allowed, and a rule of their own.
        assert [check for check in flow.checks if not check.ok and "passed" not in check.rule] == []
        table_one = project.exports.table("source-types").rows[-1][-2]
        counts = project.screening.counts()
        assert flow.boxes[Box.INCLUDED].n == table_one == counts.included == flow.reports
        decided = [record for record in project.records.all() if record.role is Role.EVIDENCE]
        screened = [
            r for r in decided if any(project.screening.outcome(r.id, stage) != "none" for stage in STAGES)
        ]
        assert flow.boxes[Box.SCREENED].n == len(screened)
        identified = sum(count.n or 0 for box, count in flow.boxes.items() if box.startswith("identified"))
        assert identified == 7

        project.searches.log(Search("S1", "Care", SearchKind.DATABASE))
        project.searches.tie("S1", [record.id for record in project.records.all()])
        tied = project.flow.read()
        assert [check for check in tied.checks if not check.ok and "passed" not in check.rule] == []
        assert tied.boxes[Box.IDENTIFIED_DATABASES].n == len(project.records.all())
        project.close()
