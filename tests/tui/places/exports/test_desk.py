"""Exports without a screen: what is shown of each, and the files written."""

from pathlib import Path

import pytest

from review.project import Project
from review.tui.places.exports.desk import MODEL_CARD, ROWS, ExportsDesk


def choose(desk: ExportsDesk, name: str) -> None:
    desk.choose([known for known, _ in desk.exports].index(name))


def test_none_is_chosen_at_first_and_nothing_written(worked: Project):
    desk = ExportsDesk(worked)
    assert (desk.chosen, desk.to_write(every=False), desk.file) == ("", [], None)
    assert desk.to_write(every=True) == [name for name, _ in worked.exports.names()]


def test_the_preview_has_a_caption_and_right_aligned_numbers(worked: Project):
    preview = ExportsDesk(worked).preview("source-types")
    assert preview.caption
    assert "empirical" in " ".join(map(str, preview.rows[0])).casefold()
    aligned = dict(zip(preview.headings, preview.right, strict=True))
    assert aligned["n"]
    assert not aligned[preview.headings[0]]
    assert (preview.more, preview.message) == ("", "")


def test_a_table_without_rows_says_what_to_do(project: Project):
    preview = ExportsDesk(project).preview("evidence")
    assert preview.rows == ()
    assert preview.message == "No rows yet: decide and code first."
    assert preview.caption


def test_a_table_that_cannot_be_made_says_why(worked: Project):
    assert "unknown" in ExportsDesk(worked).preview("no-such-table").message.casefold()


def test_a_long_table_is_shown_in_part(worked: Project):
    record = worked.records.all()[0].id
    text = worked.documents.text_of(record).text
    for start in range(ROWS + 5):
        worked.coding.code(record, ["T1"], start, len(text))
    preview = ExportsDesk(worked).preview("evidence")
    assert len(preview.rows) == ROWS
    assert preview.more == f"… and {len(worked.exports.table('evidence').rows) - ROWS} more rows"


@pytest.mark.parametrize(("name", "slow"), [(MODEL_CARD, True), ("evidence", False)])
def test_only_the_model_card_is_slow(worked: Project, name: str, slow: bool):
    desk = ExportsDesk(worked)
    choose(desk, name)
    assert desk.is_slow is slow


def test_a_written_file_is_the_one_that_opens(worked: Project):
    desk = ExportsDesk(worked)
    choose(desk, "codebook")
    line = desk.written(desk.write(desk.to_write(every=False), desk.formats))
    assert line == "Written to review/exports: codebook.csv, codebook.xlsx. Press o to open it."
    assert desk.file == worked.folder / "exports" / "codebook.xlsx"
    choose(desk, "evidence")
    assert desk.file is None


def test_of_many_files_four_are_named(worked: Project):
    desk = ExportsDesk(worked)
    line = desk.written([Path(f"{n}.{ending}") for n in "abcde" for ending in ("csv", "meta.json")])
    assert line == "Written to review/exports: a.csv, b.csv, c.csv, d.csv and 1 more. Press o to open it."
