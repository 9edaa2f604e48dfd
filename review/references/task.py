"""The task of a child process that parses a reference file."""

from __future__ import annotations

import time
from pathlib import Path

from review.domain.reference import Notice, Refusal
from review.errors import ReadingError
from review.references.messages import (
    FileFormat,
    ParsedNotice,
    ParsedReference,
    ParsedRefusal,
    ParseReferences,
)
from review.references.parsing import parse_stream
from review.sandbox.messages import CannotReadError, Decoder, Done, Request, Say

MOST_SECONDS = 600.0
"""Processor time in seconds for one file, however many references it has."""


read_request: Decoder[Request] = Decoder(ParseReferences)
"""Decodes a request."""


def do(request: Request, say: Say) -> None:
    """Sends the format of the file and the fields of its columns, then each reference, refusal or notice.

    Raises:
        CannotReadError: the file is gone, or takes too much time.
    """
    assert isinstance(request, ParseReferences)
    try:
        stream = parse_stream(Path(request.path), request.columns, request.encoding)
    except ReadingError as error:
        raise CannotReadError("missing") from error
    say(FileFormat(stream.format, dict(stream.mapping)))
    for item in stream.items:
        if isinstance(item, Refusal):
            say(ParsedRefusal(item))
        elif isinstance(item, Notice):
            say(ParsedNotice(item))
        else:
            say(ParsedReference(item))
        if time.process_time() > MOST_SECONDS:
            raise CannotReadError("timeout")
    say(Done())
