"""The file of the theory map, when other copies apply another one.

What is edited in ``theory_map.yaml`` is compared with the file as it was applied: here, as long as it is not written again.
So an opening never takes for an edit what others applied, and never turns their map back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from review.domain.wording.counted import first_of
from review.errors import JournalError, ReviewError
from review.journal.file_set import BACKUPS
from review.journal.journal import Journal
from review.journal.queries import theory
from review.sandbox.regular_file import read_regular
from review.sandbox.whole_files import write_files

if TYPE_CHECKING:
    from review.theory_map import TheoryMap
    from review.theory_map.differences import Difference

_LARGEST = 4_000_000
"""The most bytes of a file that is kept: twice the largest map that can be read."""

_MOST_NAMED = 3
"""The most differences that a line names; the others are counted."""


def keep_base(journal: Journal) -> None:
    """Note which application of the file the one here comes from, before others arrive."""
    if not journal.database.meta(theory.MAP_FILE) and (applied := theory.last_application(journal)):
        journal.database.set_meta(theory.MAP_FILE, applied)


def follow(journal: Journal, path: Path) -> tuple[str, ...]:
    """Replace the file where other copies applied another one and nobody has changed it in this one since; a line if so.

    What is not ours in the replaced file, as comments or what was applied here, is kept in ``backups/``. A changed file stays;
    the notice at the next opening names what was changed in it.
    """
    applied = theory.last_application(journal)
    if not path.is_file() or not applied:
        return ()
    from review.theory_map.differences import differences
    from review.theory_map.reading import read_theory_map

    before = theory.file_as_applied(journal)
    theirs = differences(before, theory.file_for_all(journal, applied))
    if not theirs:
        if not theory.file_as_written(journal) and applied != journal.database.meta(theory.MAP_FILE):
            journal.database.set_meta(theory.MAP_FILE, applied)
        return ()
    try:
        own = differences(before, read_theory_map(path))
    except ReviewError:
        return (_both_changed(path, "it has mistakes", theirs),)
    if own:
        return (_both_changed(path, _named(own), theirs),)
    try:
        kept = _kept(journal, path, before)
        write_as_applied(journal, path)
    except ReviewError as error:
        return (str(error),)
    said = f"{path.name} was replaced by the version that another copy applied ({_named(theirs)})"
    return (f"{said}; the former one is in {BACKUPS}/{kept.name}" if kept else said,)


def _both_changed(path: Path, own: str, theirs: Sequence[Difference]) -> str:
    who = f"you: {own}; the other copy: {_named(theirs)}"
    return f"You and another copy both changed {path.name} ({who}); yours was kept. `review theory adopt` applies it."


def _named(found: Sequence[Difference]) -> str:
    """What differs: ``theory T1: proposition``."""
    return first_of([one.subject for one in found], _MOST_NAMED)


def _kept(journal: Journal, path: Path, before: TheoryMap) -> Path | None:
    """Keep a copy of the file in ``backups/``, unless it is what the program itself wrote.

    Raises:
        ReviewError: the file cannot be read, or the copy cannot be written.
    """
    try:
        content = read_regular(path, _LARGEST)
    except OSError as error:
        raise ReviewError(f"{path.name}: cannot be read ({error.strerror or error})") from error
    if content == _content(before) and not _is_applied_here(journal):
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    copy = path.parent / BACKUPS / f"{path.stem}-{stamp}{path.suffix}"
    write_files({copy: content})
    return copy


def _is_applied_here(journal: Journal) -> bool:
    """Whether the file is one that was edited and applied in this copy."""
    if theory.file_as_written(journal):
        return False
    sql = "SELECT 1 FROM event WHERE hash = ? AND replica = ?"
    own = (journal.database.meta(theory.MAP_FILE), journal.database.meta("replica"))
    return journal.row(sql, own) is not None


def _content(theory_map: TheoryMap) -> bytes:
    from review.theory_map.writing import to_yaml

    return to_yaml(theory_map).encode()


def write_as_applied(journal: Journal, path: Path) -> None:
    """Write the file as it was applied last, in any copy, and note that it comes from there.

    Raises:
        ReviewError: it cannot be written.
    """
    from review.theory_map import schema

    applied = theory.last_application(journal)
    written = theory.file_for_all(journal, applied)
    content = _content(written)
    beside = path.parent / schema.NAME
    write_files({path: content} if beside.exists() else {path: content, beside: schema.as_text().encode()})
    # Only what saves comparing the file at the next opening.
    with suppress(JournalError), journal.transaction():
        journal.database.set_meta("map_file_sha256", hashlib.sha256(content).hexdigest())
        journal.database.set_meta(theory.MAP_FILE, applied)
        plain = json.dumps(written.to_plain())
        journal.database.set_meta(theory.MAP_FILE_WRITTEN, f"{applied}\n{plain}")
