"""The PDFs that references name, as reference managers write their paths, and where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from review.domain.reference import Reference

_FIELDS = frozenset({"file", "l1", "l4", "urls/pdf-urls/url", "fileattachments", "pdf", "%>", "localfile"})
"""The fields, in lower case without spaces: of BibTeX, RIS, EndNote XML, Zotero's CSV and EndNote's tagged format."""

_INTERNAL = re.compile(r"internal-pdf://+", re.IGNORECASE)
_SCHEME = re.compile(r"file:/*(?=/|[A-Za-z]:)|file://localhost(?=/)", re.IGNORECASE)
_DRIVE = re.compile(r"^/?[A-Za-z]:(?=[\\/])")
_PARTS = re.compile(r"(?<!\\)[;\n]")
_COLON = re.compile(r"(?<!\\):(?![\\/])")
_MOST = 20
"""The most files of one reference."""


def named_files(reference: Reference) -> tuple[str, ...]:
    """The paths of PDFs that a reference names, with forward slashes, each once."""
    found: dict[str, None] = {}
    for field, values in reference.other.items():
        if field.casefold().replace(" ", "") in _FIELDS:
            for value in values:
                found.update(dict.fromkeys(_paths(value)))
    return tuple(found)[:_MOST]


def found_file(name: str, export: Path, folder: Path | None) -> Path | None:
    """The file that a path names: in the export's folder or below it, else in `folder` by its last parts.

    EndNote's `internal-pdf` is beside the export, in ``NAME.Data/PDF``. A path out of these folders, also by a link, counts
    as not found.
    """
    home = export.parent
    if internal := _INTERNAL.match(name):
        name = name[internal.end() :]
        data = [home / f"{export.stem}.Data", *sorted(home.glob("*.Data"))[:_MOST]]
        places = [(home, one / "PDF" / name) for one in data]
    else:
        places = [(home, home / name)]
    if folder is not None:
        parts = [part for part in PurePosixPath(_DRIVE.sub("", name)).parts if part not in ("/", "..", ".")]
        places += [(folder, folder.joinpath(*parts[first:])) for first in range(len(parts))]
    return next((path for root, path in places if _is_inside(path, root)), None)


def _paths(value: str) -> Iterator[str]:
    for part in _PARTS.split(value):
        path = _path(part.strip())
        if path.casefold().endswith(".pdf"):
            yield path


def _path(part: str) -> str:
    """The path in one part of a field: alone, or ``description:path:type`` as JabRef, Mendeley and Zotero write it."""
    if _INTERNAL.match(part):
        return unquote(part)
    if _SCHEME.match(part):
        return unquote(_SCHEME.sub("", part))
    pieces = _COLON.split(part)
    if len(pieces) > 2:
        part = next((piece for piece in pieces[1:] if re.search(r"\.pdf$", piece, re.IGNORECASE)), pieces[-2])
    elif len(pieces) == 2 and not re.search(r"\.pdf$", pieces[1], re.IGNORECASE):
        part = pieces[0]
    return re.sub(r"\\([:;\\])", r"\1", part).replace("\\", "/").strip()


def _is_inside(path: Path, root: Path) -> bool:
    try:
        return path.is_file() and path.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError):
        return False
