"""Somebody joins a review that others share: a copy of its own, equal to theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.errors import ReviewError
from review.project import Project
from review.project.sharing.joining import join
from review.sync.folder.texts import add_texts
from review.sync.folder.writing import add_events, prepare
from tests.journal.random_acts import tables
from tests.project.sharing.copies import bring
from tests.reviews import new_review


def share(project: Project, folder: Path) -> Path:
    """Put what a copy has into a shared folder."""
    prepare(folder, make=True)
    add_events(folder, project.sharing.replica, project.sharing.to_send())
    add_texts(folder, project.sharing.texts_to_send(), {}, [])
    return folder


@pytest.mark.parametrize("source", ["shared", "ann", "ann/review.db"])
def test_a_joined_copy_is_equal_and_goes_on_as_a_replica_of_its_own(
    ann: Project, tmp_path: Path, source: str
) -> None:
    share(ann, tmp_path / "shared")
    joined = join(tmp_path / source, tmp_path / "bob")
    assert (joined.received, joined.texts, joined.refused) == (ann.revision, 1, ())
    bob = Project.open(tmp_path / "bob", "bob")
    assert bob.notices == ()
    assert tables(bob.journal) == tables(ann.journal)
    assert bob.sharing.review == ann.sharing.review
    assert bob.sharing.replica != ann.sharing.replica
    assert bob.map_file.pending_changes() == ()
    assert bob.sharing.shared_at == (str(tmp_path / "shared") if source == "shared" else "")
    bob.annotations.memo("T1", "hello")
    assert bring(ann, bob).received == 1
    bob.close()


def test_documents_that_stayed_with_the_others_are_a_notice_and_no_problem(
    ann: Project, tmp_path: Path
) -> None:
    share(ann, tmp_path / "shared")
    join(tmp_path / "shared", tmp_path / "bob")
    bob = Project.open(tmp_path / "bob", "bob")
    assert bob.history.verify() == []
    (notice,) = bob.history.verification_notices()
    assert notice.startswith("1 document not in this copy, such as A study: `review sync FOLDER --pdfs`")
    bob.close()
    assert "the file is gone" in ann.history.verify()[0], "it was here"


def test_what_cannot_be_joined_is_said_in_a_line_and_leaves_nothing(ann: Project, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("hello")
    other = new_review(tmp_path / "other")
    both = share(other, share(ann, tmp_path / "both"))
    shared = share(ann, tmp_path / "shared")
    other.close()
    faults = {
        (tmp_path / "missing", "new"): "not found; name the folder that the copies share",
        (tmp_path / "empty", "new"): "holds no review",
        (tmp_path / "notes.txt", "new"): "is not a review's journal",
        (both, "new"): "holds events of 2 reviews",
        (shared, "ann"): "is not empty",
        (shared, "notes.txt"): "is not empty",
        (shared, "notes.txt/new"): "cannot be written",
    }
    for (source, folder), fault in faults.items():
        with pytest.raises(ReviewError, match=fault) as caught:
            join(source, tmp_path / folder)
        assert "\n" not in str(caught.value)
    assert not (tmp_path / "new").exists()


def test_a_join_that_is_stopped_leaves_nothing_and_can_be_done_again(ann: Project, tmp_path: Path) -> None:
    shared = share(ann, tmp_path / "shared")
    (tmp_path / "bob").mkdir()

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        join(shared, tmp_path / "bob", progress=stop)
    assert list((tmp_path / "bob").iterdir()) == []
    assert join(shared, tmp_path / "bob").received == ann.revision


def test_a_file_of_events_that_is_damaged_is_listed_and_the_rest_is_there(
    ann: Project, tmp_path: Path
) -> None:
    shared = share(ann, tmp_path / "shared")
    (file,) = shared.glob("events-*.jsonl")
    file.write_bytes(file.read_bytes()[:-40])
    joined = join(shared, tmp_path / "bob")
    assert joined.received == ann.revision - 1
    (refused,) = joined.refused
    assert (refused.file, refused.line) == (file.name, ann.revision)
