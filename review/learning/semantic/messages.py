"""Messages of the child that runs an encoder."""

from __future__ import annotations

from review.sandbox.messages import Request, Step


class OpenEncoder(Request, frozen=True, kw_only=True, tag="open"):
    """Open the model at `path` with its tokenizer, if their hash is `sha256` (any, if that is empty)."""

    tokenizer: str
    sha256: str


class EncodeText(Request, frozen=True, kw_only=True, tag="encode"):
    """Send the vector of a text, made by the model at `path`, which is open."""

    text: str


class Opened(Step, frozen=True, array_like=True, tag="opened"):
    """The encoder is open; its vectors have so many `dimensions`."""

    sha256: str
    dimensions: int


class Encoded(Step, frozen=True, array_like=True, tag="encoded"):
    """A vector, as the bytes of its little-endian float32 numbers."""

    vector: bytes
