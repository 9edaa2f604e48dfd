"""The errors that a person meets: one line that says what is wrong, where, and what to do."""


class ReviewError(Exception):
    """Something a person can put right; its text is shown as it stands, and ends a command with exit code 2."""


class TheoryMapError(ReviewError):
    """``theory_map.yaml`` has mistakes; the text holds one ``FILE:LINE: …`` line for each of them."""


class JournalError(ReviewError):
    """The journal cannot be opened, read or written: newer version, read-only, full disk, busy, damaged."""


class JournalLostError(JournalError):
    """The file under an open review was replaced, moved or removed: from then on it takes in nothing more."""


class UnknownNameError(ReviewError):
    """A record, coding, code, criterion or export was named that is not there, or not unambiguously."""


class ReadingError(ReviewError):
    """A file cannot be read as asked (``review text``)."""


class SuggestionsUnavailableError(ReviewError):
    """The learning process did not answer: it is starting, busy for too long, or has died; work goes on without it."""
