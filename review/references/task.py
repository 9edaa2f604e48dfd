"""What a reading child does when it is asked for the references in a file."""

from __future__ import annotations

import time
from pathlib import Path

from review.domain.reference import Refusal
from review.errors import ReadingError
from review.references.parsing import parse_stream
from review.references.said import FileFormat, ParseReferences, SaidReference, SaidRefusal
from review.sandbox.messages import CannotReadError, Decoder, Done, Request, Say

MOST_SECONDS = 600.0
"""Processor time for one file, however many references are in it."""


read_request: Decoder[Request] = Decoder(ParseReferences)
"""Reads a line as a request."""


def do(request: Request, say: Say) -> None:
    """Says the format of the file and what its columns were taken for, then each reference or refusal.

    Raises:
        CannotReadError: it is gone, or takes too much time.
    """
    assert isinstance(request, ParseReferences)
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
