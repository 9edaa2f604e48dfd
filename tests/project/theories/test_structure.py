"""Codes that are split, merged, moved and renamed: their codings follow, and every change can be undone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from review.acts import Part
from review.domain import Selection
from review.errors import ReviewError
from review.journal.queries import theory
from review.project import Project
from review.project.theories.changes import Grounds
from review.theory_map.writing import to_yaml
from tests.reviews import SMALL_MAP, a_document, add_record, new_review


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "Markets", document=a_document())


def test_a_theory_is_split_and_its_codings_stay_where_the_id_did(project: Project, record: str) -> None:
    project.coding.code(record, ["T1"], 0, 10)
    parts = [Part(id="T3", name="Tenders"), Part(id="T1", name="Rivalry")]
    done = project.structure.split("T1", parts, "two ideas")
    assert (done.message, done.version) == ("T1 split into T3, T1 (version 2)", 2)
    assert list(project.theory.map.code_names) == ["T3", "T1", "T1.a", "T2", "RA"]
    assert project.coding.codings()[0].codes == ("T1",)
    assert project.history.undo().message == "Undone: split of a theory (T1 Market logic, T3)"
    assert list(project.theory.map.code_names) == ["T1", "T1.a", "T2", "RA"]


def test_codings_follow_merges_and_moves(project: Project, record: str) -> None:
    project.coding.code(record, ["T1", "T1.a"], 0, 10)
    done = project.structure.move_subtheme("T1.a", "RA", "it speaks against markets", new_id="RA.a")
    assert done.message == "T1.a moved under RA as RA.a (version 2)"
    done = project.structure.merge(["T1", "T2"], "T2", "one idea")
    assert done.message == "T1 merged into T2 (version 3)"
    assert project.coding.codings()[0].codes == ("T2", "RA.a")
    with pytest.raises(ReviewError, match="'T1' is now 'T2'"):
        project.theory.refine("T1", "why", name="x")
    with pytest.raises(ReviewError, match="'T1' is now 'T2'"):
        project.coding.code(record, ["T1"], 12, 20)
    with pytest.raises(ReviewError, match="'T1' is now 'T2'"):
        project.screening.decide(record, "park", "theory-map", theories=["T1"])
    listed = project.records.rows(project.records.listing(Selection((project.records.condition("code=T1"),))))
    assert [row.record for row in listed] == [record]
    project.coding.uncode(project.coding.codings()[0].id)
    assert project.records.condition("code=T1") == ("code", "T1")
    project.history.undo()
    with pytest.raises(ReviewError, match="'T1' is a former id of 'T2'"):
        project.theory.add("T1", "why", name="x", proposition="y")
    project.history.undo()
    project.history.undo()
    assert project.coding.codings()[0].codes == ("T1", "T1.a")


def test_the_programme_theory_has_versions(project: Project) -> None:
    done = project.structure.word_programme("Markets need stewards.", "first attempt")
    assert done.message == "programme theory worded (version 2)"
    assert project.theory.map.programme_theory == "Markets need stewards."
    assert (project.theory.versions()[-1].change, project.theory.versions()[-1].code) == (
        "programme-theory",
        "programme-theory",
    )
    project.history.undo()
    assert project.theory.map.programme_theory == ""


def test_a_theory_can_be_restated_as_a_configuration_without_another_wording(
    project: Project, record: str
) -> None:
    with pytest.raises(ReviewError, match="nothing changes"):
        project.theory.refine("T1", "why", grounds=Grounds(inference="abduction"))
    memo = project.annotations.memo("T1", "What must be true?").event
    grounds = Grounds(inference="retroduction", triggers=[memo[:10]], if_="many compete", then="quality", draws_on=[record])  # fmt: skip
    project.theory.refine("T1", "why", grounds=grounds)
    version = project.theory.versions()[-1]
    assert version.configuration == {"if": "many compete", "then": "quality"}
    assert (version.inference, version.triggers, version.draws_on) == ("retroduction", (memo,), (record,))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: s.rename("T1", "Market logic", "why"), "nothing changes"),
        (lambda s: s.rename("T1", "Markets", " "), "needs a reason"),
        (lambda s: s.rename("T7", "Markets", "why"), "'T7'"),
        (lambda s: s.move_subtheme("T1.a", "T1", "why"), "nothing changes"),
        (lambda s: s.move_subtheme("T1.a", "T2", "why", new_id="RA"), "already used"),
        (lambda s: s.merge(["T1"], "T1", "why"), "name another code"),
        (lambda s: s.split("T1", [Part(id="T1", name="a")], "why"), "at least two parts"),
        (lambda s: s.word_programme(" ", "why"), "the programme theory is empty"),
        (lambda s: s.rename("T1", "x", "why", grounds=Grounds(triggers=["0"])), "Unknown coding, memo or comment '0'"),
    ],
)  # fmt: skip
def test_changes_that_cannot_be_leave_the_map_as_it_is(project: Project, change, message: str) -> None:
    with pytest.raises(ReviewError, match=message):
        change(project.structure)
    assert project.theory.version == 1


def test_a_file_that_is_edited_after_a_merge_is_applied_to_the_merged_map(project: Project) -> None:
    project.structure.merge(["T1"], "T2", "one idea")
    file = project.map_file.path
    text = file.read_text("utf-8")
    file.write_text(text.replace("Market limitations", "Duties of councils"), "utf-8")
    project.map_file.adopt("better words")
    assert project.theory.map.code_names["T2"] == "Duties of councils"
    assert project.theory.map.former_codes == {"T1": "T2"}
    file.write_text(text.replace("Market logic", "Market rules"), "utf-8")
    with pytest.raises(ReviewError) as refused:
        project.map_file.adopt("it is back")
    line = next(number for number, said in enumerate(text.splitlines(), 1) if "Market logic" in said)
    assert str(refused.value) == (
        f"theory_map.yaml:{line}: theories.T1: changed here, but 'T1' is now 'T2'; undo the edit and make it at 'T2',"
        " as `review theory export FILE` writes it"
    )
    assert "T1" not in project.theory.map.code_names


def test_only_the_edits_of_codes_that_have_another_id_are_refused(project: Project) -> None:
    project.theory.add_subtheme("T1", "T1.b", "seen", name="Another")
    file = project.map_file.path
    file.write_text(to_yaml(project.theory.map), "utf-8")
    project.map_file.adopt("as it is")
    text = file.read_text("utf-8")
    project.structure.merge(["T1.b"], "T1.a", "they are one")
    project.structure.move_subtheme("T1.a", "T2", "it belongs there", new_id="T2.a")
    file.write_text(text.replace("Another", "Yet another"), "utf-8")
    with pytest.raises(ReviewError) as refused:
        project.map_file.adopt("better words")
    (line,) = str(refused.value).splitlines()
    assert "theories.T1.subthemes.T1.b: changed here, but 'T1.b' is now 'T2.a'" in line
    file.write_text(re.sub(r"(?m)^( *)T1\.b:", r"\1T1.c: {name: A third}\n\1T1.b:", text), "utf-8")
    project.map_file.adopt("a third one")
    assert {"T1.c", "T2.a"} <= project.theory.map.code_names.keys()
    assert project.theory.map.former_codes == {"T1.b": "T2.a", "T1.a": "T2.a"}


def test_codes_keep_their_keys_and_colours_when_others_come_and_go(tmp_path: Path) -> None:
    unkeyed = re.sub(r', key: "\d", colour: "#\w+"', "", SMALL_MAP)
    project = new_review(tmp_path / "review", map_text=unkeyed)
    before = project.theory.map.keys_and_colours()
    assert {code: key for code, (key, _) in before.items()} == {"T1": "1", "T2": "2", "RA": "a"}
    parts = [Part(id="T3", name="Tenders"), Part(id="T4", name="Rivalry"), Part(id="T1", name="Prices")]
    project.structure.split("T1", parts, "three ideas")
    split = project.theory.map.keys_and_colours()
    assert {code: split[code] for code in before} == before
    assert (split["T3"][0], split["T4"][0]) == ("3", "4")
    project.structure.merge(["T3"], "T1", "one idea after all")
    assert project.theory.map.keys_and_colours() == {code: split[code] for code in split if code != "T3"}
    project.structure.split("T2", [Part(id="T5", name="Duties"), Part(id="T6", name="Costs")], "two ideas")
    now = project.theory.map.keys_and_colours()
    assert (now["T5"], now["T4"]) == (before["T2"], split["T4"])
    assert theory.map_at(project.journal, 2).keys_and_colours() == split
    assert project.theory.map.to_plain()["theories"]["T4"].keys().isdisjoint({"key", "colour"})
    assert project.history.verify() == []
    for _ in range(3):
        project.history.undo()
    assert project.theory.map.keys_and_colours() == before
    project.close()


def test_an_exported_map_begins_a_review_with_its_former_ids(project: Project, tmp_path: Path) -> None:
    project.structure.merge(["T1"], "T2", "one idea")
    project.structure.word_programme("Markets need stewards.", "first attempt")
    text = to_yaml(project.theory.map)
    other = new_review(tmp_path / "other", map_text=text)
    assert other.theory.map == project.theory.map
    with pytest.raises(ReviewError, match="'T1' is a former id of 'T2'"):
        other.theory.add("T1", "why", name="x", proposition="y")
    other.close()
