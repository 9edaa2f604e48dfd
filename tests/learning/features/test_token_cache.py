"""Texts kept as words in a file: they cost nothing, change nothing, and an invalid file is ignored."""

import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.domain import Order, RecordText
from review.learning.features import token_cache
from review.learning.features.token_cache import TokenCache
from review.project.learning.learner import WORDS_NAME, Learner
from tests.learning.material import MaterialInMemory

TEXTS = [
    "Councils shape the care market.",
    "Dairy cows, and milk",
    "",
    "İstanbul x² \ud800ab 市场 ＡＩ",
    "the care market",
]


@pytest.fixture(autouse=True)
def every_word_is_worth_a_file(monkeypatch):
    monkeypatch.setattr(token_cache, "LEAST_WORDS", 1)


def kept(file: Path, texts: list[str] = TEXTS) -> bytes:
    made = TokenCache(file)
    made.tokens.read(texts)
    made.keep()
    return file.read_bytes()


def signed(content: bytes) -> bytes:
    """The content as if the program itself had written it."""
    key = token_cache._VERSION
    return hashlib.blake2b(content, key=key, digest_size=32).digest() + content


def test_what_was_read_once_is_not_read_again_after_another_start(tmp_path):
    kept(tmp_path / WORDS_NAME)
    again = TokenCache(tmp_path / WORDS_NAME).tokens
    words = again.words
    assert [" ".join(words[number] for number in text) for text in again.read(TEXTS)] == [
        "councils shape the care market",
        "dairy cows and milk",
        "",
        "istanbul x² ab 市 场 ai",
        "the care market",
    ]
    assert again.words_read == 0


@settings(deadline=None)
@given(st.lists(st.text()), st.lists(st.text()))
def test_a_file_says_what_reading_says(tmp_path_factory, before, texts):
    file = tmp_path_factory.mktemp("kept") / WORDS_NAME
    made = TokenCache(file)
    made.tokens.read(before)
    made.keep()
    again = TokenCache(file).tokens
    for own, read in zip(made.tokens.read(texts), again.read(texts), strict=True):
        assert [made.tokens.words[n] for n in own] == [again.words[n] for n in read]


def test_scores_are_the_same_bits_with_and_without_it(tmp_path):
    file = tmp_path / WORDS_NAME
    records = [
        RecordText(f"r{n}", f"care market {n}", f"Providers and cow{n % 7} in council {n % 5}")
        for n in range(40)
    ]
    learner = Learner(MaterialInMemory(records=records[20:]), tmp_path)
    learner.queue("title-abstract", Order.RELEVANCE)
    learner.keep()
    assert file.exists()

    with_file, without = (
        Learner(MaterialInMemory(records=records), tmp_path),
        Learner(MaterialInMemory(records=records)),
    )
    one, other = (
        learner.caught_up().relevance("title-abstract").margins() for learner in (with_file, without)
    )
    assert one.tobytes() == other.tobytes()
    assert with_file.queue("title-abstract", Order.RELEVANCE) == without.queue(
        "title-abstract", Order.RELEVANCE
    )


def test_it_is_written_again_only_when_enough_is_new(tmp_path, monkeypatch):
    monkeypatch.setattr(token_cache, "LEAST_WORDS", 100)
    file = tmp_path / WORDS_NAME
    made = TokenCache(file)
    made.tokens.read(["care market " * 49])
    made.keep()
    assert not file.exists()
    made.tokens.read([f"care market {n}" * 1000 for n in range(2)])
    made.keep()
    before = file.stat().st_mtime_ns
    made.tokens.read(["providers " * 150])
    made.keep()
    assert file.stat().st_mtime_ns == before


def test_a_damaged_or_shortened_file_costs_the_reading_and_nothing_else(tmp_path):
    content = kept(tmp_path / WORDS_NAME)
    spoilt = tmp_path / "spoilt"
    for length in range(len(content)):
        spoilt.write_bytes(content[:length])
        assert not TokenCache(spoilt).tokens.texts
    for place in range(0, len(content), 7):
        spoilt.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert not TokenCache(spoilt).tokens.texts


@pytest.mark.parametrize(
    "content",
    [
        struct.pack("<3q", 2**62, 2**62, 2**62),
        struct.pack("<3q", -1, 4, 0),
        struct.pack("<3q", 0, 0, 3) + b"a b",
        struct.pack("<3q", 0, 0, 5) + b"ab\nab",
        struct.pack("<3q", 0, 0, 2) + b"\xff\xff",
        struct.pack("<3q", 0, 0, 5) + b"\x1b[31m",
        struct.pack("<3q", 1, 1, 2) + bytes(16) + struct.pack("<ii", 1, 7) + b"ab",
        struct.pack("<3q", 1, 1, 2) + bytes(16) + struct.pack("<ii", 1, -1) + b"ab",
        struct.pack("<3q", 1, 1, 2) + bytes(16) + struct.pack("<ii", 2, 0) + b"ab",
        struct.pack("<3q", 2, 0, 2) + bytes(32) + struct.pack("<ii", -1, 1) + b"ab",
    ],
    ids=[
        "huge",
        "negative",
        "no words",
        "twice",
        "no text",
        "control",
        "beyond",
        "below",
        "longer",
        "turned",
    ],
)
def test_what_a_stranger_wrote_is_passed_over(tmp_path, content):
    file = tmp_path / WORDS_NAME
    file.write_bytes(signed(content))
    made = TokenCache(file)
    assert not made.tokens.texts
    assert not made.tokens.words
    made.tokens.read(TEXTS)
    made.keep()
    assert TokenCache(file).tokens.texts


def test_another_version_reads_again(tmp_path, monkeypatch):
    kept(tmp_path / WORDS_NAME)
    monkeypatch.setattr(token_cache, "_VERSION", b"review words 2")
    assert not TokenCache(tmp_path / WORDS_NAME).tokens.texts


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path):
    for place in (tmp_path / "missing" / WORDS_NAME, tmp_path):
        made = TokenCache(place)
        read = made.tokens.read(TEXTS)
        made.keep()
        assert all(map(np.array_equal, made.tokens.read(TEXTS), read))
    assert not list(tmp_path.iterdir())
