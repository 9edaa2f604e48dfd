"""The parent's side: asks a child process for the parts of a text."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from review.errors import ReadingError
from review.manuscripts.messages import LARGEST_FILE, MOST_CHARACTERS, ReadOption, ReadPart, ReadText
from review.manuscripts.part import Manuscript
from review.sandbox.limited_process import NoAnswerError, answers
from review.sandbox.limits import Limits
from review.sandbox.regular_file import check_named

LIMITS = Limits(timeout=30.0, memory_mb=1024)
"""The limits of the child process: memory, and the seconds without a finished part."""

_TASKS = "review.manuscripts.task"
_REASONS = {
    "timeout": "reading it took too much time; copy its text into a new file",
    "memory": "reading it took too much memory; copy its text into a new file",
    "output": "it contains too much text; split it",
    "crash": "the reader crashed on it; save it again in its own program",
}


def manuscript(path: Path, limits: Limits = LIMITS) -> Manuscript:
    """The parts of a text: Markdown, plain text, Word (.docx) or HTML.

    Raises:
        ReadingError: it cannot be read; the text says why and what to do.
    """
    check_named(path, LARGEST_FILE)
    request = ReadText(path=str(path.absolute()))
    kinds: list[type[ReadPart | ReadOption]] = [ReadPart, ReadOption]
    try:
        with closing(answers(_TASKS, request, kinds, limits, 8 * MOST_CHARACTERS)) as messages:
            found = list(messages)
    except NoAnswerError as error:
        raise ReadingError(f"{path}: {_REASONS.get(str(error), str(error))}") from error
    return Manuscript(
        tuple(one.part for one in found if isinstance(one, ReadPart)),
        tuple((one.name, one.value) for one in found if isinstance(one, ReadOption)),
    )
