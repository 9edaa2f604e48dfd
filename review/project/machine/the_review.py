"""The review in a folder, looked at without opening it: nothing is updated, backed up or written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from review.domain.wording.counted import counted
from review.errors import JournalError, ReviewError
from review.journal.file_set import BACKUPS, copies_of
from review.journal.journal import FILE_NAME
from review.journal.verification.glance import Glance, glance
from review.project.machine.finding import Finding, problem, unchecked, works
from review.project.service import MAP_NAME
from review.sync.postgres.address import Address, is_address

SECONDS_TO_CONNECT = 5


def findings(folder: Path, *, ask_server: bool) -> Iterator[Finding]:
    """What shows of the review in `folder`; its server is asked only if `ask_server`."""
    path = folder / FILE_NAME
    try:
        seen = glance(path) if path.exists() or copies_of(path) else None
    except JournalError as error:
        seen = None
        yield problem("review", f"{folder}: {error}")
    else:
        yield _journal(folder, seen)
    if seen and seen.acts:
        yield _dates(seen)
    yield _map(folder / MAP_NAME, seen)
    yield _backups(path, seen)
    if seen and seen.shared_at:
        yield _exchange(seen.shared_at, ask_server=ask_server)


def _journal(folder: Path, seen: Glance | None) -> Finding:
    if seen is None:
        return works("review", f"{folder}: nothing done yet; {FILE_NAME} is made when it is opened")
    found = f"{folder}: {counted(seen.acts, 'act')}, {seen.size / 1e6:,.1f} MB"
    if not os.access(folder / FILE_NAME, os.W_OK) or not os.access(folder, os.W_OK):
        return problem(
            "review",
            f"{found}, read-only: you can look, but change nothing",
            "make the folder and its files writable",
        )
    if not seen.is_up_to_date:
        found += ", of an earlier version of the program: the next opening updates it"
    return works("review", found, "`review verify` checks all of it")


def _dates(seen: Glance) -> Finding:
    """Whether the clocks of the machines where acts were made agree with this one's, as far as it shows."""
    if not seen.ahead:
        return works("dates", "no act is dated in the future")
    return unchecked(
        "dates",
        f"dated in the future: {seen.ahead}",
        "a clock is wrong, that machine's or this one's: look at both",
    )


def _map(path: Path, seen: Glance | None) -> Finding:
    if not path.exists():
        return problem("map", f"{MAP_NAME} is missing", f"`review theory export {MAP_NAME}` writes it")
    # Imported here because it loads pydantic.
    from review.theory_map.reading import read_theory_map

    try:
        theory_map = read_theory_map(path)
    except ReviewError as error:
        go_on = "the review goes on with the map as it was" if seen and seen.acts else ""
        return problem("map", str(error).splitlines()[0], go_on)
    codes = len(theory_map.code_names)
    found = f"{MAP_NAME}: {counted(codes, 'code')}, no mistakes"
    if seen and seen.codes not in (None, codes):
        found += f"; the review's map has {counted(seen.codes or 0, 'code')} by now"
    return works("map", found)


def _backups(path: Path, seen: Glance | None) -> Finding:
    copies = copies_of(path)
    if not copies:
        if seen is None or not seen.acts:
            return works("backups", "none yet; the review makes them when it is opened")
        return unchecked(
            "backups",
            f"none in {BACKUPS}/",
            "one is made when the review is opened; `review backup FILE` makes one now",
        )
    newest = max(copy.stat().st_mtime for copy in copies)
    when = datetime.fromtimestamp(newest, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return works("backups", f"{len(copies)} in {BACKUPS}/, the newest of {when}")


def _exchange(at: str, *, ask_server: bool) -> Finding:
    """Where the review was exchanged last."""
    check = "exchange"
    if not is_address(at):
        if Path(at).is_dir():
            return works(check, f"with the folder {at}")
        return problem(
            check,
            f"{at}: this folder is not there",
            "connect the drive, or name another: `review sync FOLDER`",
        )
    if not ask_server:
        return unchecked(check, f"with {at}", "`review doctor --server` asks whether it answers")
    from review.sync.postgres.connecting import connect

    try:
        connect(Address.of(at), SECONDS_TO_CONNECT).close()
    except ReviewError as error:
        return problem(check, str(error))
    return works(check, f"with {at}, which answers")
