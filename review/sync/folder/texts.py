"""The texts of documents in a shared folder: ``texts/SHA256.json.gz``."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from review.domain.team.exchange import FoundText, RefusedInput, SharedText
from review.sandbox.regular_file import read_regular
from review.sync.folder.names import TEXT_ENDING, TEXTS, named_by_content, subfolder
from review.sync.folder.writing import in_plain_words, write_whole

LARGEST_PACKED = 64 * 2**20
"""The most bytes of a text's file."""

LARGEST = 128 * 2**20
"""The most bytes that it may unpack to."""

_NAME = TEXTS + "/{}" + TEXT_ENDING
_DECODER = msgspec.json.Decoder(SharedText)


class TextReader:
    """Reads the texts of a shared folder.

    Args:
        folder: the shared folder.
        checked: for texts that were found good before, the size and time of their files.

    Attributes:
        refused: what was not read, and why.
        good: the texts whose files hold what their names say, with size and time, for the next time.
    """

    def __init__(self, folder: Path, checked: Mapping[str, tuple[int, int]]) -> None:
        self.refused: list[RefusedInput] = []
        self.good: dict[str, tuple[int, int]] = {}
        inside = subfolder(folder, TEXTS)
        self._files = named_by_content(inside, (TEXT_ENDING,)) if inside else {}
        self._checked = checked

    def texts(self, known: Container[str]) -> Iterator[FoundText]:
        """The texts that are not known, each after its content was compared with its name."""
        for sha256, entry in sorted(self._files.items()):
            facts = entry.stat(follow_symlinks=False)
            of_file = (facts.st_size, facts.st_mtime_ns)
            if sha256 in known and self._checked.get(sha256) == of_file:
                self.good[sha256] = of_file
                continue
            name = _NAME.format(sha256)
            try:
                text = unpacked(sha256, read_regular(Path(entry.path), LARGEST_PACKED))
            except OSError as error:
                self.refused.append(RefusedInput(name, 0, f"cannot be read ({error.strerror or error})"))
            except ValueError as error:
                self.refused.append(RefusedInput(name, 0, str(error)))
            else:
                self.good[sha256] = of_file
                if sha256 not in known:
                    yield FoundText(text, name)


def packed(text: SharedText) -> bytes:
    """The content of a text's file; the same for the same text.

    Raises:
        ValueError: it is larger than a text that is read may be; the message says so.
    """
    plain = msgspec.json.encode(text)
    content = gzip.compress(plain, 6, mtime=0) if len(plain) <= LARGEST else b""
    if not 0 < len(content) <= LARGEST_PACKED:
        raise ValueError(f"is larger than {LARGEST // 2**20} MB")
    return content


def unpacked(sha256: str, content: bytes) -> SharedText:
    """The text in a file.

    Raises:
        ValueError: the content is not what the name says, in words.
    """
    try:
        plain = gzip.GzipFile(fileobj=io.BytesIO(content)).read(LARGEST + 1)
    except (OSError, EOFError, zlib.error):
        raise ValueError("is damaged or still being written") from None
    if not plain:
        raise ValueError("is damaged or still being written")
    if len(plain) > LARGEST:
        raise ValueError(f"unpacks to more than {LARGEST // 2**20} MB")
    try:
        text = _DECODER.decode(plain)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise ValueError("is not a text of a document") from None
    if text.sha256 != sha256 or hashlib.sha256(text.text.encode("utf-8", "replace")).hexdigest() != sha256:
        raise ValueError("holds another text than its name says; delete it")
    return text


def add_texts(
    folder: Path,
    texts: Iterable[SharedText],
    good: dict[str, tuple[int, int]],
    refused: list[RefusedInput],
) -> int:
    """Write texts into the shared folder, in place of damaged ones, and return how many; `good` gets their files.

    `refused` gets those that are too large: no copy would read them.

    Raises:
        ReviewError: one cannot be written.
    """
    written = 0
    for text in texts:
        name = _NAME.format(text.sha256)
        try:
            content = packed(text)
        except ValueError as error:
            refused.append(RefusedInput(name, 0, f"{error}, and was not sent"))
            continue
        path = folder / name
        with in_plain_words(path):
            if subfolder(folder, TEXTS) is None:
                path.parent.mkdir()
            write_whole(path, (content,))
            facts = path.stat()
        good[text.sha256] = (facts.st_size, facts.st_mtime_ns)
        written += 1
    return written
