"""Copies of a review exchange through a shared folder: nothing is lost, whoever comes first and whatever lies there."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from review.acts import Memo
from review.domain.team.exchange import RefusedInput
from review.errors import ReviewError
from review.journal.queries import files
from review.journal.queries.files import SeenFile
from review.journal.restoring import restore
from review.project import Project
from review.project.sharing.documents import names_in
from review.project.sharing.folder import READ
from review.project.sharing.joining import join
from review.project.sharing.synced import SyncReport
from review.sync.folder.reading import EventReader
from tests.journal.random_acts import tables
from tests.project.sharing.copies import a_copy
from tests.reviews import SMALL_MAP, TWO_REVIEWERS, a_document, a_review, add_record, new_review

STAGE = "title-abstract"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The folder that two people share, not made yet."""
    return tmp_path / "shared"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Project, Project, str]]:
    """Ann's and Bob's copies of one review with a record that has a text, and the record's id."""
    with_record = a_review(tmp_path / "ann", "ann", TWO_REVIEWERS)
    record = add_record(with_record, "Markets for care", document=a_document())
    bob = a_copy(with_record, tmp_path / "bob", "bob")
    yield with_record, bob, record
    with_record.close()
    bob.close()


def own_file(project: Project, shared: Path) -> Path:
    """The file of events that a copy writes."""
    return shared / f"events-{project.sharing.replica}.jsonl"


def memo(project: Project, text: str, target: str = "T1") -> str:
    """A memo; the event."""
    return project.annotations.memo(target, text).event


def exchange(shared: Path, *projects: Project) -> SyncReport:
    """Every copy exchanges, one after the other, and the first once more."""
    for project in (*projects, *projects[:-1]):
        last = project.sharing.sync_folder(shared)
    return last


def test_acts_of_each_reach_the_other(two: tuple[Project, Project, str], shared: Path) -> None:
    ann, bob, _ = two
    event = memo(ann, "Ann's memo")
    first = ann.sharing.sync_folder(shared)
    assert (first.received, first.refused, first.texts) == (0, (), 1)
    assert first.sent == len(ann.sharing.known())
    of_bob = memo(bob, "Bob's memo", "T2")
    second = bob.sharing.sync_folder(shared)
    assert (second.received, second.sent, second.texts) == (1, 1, 0)
    assert event in bob.sharing.known()
    third = ann.sharing.sync_folder()
    assert (third.received, third.sent) == (1, 0)
    assert of_bob in ann.sharing.known()
    assert tables(ann.journal) == tables(bob.journal)


def test_nothing_new_writes_and_reads_nothing(two: tuple[Project, Project, str], shared: Path) -> None:
    ann, bob, _ = two
    exchange(shared, ann, bob)
    before = {path: path.stat().st_mtime_ns for path in shared.rglob("*")}
    again = ann.sharing.sync_folder()
    assert (again.sent, again.received, again.refused, again.texts) == (0, 0, (), 0)
    assert {path: path.stat().st_mtime_ns for path in shared.rglob("*")} == before


def test_each_line_has_the_fields_of_the_reference(two: tuple[Project, Project, str], shared: Path) -> None:
    ann, _, _ = two
    memo(ann, "Naïve")
    ann.sharing.sync_folder(shared)
    lines = [json.loads(line) for line in own_file(ann, shared).read_text("ascii").splitlines()]
    assert {line["hash"] for line in lines} == ann.sharing.known()
    assert {line["review"] for line in lines} == {ann.sharing.review}
    events = {event.hash: event for event in ann.journal.events()}
    for line in lines:
        event = events[line["hash"]]
        assert (line["previous"], line["replica"], line["clock"], line["time"], line["reviewer"], line["act"]) == (
            event.previous, event.replica, event.clock, event.time, event.reviewer, event.act,
        )  # fmt: skip


def test_texts_travel(two: tuple[Project, Project, str], shared: Path) -> None:
    ann, bob, _ = two
    record = add_record(ann, "Another", document=a_document(("Only one paragraph.",)))
    ann.sharing.sync_folder(shared)
    assert bob.sharing.sync_folder(shared).texts == 1
    assert bob.documents.text_of(record).text == "Only one paragraph."


