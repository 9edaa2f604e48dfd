"""The documents in a shared folder, if they are shared, too: ``files/SHA256.pdf``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from review.sandbox.regular_file import LARGEST_DOCUMENT, open_regular
from review.sync.folder.names import FILE_ENDING, FILES, named_by_content, subfolder
from review.sync.folder.writing import in_plain_words, write_whole

_CHUNK = 2**20


class OtherContentError(Exception):
    """A file does not hold what its name says."""


def documents(folder: Path) -> frozenset[str]:
    """The SHA-256 in the names of the documents that lie in the shared folder.

    Raises:
        ReviewError: the folder of documents is a link or no folder.
        OSError: it cannot be read.
    """
    inside = subfolder(folder, FILES)
    return frozenset(named_by_content(inside, FILE_ENDING)) if inside else frozenset()


def document_name(sha256: str) -> str:
    """A document's name in the shared folder."""
    return f"{FILES}/{sha256}{FILE_ENDING}"


def add_document(folder: Path, sha256: str, source: Path) -> None:
    """Copy a document into the shared folder.

    Raises:
        OtherContentError: the document is not the one with this SHA-256 any more.
        ReviewError: it cannot be written.
        OSError: it cannot be read.
    """
    with open_regular(source, LARGEST_DOCUMENT):
        pass
    path = folder / document_name(sha256)
    with in_plain_words(path):
        if subfolder(folder, FILES) is None:
            path.parent.mkdir()
        write_whole(path, _checked(source, sha256))


def fetch_document(folder: Path, sha256: str, target: Path) -> bool:
    """Copy a document from the shared folder to a name that is not taken; False if it is.

    Raises:
        OtherContentError: the file is not what its name says.
        OSError: it cannot be read, or not be written.
    """
    return write_whole(target, _checked(folder / document_name(sha256), sha256), replacing=False)


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
