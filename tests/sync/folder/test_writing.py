"""What is written into a shared folder, beside what others write there."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.errors import ReviewError
from review.sync.folder import writing
from review.sync.folder.reading import EventReader
from review.sync.folder.writing import add_events, prepare
from review.sync.lines import encode
from tests.sync.made import ANN, REVIEW, chain

OWN = f"events-{ANN}.jsonl"


def found(folder: Path) -> tuple[list[str], int]:
    """The hashes in a folder, and how many lines were refused."""
    reader = EventReader(folder, REVIEW)
    return [one.event.hash for one in reader.events()], len(reader.refused)


def test_events_are_added_after_what_lies_there(tmp_path: Path) -> None:
    events = chain(ANN, 4)
    assert add_events(tmp_path, ANN, events[:2]) == 2
    before = (tmp_path / OWN).read_bytes()
    assert add_events(tmp_path, ANN, iter(events[2:])) == 2
    after = (tmp_path / OWN).read_bytes()
    assert after.startswith(before), "git sees added lines only"
    assert found(tmp_path) == ([one.hash for one in events], 0)
    assert [path.name for path in tmp_path.iterdir()] == [OWN]


def test_without_events_no_file_is_touched(tmp_path: Path) -> None:
    assert add_events(tmp_path, ANN, []) == 0
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("left", [1, 40, 399])
def test_a_half_written_line_is_completed_by_who_wrote_it(tmp_path: Path, left: int) -> None:
    first, second = chain(ANN, 2)
    (tmp_path / OWN).write_bytes(encode(first) + b"\n" + encode(second)[:left])
    add_events(tmp_path, ANN, [second])
    assert found(tmp_path) == ([first.hash, second.hash], 0)


def test_a_damaged_last_line_stays_and_spoils_no_other(tmp_path: Path) -> None:
    first, second = chain(ANN, 2)
    (tmp_path / OWN).write_bytes(encode(first) + b"\nsomething of somebody")
    add_events(tmp_path, ANN, [second])
    assert found(tmp_path) == ([first.hash, second.hash], 1)
    assert b"something of somebody\n" in (tmp_path / OWN).read_bytes()


def test_a_complete_last_line_without_an_end_stays(tmp_path: Path) -> None:
    first, second = chain(ANN, 2)
    (tmp_path / OWN).write_bytes(encode(first))
    add_events(tmp_path, ANN, [second])
    assert set(found(tmp_path)[0]) == {first.hash, second.hash}


def test_what_another_program_writes_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = chain(ANN, 3)
    add_events(tmp_path, ANN, events[:1])
    whole = writing._to_disk
    between = iter([lambda: _append(tmp_path / OWN, encode(events[1]))])

    def to_disk(file: object) -> None:
        whole(file)  # type: ignore[arg-type]
        next(between, lambda: None)()

    monkeypatch.setattr(writing, "_to_disk", to_disk)
    add_events(tmp_path, ANN, events[2:])
    assert set(found(tmp_path)[0]) == {one.hash for one in events}


def _append(path: Path, line: bytes) -> None:
    with path.open("ab") as file:
        file.write(line + b"\n")


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / OWN).symlink_to(outside)
    with pytest.raises(
        ReviewError, match=r"jsonl: cannot be written \(it is not a regular file; delete it\)"
    ):
        add_events(folder, ANN, chain(ANN, 1))
    assert outside.read_text() == "mine"


def test_a_folder_is_made_where_its_parent_exists(tmp_path: Path) -> None:
    prepare(tmp_path / "shared", make=True)
    assert (tmp_path / "shared").is_dir()
    with pytest.raises(ReviewError, match=r"its parent folder does not exist; make .*no first"):
        prepare(tmp_path / "no" / "shared", make=True)


def test_a_drive_that_is_not_connected_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="is not there; connect its drive"):
        prepare(tmp_path / "shared", make=False)
    (tmp_path / "file").write_text("")
    with pytest.raises(ReviewError, match="is a file; name a folder"):
        prepare(tmp_path / "file", make=True)
