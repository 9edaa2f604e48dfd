"""The program itself: its version, Python, and the libraries that it needs."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from review.journal.verification.library import lacks, sqlite_version
from review.project.machine.finding import Finding, problem, works
from review.version import __version__

PACKAGE = "realist-review"
AGAIN = "install the program again"

_REQUIREMENT = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:==([0-9][0-9.]*))?")


def program() -> Finding:
    """The versions of program, Python and system."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    return works("program", f"{PACKAGE} {__version__}, {python}, {system}")


def sqlite() -> Finding:
    """The SQLite that Python brings, and whether it has what the journal needs."""
    missing = lacks()
    if missing:
        return problem("sqlite", f"SQLite {sqlite_version()} lacks {missing}", "use another build of Python")
    return works("sqlite", f"SQLite {sqlite_version()} with full-text search (FTS5)")


def libraries() -> Finding:
    """Whether the libraries that the program cannot do without are installed."""
    try:
        needed = requires(PACKAGE) or []
    except PackageNotFoundError:
        return problem("libraries", f"{PACKAGE} runs without being installed", AGAIN)
    wrong = list(_wrong(needed))
    if wrong:
        return problem("libraries", ", ".join(wrong), AGAIN)
    return works("libraries", f"all installed (Textual {version('textual')})")


def _wrong(needed: Iterable[str]) -> Iterator[str]:
    """The libraries that are missing, or of another version than the only one that will do."""
    for requirement in needed:
        name, _, condition = requirement.partition(";")
        if "extra" in condition or not (found := _REQUIREMENT.match(name)):
            continue
        try:
            installed = version(found[1])
        except PackageNotFoundError:
            yield f"{found[1]} is missing"
            continue
        if found[2] and installed != found[2]:
            yield f"{found[1]} is {installed} and must be {found[2]}"
