"""What a reading child does when it is asked for the references in a file."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from review.errors import ReadingError
from review.ingest.protocol import CannotReadError, Say
from review.ingest.references.parsing import parse_stream
from review.ingest.references.plain import reference_to_plain
from review.model.reference import Refusal

MOST_SECONDS = 600.0
"""Processor time for one file, however many references are in it."""


def references(request: dict[str, Any], say: Say) -> None:
    """Says the format of the file at ``path`` and what its columns were taken for, then each reference or refusal.

    Raises:
        CannotReadError: it is gone, or takes too much time.
    """
    try:
        stream = parse_stream(Path(request["path"]), request["columns"])
    except ReadingError as error:
        raise CannotReadError("missing") from error
    say("format", stream.format, stream.mapping)
    for item in stream.items:
        if isinstance(item, Refusal):
            say("refusal", item.line, item.message)
        else:
            say("reference", reference_to_plain(item))
        if time.process_time() > MOST_SECONDS:
            raise CannotReadError("timeout")
    say("done")
