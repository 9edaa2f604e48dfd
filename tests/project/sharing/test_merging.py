"""Other copies are merged from their files, whatever state these are in, and nothing in them is changed."""

from __future__ import annotations

import lzma
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from review.errors import ReviewError
from review.journal import schema
from review.project import Project
from tests.journal.random_acts import tables
from tests.project.sharing.copies import a_copy
from tests.reviews import PARAGRAPHS, a_document, a_review, add_record, new_review

JOURNALS = Path(__file__).parents[2] / "journals"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Project, Project]]:
    """Two copies of a review, of ann and of bob, who has read another document, coded it and written memos."""
    ann = a_review(tmp_path / "ann", "ann")
    add_record(ann, "A study", document=a_document())
    bob = a_copy(ann, tmp_path / "bob", "bob")
    theirs = add_record(bob, "Another", document=a_document(("Only bob has read this.", PARAGRAPHS[0])))
    bob.coding.code(theirs, ["T1"], *bob.coding.find_quote(theirs, PARAGRAPHS[0]))
    for number in range(30):
        bob.annotations.memo("T1", f"thought {number} {'x' * 500}")
    yield ann, bob
    ann.close()
    bob.close()


@pytest.mark.parametrize("name", ["review.db", ""])
def test_a_database_or_a_project_folder_is_merged(two: tuple[Project, Project], name: str) -> None:
    ann, bob = two
    received = ann.sharing.merge([bob.folder / name, bob.folder])
    assert (received.received, received.texts, received.refused) == (32, 1, ())
    assert tables(ann.journal) == tables(bob.journal)
    assert ann.sharing.merge([bob.folder / "review.db"]).received == 0


def test_the_other_copy_stays_as_it_is(two: tuple[Project, Project], tmp_path: Path) -> None:
    ann, bob = two
    copied = tmp_path / "copied.db"
    bob.history.backup(copied)
    before = copied.read_bytes()
    assert ann.sharing.merge([copied]).received == 32
    assert copied.read_bytes() == before


def test_several_are_merged_at_once(two: tuple[Project, Project], tmp_path: Path) -> None:
    ann, bob = two
    cleo = a_copy(bob, tmp_path / "cleo", "cleo")
    cleo.annotations.memo("T2", "mine")
    cleo.close()
    assert ann.sharing.merge([bob.folder, tmp_path / "cleo", bob.folder]).received == 33


def test_another_review_is_refused_and_nothing_is_imported(
    two: tuple[Project, Project], tmp_path: Path
) -> None:
    ann, bob = two
    new_review(tmp_path / "other").close()
    with pytest.raises(ReviewError, match="is another review, and nothing was imported"):
        ann.sharing.merge([bob.folder, tmp_path / "other"])
    assert len(ann.annotations.memos("T1")) == 0


def test_what_is_no_copy_is_refused_in_a_line(two: tuple[Project, Project], tmp_path: Path) -> None:
    ann, bob = two
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.db").write_text("no database")
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as foreign:
        foreign.execute("CREATE TABLE event (hash)")
    shutil.copy(bob.folder / "review.db", tmp_path / "newer.db")
    with closing(sqlite3.connect(tmp_path / "newer.db")) as newer:
        newer.execute(f"PRAGMA user_version={schema.VERSION + 1}")
    faults = {
        "missing.db": "file not found",
        "empty": "holds no copy of this review",
        "notes.db": "is not a review's journal",
        "foreign.db": "is not a review's journal",
        "newer.db": "was written by a newer realist-review",
        "ann": "is this review itself",
        "ann/review.db": "is this review itself",
    }
    for name, fault in faults.items():
        with pytest.raises(ReviewError, match=fault) as caught:
            ann.sharing.merge([tmp_path / name])
        assert "\n" not in str(caught.value)


ENDLESS = """DROP TABLE text; CREATE VIEW text AS WITH RECURSIVE n(key) AS (SELECT 1 UNION ALL SELECT key + 1 FROM n)
SELECT key, '' AS text_sha256, '' AS body, '' AS layout, '' AS glyphs, '' AS reader FROM n"""
HUGE = "ALTER TABLE text ADD COLUMN more AS (printf('%.*c', 100000000, 'x'))"


@pytest.mark.parametrize("sql", [ENDLESS, HUGE, "DROP TABLE text"])
def test_a_file_that_would_run_something_is_refused(
    two: tuple[Project, Project], tmp_path: Path, sql: str
) -> None:
    ann, bob = two
    bob.history.backup(tmp_path / "made.db")
    with closing(sqlite3.connect(tmp_path / "made.db")) as made:
        made.executescript(sql)
    with pytest.raises(ReviewError, match=r"is missing, or was not made by this program"):
        ann.sharing.merge([tmp_path / "made.db"])