def test_a_file_that_was_lost_or_cut_is_completed_again(
    two: tuple[Project, Project, str], shared: Path
) -> None:
    ann, bob, _ = two
    exchange(shared, ann, bob)
    path = own_file(ann, shared)
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    cut = bob.sharing.sync_folder()
    assert [(one.file, one.line) for one in cut.refused] == [(path.name, whole.count(b"\n"))]
    assert cut.sent == 1, "Bob has the act that was cut, and sends it"
    path.unlink()
    assert ann.sharing.sync_folder().sent >= 1
    everything = b"".join(file.read_bytes() for file in shared.glob("*.jsonl"))
    assert all(event.encode() in everything for event in ann.sharing.known())


@pytest.mark.parametrize("first", ["owner", "other"])
def test_a_cut_file_beside_its_complete_conflicted_copy_is_completed_by_its_owner(
    two: tuple[Project, Project, str], shared: Path, first: str
) -> None:
    ann, bob, _ = two
    memo(ann, "Ann's")
    exchange(shared, ann, bob)
    path = own_file(ann, shared)
    whole = path.read_bytes()
    copied = path.with_name(f"{path.stem} (conflicted copy).jsonl")
    copied.write_bytes(whole)
    path.write_bytes(whole[:-30])
    if first == "other":
        assert any(
            "ann's next `review sync` completes it" in one.reason for one in bob.sharing.sync_folder().refused
        )
    mended = ann.sharing.sync_folder()
    assert [one.file for one in mended.refused] == [copied.name], "what was completed is not said to be cut"
    assert path.read_bytes() == whole
    copied.unlink()
    again = ann.sharing.sync_folder()
    assert (again.sent, again.refused) == (0, ())


def test_a_file_that_was_damaged_and_then_deleted_is_written_again(
    two: tuple[Project, Project, str], shared: Path
) -> None:
    ann, bob, _ = two
    event = memo(bob, "Bob's")
    exchange(shared, ann, bob)
    with own_file(bob, shared).open("ab") as file:
        file.write(b"damage\n")
    assert len(bob.sharing.sync_folder().refused) == 1
    own_file(bob, shared).unlink()
    assert bob.sharing.sync_folder().sent == 1
    assert event in own_file(bob, shared).read_text()


def test_who_joins_through_the_folder_goes_on_with_it(
    two: tuple[Project, Project, str], shared: Path, tmp_path: Path
) -> None:
    ann, _, record = two
    with_pdf(ann, "Rahman.pdf")
    ann.sharing.sync_folder(shared, pdfs=True)
    join(shared, tmp_path / "cat")
    cat = Project.open(tmp_path / "cat", "cat")
    assert cat.documents.text_of(record)
    mine = memo(cat, "Cat's")
    came = cat.sharing.sync_folder(pdfs=True)
    assert (came.received, came.files, came.refused) == (0, 1, ())
    assert ann.sharing.sync_folder().received == came.sent
    assert mine in ann.sharing.known()
    assert tables(cat.journal) == tables(ann.journal)
    cat.close()


def test_a_damaged_line_never_stands_for_the_act_that_it_names(
    two: tuple[Project, Project, str], shared: Path
) -> None:
    ann, bob, _ = two
    event = memo(ann, "The words of Ann")
    ann.sharing.sync_folder(shared)
    path = own_file(ann, shared)
    path.write_bytes(path.read_bytes().replace(b"words of Ann", b"words of Eve"))
    came = bob.sharing.sync_folder(shared)
    assert [one.reason for one in came.refused] == [
        "was changed after it was written; delete the file, and ann's next `review sync` writes it again"
    ]
    assert event not in bob.sharing.known()
    assert ann.sharing.sync_folder().sent == 1, "the sound act is sent again"
    assert bob.sharing.sync_folder().received == 1


def test_the_owner_of_a_file_is_named_where_its_sound_lines_were_read_before(
    two: tuple[Project, Project, str], shared: Path
) -> None:
    ann, bob, _ = two
    memo(ann, "First")
    with ann.acting_as("cleo"):
        memo(ann, "Second")
    exchange(shared, ann, bob)
    memo(ann, "The words of Ann")
    ann.sharing.sync_folder()
    path = own_file(ann, shared)
    path.write_bytes(path.read_bytes().replace(b"words of Ann", b"words of Eve"))
    (refused,) = bob.sharing.sync_folder().refused
    assert refused.reason.endswith("delete the file, and ann's or cleo's next `review sync` writes it again")


