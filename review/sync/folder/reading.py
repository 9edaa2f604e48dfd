"""Reads the events of a shared folder, as what strangers made: nothing there can stop the rest from being read.

What was read once is not read again: for each file it is kept how much of it was read, and what that was. A file in which
anything was refused is read again each time, so that it is reported until somebody mends it.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from io import BufferedReader
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from review.domain.team.exchange import FoundEvent, RefusedInput
from review.domain.wording.counted import counted
from review.sandbox.regular_file import check_regular, open_regular
from review.sync.folder.names import EventFile, event_files, events_name
from review.sync.lines import CUT_SHORT, GIT_MARK, LONGEST, LineError, decode

LARGEST = 4 * 2**30
"""The most bytes of a file of events: a hundred thousand acts take about a fiftieth."""

MOST_REPORTED = 20
"""The most lines of one file that are reported; the others are counted."""

_LONGEST_NAME, _MOST_NAMES = 60, 3
"""The longest name of a reviewer that is said in a line, and the most of them that write one file."""

_BOM = b"\xef\xbb\xbf"
_CHUNK = 2**20
_RACE_SECONDS = 2.0
"""A file that changed so shortly before it was read may change again without another time on it."""

_UNSETTLED = -1
"""Instead of the time of such a file: its content is compared the next time."""


class ReadFile(Struct, frozen=True):
    """How much of a file was read: its size and time then, its bytes and lines that were read, and the bytes' SHA-256.

    `again`: something in it was refused, so it is read from the beginning the next time, too.
    """

    size: int
    modified: int
    length: int
    lines: int
    sha256: str
    again: bool = False


class EventReader:
    """Reads the events of a shared folder, once.

    Args:
        folder: the shared folder.
        review: the id of this review; events of others are refused, a line for each file.
        before: what was read the last time, by name (`read`).
        own: the replica of this copy, if it writes there.
        reviewers_of: who wrote with a replica as far as it is known here, asked for a file in which something is refused.

    Attributes:
        refused: what was not read, and why; complete when `events` ends.
        hashes: the events that lie there to stay, each with the hash that its content gives: not those that are only in a copy
            under another name, which can be deleted, and of this copy's own only those in its own file, which is completed so.
        read: what was read now, for the next time.
        is_complete: what was read before still lies there, so all of it need not be sent again.
    """

    def __init__(
        self,
        folder: Path,
        review: str,
        before: Mapping[str, ReadFile] | None = None,
        own: str = "",
        reviewers_of: Callable[[str], Collection[str]] = lambda _replica: (),
    ) -> None:
        self.refused: list[RefusedInput] = []
        self.hashes: set[str] = set()
        self.read: dict[str, ReadFile] = {}
        self._folder = folder
        self._review = review
        self._own = own
        self._reviewers_of = reviewers_of
        self._files = event_files(folder, self.refused)
        self._before = dict(before or {})
        self._begun: dict[str, hashlib._Hash] = {}
        self.is_complete = bool(before) and self._still_there()
        if not self.is_complete:
            self._before = {}

    def events(self) -> Iterator[FoundEvent]:
        """The events that are new since the last time, with their places."""
        for file in self._files:
            try:
                yield from self._events_of(file)
            except OSError as error:
                self._refuse(file, 0, f"cannot be read ({error.strerror or error})")

    def spoil(self, refused: tuple[RefusedInput, ...]) -> None:
        """Read files again the next time in which the journal refused something."""
        for one in refused:
            if one.file in self.read:
                self.read[one.file] = replace(self.read[one.file], again=True)

    def read_own(self, name: str, added: int) -> None:
        """Note that a copy added so many lines to its own file, which need not be read, unless anything else changed there."""
        if any(one.file == name for one in self.refused):
            self._judge_again(name)
            return
        before = self.read.pop(name, None) or ReadFile(0, 0, 0, 0, hashlib.sha256().hexdigest())
        with open_regular(self._folder / name, LARGEST) as opened:
            facts = os.fstat(opened.fileno())
            digest = _digest(opened, before.length)
            is_same = digest.hexdigest() == before.sha256
            length, lines = before.length, 0
            while chunk := opened.read(_CHUNK):
                digest.update(chunk)
                length += len(chunk)
                lines += chunk.count(b"\n")
        again = before.again or not is_same or lines != added
        self.read[name] = ReadFile(
            length, _modified(facts), length, before.lines + lines, digest.hexdigest(), again
        )

    def _judge_again(self, name: str) -> None:
        """Read a file once more in which something was refused, since what was added may have mended it."""
        self.refused = [one for one in self.refused if one.file != name]
        self._before.pop(name, None)
        for file in self._files:
            if file.name == name:
                for _ in self._events_of(file):
                    pass

    def _refuse(self, file: EventFile, line: int, reason: str) -> None:
        self.refused.append(RefusedInput(file.name, line, reason))

    # --- what was read before ------------------------------------------------------------------------------------

    def _still_there(self) -> bool:
        by_name = {file.name: file.path for file in self._files}
        return all(
            name in by_name and self._begins_as(by_name[name], name, known)
            for name, known in self._before.items()
        )

    def _begins_as(self, path: Path, name: str, known: ReadFile) -> bool:
        """Whether a file still begins with what was read of it."""
        try:
            if _is_unchanged(known, check_regular(path, LARGEST)):
                return True
            with open_regular(path, LARGEST) as opened:
                self._begun[name] = _digest(opened, known.length)
        except OSError:
            return False
        return self._begun[name].hexdigest() == known.sha256

    # --- one file -------------------------------------------------------------------------------------------------

    def _events_of(self, file: EventFile) -> Iterator[FoundEvent]:
        known = self._before.get(file.name)
        facts = check_regular(file.path, LARGEST)
        if known and known.again:
            known = None
        if known and _is_unchanged(known, facts):
            self.read[file.name] = known
            return
        own_file = events_name(self._own) if self._own else ""
        reading = _Reading(file, self._review, is_own=file.name == own_file)
        with open_regular(file.path, LARGEST) as opened:
            facts = os.fstat(opened.fileno())
            if known:
                reading.start(opened, known, self._begun[file.name])
            for found in reading.events(opened):
                if not file.copied and (found.event.replica != self._own or file.name == own_file):
                    self.hashes.add(found.event.hash)
                yield found
        refused = reading.refused(self._reviewers_of)
        self.refused += refused
        self.read[file.name] = reading.as_read(facts, again=bool(refused))


class _Reading:
    """One pass through a file of events."""

    def __init__(self, file: EventFile, review: str, *, is_own: bool = False) -> None:
        self._file = file
        self._review = review
        self._digest = hashlib.sha256()
        self._length = self._line = 0
        self._is_own = is_own
        self._reviewers: set[str] = set()
        self._refused: list[RefusedInput] = []
        self._unread = self._foreign = self._first_foreign = self._events = 0

    def start(self, opened: BufferedReader, known: ReadFile, digest: hashlib._Hash) -> None:
        """Pass over what was read before, with its digest."""
        opened.seek(known.length)
        self._digest, self._length, self._line = digest, known.length, known.lines

    def events(self, opened: BufferedReader) -> Iterator[FoundEvent]:
        """The events in the lines that are left."""
        while line := opened.readline(LONGEST + 1):
            self._digest.update(line)
            self._length += len(line)
            self._line += 1
            if len(line) > LONGEST and not line.endswith(b"\n"):
                self._pass_over(opened)
                self._refuse(f"is longer than {LONGEST // 2**20} MB")
                continue
            if self._line == 1:
                line = line.removeprefix(_BOM)
            if line.isspace() or not line:
                continue
            try:
                event = decode(line)
            except LineError as error:
                self._refuse(str(error))
                continue
            self._events += 1
            if event.review != self._review:
                self._foreign += 1
                self._first_foreign = self._first_foreign or self._line
                continue
            if event.replica == self._file.replica and len(self._reviewers) <= _MOST_NAMES:
                self._reviewers.add(event.reviewer)
            yield FoundEvent(event, self._file.name, self._line)

    def _pass_over(self, opened: BufferedReader) -> None:
        """Read to the end of a line of any length."""
        while line := opened.readline(_CHUNK):
            self._digest.update(line)
            self._length += len(line)
            if line.endswith(b"\n"):
                return

    def _refuse(self, reason: str) -> None:
        self._unread += 1
        if self._unread <= MOST_REPORTED:
            self._refused.append(RefusedInput(self._file.name, self._line, reason))

    def refused(self, reviewers_of: Callable[[str], Collection[str]]) -> list[RefusedInput]:
        """What was refused in the file, a line for each; of another review's events, one for all."""
        name = self._file.name
        found = list(self._refused)
        if found and not self._file.copied:
            self._reviewers.update(reviewers_of(self._file.replica))
            found[0] = replace(found[0], reason=f"{found[0].reason}{self._way_out(found[0].reason)}")
        if self._unread > MOST_REPORTED:
            found.append(RefusedInput(name, 0, f"{counted(self._unread - MOST_REPORTED, 'further line')} could not be read"))  # fmt: skip
        if self._foreign:
            found.append(RefusedInput(name, self._first_foreign, f"{counted(self._foreign, 'event')} of another review; move the file to that review's folder"))  # fmt: skip
        if self._file.copied and self._events:
            found.append(RefusedInput(name, 0, f"is a copy under another name, as shared drives make them; it was read ({counted(self._events, 'event')}) and can be deleted"))  # fmt: skip
        return found

    def _way_out(self, reason: str) -> str:
        """What brings back what could not be read, behind the reason: the file's owner has it."""
        if reason == GIT_MARK:
            return ""
        if reason == CUT_SHORT:
            return f"; {self._whose} next `review sync` completes it"
        return f"; delete the file, and {self._whose} next `review sync` writes it again"

    @property
    def _whose(self) -> str:
        """Whose file it is, as far as its acts say so: ``cleo's``, or ``ann's or ben's`` if they work with one copy."""
        if self._is_own:
            return "your"
        names = sorted(self._reviewers)
        are_sayable = all(len(name) <= _LONGEST_NAME and name.isprintable() for name in names)
        is_known = 0 < len(names) <= _MOST_NAMES and are_sayable
        return " or ".join(f"{name}'s" for name in names) if is_known else "its owner's"

    def as_read(self, facts: os.stat_result, *, again: bool) -> ReadFile:
        """What was read, with the file's size and time from before it was read."""
        modified = _modified(facts) if facts.st_size == self._length else _UNSETTLED
        return ReadFile(facts.st_size, modified, self._length, self._line, self._digest.hexdigest(), again)


def _modified(facts: os.stat_result) -> int:
    """A file's time, or `_UNSETTLED` if it was written just now."""
    return facts.st_mtime_ns if time.time() - facts.st_mtime > _RACE_SECONDS else _UNSETTLED


def _is_unchanged(known: ReadFile, facts: os.stat_result) -> bool:
    return (known.size, known.modified) == (facts.st_size, facts.st_mtime_ns) and known.length == known.size


def _digest(opened: BufferedReader, length: int) -> hashlib._Hash:
    digest = hashlib.sha256()
    while length and (chunk := opened.read(min(length, _CHUNK))):
        digest.update(chunk)
        length -= len(chunk)
    return digest
