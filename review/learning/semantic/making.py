"""Makes the sentence vectors of a review's texts one at a time, between other work, and says how far it is."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from review.domain.suggestions.encoder import UsedEncoder
from review.errors import EncoderError
from review.learning.semantic.choice import ChosenEncoder
from review.learning.semantic.encoder import Encoder
from review.learning.semantic.vectors import VectorStore

MOST_FAILURES = 3
"""The number of times that an encoder may fail before its vectors are given up until the program starts again or another is chosen."""

MOMENT = 0.02
"""Seconds that a step waits for an encoder that is being opened; about as long as a text takes."""


@dataclass(frozen=True)
class SentenceVectors:
    """The vectors of a review's texts, by one encoder."""

    encoder: ChosenEncoder
    store: VectorStore

    @property
    def used(self) -> UsedEncoder:
        """The encoder as a model card names it."""
        encoder = self.encoder
        return UsedEncoder(
            name=encoder.name, sha256=encoder.sha256, dimensions=encoder.dimensions, licence=encoder.licence
        )

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts as rows; a text without one, such as a quotation coded since, has zeros, which are not evidence."""
        missing = set(self.store.missing(texts))
        found = np.zeros((len(texts), self.store.dimensions), np.float32)
        rows = [row for row, text in enumerate(texts) if text not in missing]
        found[rows] = self.store.matrix([texts[row] for row in rows])
        return found


class VectorMaker:
    """Makes vectors with the encoder that it follows, in steps of at most one text. To be closed.

    `trouble` says in one line why there are no vectors although an encoder is chosen, ``""`` if nothing is wrong.

    Args:
        file: the file of the vectors beside the journal; None to keep nothing.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._encoder: ChosenEncoder | None = None
        self._store: VectorStore | None = None
        self._opening: Future[Encoder] | None = None
        self._waiting: deque[str] = deque()
        self._wanted = self._failures = 0
        self.trouble = ""

    @property
    def encoder(self) -> ChosenEncoder | None:
        """The encoder that it follows."""
        return self._encoder

    @property
    def unkept(self) -> str:
        """Why the vectors cannot be kept for the next start, ``""`` if they can."""
        return "" if self._store is None else self._store.unkept

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the wanted texts have a vector, and how many are wanted."""
        return self._wanted - len(self._waiting), self._wanted

    @property
    def is_working(self) -> bool:
        """Whether texts wait for their vector, and nothing speaks against making it."""
        return bool(self._waiting) and not self.trouble

    @property
    def vectors(self) -> SentenceVectors | None:
        """The vectors, once all wanted texts have one; None before, and without an encoder."""
        if self._encoder is None or self._store is None or self._waiting:
            return None
        return SentenceVectors(self._encoder, self._store)

    def follow(self, encoder: ChosenEncoder | None) -> bool:
        """Make vectors with this encoder from now on, or none; returns whether that is another one, whose texts are to be named."""
        if encoder == self._encoder:
            return False
        self.close()
        self._encoder, self._failures, self.trouble = encoder, 0, ""
        self._store = VectorStore(self._file, encoder.sha256, encoder.dimensions) if encoder else None
        self.want(())
        return True

    def want(self, texts: Sequence[str]) -> None:
        """Make the vectors of these texts; only what has none yet is encoded."""
        self._waiting = deque(() if self._store is None else self._store.missing(texts))
        self._wanted = 0 if self._store is None else len(set(texts))

    def step(self) -> bool:
        """Encode one text, or wait a moment for the encoder; returns whether more is to be done."""
        if not self.is_working:
            return False
        try:
            if encoder := self._open():
                self._encode(encoder)
        except EncoderError as error:
            self._failed(error)
        return self.is_working

    def close(self) -> None:
        """End the encoder; it is opened again when a text needs it."""
        opening, self._opening = self._opening, None
        if opening is not None:
            opening.add_done_callback(_close)

    def _encode(self, encoder: Encoder) -> None:
        assert self._store is not None
        vector = encoder.encode(self._waiting[0])
        self._store.add(self._waiting.popleft(), vector)
        self._store.keep(finished=not self._waiting)
        if not self._waiting:
            self.close()

    def _open(self) -> Encoder | None:
        """The open encoder; None while it is being opened."""
        assert self._encoder is not None
        if self._opening is None:
            self._opening = Future()
            # It takes seconds, in which questions can be answered.
            threading.Thread(target=_open, args=(self._opening, self._encoder), daemon=True).start()
        try:
            return self._opening.result(MOMENT)
        except NotYet:
            return None

    def _failed(self, error: EncoderError) -> None:
        """Try again with a new process, unless it has failed too often or could not be opened."""
        was_open = self._opening is not None and self._opening.done() and self._opening.exception() is None
        self.close()
        self._failures += 1
        if not was_open or self._failures >= MOST_FAILURES:
            self.trouble = str(error)


def _open(opening: Future[Encoder], encoder: ChosenEncoder) -> None:
    try:
        opening.set_result(encoder.open())
    except EncoderError as error:
        opening.set_exception(error)
    except Exception as error:  # noqa: BLE001 - a fault in a thread would leave others waiting
        opening.set_exception(EncoderError(f"the sentence encoder cannot be opened ({type(error).__name__})"))


def _close(opening: Future[Encoder]) -> None:
    if opening.exception() is None:
        opening.result().close()
