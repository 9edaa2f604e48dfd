"""Drafts: what is typed at the desk or in a form and not in the journal yet, in files beside it, so that nothing is lost.

A draft is a Markdown file, which any program can read, with a note beside it on what it is: the code, the reviewer, the versions that
the writer knew. Both are named for the process that keeps them; those of a process that has ended wait to be recovered.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from review.errors import ReviewError
from review.journal.journal import FILE_NAME
from review.sandbox.regular_file import read_regular
from review.sandbox.temporary import is_left, process_mark
from review.sandbox.whole_files import write_files

FOLDER = f"{FILE_NAME}.drafts"
"""The folder of drafts beside the journal."""

LARGEST = 16_000_000
"""The bytes up to which a draft is read."""

_TEXT = re.compile(r"([\w-]{1,60})\.([0-9a-f]{8})-([0-9]{1,10})-[0-9a-f]{8}\.md", re.ASCII)
_UNSAFE = re.compile(r"[^\w-]+", re.ASCII)

_STARTED_APART = 5.0
"""Seconds by which two readings of when a process started may differ; more, and its number belongs to another process."""


class Note(Struct, frozen=True):
    """What a draft is: prose on a `code` by a reviewer who knew the versions `known`; `started`: when its process did.

    That of a form has the `form`'s title, and in `known` what tells it from others with that title.
    """

    code: str
    reviewer: str
    known: tuple[str, ...]
    started: float = 0.0
    form: str = ""


class Left(Struct, frozen=True):
    """A draft that a process left behind: its note, its text, when it was last written, and the file of the text."""

    note: Note
    text: str
    time: datetime
    file: Path

    def remove(self) -> None:
        """Remove the files: the text is in the journal."""
        _remove(self.file)


class Draft:
    """The draft of one sitting on one code, or in one form.

    Nothing is on disk until `keep`, and nothing any more after `drop`.
    """

    def __init__(self, folder: Path, code: str, reviewer: str, known: Sequence[str], form: str = "") -> None:
        name = _UNSAFE.sub("-", code)[:60] or "code"
        self.text_file = folder / FOLDER / f"{name}.{process_mark()}-{os.urandom(4).hex()}.md"
        """The file of the text, which an editor may be given."""
        self._note = Note(code, reviewer, tuple(known), _started(), form)
        self._kept: str | None = None

    def keep(self, text: str) -> None:
        """Write the text to disk, unless it is what was written last.

        Raises:
            ReviewError: it cannot be written.
        """
        if text == self._kept:
            return
        content = {self.text_file: text.encode("utf-8", "replace")}
        if self._kept is None:
            # Renamed in this order: a note is there before anything that it tells about.
            content = {self.text_file.with_suffix(".json"): msgspec.json.encode(self._note), **content}
        try:
            write_files(content)
        except ReviewError as error:
            raise ReviewError(f"the draft is not on disk: {str(error).split('; ')[0]}") from error
        self._kept = text

    def text(self) -> str:
        """The text on disk, which an editor may have changed.

        Raises:
            ReviewError: it cannot be read.
        """
        return _text_of(self.text_file)

    def drop(self) -> None:
        """Remove the files: the text is in the journal."""
        _remove(self.text_file)
        self._kept = None


def left_in(folder: Path, reviewer: str) -> list[Left]:
    """The prose that a reviewer's ended processes left in a review's folder, the oldest first.

    A text without a note was saved by an editor after its draft was recovered: it is anybody's, and replaces nothing.
    """
    return [one for one in _of(folder, reviewer) if not one.note.form]


def forms_left(folder: Path, reviewer: str) -> list[Left]:
    """What a reviewer's ended processes left in forms, the oldest first; the text is JSON, fields with what was typed."""
    return [one for one in _of(folder, reviewer) if one.note.form]


def _of(folder: Path, reviewer: str) -> list[Left]:
    found = [one for one in _left(folder) if one.note.reviewer in ("", reviewer)]
    return sorted(found, key=lambda one: one.time)


def _left(folder: Path) -> Iterator[Left]:
    texts: list[tuple[Path, re.Match[str]]] = []
    with suppress(OSError):
        named = ((one, _TEXT.fullmatch(one.name)) for one in (folder / FOLDER).iterdir())
        texts = [(one, match) for one, match in named if match]
    for file, match in texts:
        # What cannot be read stays where it is, for a person to look at.
        with suppress(OSError, ReviewError, msgspec.DecodeError):
            changed = file.stat().st_mtime
            note = _note_of(file) or Note(match[1], "", ())
            ended = is_left(match[2], int(match[3]), changed)
            if ended or (match[2] == process_mark()[:8] and _is_another(int(match[3]), note.started)):
                yield Left(note, _text_of(file), datetime.fromtimestamp(changed, UTC), file)


def _note_of(file: Path) -> Note | None:
    try:
        return msgspec.json.decode(read_regular(file.with_suffix(".json"), LARGEST), type=Note)
    except FileNotFoundError:
        return None


def _is_another(process: int, started: float) -> bool:
    """Whether the number of a process belongs to another one by now, as after the machine was started again."""
    import psutil

    with suppress(psutil.Error):
        return bool(started) and abs(psutil.Process(process).create_time() - started) > _STARTED_APART
    return False


def _started() -> float:
    import psutil

    return float(psutil.Process().create_time())


def _remove(file: Path) -> None:
    for one in (file.with_suffix(".json"), file):
        with suppress(OSError):
            one.unlink()
    with suppress(OSError):
        file.parent.rmdir()  # unless it has other drafts


def _text_of(file: Path) -> str:
    try:
        data = read_regular(file, LARGEST)
    except OSError as error:
        raise ReviewError(f"{file}: cannot be read ({error.strerror or error})") from error
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
