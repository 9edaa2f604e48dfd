"""The parent's side: asks a child process for a copy of a PDF with highlights, and passes its bytes on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from review.errors import ReadingError
from review.exchange.annotated.messages import Annotate, Highlight, Piece
from review.sandbox.limited_process import NoAnswerError, answers
from review.sandbox.limits import Limits
from review.sandbox.regular_file import LARGEST_DOCUMENT, check_named
from review.sandbox.sealed import sealed

LIMITS = Limits(timeout=60.0, memory_mb=1024)
"""The limits of the child process: memory, and the seconds without a finished piece."""

_TASKS = "review.exchange.annotated.task"
_SPARE_BYTES = 64_000_000
_ENCODED = 1.5
"""A copy may be so many times as long as its file, and is sent as text, which takes a third more."""

_REASONS = {
    "locked": "the PDF is locked or encrypted, and highlights may not be written into it; attach a copy without protection",
    "signed": "the PDF is signed, and highlights would make its signature invalid; print it to a new PDF and attach that",
    "damaged": "the PDF is damaged, and cannot be written again; print it to a new PDF and attach that",
    "timeout": "writing highlights into it took too much time; print it to a new PDF and attach that",
    "memory": "writing highlights into it took too much memory; print it to a new PDF and attach that",
    "output": "its copy would be much larger than the file; print it to a new PDF and attach that",
    "crash": "writing highlights into it failed; print it to a new PDF and attach that",
}


def write_annotated(
    path: Path, highlights: Sequence[Highlight], target: BinaryIO, limits: Limits = LIMITS
) -> None:
    """Write a copy of a PDF with highlights to an open file; what is written before an error is to be thrown away.

    Raises:
        ReadingError: it cannot be annotated; the text says why and what to do, without the file's name.
    """
    check_named(path, LARGEST_DOCUMENT)
    request = Annotate(
        path=str(path.absolute()), highlights=tuple(sorted(highlights, key=lambda one: one.page))
    )
    most = int(2 * _ENCODED * path.stat().st_size) + _SPARE_BYTES
    try:
        with closing(answers(_TASKS, request, [Piece], limits, most)) as pieces:
            target.writelines(sealed(piece.data for piece in pieces))
    except NoAnswerError as error:
        raise ReadingError(_REASONS.get(str(error), _REASONS["crash"])) from error
