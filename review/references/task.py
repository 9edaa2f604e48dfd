"""What a reading child does when it is asked for the references in a file."""

from __future__ import annotations

import time
from pathlib import Path

from review.documents.protocol import CannotReadError, Done, ParseReferences, Say
from review.domain.reference import Refusal
from review.errors import ReadingError
from review.references.parsing import parse_stream
from review.references.said import FileFormat, SaidReference, SaidRefusal

MOST_SECONDS = 600.0
"""Processor time for one file, however many references are in it."""


def references(request: ParseReferences, say: Say) -> None:
    """Says the format of the file and what its columns were taken for, then each reference or refusal.

    Raises:
        CannotReadError: it is gone, or takes too much time.
    """
    try:
        stream = parse_stream(Path(request.path), request.columns)
    except ReadingError as error:
        raise CannotReadError("missing") from error
    say(FileFormat(stream.format, dict(stream.mapping)))
    for item in stream.items:
        if isinstance(item, Refusal):
            say(SaidRefusal(item))
        else:
            say(SaidReference(item))
        if time.process_time() > MOST_SECONDS:
            raise CannotReadError("timeout")
    say(Done())
