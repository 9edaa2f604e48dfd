"""Prose of the desk: versions, those written apart, codes that get other ids, undo."""

from __future__ import annotations

from contextlib import closing

import pytest

from review.errors import ReviewError, UnknownNameError
from review.journal.queries import theory
from review.journal.queries.writing.prose import all_prose
from review.journal.versions.as_of import moment
from review.project import Project
from review.project.sharing.kept_apart import kept_apart


def test_prose_is_kept_in_numbered_versions(project: Project) -> None:
    assert (project.desk.prose("T1").version, project.desk.prose("T1").text) == (0, "")

    project.desk.write("T1", "Providers compete.")
    done = project.desk.write("T1", "Some providers compete.\r\n\r\nOthers do not.")

    assert done.message == "T1: version 2 (6 words)"
    now = project.desk.prose("T1")
    assert (now.version, now.reviewer, now.others) == (2, "ann", ())
    assert now.text == "Some providers compete.\n\nOthers do not."
    assert [one.text for one in project.desk.versions("T1")] == ["Providers compete.", now.text]
    assert project.desk.version("T1", 1).text == "Providers compete."
    with pytest.raises(
        UnknownNameError, match="version 3 of the prose on T1 is unknown; there are versions 1 to 2"
    ):
        project.desk.version("T1", 3)


def test_the_same_text_again_is_no_act(project: Project) -> None:
    first = project.desk.write("T1", "Providers compete.")
    events = project.revision
    again = project.desk.write("T1", "Providers compete.")
    assert (again.event, again.message, project.revision) == (first.event, "T1: nothing changed", events)
    project.desk.write("RA", "")
    assert project.revision == events, "nothing was written, and nothing is"


def test_undo_leads_back_to_the_version_before_and_redo_to_the_one_after(project: Project) -> None:
    for text in ("One.", "Two.", "Three."):
        project.desk.write("T1", text)
    project.history.undo()
    assert (project.desk.prose("T1").text, project.desk.prose("T1").others) == ("Two.", ())
    project.history.undo()
    project.history.undo()
    assert project.desk.prose("T1").version == 0
    project.history.redo()
    assert (project.desk.prose("T1").text, project.desk.prose("T1").version) == ("One.", 1)


def test_an_earlier_version_that_another_undoes_brings_nothing_back(project: Project) -> None:
    project.desk.write("T1", "One.")
    with project.acting_as("bob"):
        project.desk.write("T1", "Two.")
    project.desk.write("T1", "Three.")
    with project.acting_as("bob"):
        project.history.undo()
    assert (project.desk.prose("T1").text, project.desk.prose("T1").others) == ("Three.", ())


def test_what_was_written_meanwhile_is_kept_beside_it(project: Project) -> None:
    project.desk.write("T1", "One.")
    known = project.desk.prose("T1").known
    with project.acting_as("bob"):
        project.desk.write("T1", "Bob's.")
    project.desk.write("T1", "Ann's.", known)

    now = project.desk.prose("T1")
    assert (now.text, now.others, now.written_on) == ("Ann's.", ("Bob's.",), ("",))
    (line,) = kept_apart(project.journal, project.theory_history, project.configurations)
    assert line == "text on T1: one version is shown; 1 other made apart is kept beside it"
    project.desk.write("T1", "Ann's and Bob's.")
    assert project.desk.prose("T1").others == ()


def test_prose_follows_its_code_to_another_id(project: Project) -> None:
    project.desk.write("T1", "On markets.")
    project.desk.write("T2", "On their limits.")
    project.structure.merge(["T1", "T2"], "T1", "they are one")

    now = project.desk.prose("T1")
    assert (now.text, now.others) == ("On markets.", ("On their limits.",))
    assert now.written_on == ("T2",)
    assert project.desk.prose("T2") == now
    assert kept_apart(project.journal, project.theory_history, project.configurations) == ()
    project.desk.write("T2", "On markets and their limits.")
    assert project.desk.prose("T1").others == ()

    project.history.undo()
    project.history.undo()
    assert (project.desk.prose("T1").text, project.desk.prose("T2").text) == (
        "On markets.",
        "On their limits.",
    )


def test_prose_is_written_on_theories_and_sections(project: Project) -> None:
    assert list(project.desk.codes())[:4] == ["T1", "T2", "RA", "introduction"]
    project.desk.write("discussion", "It depends.")
    assert list(project.desk.all()) == ["discussion"]
    with pytest.raises(UnknownNameError, match=r"T1\.a is a sub-theme; .* under its theory: T1"):
        project.desk.write("T1.a", "Whole systems.")
    with pytest.raises(UnknownNameError, match="Unknown theory, rival framing or section 'T9'"):
        project.desk.prose("T9")


def test_text_that_cannot_be_stored_is_refused_with_its_line(project: Project) -> None:
    with pytest.raises(ReviewError, match="line 2 has a control character"):
        project.desk.write("T1", "One.\n\x1b[31mTwo.")
    with pytest.raises(ReviewError, match="line 1 has a character that is not valid text"):
        project.desk.write("T1", "\ud800")
    with pytest.raises(ReviewError, match="1,000,000 are the most"):
        project.desk.write("T1", "a" * 1_000_001)


def test_the_log_says_on_what_and_how_long(project: Project) -> None:
    project.desk.write("T1", "Providers compete [@abc]. - [@def]")
    project.desk.write("limitations", "Few sources.")
    said = [project.history.describe(event) for event in project.history.events(limit=2)]
    assert sorted(said) == [
        "prose on Strengths and limitations (2 words)",
        "prose on T1 Market logic (2 words, 2 tokens)",
    ]


def test_prose_is_there_as_of_a_moment(project: Project) -> None:
    first = project.desk.write("T1", "One.")
    project.desk.write("T1", "Two.")
    project.theory.refine("T1", "why", name="Markets")
    project.desk.write("T1", "Three.")
    for typed, expected in ((first.event, "One."), ("v1", "Two."), ("v2", "Three.")):
        until = moment(project.journal, typed)
        with closing(project.journal.replayed(until.where, until.parameters)) as then:
            assert all_prose(then, theory.current(then).map)["T1"].text == expected
