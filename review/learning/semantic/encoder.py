"""An encoder of sentences, run by a child process with limits that can open neither files nor connections."""

from __future__ import annotations

from types import TracebackType
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from review.errors import EncoderError
from review.learning.semantic.files import CHANGED, EncoderFiles
from review.learning.semantic.messages import Encoded, EncodeText, Opened, OpenEncoder
from review.sandbox.limited_process import LimitedProcess, NoAnswerError, replies
from review.sandbox.limits import Limits
from review.sandbox.messages import Message, Request

Vector = NDArray[np.float32]
"""A vector of length 1, or of zeros where the encoder gives nothing."""

SECONDS = 60.0
"""The most seconds for opening an encoder, and for one text."""

_TASKS = "review.learning.semantic.task"
_LEAST_MEMORY_MB = 768
_MEMORY_PER_BYTE = 6
_MOST_BYTES = 1 << 20
_MEGABYTE = 1_000_000
_REASONS = {
    "changed": CHANGED,
    "timeout": "it takes too much time",
    "memory": "it takes too much memory",
    "crash": "it cannot be run",
    "output": "it cannot be run",
}

Said = TypeVar("Said", bound=Message)


class Encoder:
    """An open encoder; to be closed, which ends its process.

    `encode` waits for the other process, which has a lower priority; to be called from one thread at a time. After an error the
    encoder is closed and of no further use.

    Attributes:
        sha256: the hash of the model's bytes followed by the tokenizer's, which says which encoder it is.
        dimensions: how many numbers its vectors have.
    """

    def __init__(self, files: EncoderFiles, child: LimitedProcess) -> None:
        self._files, self._child = files, child
        self._closed = False
        self.sha256, self.dimensions = "", 0

    @classmethod
    def open(cls, files: EncoderFiles, sha256: str = "") -> Self:
        """Open an encoder and try it on some texts; takes a second or two.

        Args:
            files: where its files are.
            sha256: what its hash must be; by default anything.

        Raises:
            EncoderError: the extra is not installed, or the files are missing, changed, or not an encoder of sentences.
        """
        files.check()
        try:
            size = files.model.stat().st_size
        except OSError as error:
            raise EncoderError(str(error)) from error
        memory = _LEAST_MEMORY_MB + _MEMORY_PER_BYTE * size // _MEGABYTE
        encoder = cls(files, LimitedProcess(_TASKS, Limits(SECONDS, memory), _MOST_BYTES))
        model, tokenizer = str(files.model.absolute()), str(files.tokenizer.absolute())
        opened = encoder._asked(OpenEncoder(path=model, tokenizer=tokenizer, sha256=sha256), Opened)
        encoder.sha256, encoder.dimensions = opened.sha256, opened.dimensions
        return encoder

    def encode(self, text: str) -> Vector:
        """The vector of a text; equal texts have equal bits, whatever was encoded before.

        Raises:
            EncoderError: the encoder is closed, or failed on this text.
        """
        said = self._asked(EncodeText(path=str(self._files.model.absolute()), text=text), Encoded)
        vector = np.frombuffer(said.vector, "<f4") if len(said.vector) == 4 * self.dimensions else None
        if vector is None or not np.isfinite(vector).all():
            self.close()
            raise EncoderError(f"{self._files.model}: {_REASONS['crash']}")
        return vector.astype(np.float32)

    def close(self) -> None:
        """End its process; closing twice does no harm."""
        self._closed = True
        self._child.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _asked(self, request: Request, kind: type[Said]) -> Said:
        """The one answer to a request; at any error, or if the wait is interrupted, the encoder is closed."""
        if self._closed:
            raise EncoderError(f"{self._files.model}: the encoder is closed")
        try:
            return _only(list(replies(self._child, request, [kind])))
        except NoAnswerError as error:
            self.close()
            raise EncoderError(f"{self._files.model}: {_REASONS.get(str(error), error)}") from error
        except BaseException:
            self.close()
            raise


def _only(said: list[Said]) -> Said:
    if len(said) != 1:
        raise NoAnswerError("crash")
    return said[0]
