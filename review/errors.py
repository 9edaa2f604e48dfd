"""Errors shown to people: one line that says what is wrong, where, and what to do."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


class ReviewError(Exception):
    """Something a person can fix; its text is shown as it is, and a command ends with exit code 2."""


class TheoryMapError(ReviewError):
    """``theory_map.yaml`` has mistakes; the text has one ``FILE:LINE: …`` line for each."""


class JournalError(ReviewError):
    """The journal cannot be opened, read or written: newer version, read-only, full disk, busy, damaged."""


class JournalLostError(JournalError):
    """The file of an open review was replaced, moved or removed; nothing more can be recorded in it."""


class UnknownNameError(ReviewError):
    """A name of a record, coding, code, criterion or export is unknown or ambiguous."""


class ReadingError(ReviewError):
    """A file cannot be read as asked (``review text``)."""


class SuggestionsUnavailableError(ReviewError):
    """The learning process did not answer: it is starting, busy or has died. Work goes on without it."""


class EncoderError(ReviewError):
    """A sentence encoder cannot be used: it is missing, changed, refused or has failed. Suggestions go on without it."""


def failed_at(error: Exception) -> str:
    """An error that nobody foresaw, by its kind and the module of ours, with its line, that was reached last."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _PACKAGE in Path(frame.filename).parents] or frames
    place = f"{Path(own[-1].filename).name}, line {own[-1].lineno}" if own else "an unknown place"
    return f"{type(error).__name__} in {place}"
