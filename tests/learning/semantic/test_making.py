"""Vectors made one at a time between other work, whatever happens to the encoder, the file or the process."""

import hashlib
import os

import numpy as np
import pytest

from review.errors import EncoderError
from review.learning.semantic import making
from review.learning.semantic.choice import ChosenEncoder
from review.learning.semantic.making import VectorMaker
from review.learning.semantic.vectors import VECTORS_NAME, VectorStore

TEXTS = ["Councils shape the market.", "Cows give milk.", "", "市場"]
CHOSEN, OTHER = (ChosenEncoder(name, "", name * 32, 4, "not given") for name in ("ab", "cd"))


class FixedEncoder:
    """An encoder without a model; `opened` counts how often one was opened."""

    opened = 0
    failing = ""

    def __init__(self, chosen: ChosenEncoder) -> None:
        type(self).opened += 1
        self.chosen, self.closed, self.encoded = chosen, False, []

    def encode(self, text: str) -> np.ndarray:
        assert not self.closed
        if self.failing:
            raise EncoderError(self.failing)
        self.encoded.append(text)
        return vector(text, self.chosen)

    def close(self) -> None:
        self.closed = True


def vector(text: str, encoder: ChosenEncoder) -> np.ndarray:
    digest = hashlib.sha256(f"{encoder.name} {text}".encode()).digest()[:4]
    return np.frombuffer(digest, np.uint8).astype(np.float32) / np.float32(256)


@pytest.fixture(autouse=True)
def encoders(monkeypatch):
    """All encoders that are opened, in their order."""
    made = []
    monkeypatch.setattr(FixedEncoder, "failing", "")
    monkeypatch.setattr(ChosenEncoder, "open", lambda one: made.append(FixedEncoder(one)) or made[-1])
    return made


def following(folder, *, encoder=CHOSEN, texts=TEXTS):
    maker = VectorMaker(folder / VECTORS_NAME if folder else None)
    maker.follow(encoder)
    maker.want(texts)
    return maker


def made_all(maker: VectorMaker) -> VectorMaker:
    while maker.step():
        pass
    return maker


def test_a_step_makes_at_most_one_vector_and_all_are_used_when_the_last_is_there(tmp_path, encoders):
    maker = following(tmp_path)
    assert (maker.progress, maker.is_working, maker.vectors) == ((0, 4), True, None)
    seen = []
    while maker.step():
        assert maker.vectors is None
        seen.append(maker.progress[0])
    assert sorted(set(seen) - {0}) == [1, 2, 3]
    assert (maker.progress, maker.is_working, maker.step()) == ((4, 4), False, False)
    rows = maker.vectors.of([*TEXTS, "coded since"])
    assert np.allclose(rows[:4], [vector(text, CHOSEN) for text in TEXTS], atol=1e-3)
    assert not rows[4].any()
    assert [one.closed for one in encoders] == [True]


def test_only_what_is_new_is_encoded(tmp_path, encoders):
    maker = made_all(following(tmp_path))
    maker.want([TEXTS[0], "A new passage.", "A new passage."])
    assert maker.progress == (1, 2)
    made_all(maker)
    assert [one.encoded for one in encoders] == [TEXTS, ["A new passage."]]
    again = following(tmp_path, texts=[*TEXTS, "A new passage."])
    assert again.vectors is not None
    assert not again.step()
    assert len(encoders) == 2


def test_without_texts_or_an_encoder_nothing_is_opened(tmp_path, encoders):
    for maker in (following(tmp_path, encoder=None), following(tmp_path, texts=())):
        assert not maker.step()
        assert not encoders
    assert following(tmp_path, encoder=None).vectors is None


def test_another_encoder_begins_again_and_the_same_goes_on(tmp_path, encoders):
    maker = made_all(following(tmp_path))
    assert not maker.follow(CHOSEN)
    assert maker.vectors
    assert maker.follow(OTHER)
    maker.want(TEXTS)
    assert maker.vectors is None
    made_all(maker)
    assert maker.vectors.encoder == OTHER
    assert np.allclose(maker.vectors.of(TEXTS), [vector(text, OTHER) for text in TEXTS], atol=1e-3)
    assert maker.follow(None)
    assert (maker.vectors, maker.progress, maker.step()) == (None, (0, 0), False)
    assert all(one.closed for one in encoders)


def test_one_that_fails_is_opened_again_and_then_given_up_with_its_reason(tmp_path, encoders, monkeypatch):
    monkeypatch.setattr(FixedEncoder, "failing", "model.onnx: onnxruntime cannot run it")
    maker = made_all(following(tmp_path))
    assert maker.trouble == "model.onnx: onnxruntime cannot run it"
    assert len(encoders) == making.MOST_FAILURES
    assert all(one.closed for one in encoders)
    assert (maker.vectors, maker.is_working) == (None, False)
    monkeypatch.setattr(FixedEncoder, "failing", "")
    maker.want([*TEXTS, "More."])
    assert not maker.step()
    maker.follow(OTHER)
    maker.want(TEXTS)
    assert made_all(maker).vectors


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            EncoderError("model.onnx: it has changed since it was chosen"),
            "it has changed since it was chosen",
        ),
        (MemoryError(), "cannot be opened (MemoryError)"),
    ],
)
def test_one_that_cannot_be_opened_is_no_longer_tried(tmp_path, monkeypatch, error, said):
    tried = []

    def refused(chosen: ChosenEncoder) -> None:
        tried.append(chosen)
        raise error

    monkeypatch.setattr(ChosenEncoder, "open", refused)
    maker = made_all(following(tmp_path))
    assert said in maker.trouble
    assert not maker.step()
    assert len(tried) == 1


def test_a_killed_process_loses_what_it_has_not_kept_and_the_next_goes_on(tmp_path, encoders, monkeypatch):
    monkeypatch.setattr("review.learning.semantic.vectors.LEAST_VECTORS", 2)
    maker = following(tmp_path)
    while maker.progress[0] < 3:
        maker.step()
    again = following(tmp_path)
    assert again.progress == (2, 4)
    made_all(again)
    assert encoders[-1].encoded == TEXTS[2:]


def test_two_processes_at_once_keep_what_both_made(tmp_path):
    one, other = following(tmp_path, texts=TEXTS[:2]), following(tmp_path, texts=TEXTS[1:])
    made_all(one)
    made_all(other)
    assert VectorStore(tmp_path / VECTORS_NAME, CHOSEN.sha256, 4).missing(TEXTS) == []


def test_vectors_that_cannot_be_kept_are_used_all_the_same_and_it_is_said_why(tmp_path):
    assert made_all(following(None)).vectors
    maker = made_all(following(tmp_path / "gone"))
    assert maker.vectors
    assert maker.unkept == os.strerror(2)
    (tmp_path / "gone").mkdir()
    maker.want([*TEXTS, "More."])
    assert made_all(maker).unkept == ""