def test_another_review_in_the_folder_is_refused_in_one_line_for_each_file(
    two: tuple[Project, Project, str], shared: Path, tmp_path: Path
) -> None:
    ann, _, _ = two
    other = new_review(tmp_path / "other", "eve", SMALL_MAP)
    memo(other, "Something else")
    other.sharing.sync_folder(shared)
    foreign = own_file(other, shared)
    before = ann.sharing.known()
    with pytest.raises(ReviewError, match="is the shared folder of another review, and nothing was sent"):
        ann.sharing.sync_folder(shared)
    assert [*shared.glob("events-*")] == [foreign], "others can still join that review from there"
    foreign.rename(tmp_path / foreign.name)
    ann.sharing.sync_folder(shared)
    (tmp_path / foreign.name).rename(foreign)
    came = ann.sharing.sync_folder()
    assert [(one.file, one.line) for one in came.refused] == [(foreign.name, 1)]
    assert "of another review; move the file" in came.refused[0].reason
    assert ann.sharing.known() == before
    other.close()


def test_a_text_of_no_document_and_a_damaged_one_do_no_harm(
    two: tuple[Project, Project, str], shared: Path
) -> None:
    ann, bob, record = two
    ann.sharing.sync_folder(shared)
    (path,) = (shared / "texts").iterdir()
    sound = path.read_bytes()
    path.write_bytes(sound[:100])
    came = bob.sharing.sync_folder(shared)
    assert [one.reason for one in came.refused] == ["is damaged or still being written"]
    assert path.read_bytes() == sound, "Bob has the text, and mends the file"
    assert bob.sharing.sync_folder().refused == ()
    assert bob.documents.text_of(record)


def test_a_restored_copy_reads_the_folder_again(
    two: tuple[Project, Project, str], shared: Path, tmp_path: Path
) -> None:
    ann, bob, _ = two
    before = bob.history.backup(tmp_path / "before.db")
    memo(ann, "After the backup")
    exchange(shared, ann, bob)
    assert bob.journal.database.meta(READ)
    folder = bob.folder
    bob.close()
    restore(folder / "review.db", before)
    again = Project.open(folder, "bob")
    assert again.sharing.shared_at == "", "where a copy exchanges is its own setting"
    assert again.sharing.sync_folder(shared).received == 1
    assert tables(again.journal) == tables(ann.journal)
    again.close()


def test_programs_that_exchange_at_once_lose_nothing(two: tuple[Project, Project, str], shared: Path) -> None:
    shared.mkdir()
    for number, project in enumerate(two[:2] * 20):
        memo(project, f"Memo {number}")
    command = [sys.executable, "-m", "review", "sync", str(shared), "--project"]
    running = [
        subprocess.Popen([*command, str(project.folder)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for project in (two[0], two[1], two[0])
    ]
    said = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], said
    ann, bob, _ = two
    exchange(shared, ann, bob)
    assert ann.sharing.known() == bob.sharing.known()
    assert tables(ann.journal) == tables(bob.journal)
    reader = EventReader(shared, ann.sharing.review)
    assert {one.event.hash for one in reader.events()} == ann.sharing.known()
    assert not reader.refused


# --- places ---------------------------------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_shared_is_named_in_one_line(
    two: tuple[Project, Project, str], tmp_path: Path
) -> None:
    ann, bob, _ = two
    (tmp_path / "file").write_text("")
    for folder, reason in {
        ann.folder: "is this review's own folder",
        ann.folder / "corpus": "lies inside this review's own folder",
        bob.folder: "run `review merge",
        tmp_path / "file": "is a file; name a folder",
        tmp_path / "no" / "folder": "its parent folder does not exist",
    }.items():
        with pytest.raises(ReviewError, match=reason) as refused:
            ann.sharing.sync_folder(folder)
        assert "\n" not in str(refused.value)
    with pytest.raises(ReviewError, match="shares no folder and no server"):
        ann.sharing.sync_folder()


