"""The tasks of the child process that runs an encoder: open it, and encode texts one at a time."""

from __future__ import annotations

import hashlib
import os
import resource
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from review.learning.arithmetic import set_up_arithmetic
from review.learning.semantic.external_data import has_external_data
from review.learning.semantic.files import LARGEST_MODEL, LARGEST_TOKENIZER, MOST_DIMENSIONS
from review.learning.semantic.messages import Encoded, EncodeText, Opened, OpenEncoder
from review.sandbox.messages import CannotReadError, Decoder, Done, Request, Say
from review.sandbox.regular_file import open_regular

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from review.learning.semantic.session import Session, Vector

read_request: Decoder[Request] = Decoder(OpenEncoder, EncodeText)
"""Decodes a request."""

_LONGEST_REASON = 200
_POLITE = 10
_TRIALS = ("Councils shape the market.", "", "¿Wer? 市場", "care market providers and councils " * 400)
"""Texts that an encoder must encode: a short one, none, other letters, and one that is cut."""

_open: dict[str, Session] = {}


def do(request: Request, say: Say) -> None:
    """Opens an encoder, or sends a vector.

    Raises:
        CannotReadError: a file is missing, too large or changed, or is not an encoder of sentences.
    """
    try:
        if isinstance(request, OpenEncoder):
            say(_opened(request))
        elif isinstance(request, EncodeText):
            say(Encoded(_open[request.path](request.text).astype("<f4").tobytes()))
    except (CannotReadError, MemoryError):
        raise
    except Exception as error:
        # onnxruntime and tokenizers raise errors of many types.
        raise CannotReadError(f"it cannot be run ({_reason(error)})") from error
    say(Done())


def _opened(request: OpenEncoder) -> Opened:
    model = _bytes(Path(request.path), LARGEST_MODEL)
    tokenizer = _bytes(Path(request.tokenizer), LARGEST_TOKENIZER)
    digest = hashlib.sha256(model)
    digest.update(tokenizer)
    if request.sha256 not in {"", digest.hexdigest()}:
        raise CannotReadError("changed")
    try:
        if has_external_data(model):
            raise CannotReadError("it keeps numbers in other files; export it as one file")
    except ValueError as error:
        raise CannotReadError("it is not an ONNX model") from error
    with suppress(OSError):
        os.nice(_POLITE)
    # Threads would take memory.
    set_up_arithmetic()
    from review.learning.semantic.session import Session

    session = Session(model, _tokenizer(tokenizer, request.tokenizer))
    dimensions = _dimensions([session(text) for text in (*_TRIALS, *_TRIALS)])
    _open[request.path] = session
    # From here on this process can open nothing, neither a file nor a connection: texts cannot leave it but as vectors.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    return Opened(digest.hexdigest(), dimensions)


def _tokenizer(content: bytes, path: str) -> Tokenizer:
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_buffer(content)
    except Exception as error:
        # tokenizers raises nothing more special.
        raise CannotReadError(
            f"its {Path(path).name} is not one of a tokenizer ({_reason(error)})"
        ) from error


def _dimensions(vectors: list[Vector]) -> int:
    """How many numbers all vectors have, of texts that were encoded twice."""
    sizes = {len(vector) for vector in vectors}
    if len(sizes) > 1 or not 1 <= max(sizes) <= MOST_DIMENSIONS:
        raise CannotReadError(f"its vectors have {' or '.join(map(str, sorted(sizes)))} numbers")
    once, again = vectors[: len(_TRIALS)], vectors[len(_TRIALS) :]
    if any(one.tobytes() != other.tobytes() for one, other in zip(once, again, strict=True)):
        raise CannotReadError("it gives another vector each time")
    if not vectors[0].any() or vectors[0].tobytes() == vectors[-1].tobytes():
        raise CannotReadError("it gives the same vector for all texts")
    return sizes.pop()


def _bytes(path: Path, largest: int) -> bytes:
    try:
        # Not `read_regular`: it asks for room for the largest file, which the limit of memory does not allow.
        with open_regular(path, largest) as file:
            return file.read()
    except OSError as error:
        raise CannotReadError(f"{path.name} cannot be read ({error.strerror or error})") from error


def _reason(error: Exception) -> str:
    said = " ".join(str(error).rpartition("] : ")[2].split())
    return f"{said[:_LONGEST_REASON]}…" if len(said) > _LONGEST_REASON else said or type(error).__name__
