"""The review as of a day, a time, a version or an event."""

from __future__ import annotations

from contextlib import closing

import pytest

from review.errors import ReviewError
from review.journal.journal import Journal
from review.journal.queries import coding_acts, theory
from review.journal.versions.as_of import moment
from review.project import Project
from tests.reviews import a_document, add_record


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "Markets", document=a_document())


def at(project: Project, typed: str) -> Journal:
    until = moment(project.journal, typed)
    return project.journal.replayed(until.where, until.parameters)


def state(project: Project, typed: str) -> tuple[int, str, int]:
    """The number of the version, T1's name, and how many codings there are."""
    with closing(at(project, typed)) as journal:
        now = theory.current(journal)
        return now.number, now.map.code_names["T1"], len(coding_acts.codings(journal))


def test_a_version_lasts_until_the_event_of_the_next(project: Project, record: str) -> None:
    project.coding.code(record, ["T1"], 0, 10)
    project.theory.refine("T1", "why", name="Markets")
    project.coding.code(record, ["T1"], 12, 20)
    project.theory.refine("T1", "why", name="Market rules")
    project.coding.code(record, ["T1"], 22, 30)
    assert [state(project, version) for version in ("v1", "v2", "v3")] == [
        (1, "Market logic", 1),
        (2, "Markets", 2),
        (3, "Market rules", 3),
    ]
    event = project.theory.versions()[1].event
    assert state(project, event) == state(project, event[:10]) == (2, "Markets", 2)


def test_versions_that_were_undone_do_not_count(project: Project, record: str) -> None:
    project.theory.refine("T2", "why", name="Duties")
    project.coding.code(record, ["T1"], 0, 10)
    project.history.undo()
    project.history.undo()
    project.coding.code(record, ["T1"], 12, 20)
    project.theory.refine("T1", "why", name="Markets")
    with closing(at(project, "v1")) as journal:
        assert theory.current(journal).map.code_names["T2"] == "Market limitations"
    assert state(project, "v1") == (1, "Market logic", 1)
    assert state(project, "v2") == (2, "Markets", 1)


def test_another_event_is_meant_with_itself_and_a_time_with_what_came_by_then(
    project: Project, record: str
) -> None:
    coding = project.coding.code(record, ["T1"], 0, 10)
    project.coding.code(record, ["T1"], 12, 20)
    assert state(project, coding.id[:12])[2] == 1
    (time,) = {event.time for event in project.history.events() if event.hash == coding.id}
    assert state(project, time)[2] >= 1
    assert state(project, time[:10])[2] == 2
    with closing(at(project, "2001-01-01T10:00")) as journal:
        assert journal.revision == 0


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("yesterday", "'yesterday' is not a day, a time, a version or an event; write 2026-11-21,"),
        ("v9", "Unknown version 'v9'. Versions: v1"),
        ("0123456789", "'0123456789' is not the id of an event"),
    ],
)
def test_what_is_no_moment_is_refused_in_one_line(project: Project, typed: str, message: str) -> None:
    with pytest.raises(ReviewError) as raised:
        moment(project.journal, typed)
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)


def test_a_time_that_has_not_come_is_described_by_the_present(project: Project, record: str) -> None:
    found = moment(project.journal, "2999-01-01")
    assert found.parameters["time"] > "2999"
    assert found.time < "2999"
