"""The file of the theory map, when other copies apply another one.

What is edited in ``theory_map.yaml`` is compared with the file as it was applied: here, as long as it is not written again.
So an opening never takes for an edit what others applied, and never turns their map back.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from review.errors import JournalError, ReviewError
from review.journal.journal import Journal
from review.journal.queries import theory
from review.sandbox.whole_files import write_files


def keep_base(journal: Journal) -> None:
    """Note which application of the file the one here comes from, before others arrive."""
    if not journal.database.meta(theory.MAP_FILE) and (applied := theory.last_application(journal)):
        journal.database.set_meta(theory.MAP_FILE, applied)


def follow(journal: Journal, path: Path) -> tuple[str, ...]:
    """Write the file again where another copy applied another one and nobody has edited this one; a line if so.

    An edited file stays; the notice at the next opening names what was edited in it.
    """
    applied = theory.last_application(journal)
    if not path.is_file() or not applied or applied == journal.database.meta(theory.MAP_FILE):
        return ()
    from review.theory_map.changes import differences
    from review.theory_map.reading import read_theory_map

    before = theory.file_as_applied(journal)
    try:
        is_edited = bool(differences(before, read_theory_map(path)))
    except ReviewError:
        is_edited = True
    if is_edited:
        return (f"{path.name} was edited here, and another copy applied another one: yours stays as it is",)
    if not differences(before, theory.file_as_applied(journal, applied)):
        journal.database.set_meta(theory.MAP_FILE, applied)
        return ()
    try:
        write_as_applied(journal, path)
    except ReviewError as error:
        return (str(error),)
    return (f"{path.name} was written again, as another copy applied it",)


def write_as_applied(journal: Journal, path: Path) -> None:
    """Write the file as it was applied last, in any copy, and note that it comes from there.

    Raises:
        ReviewError: it cannot be written.
    """
    from review.theory_map import schema
    from review.theory_map.writing import to_yaml

    applied = theory.last_application(journal)
    content = to_yaml(theory.file_as_applied(journal, applied)).encode()
    beside = path.parent / schema.NAME
    write_files({path: content} if beside.exists() else {path: content, beside: schema.as_text().encode()})
    # Only what saves comparing the file at the next opening.
    with suppress(JournalError), journal.transaction():
        journal.database.set_meta("map_file_sha256", hashlib.sha256(content).hexdigest())
        journal.database.set_meta(theory.MAP_FILE, applied)
