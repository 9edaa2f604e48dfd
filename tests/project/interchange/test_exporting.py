"""What a coded project has of a review, what it cannot hold, and what the acting reviewer may not see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyrefiqda import RefiProject

from review import templates
from review.domain import Document
from review.errors import ReviewError
from review.exchange.refi.values import QdaCode, QdaProject, QdaSource, SourceKind
from review.exchange.refi.writing import write_codebook, write_project
from review.journal import texts
from review.project import Project
from review.project.interchange.configuration_notes import noted_configurations
from review.project.interchange.exporting.project import Coded, coded_project
from review.project.interchange.exporting.sources import Only
from review.project.interchange.exporting.writing import export
from tests.exchange.refi.schemas import faults, needs_schemas
from tests.reviews import PARAGRAPHS, SMALL_MAP, a_document, a_review, add_record, new_review

BLIND_MAP = SMALL_MAP.replace("{reviewers: 1, criterion_required: true}", "{reviewers: 2, coding: blind}")


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Project]:
    """A review with two records, of which one has a document."""
    project = a_review(tmp_path / "review")
    add_record(project, "Choice in care", document=a_document())
    add_record(project, "A reference/alone", authors=("Okoro, Chidi", "Lee, Ann"), year=2015)
    yield project
    project.close()


def coded(project: Project) -> Coded:
    """The review as a coded project."""
    return coded_project(project.context, project.documents)


def source_of(made: QdaProject, name: str) -> QdaSource:
    """The source of that name."""
    return next(one for one in made.sources if one.name == name)


def record_of(project: Project, title: str) -> str:
    """The record with a title."""
    return next(one.id for one in project.records.all() if one.title == title)


def values(made: QdaProject, source: QdaSource) -> dict[str, str]:
    """The values of a source by the names of the variables."""
    names = {one.guid: one.name for one in made.variables}
    return {names[guid]: value for guid, value in source.values.items()}


def said(made: QdaProject, guids: tuple[str, ...]) -> list[tuple[str, str]]:
    """Notes, by name and text."""
    notes = {one.guid: one for one in made.notes}
    return [(notes[guid].name, notes[guid].text) for guid in guids]


def test_the_codebook_is_the_theory_map(review: Project) -> None:
    """Theories and framings at the top, sub-themes below, colours, and who rivals whom."""
    made = coded(review).project
    name_of = {code.guid: code.name for code in made.codes}
    assert [(code.name, name_of.get(code.parent), code.description, code.colour) for code in made.codes] == [
        ("T1 Market logic", None, "Many providers compete", "#aa3377"),
        ("T1.a Whole systems", "T1 Market logic", "", "#aa3377"),
        ("T2 Market limitations", None, "Councils have a duty to shape the market", "#228833"),
        ("RA Councils cannot shape the market", None, "Councils cannot learn enough", "#4477aa"),
    ]
    assert [(name_of[one.origin], one.name, name_of[one.target]) for one in made.links] == [
        ("RA Councils cannot shape the market", "rival", "T1 Market logic"),
        ("RA Councils cannot shape the market", "rival", "T2 Market limitations"),
    ]
    assert [(one.name, len(one.codes)) for one in made.sets] == [
        ("rival framings", 1),
        ("category: Care as a market", 2),
    ]


def test_a_coding_has_its_place_stances_status_and_memo(review: Project) -> None:
    """Of every code its own stance; the passage runs over two pages, and is named by its quotation."""
    record = record_of(review, "Choice in care")
    quotation = f"people choose.\n{PARAGRAPHS[1]}"
    start = a_document().text.index(quotation)
    coding = review.coding.code(
        record,
        ["T1.a", "RA", "T2"],
        start,
        start + len(quotation),
        stances={"T1.a": "challenges", "RA": "supports", "T2": "bears-on"},
        status="reported",
        memo="Compare Leeds.",
    )
    made = coded(review).project

    [selection] = source_of(made, "Rahman, 2016").selections
    assert (selection.start, selection.end, selection.name) == (start, start + len(quotation), quotation)
    assert selection.description == "pp. 345–346"
    assert said(made, selection.notes) == [("memo", "Compare Leeds.")]
    code_of = {code.guid: code.name.split()[0] for code in made.codes}
    assert {code_of[one.code]: said(made, one.notes) for one in selection.codings} == {
        "T1.a": [("stance: challenges", "challenges"), ("status: reported", "reported")],
        "RA": [("stance: supports", "supports"), ("status: reported", "reported")],
        "T2": [("status: reported", "reported")],
    }
    assert [one.name for one in made.users] == ["ann"]
    assert {one.user for one in selection.codings} == {selection.user} == {made.users[0].guid}
    assert selection.time == review.coding.get(coding.id).time


def test_a_record_without_a_document_is_a_text(review: Project) -> None:
    """Its reference, so that sets can have it; a name has nothing that a path has."""
    made = coded(review).project
    source = source_of(made, "Okoro and Lee, 2015")
    assert (source.kind, source.text) == (
        SourceKind.TEXT,
        "Okoro, Chidi; Lee, Ann (2015). A reference/alone.",
    )
    assert values(made, source) == {
        "title": "A reference/alone",
        "authors": "Okoro, Chidi; Lee, Ann",
        "short author": "Okoro and Lee",
        "year": "2015",
        "role": "evidence",
        "document": "none, only the reference",
    }


def test_variables_describe_the_sources(review: Project) -> None:
    """Source type and facets by name; levels of one reviewer, and of two who differ in one dimension."""
    record = record_of(review, "Choice in care")
    review.records.set_source_type(record, "policy")
    review.annotations.set_facet(record, "population", ["women", "older people"])
    appraise = review.appraisals.appraise
    appraise(record, {"rigour": "high"}, "A trial.")
    appraise(record, {"rigour": "low", "richness": "high"}, "Thin.", target="T1")
    with review.acting_as("ben"):
        appraise(record, {"rigour": "moderate", "richness": "high"}, "Better.", target="T1")
    made = coded(review).project

    found = values(made, source_of(made, "Rahman, 2016"))
    assert found["source type"] == "Policy analysis"
    assert found["Population group"] == "older people; women"
    assert {name: value for name, value in found.items() if "@" in name or "rigour" in name} == {
        "rigour": "high",
        "richness@T1": "high",
        "rigour@T1 (ann)": "low",
        "richness@T1 (ann)": "high",
        "because@T1 (ann)": "Thin.",
        "rigour@T1 (ben)": "moderate",
        "richness@T1 (ben)": "high",
        "because@T1 (ben)": "Better.",
    }
    assert (found["because"], found["appraised by"]) == ("A trial.", "ann")


def test_sets_have_what_was_decided(review: Project) -> None:
    """The sets of earlier stages have the stage in their names."""
    one, other = record_of(review, "Choice in care"), record_of(review, "A reference/alone")
    review.screening.decide(one, "include", "title-abstract")
    review.screening.decide(one, "include", "theory-map")
    review.screening.decide(other, "exclude", "title-abstract", criteria=["E1"])
    made = coded(review).project
    name_of = {source.guid: source.name for source in made.sources}
    sets = {one.name: [name_of[guid] for guid in one.sources] for one in made.sets if one.sources}
    assert sets == {
        "included at title-abstract": ["Rahman, 2016"],
        "excluded at title-abstract": ["Okoro and Lee, 2015"],
        "included": ["Rahman, 2016"],
    }


def test_only_included_or_coded_records_become_sources(review: Project) -> None:
    """Sets, configurations and what is lost follow."""
    one, other = record_of(review, "Choice in care"), record_of(review, "A reference/alone")
    review.screening.decide(other, "include", "theory-map")
    review.screening.decide(one, "exclude", "title-abstract")
    review.coding.code(one, ["T1"], 0, 10)
    review.configurations.new({"context": "a council buys"})
    review.configurations.put("C1", "outcome", one, (0, 10))

    def kept(only: Only) -> tuple[list[str], list[tuple[str, int]], list[str]]:
        made = coded_project(review.context, review.documents, only=only)
        sets = [(found.name, len(found.sources)) for found in made.project.sets if not found.codes]
        asked = [left.what for left in made.lost if "as asked" in left.why]
        return [source.name for source in made.project.sources], sets, asked

    names, sets, lost = kept(Only.INCLUDED)
    assert (names, lost) == (["Okoro and Lee, 2015"], ["1 record", "1 coding"])
    assert [size for name, size in sets if name.startswith("C1")] == [0]
    assert [name for name, size in sets if size] == ["included"]
    names, sets, lost = kept(Only.CODED)
    assert (names, lost) == (["Rahman, 2016"], ["1 record"])
    assert [name.split()[0] for name, size in sets if size] == ["excluded", "C1"]


def test_memos_are_notes_where_they_were_written(review: Project) -> None:
    """On a record, a theory, and a coding of somebody else."""
    record = record_of(review, "Choice in care")
    coding = review.coding.code(record, ["T1"], 0, 20)
    review.annotations.memo(record, "Read twice.")
    review.annotations.memo("T1", "Which market?")
    with review.acting_as("ben"):
        review.annotations.memo(coding.id, "I doubt it.")
    made = coded(review).project
    source = source_of(made, "Rahman, 2016")
    assert said(made, source.notes) == [("memo", "Read twice.")]
    assert said(made, made.codes[0].notes) == [("memo", "Which market?")]
    assert said(made, source.selections[0].notes) == [("memo on a coding", "I doubt it.")]
    assert [one.name for one in made.users] == ["ann", "ben"]
    assert all(one.time for one in made.notes)


def test_a_configuration_is_a_set_with_its_parts_in_a_note(review: Project) -> None:
    """Fragments refer to selections: that of a coding of the same passage, else one without codes."""
    record = record_of(review, "Choice in care")
    ends = len(PARAGRAPHS[0])
    review.coding.code(record, ["T1"], 0, ends)
    begun = review.configurations.new({"context": "a council buys"}, {"T1": "supports"})
    put = review.configurations.put
    put("C1", "outcome", record, (0, ends), relation="qualifies", status="measured")
    start = a_document().text.index(PARAGRAPHS[2])
    put("C1", "context", record, (start, start + len(PARAGRAPHS[2])))
    review.configurations.retroduce("C1", "reasoning", "people expect it", "What else?")
    review.configurations.set_status("C1", "kept", "Two passages.")
    review.configurations.new({"outcome": "choice"})
    review.configurations.link("C1", "C2", "leads-to")
    made = coded(review).project

    (one, noted), (other, _) = noted_configurations(made)
    assert one.name.startswith("C1 If a council buys, then ")
    assert one.description == review.configurations.find(begun.cmoc).statement
    source = source_of(made, "Rahman, 2016")
    assert (one.codes, one.sources) == ((made.codes[0].guid,), (source.guid,))
    first, second = source.selections
    assert (bool(first.codings), bool(second.codings)) == (True, False)
    assert [
        (part.role, part.memo, [(at.passage, at.relation, at.status) for at in part.fragments])
        for part in noted.elements
    ] == [
        ("context", "", [(second.guid, "shows", "")]),
        ("outcome", "", [(first.guid, "qualifies", "measured")]),
        ("reasoning", "What else?", []),
    ]
    assert (noted.status, noted.reason, noted.theories) == (
        "kept",
        "Two passages.",
        {"T1": "supports"},
    )
    assert [(link.to, link.kind) for link in noted.links] == [(other.guid, "leads-to")]


def test_what_a_file_cannot_hold_is_listed_with_counts(review: Project) -> None:
    """And nothing that the review does not have."""
    record = record_of(review, "Choice in care")
    before = [one.what for one in coded(review).lost]
    assert not [what for what in before if "coding" in what or "comment" in what or "search" in what]
    review.coding.code(record, ["T1"], 0, 20)
    review.annotations.comment("Ask carers.", "stakeholder", who="carers")
    review.coding.done(record, 0, 20)
    after = [one.what for one in coded(review).lost]
    assert {"1 comment", "1 passage marked as done"} <= set(after) - set(before)
    assert after.index("1 comment") < after.index("1 passage marked as done"), "what people wrote comes first"


def test_the_version_of_a_coding_is_lost_once_there_are_two(review: Project) -> None:
    note = "1 note of the version of the theory map that a coding was made under"
    review.coding.code(record_of(review, "Choice in care"), ["T1"], 0, 20)
    assert note not in [one.what for one in coded(review).lost]
    review.theory.refine("T1", "It is better.", proposition="A better wording.")
    assert note in [one.what for one in coded(review).lost]


def test_what_nobody_wrote_is_not_lost(tmp_path: Path) -> None:
    """The criteria of a new review are those that the program gave it, and keys of codes are those of its screen."""
    project = new_review(tmp_path / "review", map_text=templates.THEORY_MAP.read_text(encoding="utf-8"))
    assert not [one.what for one in coded(project).lost if "criteri" in one.what or "theor" in one.what]
    project.close()


def test_what_is_still_to_be_filled_in_is_not_written(tmp_path: Path) -> None:
    unfilled = SMALL_MAP.replace("A small review", "<Title of the review>").replace(
        "Which councils shape the market for mental-health care?", "<How does it work?>"
    )
    project = new_review(tmp_path / "new", map_text=unfilled)
    made = coded(project).project
    assert (made.name, made.description) == ("Untitled review", "")
    project.close()


def test_a_coding_whose_passage_is_gone_is_listed(review: Project) -> None:
    """It stands on an earlier text of the document, whose places mean nothing in the present one."""
    record = record_of(review, "Choice in care")
    coding = review.coding.code(record, ["T1"], 0, 20)
    review.annotations.memo(coding.id, "Where is it now?")
    read_again(review, record, a_document(("Another text.",)))
    made = coded(review)
    assert source_of(made.project, "Rahman, 2016").selections == ()
    assert {"1 coding", "1 memo"} <= {one.what for one in made.lost}


def read_again(project: Project, record: str, document: Document) -> None:
    """As if the record's file had been read again, with another text."""
    texts.store(project.journal, document)
    act = {"kind": "reread", "record": record, "file_sha256": record, "text_sha256": document.text_sha256, "status": "added", "message": "", "pages": 1, "reader": "", "metadata": {}}  # fmt: skip
    project.journal.append(project.reviewer, act)


