"""Vectors kept in a file: the same bits as new ones, and an invalid file is ignored."""

import hashlib
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.learning.semantic import vectors
from review.learning.semantic.vectors import VECTORS_NAME, VectorStore

ENCODER, OTHER = "ab" * 32, "cd" * 32
TEXTS = ["Councils shape the market.", "", "\ud800 x", "市場"]


def vector(text: str) -> np.ndarray:
    """Some vector of a text."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return np.frombuffer(digest, np.uint8)[:8].astype(np.float32) / np.float32(300)


def filled(file, texts=TEXTS, encoder=ENCODER):
    store = VectorStore(file, encoder, 8)
    for text in texts:
        store.add(text, vector(text))
    store.keep(finished=True)
    return store


@given(st.lists(st.text(), max_size=5), st.lists(st.text(), max_size=5))
def test_what_was_kept_is_there_again_to_the_bit(tmp_path_factory, texts, others):
    file = tmp_path_factory.mktemp("kept") / VECTORS_NAME
    made, again = filled(file, texts), VectorStore(file, ENCODER, 8)
    assert again.missing([*texts, *others]) == [t for t in dict.fromkeys(others) if t not in texts]
    assert again.matrix(texts).tobytes() == made.matrix(texts).tobytes()
    assert made.matrix(texts).dtype == np.float32


def test_a_text_without_a_vector_is_an_error(tmp_path):
    with pytest.raises(KeyError):
        filled(tmp_path / VECTORS_NAME).matrix(["another"])


def test_vectors_of_another_encoder_are_not_used_and_give_way(tmp_path):
    file = tmp_path / VECTORS_NAME
    filled(file)
    assert VectorStore(file, OTHER, 8).missing(TEXTS) == TEXTS
    assert VectorStore(file, ENCODER, 4).missing(TEXTS) == TEXTS
    filled(file, TEXTS[:1], OTHER)
    assert VectorStore(file, OTHER, 8).missing(TEXTS) == TEXTS[1:]
    assert VectorStore(file, ENCODER, 8).missing(TEXTS) == TEXTS


def test_two_processes_keep_what_both_made(tmp_path):
    file = tmp_path / VECTORS_NAME
    one, other = VectorStore(file, ENCODER, 8), VectorStore(file, ENCODER, 8)
    for store, text in ((one, "one"), (other, "other")):
        store.add(text, vector(text))
        store.keep(finished=True)
    assert VectorStore(file, ENCODER, 8).missing(["one", "other", "third"]) == ["third"]
    assert [path.name for path in tmp_path.iterdir()] == [VECTORS_NAME]


def test_it_is_written_only_when_enough_is_new(tmp_path, monkeypatch):
    monkeypatch.setattr(vectors, "LEAST_VECTORS", 3)
    file = tmp_path / VECTORS_NAME
    store = VectorStore(file, ENCODER, 8)
    seen = []
    for text in "abcd":
        store.add(text, vector(text))
        store.keep()
        seen.append(len(VectorStore(file, ENCODER, 8)))
    assert seen == [0, 0, 3, 3]
    store.keep(finished=True)
    assert len(VectorStore(file, ENCODER, 8)) == len(store) == 4


KILLED_WHILE_WRITING = """
import os
import sys
from pathlib import Path

from tests.learning.semantic.test_vectors import filled

Path.replace = lambda *_: os.kill(os.getpid(), 9)
filled(Path(sys.argv[1]), ["more"])
"""


def test_a_process_killed_while_writing_leaves_the_file_as_it_was(tmp_path):
    file = tmp_path / VECTORS_NAME
    filled(file)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_WRITING, str(file)], cwd=Path(__file__).parents[3], check=False
    )
    assert killed.returncode == -9
    assert VectorStore(file, ENCODER, 8).missing([*TEXTS, "more"]) == ["more"]


def test_a_damaged_or_shortened_file_costs_the_encoding_and_nothing_else(tmp_path):
    filled(tmp_path / VECTORS_NAME)
    content = (tmp_path / VECTORS_NAME).read_bytes()
    spoilt = tmp_path / "spoilt"
    for place in range(0, len(content), 5):
        for bad in (content[:place], content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]):
            spoilt.write_bytes(bad)
            assert len(VectorStore(spoilt, ENCODER, 8)) == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        bytes.fromhex(ENCODER) + struct.pack("<2q", 8, 2**62),
        bytes.fromhex(ENCODER) + struct.pack("<2q", 8, -1),
        bytes.fromhex(ENCODER) + struct.pack("<2q", 8, 1) + bytes(32),
        bytes.fromhex(ENCODER) + struct.pack("<2q", 8, 1) + bytes(32) + b"\0\x7c" * 8,
    ],
    ids=["empty", "huge", "negative", "too short", "not finite"],
)
def test_what_a_stranger_wrote_is_passed_over(tmp_path, content):
    file = tmp_path / VECTORS_NAME
    file.write_bytes(hashlib.blake2b(content, key=vectors._VERSION, digest_size=32).digest() + content)
    assert len(VectorStore(file, ENCODER, 8)) == 0
    filled(file)
    assert len(VectorStore(file, ENCODER, 8)) == len(TEXTS)


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path):
    for place in (tmp_path / "missing" / VECTORS_NAME, tmp_path, None):
        assert len(filled(place)) == len(TEXTS)
    assert not list(tmp_path.iterdir())
