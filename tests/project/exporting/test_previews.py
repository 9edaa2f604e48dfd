"""Previews of exports: what they read, and for how long it is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.export.late import Late
from review.journal.queries import records
from review.project import Project
from review.project.exporting.found_records import FoundRecords
from tests.reviews import a_document, add_record, new_review


@pytest.fixture
def worked(tmp_path: Path) -> Iterator[Project]:
    """A review with a record that was coded and decided on, and one that was not."""
    with new_review(tmp_path / "review") as project:
        record = add_record(project, "Coded", document=a_document())
        add_record(project, "Not looked at")
        project.coding.code(record, ["T1"], 0, 9)
        project.screening.decide(record, "include", project.theory.map.last_stage)
        project.annotations.memo("T1", "A thought")
        yield project


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is read of the records, as it happens."""
    done: list[str] = []
    for name in ("every_record", "worked_on", "included"):
        query = getattr(records, name)
        monkeypatch.setattr(
            records, name, lambda *given, _of=query, _name=name: done.append(_name) or _of(*given)
        )
    return done


def test_a_table_of_what_was_worked_on_reads_no_other_record_and_the_next_one_nothing(
    worked: Project, read: list[str]
):
    worked.exports.preview("evidence", 80)
    assert read == ["included", "worked_on"]
    worked.exports.preview("decisions", 80)
    worked.exports.preview("source-types", 80)
    assert read == ["included", "worked_on"]


@pytest.mark.parametrize("by_others", [False, True])
def test_what_was_read_is_read_again_once_something_is_done(
    worked: Project, read: list[str], by_others: bool
):
    before = worked.exports.preview("memos", 80)
    with Project.open(worked.folder, "Ben") as other:
        (other if by_others else worked).annotations.memo("T1", "A later thought")
        after = worked.exports.preview("memos", 80)
    assert len(after.rows) == len(before.rows) + 1
    assert read.count("included") == 2


def test_nothing_is_kept_of_what_is_no_longer_shown(worked: Project, read: list[str]):
    worked.exports.preview("source-types", 80)
    worked.exports.forget_previews()
    worked.exports.preview("source-types", 80)
    assert read == ["included", "included"]


def test_records_are_found_by_id_as_if_all_had_been_read(worked: Project, read: list[str]):
    every = {record.id: record for record in worked.records.all()}
    coded = worked.coding.codings()[0].record
    found = FoundRecords(worked.journal, Late(lambda: records.every_record(worked.journal)))
    read.clear()
    assert found[coded] == every[coded]
    assert "T1" not in found
    assert found.get("T1") is None
    assert read == ["worked_on"]
    assert dict(found) == every
    assert list(found) == list(every)
