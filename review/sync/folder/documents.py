"""The documents in a shared folder, if they are shared, too: ``files/SHA256.pdf``, or with the ending of a text file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from review.domain.texts.endings import DOCUMENT_ENDINGS, kept_ending
from review.sandbox.regular_file import LARGEST_DOCUMENT, open_regular
from review.sync.folder.names import FILES, named_by_content, subfolder
from review.sync.folder.writing import in_plain_words, write_whole

_CHUNK = 2**20


class OtherContentError(Exception):
    """A file does not hold what its name says."""


def documents(folder: Path) -> Mapping[str, str]:
    """The names of the documents that lie in the shared folder, by the SHA-256 in them.

    Raises:
        ReviewError: the folder of documents is a link or no folder.
        OSError: it cannot be read.
    """
    inside = subfolder(folder, FILES)
    found = named_by_content(inside, DOCUMENT_ENDINGS) if inside else {}
    return {sha256: f"{FILES}/{entry.name}" for sha256, entry in found.items()}


def add_document(folder: Path, sha256: str, source: Path) -> None:
    """Copy a document into the shared folder, under its SHA-256 and its ending.

    Raises:
        OtherContentError: the document is not the one with this SHA-256 any more.
        ReviewError: it cannot be written.
        OSError: it cannot be read.
    """
    with open_regular(source, LARGEST_DOCUMENT):
        pass
    path = folder / FILES / f"{sha256}{kept_ending(source.name)}"
    with in_plain_words(path):
        if subfolder(folder, FILES) is None:
            path.parent.mkdir()
        write_whole(path, _checked(source, sha256))


def fetch_document(folder: Path, name: str, sha256: str, target: Path) -> bool:
    """Copy a document, by its name in the shared folder, to a name that is not taken; False if it is.

    Raises:
        OtherContentError: the file is not what its name says.
        OSError: it cannot be read, or not be written.
    """
    return write_whole(target, _checked(folder / name, sha256), replacing=False)


def _checked(source: Path, sha256: str) -> Iterator[bytes]:
    """The content of a file in chunks.

    Raises:
        OtherContentError: after the last one: it does not give the SHA-256.
    """
    digest = hashlib.sha256()
    with open_regular(source, LARGEST_DOCUMENT) as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
            yield chunk
    if digest.hexdigest() != sha256:
        raise OtherContentError
