"""Sentence vectors of texts, kept beside the journal by the hash of their text; nothing in the file cannot be made again.

The file consists of a checksum of the rest; the hash of the encoder; the numbers of dimensions and of texts; the texts' hashes;
and their vectors in float16. Any other content is ignored, so that vectors of two encoders never meet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from review.learning.semantic.encoder import Vector
from review.sandbox.temporary import beside

VECTORS_NAME = "review.db.vectors"
"""The file beside the journal; it may be deleted at any time."""

LEAST_VECTORS = 64
"""The least new vectors that are worth writing the file, unless it is finished."""

LEAST_SHARE = 0.1
"""The growth after which the file is written again."""

_VERSION = b"review vectors 1, 128 pieces"
"""Must change when the same encoder and text give another vector."""

_MOST_BYTES = 1 << 31
_HASH_BYTES = 32
_CHECKSUM_BYTES = 32
_COUNT, _NUMBER = np.dtype("<i8"), np.dtype("<f2")

Kept = NDArray[np.float16]


class VectorStore:
    """The vectors of one encoder, starting with the content of a file.

    Args:
        file: the file; None to keep nothing. If it is missing, unreadable, damaged or of another encoder, all vectors are missing.
        encoder: the hash of the encoder (`sha256` of `Encoder` and of `ChosenEncoder`).
        dimensions: how many numbers its vectors have.

    Attributes:
        unkept: why the file could not be written at the last attempt, such as for want of room; ``""`` if it could.
    """

    def __init__(self, file: Path | None, encoder: str, dimensions: int) -> None:
        self._file, self._encoder, self.dimensions = file, bytes.fromhex(encoder), dimensions
        self._vectors = self._restored()
        self._new = 0
        self.unkept = ""

    def __len__(self) -> int:
        return len(self._vectors)

    def missing(self, texts: Iterable[str]) -> list[str]:
        """The texts without a vector, each once, in their order."""
        return [text for text in dict.fromkeys(texts) if _key(text) not in self._vectors]

    def add(self, text: str, vector: Vector) -> None:
        """Keep a text's vector, rounded to float16."""
        assert vector.shape == (self.dimensions,)
        self._vectors[_key(text)] = vector.astype(np.float16)
        self._new += 1

    def matrix(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts as rows, as they are kept: the same bits whether they were just made or read.

        Raises:
            KeyError: a text has none; see `missing`.
        """
        found = np.empty((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            found[row] = self._vectors[_key(text)]
        return found

    def keep(self, *, finished: bool = False) -> None:
        """Write the file if enough is new, or anything if all is `finished`; an error is noted in `unkept`.

        What another process has written meanwhile is kept, too.
        """
        enough = 1 if finished else max(LEAST_VECTORS, LEAST_SHARE * len(self._vectors))
        if self._file is None or self._new < enough:
            return
        self._vectors = self._restored() | self._vectors
        self._new = 0
        self._write(self._file)

    def _write(self, file: Path) -> None:
        counts = np.array([self.dimensions, len(self._vectors)], _COUNT)
        vectors = np.concatenate([*self._vectors.values(), np.empty(0, _NUMBER)])
        body = [
            self._encoder,
            counts.tobytes(),
            *self._vectors,
            vectors.astype(_NUMBER, copy=False).tobytes(),
        ]
        part_file = beside(file)
        try:
            with part_file.open("xb") as stream:
                stream.writelines([_checksum(*body), *body])
            part_file.replace(file)
            self.unkept = ""
        except OSError as error:
            self.unkept = error.strerror or type(error).__name__
        finally:
            with suppress(OSError):
                part_file.unlink(missing_ok=True)

    def _restored(self) -> dict[bytes, Kept]:
        with suppress(OSError, ValueError):
            if self._file and self._file.is_file() and self._file.stat().st_size <= _MOST_BYTES:
                return self._read(self._file.read_bytes())
        return {}

    def _read(self, content: bytes) -> dict[bytes, Kept]:
        """The vectors in a file's content.

        Raises:
            ValueError: the content is damaged, of another version or of another encoder.
        """
        if content[:_CHECKSUM_BYTES] != _checksum(memoryview(content)[_CHECKSUM_BYTES:]):
            raise ValueError("damaged or from another version")
        counts_at = _CHECKSUM_BYTES + _HASH_BYTES
        if content[_CHECKSUM_BYTES:counts_at] != self._encoder:
            raise ValueError("of another encoder")
        dimensions, texts = map(int, np.frombuffer(content, _COUNT, 2, counts_at))
        keys_at = counts_at + 2 * _COUNT.itemsize
        vectors_at = keys_at + _HASH_BYTES * texts
        if dimensions != self.dimensions or texts < 0:
            raise ValueError("of another encoder")
        if vectors_at + _NUMBER.itemsize * texts * dimensions != len(content):
            raise ValueError("the size does not match")
        vectors = np.frombuffer(content, _NUMBER, texts * dimensions, vectors_at).reshape(texts, dimensions)
        if not np.isfinite(vectors).all():
            raise ValueError("not vectors")
        keys = [content[at : at + _HASH_BYTES] for at in range(keys_at, vectors_at, _HASH_BYTES)]
        return dict(zip(keys, vectors.astype(np.float16, copy=False), strict=True))


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _checksum(*parts: bytes | memoryview) -> bytes:
    digest = hashlib.blake2b(key=_VERSION, digest_size=_CHECKSUM_BYTES)
    for part in parts:
        digest.update(part)
    return digest.digest()
