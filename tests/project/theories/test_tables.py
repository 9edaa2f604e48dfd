"""The tables of theory work, from what reviewers did, with rows traced to the evidence."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from review.domain import Document
from review.errors import ReviewError, UnknownNameError
from review.project import Project
from tests.reviews import a_document, a_review, add_record

PARAGRAPHS = tuple(f"Finding {number} of the study is reported here in a sentence." for number in range(10))
MAP = Path(__file__).parents[3] / "theory_map.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Three included studies and one that is not, coded on the map of the worked example."""
    project = a_review(tmp_path / "review", map_text=MAP.read_text("utf-8"))
    for number in range(4):
        record = add_record(
            project, f"Study {number}", authors=(f"Author{number}, A.",), document=document(number)
        )
        project.records.set_source_type(record, project.theory.map.source_types[0].id)
        if number < 3:
            project.screening.decide(record, "include", project.theory.map.last_stage)
        code(project, record, 0, T1="supports", RA="challenges")
        code(project, record, 1, **{"T1.a": "challenges"})
        code(project, record, 2, RB="supports")
    return project


def document(number: int) -> Document:
    return a_document(tuple(f"{text} Study {number}." for text in PARAGRAPHS))


def record_of(project: Project, number: int) -> str:
    return next(one.id for one in project.records.all() if one.title == f"Study {number}")


def code(project: Project, record: str, place: int, **stances: str) -> None:
    passage = project.documents.text_of(record).passages[place]
    project.coding.code(record, list(stances), passage.start, passage.end, stances=stances)


def rows(project: Project, name: str, **how: object) -> list[dict[str, str]]:
    path, *_ = project.exports.write([name], ["csv"], **how)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def of(found: list[dict[str, str]], code: str) -> list[dict[str, str]]:
    return [row for row in found if row["code"] == code]


def test_the_verdicts_of_the_worked_example_and_its_gaps(project: Project) -> None:
    project.verdicts.give("T2", "not-explored")
    project.verdicts.give("T5", "not-explored")
    caveat, gap = "mainly about missing specialist provision", "what councils can know of self-funders"
    project.verdicts.give("RA", "partially-supported", caveat=caveat, gap=gap)
    synthesis = {row["code"]: row for row in rows(project, "synthesis")}
    assert (synthesis["RA"]["verdict"], synthesis["RA"]["caveat"], synthesis["RA"]["gap"]) == (
        "partially-supported",
        caveat,
        gap,
    )
    assert synthesis["RB"]["verdict"] == ""
    found = rows(project, "gaps")
    assert [(row["kind"], row["detail"]) for row in of(found, "T2")] == [
        ("no-evidence", "Not explored: no included source is coded to it")
    ]
    assert [(row["kind"], row["verdict"]) for row in of(found, "T5")] == [("no-evidence", "not-explored")]
    assert ("named", gap) in [(row["kind"], row["detail"]) for row in of(found, "RA")]
    assert ("unfinished", "No verdict: 3 included sources are coded to it") in [
        (row["kind"], row["detail"]) for row in of(found, "RB")
    ]


def test_every_number_is_counted_from_the_rows_of_the_evidence(project: Project) -> None:
    evidence = [row for row in rows(project, "evidence") if row["outcome"] == "include"]
    for row in rows(project, "synthesis"):
        under = [one for one in evidence if one["theory"] == row["code"]]
        assert int(row["sources"]) == len({one["record"] for one in under})
        assert row["per_cent"] == f"{100 * int(row['sources']) / 3:.1f}"
        for stance in ("supports", "challenges", "refines", "extends", "bears-on"):
            assert int(row[stance.replace("-", "_")]) == len(
                {one["record"] for one in under if one["stance"] == stance}
            )
    first = rows(project, "synthesis")[0]
    assert (first["sources"], first["supports"], first["challenges"]) == ("3", "3", "3"), "each does both"
    both = rows(project, "rivals")
    assert {(row["record"], row["start"], row["end"]) for row in both} == {
        (one["record"], one["start"], one["end"]) for one in evidence if one["code"] == "RA"
    }


def compose(project: Project) -> str:
    """A configuration with a passage of each of two studies, one not included, and a retroduced reason."""
    made = project.configurations.new({"context": "people pay for themselves"}, {"T1": "supports"})
    for number, relation in ((0, "shows"), (3, "against")):
        record = record_of(project, number)
        passage = project.documents.text_of(record).passages[4]
        project.configurations.put(
            made.cmoc, "outcome", record, (passage.start, passage.end), relation=relation, status="reported"
        )
    project.configurations.retroduce(made.cmoc, "reasoning", "they are not hurried", "What must be true?")
    return made.cmoc


