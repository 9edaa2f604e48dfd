"""Verdicts: one per theory, with what changed since; those given apart are kept until somebody gives another."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.acts import Part
from review.errors import ReviewError
from review.project import Project
from review.project.sharing.kept_apart import kept_apart
from tests.copies import receive
from tests.reviews import a_document, add_record


def included(project: Project, title: str) -> str:
    record = add_record(project, title, document=a_document())
    project.screening.decide(record, "include", "theory-map")
    return record


def test_a_verdict_stands_with_caveat_gap_and_the_version_it_was_given_under(project: Project) -> None:
    given = project.verdicts.give("RA", "partially-supported", caveat="mostly  on demand", gap="no trials")
    found = project.verdicts.all()

    assert list(found) == ["RA"]
    assert (found["RA"].verdict, found["RA"].caveat, found["RA"].gap) == (
        "partially-supported",
        "mostly on demand",
        "no trials",
    )
    assert (found["RA"].theory_version, found["RA"].since, found["RA"].others) == (1, (), ())
    assert given.message == "RA partially supported (version 1)"


def test_it_says_what_changed_since_of_the_theory_and_of_its_evidence(project: Project) -> None:
    first = included(project, "One")
    project.coding.code(first, ["T1.a"], 0, 20)
    project.verdicts.give("T1", "supported")
    assert project.verdicts.all()["T1"].since == ()

    project.theory.refine("T2", "elsewhere", proposition="Councils must shape it")
    project.coding.code(first, ["T2"], 0, 20)
    assert project.verdicts.all()["T1"].since == (), "another theory changed"

    coding = project.coding.code(first, ["T1"], 30, 50)
    assert project.verdicts.all()["T1"].since == ("evidence changed: 1 coding then, 2 now",)
    project.history.undo()
    assert project.verdicts.all()["T1"].since == (), "the same evidence again"

    coding = project.coding.codings(first)[0]
    project.coding.recode(coding.id, stance="challenges", same_stance=True)
    assert project.verdicts.all()["T1"].since == (
        "evidence changed: other codings, stances or configurations",
    )

    project.theory.refine("T1", "a paper says so", proposition="Few providers do as well")
    project.coding.code(included(project, "Two"), ["T1"], 0, 20)
    assert project.verdicts.all()["T1"].since == (
        "theory reworded (v1 → v3)",
        "evidence changed: 1 source then, 2 now",
    )
    project.verdicts.give("T1", "supported")
    assert project.verdicts.all()["T1"].since == ()


def test_codings_of_documents_that_are_not_included_change_no_evidence(project: Project) -> None:
    project.verdicts.give("T1", "insufficient-evidence")
    parked = add_record(project, "Parked", document=a_document())
    project.coding.code(parked, ["T1"], 0, 20)
    assert project.verdicts.all()["T1"].since == ()

    project.screening.decide(parked, "include", "theory-map")
    assert project.verdicts.all()["T1"].since == ("evidence changed: 0 sources then, 1 now",)


def test_a_configuration_that_is_tied_to_the_theory_or_one_of_its_sub_themes_is_evidence(
    project: Project,
) -> None:
    project.verdicts.give("T1", "mixed")
    made = project.configurations.new({"context": "many providers"}, {"T1.a": "supports"})
    assert project.verdicts.all()["T1"].since == (
        "evidence changed: other codings, stances or configurations",
    )

    project.configurations.tie(made.label, "T1.a", "off")
    assert project.verdicts.all()["T1"].since == ()


def test_undo_brings_back_the_verdict_before(project: Project) -> None:
    project.verdicts.give("T1", "supported")
    project.verdicts.give("T1", "mixed", caveat="two towns disagree")

    assert project.history.undo().message == "Undone: verdict on T1 Market logic: mixed"
    assert project.verdicts.all()["T1"].verdict == "supported"
    assert [one.verdict for one in project.verdicts.history("T1")] == ["supported"]


def test_verdicts_given_apart_are_all_kept_until_somebody_gives_another(
    project: Project, tmp_path: Path
) -> None:
    project.verdicts.give("T1", "supported")
    project.history.backup(tmp_path / "copy" / "review.db")
    other = Project.open(tmp_path / "copy", "bob")
    project.verdicts.give("T1", "mixed")
    other.verdicts.give("T1", "challenged", gap="nothing on cost")
    receive(project.journal, other.journal.events())
    other.close()

    found = project.verdicts.all()["T1"]
    (beside,) = found.others
    assert {found.verdict, beside.verdict} == {"mixed", "challenged"}
    project.verdicts.give("T1", found.verdict)
    assert project.verdicts.all()["T1"].others == ()
    assert len(project.verdicts.history("T1")) == 4


def test_a_verdict_on_a_theory_that_was_merged_into_another_does_not_replace_its_own(
    project: Project,
) -> None:
    project.verdicts.give("T1", "supported")
    project.verdicts.give("T2", "challenged")
    project.structure.merge(["T2", "T1"], "T1", "they are one")

    found = project.verdicts.all()["T1"]
    assert (found.verdict, [one.verdict for one in found.others]) == ("supported", ["challenged"])
    assert [found.on_another(one) for one in found.others] == ["T2"]
    assert kept_apart(project.journal, project.theory_history, project.configurations) == ()
    assert found.since == (), "its wording and its evidence are the same"


def test_after_a_split_the_verdict_is_on_the_part_that_kept_the_codings_and_is_marked(
    project: Project,
) -> None:
    project.verdicts.give("T1", "supported")
    project.structure.split(
        "T1", [Part(id="T3", name="One"), Part(id="T4", name="Two")], "it says two things"
    )

    found = project.verdicts.all()
    assert list(found) == ["T3"]
    assert found["T3"].since == ("theory split (v1 → v2)",)


@pytest.mark.parametrize(
    ("code", "verdict", "said"),
    [
        ("T1.a", "supported", "T1.a is a sub-theme; verdicts are given on theories: give it on T1"),
        ("T9", "supported", "Unknown theory or rival framing 'T9'. Theories and rival framings: T1, T2, RA"),
        ("T1", "suported", "Unknown verdict 'suported'. Did you mean 'supported'?"),
        ("T2", "mixed", "nothing changes; this is already the verdict on T2"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_line(
    project: Project, code: str, verdict: str, said: str
) -> None:
    project.verdicts.give("T2", "mixed")
    with pytest.raises(ReviewError) as refused:
        project.verdicts.give(code, verdict)

    assert str(refused.value) == said


def test_the_log_has_verdict_caveat_and_gap(project: Project) -> None:
    project.verdicts.give("RA", "partially-supported", caveat="one sector", gap="no trials")

    assert project.history.line(project.history.events()[-1]) == (
        "verdict on RA Councils cannot shape the market: partially supported; caveat: one sector; gap: no trials"
    )


def test_the_message_says_whose_verdict_it_replaces(project: Project) -> None:
    project.verdicts.give("RA", "partially-supported")
    with project.acting_as("bob"):
        given = project.verdicts.give("RA", "mixed")
    assert given.message == "RA mixed (version 1), instead of partially supported by ann"