def test_what_the_reviewer_may_not_see_is_not_in_the_file(tmp_path: Path) -> None:
    """Coding is blind until both have decided: each exports what is their own, and not even the other's name."""
    project = new_review(tmp_path / "review", map_text=BLIND_MAP)
    record = add_record(project, "Choice in care", document=a_document())
    for name in ("ann", "ben"):
        with project.acting_as(name):
            project.screening.decide(record, "include", "title-abstract")
            project.coding.code(record, ["T1" if name == "ann" else "RA"], 0, 20, memo=f"{name} on a passage")
            project.annotations.memo(record, f"{name} on the record")
    for name in ("ann", "ben"):
        project.switch_reviewer(name)
        made = coded(project).project
        assert [one.name for one in made.users] == [name]
        assert [one.text for one in made.notes] == [f"{name} on a passage", f"{name} on the record"]
    for name in ("ann", "ben"):
        with project.acting_as(name):
            project.screening.decide(record, "include", "theory-map")
    assert [one.name for one in coded(project).project.users] == ["ann", "ben"]
    project.close()


def test_exporting_twice_gives_the_same_file(review: Project, tmp_path: Path) -> None:
    """Byte for byte; ids are those of the review, whoever exports."""
    record = record_of(review, "Choice in care")
    review.coding.code(record, ["T1"], 0, 20, memo="Why?")
    first, second = tmp_path / "first.qdpx", tmp_path / "second.qdpx"
    export(review.context, review.documents, first)
    with review.acting_as("ben"):
        export(review.context, review.documents, second)
    assert first.read_bytes() == second.read_bytes()