def test_of_a_damaged_file_what_is_sound_is_imported_and_the_rest_is_listed(
    two: tuple[Project, Project], tmp_path: Path
) -> None:
    ann, bob = two
    damaged = tmp_path / "damaged.db"
    bob.history.backup(damaged)
    place = damaged.read_bytes().index(b'"text":"thought 17 ')
    with damaged.open("r+b") as file:
        file.seek(place // schema.PAGE_SIZE * schema.PAGE_SIZE)
        file.write(b"\xff" * schema.PAGE_SIZE)
    received = ann.sharing.merge([damaged])
    assert 5 < received.received < 32
    assert [one.reason for one in received.refused] == [
        one.reason for one in received.refused if "cannot be read (damaged)" in one.reason
    ]
    assert received.refused
    assert ann.sharing.merge([bob.folder]).received == 32 - received.received
    assert tables(ann.journal) == tables(bob.journal)


def test_changed_acts_and_junk_are_listed_and_the_others_are_imported(
    two: tuple[Project, Project], tmp_path: Path
) -> None:
    ann, bob = two
    changed = tmp_path / "changed.db"
    bob.history.backup(changed)
    with closing(sqlite3.connect(changed, isolation_level=None)) as connection:
        connection.execute("UPDATE event SET act = replace(act, 'thought 3 ', 'deed 3 ')")
        connection.execute("UPDATE event SET time = x'ff00' WHERE act LIKE '%thought 4 %'")
        connection.execute("UPDATE event SET clock = 'soon' WHERE act LIKE '%thought 5 %'")
        connection.execute("UPDATE text SET body = x'00' WHERE key = 2")
    received = ann.sharing.merge([changed])
    assert (received.received, received.texts) == (29, 0)
    reasons = " ".join(one.reason for one in received.refused)
    for reason in ("was changed after it was written", "holds 2 bytes", "`clock` holds 'soon'", "is damaged"):
        assert reason in reasons
    assert len(received.refused) == 4


def test_many_refusals_of_a_file_are_counted(two: tuple[Project, Project], tmp_path: Path) -> None:
    ann, bob = two
    changed = tmp_path / "changed.db"
    bob.history.backup(changed)
    with closing(sqlite3.connect(changed, isolation_level=None)) as connection:
        connection.execute("UPDATE event SET reviewer = 'eve' WHERE act LIKE '%thought%'")
    refused = ann.sharing.merge([changed]).refused
    assert (len(refused), refused[-1].reason) == (21, "10 more parts refused")


def test_a_copy_made_while_the_review_is_open_is_merged(two: tuple[Project, Project], tmp_path: Path) -> None:
    ann, bob = two
    (tmp_path / "copied").mkdir()
    for file in bob.folder.glob("review.db*"):
        shutil.copy(file, tmp_path / "copied")
    assert ann.sharing.merge([tmp_path / "copied"]).received == 32


def test_a_locked_file_is_refused_in_a_line(
    two: tuple[Project, Project], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = two
    monkeypatch.setattr("review.journal.opening.WAIT_SECONDS", 0.1)
    bob.history.backup(tmp_path / "locked.db")
    with closing(sqlite3.connect(tmp_path / "locked.db", isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ReviewError, match="another process is writing"):
            ann.sharing.merge([tmp_path / "locked.db"])


@pytest.mark.parametrize("name", ["every-act", "every-act-3"])
def test_an_old_journal_is_merged_with_a_new_copy_of_itself(tmp_path: Path, name: str) -> None:
    stored = lzma.decompress((JOURNALS / name / "journal.db.xz").read_bytes())
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "review.db").write_bytes(stored)
        (tmp_path / folder / "theory_map.yaml").write_bytes(
            (JOURNALS / name / "theory_map.yaml").read_bytes()
        )
    new = Project.open(tmp_path / "new", "ann")
    new.annotations.memo("T1", "in the new copy")
    assert new.sharing.merge([tmp_path / "old"]).received == 0
    old = Project.open(tmp_path / "old", "bob")
    assert old.sharing.review == new.sharing.review
    assert old.sharing.replica != new.sharing.replica
    assert old.sharing.merge([tmp_path / "new"]).received == 1
    assert tables(old.journal) == tables(new.journal)
    old.close()
    new.close()


def test_acts_and_fields_of_a_newer_version_are_kept_without_effect(
    two: tuple[Project, Project],
) -> None:
    ann, bob = two
    bob.journal.append("bob", {"kind": "from-the-future", "what": {"deep": [1, None, "x"]}})
    bob.journal.append("bob", {"kind": "memo", "target": "T2", "text": "known", "mood": "unknown"})
    assert ann.sharing.merge([bob.folder]).received == 34
    assert [one.text for one in ann.annotations.memos("T2")] == ["known"]
    assert [one.kind for one in ann.history.unread_events()] == ["from-the-future"]
    assert tables(ann.journal) == tables(bob.journal)


def test_a_merge_that_was_stopped_goes_on(tmp_path: Path) -> None:
    """A stopped merge leaves some acts; the next one goes on from there."""
    ann = new_review(tmp_path / "ann", "ann")
    bob = a_copy(ann, tmp_path / "bob", "bob")
    for number in range(5):
        bob.annotations.memo("T1", str(number))
    done: list[int] = []

    def stop_after_two(number: int, _total: int) -> None:
        done.append(number)
        if number == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ann.sharing.merge([bob.folder], progress=stop_after_two)
    left = ann.sharing.merge([bob.folder]).received
    assert 3 <= left <= 5
    assert tables(ann.journal) == tables(bob.journal)
    ann.close()
    bob.close()
