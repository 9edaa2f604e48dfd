"""An encoder at work. Only the child process imports this: it loads onnxruntime and tokenizers."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from review.sandbox.messages import CannotReadError

Vector = NDArray[np.float32]
"""A vector of length 1, or of zeros where an encoder gives nothing."""

MOST_PIECES = 128
"""How many word pieces of a text are read, as in the encoder's training."""

MOST_CHARACTERS = 40 * MOST_PIECES
"""How many characters of a text are split into word pieces."""

_ERRORS_ONLY = 3
_SENTENCE = "sentence_embedding"
_IDS, _MASK, _TYPES = "input_ids", "attention_mask", "token_type_ids"
_KINDS: dict[str, type[np.integer[Any]]] = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
_ONE_PER_PIECE, _ONE_PER_TEXT = 3, 2

# Nothing is reported to anybody, whatever the build of the library would do.
onnxruntime.disable_telemetry_events()


class Session:
    """An encoder, given by its model's bytes and its tokenizer.

    It reads one text at a time in one thread: int8 models scale numbers by all texts that are read together, so only then do
    equal texts have equal bits.

    Raises:
        CannotReadError: it is not an encoder of sentences.
    """

    def __init__(self, model: bytes, tokenizer: Tokenizer) -> None:
        self._tokenizer: Any = tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_PIECES)
        options: Any = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._kinds = _kinds_of_inputs({one.name: one.type for one in self._session.get_inputs()})
        outputs = [one.name for one in self._session.get_outputs()]
        self._output = _SENTENCE if _SENTENCE in outputs else outputs[0]
        self._nothing = np.zeros(0, np.float32)
        self._nothing = np.zeros_like(self("care"))

    def __call__(self, text: str) -> Vector:
        """The vector of a text: the mean over its pieces, or what the model gives for the sentence as a whole.

        Raises:
            CannotReadError: the model gives something else.
        """
        readable = text[:MOST_CHARACTERS].encode("utf-8", "replace").decode()
        pieces = self._tokenizer.encode(readable)
        if not pieces.ids:
            return self._nothing
        fed = {
            _IDS: np.array([pieces.ids], np.int64),
            _MASK: np.ones((1, len(pieces.ids)), np.int64),
            _TYPES: np.zeros((1, len(pieces.ids)), np.int64),
        }
        fed = {name: fed[name].astype(kind, copy=False) for name, kind in self._kinds.items()}
        given = np.asarray(self._session.run([self._output], fed)[0])
        if given.ndim == _ONE_PER_PIECE and given.shape[:2] == (1, len(pieces.ids)):
            return _unit(given[0].mean(axis=0))
        if given.ndim == _ONE_PER_TEXT and len(given) == 1:
            return _unit(given[0])
        raise CannotReadError(
            f"{self._output} has the shape {given.shape}, not one vector for each word piece"
        )


def _kinds_of_inputs(inputs: dict[str, str]) -> dict[str, type[np.integer[Any]]]:
    for name, kind in inputs.items():
        if name not in {_IDS, _MASK, _TYPES} or kind not in _KINDS:
            raise CannotReadError(
                f"it asks for {name[:60]} ({kind[:60]}), which an encoder of sentences does not"
            )
    if _IDS not in inputs:
        raise CannotReadError(f"it has no {_IDS}, as an encoder of sentences has")
    return {name: _KINDS[kind] for name, kind in inputs.items()}


def _unit(given: NDArray[Any]) -> Vector:
    vector = given.astype(np.float32)
    if not np.isfinite(vector).all():
        raise CannotReadError("it gives numbers that are not finite")
    length = np.linalg.norm(vector)
    return np.asarray(vector / length if length > 0 else vector, np.float32)
