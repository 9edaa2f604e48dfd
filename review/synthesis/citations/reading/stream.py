"""The parent's side: asks a child process for the parts of a text."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from review.domain.writing.citations import TextPart
from review.errors import ReadingError
from review.sandbox.limited_process import NoAnswerError, answers
from review.sandbox.limits import Limits
from review.sandbox.regular_file import check_named
from review.synthesis.citations.reading.messages import LARGEST_FILE, MOST_CHARACTERS, ReadPart, ReadText

LIMITS = Limits(timeout=30.0, memory_mb=1024)
"""The limits of the child process: memory, and the seconds without a finished part."""

_TASKS = "review.synthesis.citations.reading.task"
_REASONS = {
    "timeout": "reading it took too much time; copy its text into a new file",
    "memory": "reading it took too much memory; copy its text into a new file",
    "output": "it contains too much text; split it",
    "crash": "the reader crashed on it; save it again in its own program",
}


def text_parts(path: Path, limits: Limits = LIMITS) -> list[TextPart]:
    """The headings and paragraphs of a text: Markdown, plain text, Word (.docx) or HTML.

    Raises:
        ReadingError: it cannot be read; the text says why and what to do.
    """
    check_named(path, LARGEST_FILE)
    request = ReadText(path=str(path.absolute()))
    try:
        with closing(answers(_TASKS, request, [ReadPart], limits, 8 * MOST_CHARACTERS)) as messages:
            return [TextPart(one.text, max(0, min(one.level, 9))) for one in messages]
    except NoAnswerError as error:
        raise ReadingError(f"{path}: {_REASONS.get(str(error), str(error))}") from error