@needs_schemas
def test_a_review_without_anything_is_valid(tmp_path: Path) -> None:
    """No sources, no codings: only codes."""
    project = new_review(tmp_path / "review")
    for name in ("empty.qdpx", "empty.qdc"):
        export(project.context, project.documents, tmp_path / name)
        assert faults(tmp_path / name) == []
    project.close()


def test_the_ending_says_what_is_written(review: Project, tmp_path: Path) -> None:
    """A codebook lists what it lacks; another ending is refused before anything is written."""
    report = export(review.context, review.documents, tmp_path / "codes.qdc")
    assert (report.codes, report.sources, report.selections, report.sets) == (4, 0, 0, 2)
    assert [one.what for one in report.lost] == ["2 records", "2 links of a rival framing"]
    with pytest.raises(ReviewError, match=r"out\.zip: name it out\.qdpx"):
        export(review.context, review.documents, tmp_path / "out.zip")


@pytest.mark.parametrize("name", ["out.qdpx", "out.qdc"])
def test_only_files_of_this_program_are_replaced(review: Project, tmp_path: Path, name: str) -> None:
    """A project of another program may be the only copy of somebody's work."""
    path = tmp_path / name
    export(review.context, review.documents, path)
    export(review.context, review.documents, path)
    others = QdaProject(name="Theirs", origin="NVivo 12", codes=(QdaCode(guid="1", name="Trust"),))
    for content in (b"", b"PK\x03\x04 not whole", others):
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif name == "out.qdpx":
            write_project(content, path, {})
        else:
            write_codebook(content, path)
        before = path.read_bytes()
        with pytest.raises(ReviewError, match="not a file of this program, and not replaced"):
            export(review.context, review.documents, path)
        assert path.read_bytes() == before


def test_a_text_without_its_file_stays(review: Project, tmp_path: Path) -> None:
    """The document's file is not in corpus/: its text is exported as a text, and the file is listed."""
    report = export(review.context, review.documents, tmp_path / "out.qdpx")
    assert any(one.what == "2 files of documents" and "not in corpus/" in one.why for one in report.lost)
    project = RefiProject.load(tmp_path / "out.qdpx", str(tmp_path / "unpacked"))
    assert [one.name for one in project.sources.text_source] == ["Okoro and Lee, 2015", "Rahman, 2016"]
    assert project.sources.pdfsource == []


def test_a_theory_that_was_rejected_is_in_a_set(review: Project) -> None:
    """It stays a code, because passages may be coded to it."""
    review.theory.reject("T2", reason="Nobody says so.")
    made = coded(review).project
    assert [one.codes for one in made.sets if one.name == "rejected"] == [(made.codes[2].guid,)]
    assert made.codes[2].name == "T2 Market limitations"
