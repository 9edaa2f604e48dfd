"""Codings made under an older wording of their code wait for another look."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.acts import Part, Undo
from review.domain import Coding
from review.errors import ReviewError, UnknownNameError
from review.journal.journal import Journal
from review.journal.queries.looking_again import answers
from review.journal.versions.as_of import moment
from review.project import Project
from review.project.looking_again.waiting import waiting
from review.theory_map.rivalry import SameStanceError
from tests.copies import receive
from tests.examples import examples
from tests.reviews import a_document, a_review, add_record


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "Markets for care", document=a_document())


@pytest.fixture
def coding(project: Project, record: str) -> Coding:
    """A passage that supports T1 and bears on T2, coded under version 1."""
    return project.coding.code(record, ["T1", "T2"], 0, 20, stances={"T1": "supports"})


def reword(
    project: Project, code: str = "T1", proposition: str = "Few providers compete", **more: bool
) -> None:
    project.theory.refine(code, "the evidence says so", proposition=proposition, **more)


def queue(project: Project, code: str = "") -> list[tuple[str, int, int]]:
    """What waits: code, the version under which it was last looked at, and since when the wording stands."""
    return [(one.code, one.made_under, one.now) for one in project.looking_again.queue(code)]


# What waits


def test_a_stance_that_was_right_already_is_a_coding_that_was_kept(project, record, coding):
    other = project.coding.code(record, ["T1"], 22, 50)
    reword(project)
    project.looking_again.set_stance(coding.id, "T1", "supports")
    project.looking_again.set_stance(other.id, "T1", "challenges")
    found = answers(project.journal)
    assert [one.coding for one in found.kept] == [coding.id]
    assert [(one.coding, one.code) for one in found.changed] == [(other.id, "T1")]


def test_what_was_coded_to_a_theory_added_apart_under_the_same_id_waits(project, record, tmp_path):
    (tmp_path / "ben").mkdir()
    project.history.backup(tmp_path / "ben" / "review.db")
    ben = Project.open(tmp_path / "ben", "ben")
    project.theory.add("T3", "many say so", name="Autonomy", proposition="People choose for themselves")
    project.coding.code(record, ["T3"], 0, 20)
    for _ in range(2):
        ben.annotations.memo("T2", "later than what ann did")
    ben.theory.add("T3", "abstracts say so", name="Trust", proposition="People trust who sends it")
    theirs = ben.coding.code(record, ["T3", "T1"], 0, 20, stances={"T3": "challenges"})
    events = [*project.journal.events(), *ben.journal.events()]
    for copy in (project, ben):
        receive(copy.journal, events)
        (one,) = copy.looking_again.queue()
        assert (one.coding.id, one.code, one.made_under) == (theirs.id, "T3", 0)
        assert one.what_changed == "coded to another T3, which was added apart"
        assert copy.looking_again.wordings(one) == (
            "Trust: People trust who sends it",
            "Autonomy: People choose for themselves",
        )
        (line,) = copy.theory_history.reports()
        assert line.endswith(
            "(abstracts say so); it was “Trust: People trust who sends it”, and what was coded to it waits for another look"
        )
    ben.theory.add("T4", "apart no more", name="Trust", proposition="People trust who sends it")
    ben.looking_again.move(theirs.id, "T3", "T4")
    assert ben.coding.get(theirs.id).stances == {"T4": "challenges", "T1": "bears-on"}
    assert ben.looking_again.queue() == []
    assert project.looking_again.holds(theirs.id, "T3")
    assert project.looking_again.queue() == []
    ben.close()


def test_a_coding_waits_when_its_code_is_reworded_and_only_that_code(project, coding):
    assert queue(project) == []
    reword(project)
    assert queue(project) == [("T1", 1, 2)]
    assert queue(project, "T1") == [("T1", 1, 2)]
    assert queue(project, "T2") == queue(project, "T1.a") == []
    assert project.looking_again.by_code() == {"T1": 1}


def test_codings_by_anyone_on_any_record_wait_and_later_ones_do_not(project, record, coding):
    project.screening.decide(record, "exclude", "theory-map", criteria=["E9"])
    with project.acting_as("ben"):
        project.coding.code(record, ["T1"], 22, 50)
    reword(project)
    project.coding.code(record, ["T1"], 60, 80)
    assert [one.coding.reviewer for one in project.looking_again.queue()] == ["ann", "ben"]


def test_a_sub_theme_does_not_wait_with_its_theory(project, record):
    project.coding.code(record, ["T1.a"], 0, 20)
    reword(project)
    assert queue(project) == []
    project.theory.refine("T1.a", "clearer", name="Systems as wholes")
    assert queue(project) == [("T1.a", 1, 3)]


def test_a_change_of_wording_only_and_a_new_name_ask_nobody(project, coding):
    reword(project, wording_only=True)
    project.structure.rename("T1", "Markets", "shorter")
    assert queue(project) == []


def test_what_was_reworded_before_a_change_of_wording_only_still_waits(project, coding):
    reword(project)
    reword(project, proposition="Few providers compete.", wording_only=True)
    assert queue(project) == [("T1", 1, 2)]


def test_undoing_the_change_ends_the_wait_and_redoing_it_begins_it_again(project, coding):
    reword(project)
    project.history.undo()
    assert queue(project) == []
    project.history.redo()
    assert queue(project) == [("T1", 1, 2)]


def test_a_coding_made_under_a_wording_that_was_undone_counts_for_the_version_before_it(project, record):
    reword(project)
    project.coding.code(record, ["T1"], 0, 20)
    (refined,) = project.journal.events("kind = 'refine'")
    project.journal.append("ann", Undo(event=refined.hash, subject="theory-map"))
    assert queue(project) == []
    reword(project, proposition="Two providers compete")
    assert queue(project) == [("T1", 1, 2)]


def test_a_merged_code_waits_under_the_one_that_stays(project, record):
    project.coding.code(record, ["T1", "T2"], 22, 50)
    project.structure.merge(["T1"], "T2", "one idea")
    assert (
        queue(project) == []
    )  # the passage has T2 already, with the same stance, and stays as it is coded to that
    project.coding.code(record, ["RA"], 60, 80)
    project.theory.add("T3", "another", name="Choice", proposition="People choose")
    project.coding.code(record, ["T3"], 60, 80)
    project.structure.merge(["T3"], "T2", "one idea")
    assert queue(project) == [("T2", 3, 4)]
    assert queue(project, "T3") == queue(project, "T2") == [("T2", 3, 4)]


@pytest.fixture
def merged(project: Project, record: str, coding: Coding) -> Coding:
    """A passage that bears on T2 and supports T1, which was merged into T2 since."""
    project.structure.merge(["T1"], "T2", "one idea")
    return project.coding.get(coding.id)


def test_another_stance_toward_a_merged_code_waits_beside_the_one_that_stays(project, merged):
    (one,) = project.looking_again.queue()
    assert (one.code, one.coded, one.made_under, one.now) == ("T2", "T1", 1, 2)
    assert merged.stances == {"T2": "bears-on"}
    assert one.what_changed == "coded to T1 (supports), which was merged into T2 in v2"
    assert project.looking_again.wordings(one)[0].startswith("Market logic: ")
    reword(project, "T2", "Councils may shape the market")
    (one,) = project.looking_again.queue()
    assert one.what_changed == "T2 changed in v3; coded to T1 (supports), too"
    project.history.undo()
    project.history.undo()
    assert queue(project) == []
    assert project.coding.get(merged.id).stances == {"T1": "supports", "T2": "bears-on"}


def test_the_other_stance_is_settled_by_each_answer(project, merged):
    again = project.looking_again
    for answer, stances in (
        (lambda: again.holds(merged.id, "T2"), {"T2": "bears-on"}),
        (lambda: again.all_hold("T2"), {"T2": "bears-on"}),
        (lambda: again.set_stance(merged.id, "T2", "supports"), {"T2": "supports"}),
        (lambda: again.set_stance(merged.id, "T2", "bears-on"), {"T2": "bears-on"}),
        (lambda: again.move(merged.id, "T2", "RA"), {"RA": "bears-on"}),
    ):
        answer()
        assert queue(project) == []
        assert project.coding.get(merged.id).stances == stances
        project.history.undo()
        assert queue(project) == [("T2", 1, 2)]
    again.take_off(merged.id, "T2")
    assert project.coding.codings() == []


def test_a_stance_that_was_set_or_a_code_that_was_added_later_is_another_one_too(project, record):
    set_later = project.coding.code(record, ["T1", "T2"], 0, 20)
    project.coding.recode(set_later.id, stances={"T2": "supports"})
    added_later = project.coding.code(record, ["T2"], 22, 50)
    project.coding.recode(added_later.id, ["T2", "T1"], stances={"T1": "challenges"})
    project.structure.merge(["T1"], "T2", "one idea")
    waits = project.looking_again.queue()
    assert [(one.coding.id, one.coded, one.stance) for one in waits] == [
        (set_later.id, "T1", "bears-on"),
        (added_later.id, "T1", "challenges"),
    ]
    assert [one.coding.stances for one in waits] == [{"T2": "supports"}, {"T2": "bears-on"}]


def test_the_other_stance_waits_until_it_is_answered_and_goes_with_the_code(project, merged):
    project.coding.recode(merged.id, ["T2", "RA"])
    assert queue(project) == [("T2", 1, 2)]
    assert project.history.rebuild() == []
    assert queue(project) == [("T2", 1, 2)]
    project.coding.recode(merged.id, ["RA"])
    assert queue(project) == []


def test_a_merged_code_still_waits_after_another_code_was_added(project, record):
    coding = project.coding.code(record, ["T1"], 0, 20)
    project.structure.merge(["T1"], "T2", "one idea")
    assert queue(project) == [("T2", 1, 2)]
    project.coding.recode(coding.id, ["T2", "RA"])
    assert queue(project) == [("T2", 1, 2)]
    project.looking_again.holds(coding.id, "T2")
    assert queue(project) == []


def test_a_split_code_waits_on_the_part_that_keeps_its_codings(project, coding):
    project.structure.split("T1", [Part(id="T1", name="Market logic"), Part(id="T3", name="Choice")], "two")
    assert queue(project) == [("T1", 1, 2)]
    project.history.undo()
    project.structure.split("T1", [Part(id="T3", name="Choice"), Part(id="T4", name="Rivalry")], "two")
    assert queue(project) == [("T3", 1, 2)]


def test_a_moved_sub_theme_does_not_wait(project, record):
    project.coding.code(record, ["T1.a"], 0, 20)
    project.structure.move_subtheme("T1.a", "T2", "it belongs there", new_id="T2.a")
    assert queue(project) == []
    project.theory.refine("T2.a", "clearer", name="Systems as wholes")
    assert queue(project) == [("T2.a", 1, 3)]


# Looking again


def test_the_code_still_holds_and_undo_lets_it_wait_again(project, coding):
    reword(project)
    done = project.looking_again.holds(coding.id[:10], "T1")
    assert done.message == "p. 345: T1 still holds"
    assert queue(project) == []
    assert project.coding.get(coding.id) == coding
    assert project.history.undo().message == (
        "Undone: T1 Market logic still holds on Rahman, 2016: “Many providers compe”"
    )
    assert queue(project) == [("T1", 1, 2)]


def test_what_held_waits_again_after_the_next_change(project, coding):
    reword(project)
    project.looking_again.holds(coding.id, "T1")
    reword(project, proposition="Two providers compete")
    assert queue(project) == [("T1", 2, 3)]


def test_all_still_hold_as_one_act_undone_as_one(project, record, coding):
    with project.acting_as("ben"):
        project.coding.code(record, ["T1"], 22, 50)
    project.coding.code(record, ["T2"], 60, 80)
    reword(project)
    reword(project, "T2", "Councils may shape the market")
    before = len(project.journal.events())
    assert project.looking_again.all_hold("T1").message == "T1 still holds on 2 passages"
    assert len(project.journal.events()) == before + 1
    assert [code for code, *_ in queue(project)] == ["T2", "T2"]
    assert project.history.undo().message == "Undone: T1 Market logic still holds on 2 passages"
    assert len(queue(project, "T1")) == 2


def test_another_stance_counts_as_a_look_and_changes_no_other_code(project, coding):
    reword(project)
    project.looking_again.set_stance(coding.id, "T1", "challenges")
    assert queue(project) == []
    assert project.coding.get(coding.id).stances == {"T1": "challenges", "T2": "bears-on"}
    project.history.undo()
    assert queue(project) == [("T1", 1, 2)]
    project.looking_again.set_stance(coding.id, "T1", "supports")  # the same as before: a look, too
    assert queue(project) == []


def test_a_code_that_no_longer_holds_is_taken_off_and_a_coding_goes_with_its_only_code(project, coding):
    reword(project)
    reword(project, "T2", "Councils may shape the market")
    project.looking_again.take_off(coding.id, "T1")
    assert project.coding.get(coding.id).codes == ("T2",)
    assert queue(project) == [("T2", 1, 3)]
    project.looking_again.take_off(coding.id, "T2")
    assert project.coding.codings() == []
    assert queue(project) == []
    project.history.undo()
    project.history.undo()
    assert [code for code, *_ in queue(project)] == ["T1", "T2"]


def test_a_passage_goes_to_the_other_part_with_its_stance(project, coding):
    project.structure.split("T1", [Part(id="T1", name="Market logic"), Part(id="T3", name="Choice")], "two")
    project.looking_again.move(coding.id, "T1", "T3")
    assert project.coding.get(coding.id).stances == {"T3": "supports", "T2": "bears-on"}
    assert queue(project) == []
    project.history.undo()
    assert queue(project) == [("T1", 1, 2)]
    project.looking_again.move(coding.id, "T1", "T2")  # which it has already, with a stance of its own
    assert project.coding.get(coding.id).stances == {"T2": "bears-on"}


def test_a_former_id_names_the_code_that_it_became(project, record):
    coding = project.coding.code(record, ["T1"], 0, 20)
    project.structure.merge(["T1"], "T2", "one idea")
    project.looking_again.set_stance(coding.id, "T1", "refines")
    assert project.coding.get(coding.id).stances == {"T2": "refines"}
    assert queue(project) == []


def test_a_theory_and_its_rival_get_one_stance_only_if_that_is_meant(project, record):
    coding = project.coding.code(record, ["T1", "RA"], 0, 20, stances={"RA": "supports"})
    reword(project)
    with pytest.raises(SameStanceError):
        project.looking_again.set_stance(coding.id, "T1", "supports")
    project.looking_again.set_stance(coding.id, "T1", "supports", same_stance=True)
    assert queue(project) == []


def test_only_what_waits_is_looked_at_again(project, coding):
    with pytest.raises(ReviewError, match="does not wait for another look at T1; use `review recode`"):
        project.looking_again.holds(coding.id, "T1")
    with pytest.raises(UnknownNameError, match="the coding does not have the code 'RA'; it has T1, T2"):
        project.looking_again.holds(coding.id, "RA")
    with pytest.raises(UnknownNameError, match="'T9'"):
        project.looking_again.queue("T9")
    with pytest.raises(ReviewError, match="no coding waits for another look at T1"):
        project.looking_again.all_hold("T1")


# Copies and days


def test_the_worked_examples_history(project, record):
    """T1, T2 and RA reworded one after the other, 12 codings before and 8 after."""
    codes = ("T1", "T2", "RA")
    before = [project.coding.code(record, [codes[n % 3]], 2 * n, 2 * n + 20) for n in range(12)]
    for code in codes:
        reword(project, code, f"Another wording of {code}")
    for n in range(8):
        project.coding.code(record, [codes[n % 3]], 60 + 2 * n, 80 + 2 * n)
    assert {one.coding.id for one in project.looking_again.queue()} == {coding.id for coding in before}
    assert project.looking_again.by_code() == {"T1": 4, "T2": 4, "RA": 4}
    assert {(one.code, one.now) for one in project.looking_again.queue()} == {("T1", 2), ("T2", 3), ("RA", 4)}


def test_as_of_a_version_what_waited_then_waits(project, coding):
    reword(project)
    reword(project, "T2", "Councils may shape the market")
    project.looking_again.holds(coding.id, "T1")
    until = moment(project.journal, "v2")
    replayed = project.journal.replayed(until.where, until.parameters)
    assert [(one.code, one.made_under, one.now) for one in waiting(replayed)] == [("T1", 1, 2)]
    assert queue(project) == [("T2", 1, 3)]
    replayed.close()


def test_a_rebuild_finds_the_same(project, record, coding):
    reword(project)
    reword(project, "T2", "Councils may shape the market")
    project.looking_again.holds(coding.id, "T2")
    before = project.looking_again.queue()
    assert project.history.rebuild() == []
    assert project.looking_again.queue() == before
    assert [one for one in project.history.verify() if "file is gone" not in one] == []


ACTS = ("reword", "spare", "merge", "split", "holds", "all", "off", "stance", "code", "undo")


def act(project: Project, record: str, kind: str, number: int) -> None:
    """One act of a kind; some are refused, and change nothing."""
    code = ("T1", "T2", "RA")[number % 3]
    waits = project.looking_again.queue()
    chosen = waits[number % len(waits)] if waits else None
    match kind:
        case "reword" | "spare":
            reword(project, code, f"Wording {number} of {code}", wording_only=kind == "spare")
        case "merge":
            project.structure.merge(["T1"], "T2", "one idea")
        case "split":
            project.structure.split(code, [Part(id=code, name="a"), Part(id=f"N{number}", name="b")], "two")
        case "code":
            project.coding.code(record, [code], number, number + 20)
        case "undo":
            project.history.undo()
        case "holds" if chosen:
            project.looking_again.holds(chosen.coding.id, chosen.code)
        case "all" if chosen:
            project.looking_again.all_hold(chosen.code)
        case "off" if chosen:
            project.looking_again.take_off(chosen.coding.id, chosen.code)
        case "stance" if chosen:
            project.looking_again.set_stance(chosen.coding.id, chosen.code, "refines", same_stance=True)


def found_in(journal: Journal) -> list[tuple[str, str, int, int]]:
    found = waiting(journal)
    return sorted((one.coding.id, one.code, one.made_under, one.now) for one in found)


@given(
    st.lists(
        st.tuples(st.sampled_from(("ann", "ben", "cho")), st.sampled_from(ACTS), st.integers(0, 30)),
        min_size=3,
        max_size=14,
    ),
    st.randoms(use_true_random=False),
)
@settings(
    max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_copies_that_meet_in_any_order_have_the_same_queue(tmp_path_factory, made, random):

    folder = tmp_path_factory.mktemp("copies")
    first = a_review(folder / "first")
    record = add_record(first, "Markets for care", document=a_document())
    for code in ("T1", "T2", "RA"):
        first.coding.code(record, [code], 0, 20)
    copies = {"ann": first}
    for name in ("ben", "cho"):
        (folder / name).mkdir()
        first.history.backup(folder / name / "review.db")
        (folder / name / "theory_map.yaml").write_text((first.folder / "theory_map.yaml").read_text())
        copies[name] = Project.open(folder / name, name)
    for name, kind, number in made:
        try:
            act(copies[name], record, kind, number)
        except ReviewError:
            continue
    events = [event for copy in copies.values() for event in copy.journal.events()]
    queues = []
    for copy in copies.values():
        others = random.sample(events, len(events))
        receive(copy.journal, sorted(others, key=lambda e: e.clock) if random.random() < 0.5 else others)
        queues.append(found_in(copy.journal))
    replayed = Journal.in_memory()
    receive(replayed, events)
    queues.append(found_in(replayed))
    for one in (*(copy.journal for copy in copies.values()), replayed):
        one.close()
    assert all(found == queues[0] for found in queues)