def test_a_drive_that_is_gone_is_not_replaced_by_an_empty_folder(
    two: tuple[Project, Project, str], shared: Path
) -> None:
    ann, _, _ = two
    ann.sharing.sync_folder(shared)
    shutil.rmtree(shared)
    with pytest.raises(ReviewError, match="is not there; connect its drive"):
        ann.sharing.sync_folder()
    assert not shared.exists()
    shared.mkdir()  # where a drive is mounted
    with pytest.raises(ReviewError, match="is empty, although this copy exchanged there before; connect"):
        ann.sharing.sync_folder()
    assert list(shared.iterdir()) == []
    assert ann.sharing.sync_folder(shared).sent == len(ann.sharing.known())


# --- documents --------------------------------------------------------------------------------------------------------


CONTENT = b"%PDF-1.4 Rahman"


def with_pdf(project: Project, name: str, written: str | None = None) -> str:
    """A record whose file lies in the corpus, as reading it makes it; its id, which is the file's SHA-256.

    `written`: the path that its act names, if it is another.
    """
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    path = project.folder / "corpus" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(CONTENT)
    facts = path.stat()
    relative = path.relative_to(project.folder).as_posix()
    files.remember(project.journal, SeenFile(relative, sha256, facts.st_size, facts.st_mtime_ns, "no-text"))
    act = {"kind": "ingest", "record": sha256, "file_sha256": sha256, "text_sha256": "", "metadata": {}}
    act |= {"path": relative if written is None else written, "status": "no-text", "message": "", "pages": 1}
    project.journal.append("ann", act)
    return sha256


def test_pdfs_come_where_the_reader_finds_them(two: tuple[Project, Project, str], shared: Path) -> None:
    ann, bob, _ = two
    record = with_pdf(ann, "2016/Rahman.pdf")
    assert ann.sharing.sync_folder(shared).files == 0, "only if asked"
    assert ann.sharing.sync_folder(pdfs=True).files == 1
    assert (shared / "files" / f"{record}.pdf").read_bytes() == CONTENT
    assert bob.sharing.sync_folder(shared).files == 0
    assert bob.documents.file_of(record) is None
    for typed in ("corpus/2016/Rahman.pdf", "2016/Rahman.pdf", "Rahman.pdf"):
        assert bob.records.find(typed) == record, "by its path in ann's copy"
    here = bob.documents.where_its_file_is(bob.records.get(record))
    assert here == "corpus/2016/Rahman.pdf (missing here)"
    assert bob.sharing.sync_folder(pdfs=True).files == 1
    assert bob.documents.file_of(record) == bob.folder / "corpus" / "2016" / "Rahman.pdf"
    assert bob.documents.where_its_file_is(bob.records.get(record)) == "corpus/2016/Rahman.pdf"
    assert bob.corpus.new_files() == []
    assert bob.sharing.sync_folder(pdfs=True).files == 0


def test_a_pdf_overwrites_nothing(two: tuple[Project, Project, str], shared: Path) -> None:
    ann, bob, _ = two
    record = with_pdf(ann, "Rahman.pdf")
    (bob.folder / "corpus").mkdir(exist_ok=True)
    (bob.folder / "corpus" / "Rahman.pdf").write_bytes(b"%PDF-1.4 Bob's own")
    ann.sharing.sync_folder(shared, pdfs=True)
    bob.sharing.sync_folder(shared, pdfs=True)
    assert (bob.folder / "corpus" / "Rahman.pdf").read_bytes() == b"%PDF-1.4 Bob's own"
    assert bob.documents.file_of(record) == bob.folder / "corpus" / "Rahman (2).pdf"


def test_a_pdf_that_already_lies_there_is_not_copied(two: tuple[Project, Project, str], shared: Path) -> None:
    ann, bob, _ = two
    record = with_pdf(ann, "Rahman.pdf")
    (bob.folder / "corpus").mkdir(exist_ok=True)
    (bob.folder / "corpus" / "Rahman.pdf").write_bytes(CONTENT)
    ann.sharing.sync_folder(shared, pdfs=True)
    assert bob.sharing.sync_folder(shared, pdfs=True).files == 0
    assert bob.documents.file_of(record) == bob.folder / "corpus" / "Rahman.pdf"


