"""Texts and documents in a shared folder: files that are named after what they hold."""

from __future__ import annotations

import gzip
import hashlib
import os
import sys
from pathlib import Path

import msgspec
import pytest

from review.domain.team.exchange import RefusedInput, SharedText
from review.errors import ReviewError
from review.sync.folder import texts
from review.sync.folder.documents import OtherContentError, add_document, documents, fetch_document
from review.sync.folder.texts import TextReader, add_texts


def text(words: str = "What was said.") -> SharedText:
    """A text whose SHA-256 is right."""
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    return SharedText(sha256, words, '{"pages":[]}', b"\0\xff", "pdfium")


SAID = text()
NAME = f"texts/{SAID.sha256}.json.gz"


def read(folder: Path, *known: str) -> tuple[list[SharedText], list[RefusedInput], TextReader]:
    """The texts that are not known, and what was refused."""
    reader = TextReader(folder, {})
    return [one.text for one in reader.texts(known)], reader.refused, reader


def test_a_text_that_was_added_is_read_once(tmp_path: Path) -> None:
    good: dict[str, tuple[int, int]] = {}
    assert add_texts(tmp_path, [SAID], good, []) == 1
    assert read(tmp_path)[:2] == ([SAID], [])
    assert read(tmp_path, SAID.sha256)[:2] == ([], [])
    assert TextReader(tmp_path, good).good == {}
    again = TextReader(tmp_path, good)
    assert not list(again.texts({SAID.sha256}))
    assert again.good == good


def test_the_same_text_gives_the_same_file_on_every_copy() -> None:
    assert texts.packed(SAID) == texts.packed(SAID)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is damaged or still being written"),
        (texts.packed(SAID)[:-20], "is damaged or still being written"),
        (b"PK\3\4", "is damaged or still being written"),
        (gzip.compress(b"[" * 100_000), "is not a text of a document"),
        (gzip.compress(b'{"sha256":1}'), "is not a text of a document"),
        (texts.packed(text("Another.")), "holds another text than its name says; delete it"),
        (texts.packed(msgspec.structs.replace(SAID, text="X")), "holds another text than its name says; delete it"),
    ],
    ids=range(7),
)  # fmt: skip
def test_what_is_not_the_text_that_its_name_says_is_refused(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / NAME).write_bytes(content)
    assert read(tmp_path)[:2] == ([], [RefusedInput(NAME, 0, reason)])
    found, _, reader = read(tmp_path, SAID.sha256)
    assert found == []
    assert not reader.good, "who has the text replaces the file"
    add_texts(tmp_path, [SAID], {}, [])
    assert read(tmp_path)[:2] == ([SAID], [])


def test_a_file_that_unpacks_to_more_than_any_text_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "LARGEST", 2**20)
    (tmp_path / "texts").mkdir()
    (tmp_path / NAME).write_bytes(gzip.compress(b" " * 20_000_000))
    assert read(tmp_path)[1] == [RefusedInput(NAME, 0, "unpacks to more than 1 MB")]


def test_a_text_that_nobody_would_read_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "LARGEST", 2**20)
    large = text("x" * 2**20)
    refused: list[RefusedInput] = []
    assert add_texts(tmp_path, [large, SAID], {}, refused) == 1
    assert refused == [
        RefusedInput(f"texts/{large.sha256}.json.gz", 0, "is larger than 1 MB, and was not sent")
    ]
    assert read(tmp_path)[:2] == ([SAID], [])


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows makes no pipes, and links only for administrators"
)
def test_other_names_links_and_pipes_are_left_alone(tmp_path: Path) -> None:
    inside = tmp_path / "texts"
    inside.mkdir()
    for name in ("README", f"{'a' * 63}.json.gz", f"{'A' * 64}.json.gz", f"{'a' * 64} 2.json.gz"):
        (inside / name).write_bytes(b"x")
    os.mkfifo(inside / f"{'b' * 64}.json.gz")
    (inside / f"{'c' * 64}.json.gz").symlink_to(tmp_path / "nowhere")
    assert read(tmp_path)[:2] == ([], [])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links only for administrators")
def test_nothing_is_read_or_written_through_a_linked_folder(tmp_path: Path) -> None:
    elsewhere, shared = tmp_path / "elsewhere", tmp_path / "shared"
    elsewhere.mkdir()
    shared.mkdir()
    (shared / "texts").symlink_to(elsewhere)
    with pytest.raises(ReviewError, match="is a link to one"):
        add_texts(shared, [SAID], {}, [])
    with pytest.raises(ReviewError, match="is a link to one"):
        TextReader(shared, {})
    assert not list(elsewhere.iterdir())


# --- documents -----------------------------------------------------------------------------------------------------

PDF = b"%PDF-1.4 of nobody" * 1000
SHA256 = hashlib.sha256(PDF).hexdigest()
THERE = f"files/{SHA256}.pdf"


def test_a_document_is_copied_there_and_back(tmp_path: Path) -> None:
    (tmp_path / "own.pdf").write_bytes(PDF)
    add_document(tmp_path, SHA256, tmp_path / "own.pdf")
    assert documents(tmp_path) == {SHA256: THERE}
    assert fetch_document(tmp_path, THERE, SHA256, tmp_path / "theirs.pdf")
    assert (tmp_path / "theirs.pdf").read_bytes() == PDF


def test_a_document_never_takes_the_name_of_another(tmp_path: Path) -> None:
    (tmp_path / "own.pdf").write_bytes(PDF)
    add_document(tmp_path, SHA256, tmp_path / "own.pdf")
    (tmp_path / "taken.pdf").write_bytes(b"mine")
    assert not fetch_document(tmp_path, THERE, SHA256, tmp_path / "taken.pdf")
    assert (tmp_path / "taken.pdf").read_bytes() == b"mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files", "own.pdf", "taken.pdf"]


def test_a_document_that_is_not_what_its_name_says_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "own.pdf").write_bytes(PDF + b"!")
    with pytest.raises(OtherContentError):
        add_document(tmp_path, SHA256, tmp_path / "own.pdf")
    assert documents(tmp_path) == {}
    (tmp_path / "files" / f"{SHA256}.pdf").write_bytes(b"%PDF-1.4 something else")
    with pytest.raises(OtherContentError):
        fetch_document(tmp_path, THERE, SHA256, tmp_path / "theirs.pdf")
    assert not (tmp_path / "theirs.pdf").exists()
