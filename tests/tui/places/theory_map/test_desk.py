"""The Theory map without a screen: which theory is chosen, its passages, the edits of the file, the acts."""

from pathlib import Path

import pytest

from review.domain.theories.verdict import VerdictKind
from review.errors import ReviewError
from review.project import Project
from review.tui.dialogs.theories.wordings import Wording
from review.tui.places.theory_map.desk import TheoryMapDesk
from tests.reviews import new_review
from tests.tui.example import MAP


@pytest.fixture
def desk(worked: Project) -> TheoryMapDesk:
    return TheoryMapDesk(worked)


def chosen(desk: TheoryMapDesk) -> str:
    return desk.theory.id if desk.theory else ""


def edit(project: Project, old: str, new: str) -> None:
    file = project.map_file.path
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_theories_follow_each_other_as_on_the_map_and_round_its_end(desk: TheoryMapDesk):
    visited = []
    for _ in range(5):
        visited.append(chosen(desk))
        desk.choose(desk.beside(1))
    assert visited == ["T1", "T2", "T3", "RA", "T1"]
    assert desk.beside(-1) == "T1"


def test_the_chosen_theory_stays_while_the_map_has_it(desk: TheoryMapDesk, worked: Project):
    worked.theory.add(
        "T4", "it was missing", name="Allies", proposition="Known people help.", category="people"
    )
    desk.reload()
    desk.choose("T4")
    worked.theory.refine("T4", "clearer", name="Friends")
    desk.reload()
    assert desk.theory
    assert (desk.theory.name, desk.version) == ("Friends", 3)
    worked.history.undo()
    worked.history.undo()
    desk.reload()
    assert chosen(desk) == "T1"


def test_passages_come_with_their_theory_and_citations(desk: TheoryMapDesk, worked: Project):
    passages = desk.passages()
    assert passages
    assert passages.title == "T1 Market logic"
    (passage,) = passages.shown()
    cited = worked.records.get(passage.first.record).author_year
    assert passages.citation(passage) == f"{cited}, {passage.first.cited_page}"
    passages.opened = passage.first.id
    again = desk.passages()
    assert again
    assert again.opened == passage.first.id, "the list goes on where it was left"
    desk.choose("T3")
    assert desk.passages() is None


def counted(desk: TheoryMapDesk) -> int:
    """How many codings T1 has once everything is counted that is to be."""
    if asked := desk.uncounted():
        desk.take(asked, desk.count())
    assert desk.evidence
    return desk.evidence["T1"].codings


def test_evidence_is_counted_again_once_the_map_is_read_again(desk: TheoryMapDesk, worked: Project):
    (coding,) = worked.coding.codings(code="T1")
    assert desk.evidence is None
    assert counted(desk) == 1
    worked.coding.uncode(coding.id)
    assert counted(desk) == 1
    desk.reload()
    assert desk.evidence["T1"].codings == 1
    assert counted(desk) == 0


def test_mistakes_in_the_file_are_reported_once_and_when_asked_for(desk: TheoryMapDesk, worked: Project):
    assert not desk.look_for_edits(asked=True)
    edit(worked, "rivals: [T1, T2]", "rivals: [T1, T9]")
    assert [desk.look_for_edits(), desk.look_for_edits(), desk.look_for_edits(asked=True)] == [
        True,
        False,
        True,
    ]
    assert "T9" in desk.mistakes
    edit(worked, "T9", "T8")
    assert desk.look_for_edits()
    edit(worked, "T8", "T3")
    assert not desk.look_for_edits()
    assert (len(desk.differences), desk.mistakes) == (1, "")


def test_a_theory_is_reworded_with_a_reason(desk: TheoryMapDesk, worked: Project):
    with pytest.raises(ReviewError, match="reason"):
        desk.refine("T1", Wording("", name="Markets"))
    assert desk.refine("T1", Wording("clearer", name="Markets")).message
    assert worked.theory.map.theory_of("T1").name == "Markets"


def test_a_rejected_theory_is_reinstated(desk: TheoryMapDesk, worked: Project):
    for rejected in (True, False):
        assert desk.theory
        desk.reject_or_reinstate(desk.theory, "the panel says so")
        desk.reload()
        assert worked.theory.map.theory_of("T1").rejected is rejected


def test_until_something_is_done_an_edited_file_is_version_1_at_once(tmp_path: Path):
    with new_review(tmp_path / "review", "Ana", MAP) as project:
        desk = TheoryMapDesk(project)
        edit(project, "name: Shaping", "name: Duties")
        assert not desk.look_for_edits()
        desk.reload()
        assert (desk.differences, desk.version, desk.map.code_names["T2"]) == ((), 1, "Duties")


def test_counts_that_are_the_same_again_are_known_to_be(desk: TheoryMapDesk, worked: Project):
    def counted_anew() -> bool:
        desk.reload()
        asked = desk.uncounted()
        assert asked is not None
        return desk.take(asked, desk.count())

    assert counted_anew()
    worked.annotations.memo("T1", "A thought")
    assert not counted_anew()
    worked.verdicts.give("T1", VerdictKind.MIXED)
    assert counted_anew()