def test_a_pdf_that_is_not_what_its_name_says_is_refused(
    two: tuple[Project, Project, str], shared: Path
) -> None:
    ann, bob, _ = two
    record = with_pdf(ann, "Rahman.pdf")
    ann.sharing.sync_folder(shared, pdfs=True)
    (shared / "files" / f"{record}.pdf").write_bytes(b"%PDF-1.4 Eve")
    came = bob.sharing.sync_folder(shared, pdfs=True)
    assert came.refused == (
        RefusedInput(f"files/{record}.pdf", 0, "holds another document than its name says; delete it"),
    )
    assert bob.documents.file_of(record) is None


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("../../outside.pdf", "outside.pdf"),
        ("/etc/outside.pdf", "outside.pdf"),
        ("corpus/../../outside.pdf", "outside.pdf"),
        ("corpus\\sub\\a.pdf", "sub/a.pdf"),
        ("corpus/CON.pdf", "_CON.pdf"),
        ("corpus/why?.pdf", "why_.pdf"),
        ("corpus/.hidden/a.pdf", "hidden/a.pdf"),
        ("corpus/a. .pdf", "a.pdf"),
        ("corpus/x.exe", "x.exe.pdf"),
        ("corpus/Notes.TXT", "Notes.txt"),
        ("", "document.pdf"),
        ("corpus/" + "n" * 300 + ".pdf", "n" * 120 + ".pdf"),
        ("corpus/" + "n" * 300 + ".docx", "n" * 120 + ".docx"),
    ],
)
def test_a_path_of_another_system_or_of_a_stranger_stays_inside_the_corpus(
    tmp_path: Path, written: str, found: str
) -> None:
    corpus = tmp_path / "corpus"
    assert next(names_in(corpus, written)) == corpus / found


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links only for administrators")
def test_no_link_leads_a_pdf_out_of_the_corpus(tmp_path: Path) -> None:
    corpus, outside = tmp_path / "corpus", tmp_path / "outside"
    corpus.mkdir()
    outside.mkdir()
    (corpus / "sub").symlink_to(outside)
    assert next(names_in(corpus, "corpus/sub/a.pdf")) == corpus / "a.pdf"


# --- two people, apart ------------------------------------------------------------------------------------------------


ACTS, IN_COMMON, PLANTED = 500, 200, 29


def works_alone(project: Project, records: list[str], excluded: set[str]) -> None:
    """Five hundred acts: decisions on all of these records, and memos."""
    with project.journal.transaction():
        for record in records:
            kind, criteria = ("exclude", ["E1"]) if record in excluded else ("include", [])
            act = {"kind": "decide", "record": record, "stage": STAGE, "decision": kind, "criteria": criteria}
            project.journal.append(project.reviewer, act | {"theory_event": project.theory.event})
        for number in range(ACTS - len(records)):
            project.journal.append(project.reviewer, Memo(target=records[number], text=f"memo {number}"))


def test_two_people_apart_have_exactly_the_conflicts_that_were_planted(tmp_path: Path, shared: Path) -> None:
    ann = new_review(tmp_path / "ann", "ann", TWO_REVIEWERS)
    with ann.journal.transaction():
        records = [add_record(ann, f"Record {number}") for number in range(2 * 300 - IN_COMMON)]
    bob = a_copy(ann, tmp_path / "bob", "bob")
    planted = set(random.Random(15).sample(records[200:300], PLANTED))
    works_alone(ann, records[:300], set())
    # Bob excludes others, too, that Ann never sees: these are no conflicts.
    works_alone(bob, records[100:], planted | set(records[350:]))
    exchange(shared, ann, bob)
    assert ann.sharing.known() == bob.sharing.known()
    assert tables(ann.journal) == tables(bob.journal)
    for project in (ann, bob):
        assert {one.record for one in project.conflicts.all()} == planted
        assert project.sharing.sync_folder().conflicts == PLANTED
    ann.close()
    bob.close()


def test_undo_says_that_an_act_was_made_in_another_copy(
    two: tuple[Project, Project, str], shared: Path
) -> None:
    here, elsewhere, _ = two
    memo(here, "made here")
    for one in (here, elsewhere):
        one.sharing.sync_folder(shared)
    with elsewhere.acting_as("ann"):
        memo(elsewhere, "made elsewhere, later")
    for one in (elsewhere, here):
        one.sharing.sync_folder(shared)
    away, own = here.history.undo().message, here.history.undo().message
    assert "in another copy or before this one was restored or moved" in away
    assert "copy" not in own
