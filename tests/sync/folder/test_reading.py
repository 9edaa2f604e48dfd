"""The events of a shared folder, whatever strangers put there."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from review.domain.team.exchange import RefusedInput
from review.sync.folder import reading
from review.sync.folder.reading import EventReader
from review.sync.folder.writing import add_events
from review.sync.lines import CUT_SHORT, encode
from tests.sync.made import ANN, BOB, REVIEW, chain

OWN = f"events-{ANN}.jsonl"
AGAIN = "delete the file, and ann's next `review sync` writes it again"


def read(
    folder: Path, before: EventReader | None = None
) -> tuple[list[str], list[RefusedInput], EventReader]:
    """The hashes found in a folder, what was refused, and the reader."""
    reader = EventReader(folder, REVIEW, before.read if before else None)
    found = [one.event.hash for one in reader.events()]
    return found, reader.refused, reader


@pytest.fixture
def events(tmp_path: Path) -> list:
    """A folder with three acts of Ann."""
    made = chain(ANN, 3)
    add_events(tmp_path, ANN, made)
    return made


def lines_of(path: Path) -> list[bytes]:
    """The lines of a file."""
    return path.read_bytes().splitlines(keepends=True)


def test_what_was_written_is_read(tmp_path: Path, events: list) -> None:
    found, refused, reader = read(tmp_path)
    assert found == [one.hash for one in events]
    assert refused == []
    assert reader.hashes == set(found)


def test_the_place_of_an_event_is_its_file_and_line(tmp_path: Path, events: list) -> None:
    found = list(EventReader(tmp_path, REVIEW).events())
    assert [(one.file, one.line) for one in found] == [(OWN, 1), (OWN, 2), (OWN, 3)]
    assert [one.event for one in found] == events


def test_everything_before_a_half_written_line_counts(tmp_path: Path, events: list) -> None:
    path = tmp_path / OWN
    path.write_bytes(path.read_bytes()[:-40])
    found, refused, _ = read(tmp_path)
    assert found == [one.hash for one in events[:2]]
    assert refused == [RefusedInput(OWN, 3, f"{CUT_SHORT}; ann's next `review sync` completes it")]


def test_a_last_line_without_an_end_counts(tmp_path: Path, events: list) -> None:
    path = tmp_path / OWN
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert read(tmp_path)[:2] == ([one.hash for one in events], [])


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: b"\xef\xbb\xbf" + whole,
        lambda whole: whole.replace(b"\n", b"\r\n"),
        lambda whole: b"\n\n" + whole.replace(b"\n", b"\n  \n"),
    ],
    ids=["BOM", "CRLF", "blank lines"],
)
def test_what_editors_add_has_no_meaning(
    tmp_path: Path, events: list, change: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / OWN
    path.write_bytes(change(path.read_bytes()))
    assert read(tmp_path)[:2] == ([one.hash for one in events], [])


@pytest.mark.parametrize(
    "name",
    [
        f"events-{ANN} (Ann's conflicted copy 2026-11-29).jsonl",
        f"events-{ANN}.sync-conflict-20261129-101010-ABCDEFG.jsonl",
        f"events-{ANN} 2.jsonl",
        f"events-{ANN} (1).jsonl",
        f"events-{ANN}-LAPTOP7.jsonl",
        f"events-{ANN}.jsonl.orig",
        f"EVENTS-{ANN.upper()}.JSONL",
    ],
)
def test_conflicted_copies_are_read_like_the_others_and_reported(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"".join(encode(one) + b"\n" for one in chain(ANN, 2)))
    found, refused, reader = read(tmp_path)
    assert found == [one.hash for one in chain(ANN, 2)]
    assert [(one.file, one.line) for one in refused] == [(name, 0)]
    assert refused[0].reason == (
        "is a copy under another name, as shared drives make them; it was read (2 events) and can be deleted"
    )
    assert [one.again for one in reader.read.values()] == [True]


def test_a_file_of_another_review_is_refused_in_one_line(tmp_path: Path, events: list) -> None:
    add_events(tmp_path, BOB, chain(BOB, 50, review="6" * 32))
    found, refused, _ = read(tmp_path)
    assert found == [one.hash for one in events]
    assert refused == [
        RefusedInput(
            f"events-{BOB}.jsonl", 1, "50 events of another review; move the file to that review's folder"
        )
    ]


def test_marks_of_git_are_refused_and_the_lines_around_them_count(tmp_path: Path) -> None:
    first, second, third = chain(ANN, 3)
    (tmp_path / OWN).write_bytes(
        b"\n".join(
            [
                encode(first),
                b"<<<<<<< HEAD",
                encode(second),
                b"=======",
                encode(third),
                b">>>>>>> theirs",
                b"",
            ]
        )
    )
    found, refused, _ = read(tmp_path)
    assert found == [first.hash, second.hash, third.hash]
    assert [one.line for one in refused] == [2, 4, 6]
    assert {one.reason for one in refused} == {
        "a mark of a merge conflict of git; delete the line, keep the others"
    }


def test_files_that_are_not_ours_are_left_alone(tmp_path: Path, events: list) -> None:
    for name in (
        "README.md",
        ".gitattributes",
        ".DS_Store",
        f"._{OWN}",
        "eventsjsonl",
        "desktop.ini",
        "x.jsonl",
    ):
        (tmp_path / name).write_bytes(b"\0\1\2")
    (tmp_path / ".git").mkdir()
    (tmp_path / f".{OWN}.0123abcd-1-89abcdef.part").write_bytes(b"half")
    assert read(tmp_path)[:2] == ([one.hash for one in events], [])


def test_a_file_that_the_drive_has_not_brought_yet_is_reported(tmp_path: Path) -> None:
    (tmp_path / f".{OWN}.icloud").write_bytes(b"bplist")
    assert read(tmp_path)[1] == [RefusedInput(OWN, 0, "is not on this machine yet; download it from iCloud")]


def test_junk_of_any_length_is_reported_in_a_few_lines(tmp_path: Path, events: list) -> None:
    with (tmp_path / OWN).open("ab") as file:
        file.write(b"\xff\0junk\n" * 5_000)
    found, refused, _ = read(tmp_path)
    assert found == [one.hash for one in events]
    assert len(refused) == reading.MOST_REPORTED + 1
    assert refused[-1] == RefusedInput(OWN, 0, "4,980 further lines could not be read")


def test_a_line_of_any_length_is_passed_over(
    tmp_path: Path, events: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LONGEST", 2**20)
    path = tmp_path / OWN
    first, *rest = lines_of(path)
    path.write_bytes(first + b'{"act":"' + b"x" * 5_000_000 + b"\n" + b"".join(rest))
    found, refused, _ = read(tmp_path)
    assert found == [one.hash for one in events]
    assert refused == [RefusedInput(OWN, 2, f"is longer than 1 MB; {AGAIN}")]


def test_a_file_of_any_size_is_not_opened(tmp_path: Path, events: list) -> None:
    with (tmp_path / f"events-{BOB}.jsonl").open("wb") as file:
        file.truncate(reading.LARGEST + 1)
    found, refused, _ = read(tmp_path)
    assert found == [one.hash for one in events]
    assert refused == [RefusedInput(f"events-{BOB}.jsonl", 0, "cannot be read (it is larger than 4,294 MB)")]


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows makes no pipes, and links only for administrators"
)
def test_links_pipes_and_folders_are_not_opened(tmp_path: Path, events: list) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    add_events(outside, BOB, chain(BOB, 1))
    (tmp_path / f"events-{BOB}.jsonl").symlink_to(outside / f"events-{BOB}.jsonl")
    os.mkfifo(tmp_path / f"events-{'c' * 32}.jsonl")
    (tmp_path / f"events-{'d' * 32}.jsonl").mkdir()
    found, refused, _ = read(tmp_path)
    assert found == [one.hash for one in events]
    assert [(one.file[7], one.reason) for one in refused] == [
        ("b", "is a link, and links are not followed; put the file itself here"),
        ("c", "cannot be read (it is a pipe, not a file)"),
        ("d", "cannot be read (it is a folder, not a file)"),
    ]


def test_an_event_that_was_changed_does_not_pass_for_the_one_it_names(tmp_path: Path, events: list) -> None:
    path = tmp_path / OWN
    path.write_bytes(path.read_bytes().replace(b"memo 2", b"nemo 2"))
    _, refused, reader = read(tmp_path)
    assert refused == [RefusedInput(OWN, 2, f"was changed after it was written; {AGAIN}")]
    assert events[1].hash not in reader.hashes


# --- what was read once ------------------------------------------------------------------------------------------------


def test_what_was_read_is_not_read_again(tmp_path: Path, events: list) -> None:
    _, _, first = read(tmp_path)
    found, refused, second = read(tmp_path, first)
    assert (found, refused) == ([], [])
    assert second.is_complete
    later = chain(ANN, 5)[3:]
    add_events(tmp_path, ANN, later)
    add_events(tmp_path, BOB, chain(BOB, 1))
    found, refused, third = read(tmp_path, second)
    assert found == [one.hash for one in (*later, *chain(BOB, 1))]
    assert third.is_complete
    assert read(tmp_path, third)[0] == []


def test_lines_are_numbered_on_from_what_was_read(tmp_path: Path, events: list) -> None:
    _, _, first = read(tmp_path)
    with (tmp_path / OWN).open("ab") as file:
        file.write(b"{}\n")
    _, refused, second = read(tmp_path, first)
    assert refused == [
        RefusedInput(OWN, 4, f"is not an event: it lacks hash; {AGAIN.replace('ann', 'its owner')}")
    ]
    again = read(tmp_path, second)[1]
    assert again == [RefusedInput(OWN, 4, f"is not an event: it lacks hash; {AGAIN}")], (
        "reported until somebody mends it"
    )


@pytest.mark.parametrize("change", ["remove", "rewrite", "shorten"])
def test_all_is_read_again_when_something_was_lost(tmp_path: Path, events: list, change: str) -> None:
    add_events(tmp_path, BOB, chain(BOB, 2))
    _, _, first = read(tmp_path)
    path = tmp_path / OWN
    match change:
        case "remove":
            path.unlink()
        case "rewrite":
            path.write_bytes(b"".join(reversed(lines_of(path))))
        case _:
            path.write_bytes(lines_of(path)[0])
    found, _, second = read(tmp_path, first)
    assert not second.is_complete
    assert set(found) == second.hashes >= {one.hash for one in chain(BOB, 2)}


def test_a_file_in_which_the_journal_refused_something_is_read_again(tmp_path: Path, events: list) -> None:
    _, _, first = read(tmp_path)
    first.spoil((RefusedInput(OWN, 2, "follows an event of another replica"),))
    assert read(tmp_path, first)[0] == [one.hash for one in events]
