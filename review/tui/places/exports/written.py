"""The files of exports that are in a folder: of which export each is, and when it was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from review.domain.theories.levels import BESIDE_NAME
from review.tui.places.exports.references import REFERENCES

BESIDE = ".meta.json"
"""The ending of the file with a table's caption, beside its CSV."""

ONE_WRITE = timedelta(minutes=1)
"""Files of an export whose times are closer count as written together."""


@dataclass(frozen=True)
class Written:
    """A file in the folder of exports, and when it was written, in local time."""

    path: Path
    at: datetime


def files_by_export(folder: Path, own: Iterable[str]) -> Mapping[str, Sequence[Written]]:
    """The files of each export in a folder, the latest first; exports in `own` have a folder of their own there."""
    found: dict[str, list[Written]] = {}
    with suppress(OSError):
        for path in folder.iterdir():
            if not path.name.endswith(BESIDE) and path.is_file():
                found.setdefault(_export_of(path), []).append(Written(path, _modified(path)))
    for name in own:
        with suppress(OSError):
            found[name] = [Written(path, _modified(path)) for path in (folder / name).glob("*.pdf")]
    return {name: sorted(files, key=lambda file: file.at, reverse=True) for name, files in found.items()}


def last_written(files: Sequence[Written], today: date) -> str:
    """When the latest of an export's files was written, in which formats, and which are older."""
    if not files:
        return "not written yet"
    at = files[0].at
    day = "today" if at.date() == today else f"{at:%Y-%m-%d}"
    last = {file.path.suffix[1:] for file in files if at - file.at < ONE_WRITE}
    older = {file.path.suffix[1:] for file in files} - last
    before = f"; older: {', '.join(sorted(older))}" if older else ""
    return f"{day} {at:%H:%M}: {', '.join(sorted(last))}{before}"


def _export_of(path: Path) -> str:
    """The name of the export that a file is of, also of ``references-rayyan.csv`` and ``gaps-without-low-rigour.csv``."""
    return REFERENCES if path.stem.startswith(f"{REFERENCES}-") else path.stem.partition(BESIDE_NAME)[0]


def _modified(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
