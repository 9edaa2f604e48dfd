"""Errors shown to people: one line that says what is wrong, where, and what to do."""


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