def test_configurations_and_their_sources(project: Project) -> None:
    cmoc = compose(project)
    study = record_of(project, 0)
    project.appraisals.appraise(study, {"rigour": "low"}, "no sample")
    project.appraisals.appraise(study, {"rigour": "high"}, "rich on this", target="C1")
    (row,) = rows(project, "cmocs")
    assert (row["label"], row["theories"], row["sources"], row["against"], row["not_included"]) == (
        "C1",
        "T1=supports",
        "2",
        "1",
        "1",
    )
    assert row["retroduced"] == "reasoning"
    shows, against, retroduced = rows(project, "cmoc-sources")
    assert shows["citation"] == "(Author0, 2016, p. 349)"
    assert (shows["relation"], shows["status"], shows["rigour"], shows["not_included"]) == (
        "shows",
        "reported",
        "high",
        "",
    )
    assert (against["relation"], against["not_included"]) == ("against", "yes")
    assert (retroduced["relation"], retroduced["memo"]) == ("retroduced", "What must be true?")
    assert [row["for"] for row in rows(project, "appraisal")] == ["", "C1"]
    other = project.configurations.new({"outcome": "they stay"}, {})
    project.configurations.merge(other.label, cmoc)
    assert {row["for"] for row in rows(project, "appraisal")} == {"", other.label}, "that it was merged into"
    (study_row, *_) = rows(project, "characteristics")
    assert (study_row["cmocs"], study_row["theories"], study_row["rigour"]) == (
        other.label,
        "T1; RA; RB",
        "low",
    )


def test_a_low_level_leaves_out_what_is_asked_for_and_changes_nothing_else(project: Project) -> None:
    compose(project)
    project.appraisals.appraise(record_of(project, 0), {"rigour": "low"}, "no sample")
    whole = {
        name: rows(project, name) for name in ("synthesis", "evidence", "cmoc-sources", "characteristics")
    }
    low = {name: rows(project, name, without_low=["rigour"]) for name in whole}
    assert whole == {name: rows(project, name) for name in whole}, "by default nothing is left out"
    assert (low["synthesis"][0]["sources"], low["synthesis"][0]["per_cent"]) == ("2", "66.7")
    assert [
        len(whole[name]) - len(low[name]) for name in ("evidence", "cmoc-sources", "characteristics")
    ] == [4, 1, 1]


def test_the_caption_says_what_was_left_out(project: Project) -> None:
    project.appraisals.appraise(record_of(project, 0), {"rigour": "low"}, "no sample")
    (whole,) = project.exports.write(["synthesis"], ["md"])
    kept = whole.read_bytes()
    paths = project.exports.write(["synthesis", "codebook"], ["csv", "md"], without_low=["rigour"])
    assert whole.read_bytes() == kept, "the whole table stays beside it"
    text = {path.name: path.read_text("utf-8") for path in paths}
    about = json.loads(text["synthesis-without-low-rigour.csv.meta.json"])
    said = "Left out is what was appraised low in rigour for what it is used for, and higher by nobody: 3 passages of 1 document. N is 3 with them."
    assert about["caption"].endswith(said)
    assert about["without_low"] == "rigour"
    assert said in text["synthesis-without-low-rigour.md"]
    assert "Left out" not in text["codebook.md"]
    assert "without_low" not in json.loads(text["codebook.csv.meta.json"])


def test_what_cannot_be_left_out_is_one_line(project: Project) -> None:
    with pytest.raises(UnknownNameError, match="Unknown dimension 'depth'"):
        project.exports.write(["synthesis"], without_low=["depth"])
    with pytest.raises(
        ReviewError,
        match="nothing can be left out of codebook; tables without low levels: source-types-by-theory",
    ):
        project.exports.write(["codebook"], without_low=["rigour"])


def test_the_tables_as_of_an_earlier_event_have_what_was_there_then(project: Project) -> None:
    compose(project)
    study = record_of(project, 0)
    then = project.verdicts.give("T1", "mixed").event
    project.appraisals.appraise(study, {"rigour": "low"}, "no sample")
    project.verdicts.give("T1", "supported")
    project.configurations.new({"context": "later"}, {})
    assert rows(project, "synthesis", as_of=then[:12])[0]["verdict"] == "mixed"
    assert rows(project, "synthesis")[0]["verdict"] == "supported"
    assert not rows(project, "appraisal", as_of=then[:12])
    assert [row["label"] for row in rows(project, "cmocs", as_of=then[:12])] == ["C1"]
    citations = [row["citation"] for row in rows(project, "cmoc-sources", as_of=then[:12])]
    assert citations == [row["citation"] for row in rows(project, "cmoc-sources")]
