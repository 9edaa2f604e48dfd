"""Encoders of a few kilobytes, written by hand as ONNX models: the vector of a text is the mean of its words' vectors."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from review.learning.semantic.files import LACK, MODEL, TOKENIZER, installed

WORDS = (
    "[UNK]",
    "care",
    "market",
    "markets",
    "providers",
    "councils",
    "advice",
    "milk",
    "cows",
    "and",
    "the",
)
DIMENSIONS = 16
FLOAT, WHOLE, TRUTH = 1, 7, 9
"""The kinds of numbers, as ONNX counts them."""

if not installed():
    assert "REVIEW_TESTS_NEED_SEMANTIC" not in os.environ, LACK

needs_encoders = pytest.mark.skipif(not installed(), reason=LACK)


def field(number: int, value: bytes | str | int) -> bytes:
    """A field of a protocol buffer."""
    if isinstance(value, int):
        return _number(number << 3) + _number(value)
    content = value.encode() if isinstance(value, str) else value
    return _number(number << 3 | 2) + _number(len(content)) + content


def _number(value: int) -> bytes:
    low, high = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _number(high) if high else bytes([low])


def tensor(name: str, values: np.ndarray) -> bytes:
    """A table of numbers with a name."""
    shape = b"".join(field(1, size) for size in values.shape)
    kind, stored = {"f": (FLOAT, "<f4"), "i": (WHOLE, "<i8"), "b": (TRUTH, "?")}[values.dtype.kind]
    return shape + field(2, kind) + field(8, name) + field(9, values.astype(stored).tobytes())


def value(name: str, kind: int, *shape: int | str) -> bytes:
    """An input or output: its name, kind and shape."""
    sizes = b"".join(field(1, field(1 if isinstance(size, int) else 2, size)) for size in shape)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, sizes)))


def node(operator: str, inputs: tuple[str, ...], output: str, more: bytes = b"") -> bytes:
    """A step of the computation."""
    return b"".join(field(1, name) for name in inputs) + field(2, output) + field(4, operator) + more


def graph(nodes: list[bytes], tensors: list[bytes], inputs: list[bytes], *outputs: bytes) -> bytes:
    """A computation."""
    parts = [(1, nodes), (2, [b"made"]), (5, tensors), (11, inputs), (12, outputs)]
    return b"".join(field(number, one) for number, values in parts for one in values)


def model(of: bytes) -> bytes:
    """A model of a computation."""
    return field(1, 8) + field(7, of) + field(8, field(2, 17))


def word_vectors(seed: int = 0) -> bytes:
    """A model whose vectors of word pieces are made by a seed."""
    table = np.random.default_rng(seed).normal(size=(len(WORDS), DIMENSIONS))
    return model(
        graph(
            [node("Gather", ("table", "input_ids"), "last_hidden_state")],
            [tensor("table", table)],
            [value("input_ids", WHOLE, "batch", "sequence")],
            value("last_hidden_state", FLOAT, "batch", "sequence", DIMENSIONS),
        )
    )


def tokenizer(words: tuple[str, ...] = WORDS, more: Mapping[str, object] | None = None) -> bytes:
    """A tokenizer that knows some words."""
    known = {"type": "WordLevel", "vocab": {w: n for n, w in enumerate(words)}, "unk_token": "[UNK]"}
    parts = {"normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"}, "model": known}
    empty = dict.fromkeys(("truncation", "padding", "post_processor", "decoder"))
    return json.dumps({"version": "1.0", "added_tokens": [], **empty, **parts, **(more or {})}).encode()


def write_encoder(folder: Path, of: bytes | None = None, pieces: bytes | None = None) -> Path:
    """A folder with an encoder: a sound one, or one of the given files."""
    folder.mkdir(exist_ok=True)
    (folder / MODEL).write_bytes(word_vectors() if of is None else of)
    (folder / TOKENIZER).write_bytes(tokenizer() if pieces is None else pieces)
    return folder
