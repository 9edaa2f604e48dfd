"""The PDFs that references name, as reference managers write their paths, and where they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from review.domain.reference import Reference

_FIELDS = frozenset(
    {"file", "l1", "l2", "l4", "urls/pdf-urls/url", "fileattachments", "pdf", "%>", "localfile"}
)
"""The fields, in lower case without spaces: of BibTeX, RIS, EndNote XML, Zotero's CSV and EndNote's tagged format."""

_INTERNAL = re.compile(r"internal-pdf://+", re.IGNORECASE)
_SCHEME = re.compile(r"file://localhost(?=/)|file:/*(?=/|[A-Za-z]:)", re.IGNORECASE)
_WEB = re.compile(r"(?!file:|internal-pdf:)[A-Za-z][A-Za-z0-9+.-]+:(?:\\?:)?//", re.IGNORECASE)
_DRIVE = re.compile(r"^/?[A-Za-z]:(?=[\\/])")
_ANOTHER = re.compile(r"(?<!\\)(;)|\n")
_WHOLE = re.compile(r"(?:\.[A-Za-z]\w{0,4}|:[\w.+-]+(?:/[\w.+-]+)?)\s*$")
"""The end of a file's name or type; a semicolon elsewhere is part of a name."""
_COLON = re.compile(r"(?<!\\):(?![\\/])")
_BACKSLASH = re.compile(r"\$?\\(?:text)?backslash(?:\{\}|\$|\s)")
_MOST = 20
"""The most files of one reference."""

NOT_FOUND = "not found"
OUTSIDE = "outside the folder of the reference file; name its folder with --files"


class NamedFile(NamedTuple):
    """The file that a path names, or why there is none."""

    path: Path | None
    why: str = ""


def named_files(reference: Reference) -> tuple[str, ...]:
    """The paths of PDFs that a reference names, with forward slashes, each once."""
    found: dict[str, None] = {}
    for field, values in reference.other.items():
        if field.casefold().replace(" ", "") in _FIELDS:
            for value in values:
                found.update(dict.fromkeys(_paths(value)))
    return tuple(found)[:_MOST]


def found_file(name: str, export: Path, folder: Path | None) -> NamedFile:
    """The file that a path names: in the export's folder or below it, else in `folder` by its last parts.

    EndNote's `internal-pdf` is beside the export, in ``NAME.Data/PDF``. A path out of these folders, also by a link, does
    not count, whether there is a file or not.
    """
    home = export.parent
    if internal := _INTERNAL.match(name):
        name = name[internal.end() :]
        data = [home / f"{export.stem}.Data", *sorted(home.glob("*.Data"))[:_MOST]]
        places = [(home, one / "PDF" / spelled) for one in data for spelled in _spellings(name)]
    else:
        places = [(home, home / spelled) for spelled in _spellings(name)]
    if folder is not None:
        parts = [part for part in PurePosixPath(_DRIVE.sub("", name)).parts if part not in _NO_NAMES]
        for first in range(len(parts)):
            places += [(folder, folder / spelled) for spelled in _spellings("/".join(parts[first:]))]
    if path := next((path for root, path in places if _is_inside(path, root)), None):
        return NamedFile(path)
    leads_out = _leads_out(name) or any(_is_link_out(path, root) for root, path in places)
    return NamedFile(None, OUTSIDE if leads_out and folder is None else NOT_FOUND)


_NO_NAMES = frozenset({"/", "//", "..", ".", "~"})


def _spellings(name: str) -> Iterator[str]:
    """A path as written, decoded, and with accents as one or two characters, as systems write them differently."""
    plain = unquote(name)
    yield from dict.fromkeys(
        (name, plain, unicodedata.normalize("NFC", plain), unicodedata.normalize("NFD", plain))
    )


def _leads_out(name: str) -> bool:
    """Whether a path is absolute, or begins in or leads to another folder than the export's."""
    depth = 0
    for part in PurePosixPath(name).parts:
        depth += -1 if part == ".." else 1
        if depth < 0 or part in ("/", "//", "~"):
            return True
    return bool(_DRIVE.match(name))


def _paths(value: str) -> Iterator[str]:
    rest = ""
    for part in _ANOTHER.split(value):
        if part == ";" and rest and not _WHOLE.search(rest):
            rest += part
        elif part in (";", None):
            yield from _pdf_in(rest)
            rest = ""
        else:
            rest += part
    yield from _pdf_in(rest)


def _pdf_in(part: str) -> Iterator[str]:
    path = "" if _WEB.match(part.strip()) else _path(_BACKSLASH.sub(r"\\", part.strip()))
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
        part = next((piece for piece in pieces[1:] if _is_pdf(piece)), pieces[-2])
    elif len(pieces) == 2 and not (_is_pdf(pieces[1]) and "/" in pieces[0]):
        part = pieces[1] if _is_pdf(pieces[1]) else pieces[0]
    return re.sub(r"\\([:;\\])", r"\1", part).replace("\\", "/").strip()


def _is_pdf(name: str) -> bool:
    return name.strip().casefold().endswith(".pdf")


def _is_inside(path: Path, root: Path) -> bool:
    try:
        return path.is_file() and path.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError):
        return False


def _is_link_out(path: Path, root: Path) -> bool:
    """Whether a path that begins in `root` leads out of it by a link."""
    try:
        return path.is_file() and not path.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError):
        return False
