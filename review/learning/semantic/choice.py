"""The encoder that the user chose, for all reviews on this machine: `encoder.json` in the folder of the user's settings.

Its files stay where they are; their hash is kept and checked whenever they are opened.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from review.domain.canonical import is_hash
from review.errors import EncoderError, ReadingError
from review.learning.semantic import default, files
from review.learning.semantic.encoder import Encoder
from review.learning.semantic.files import MODEL, MOST_DIMENSIONS, TOKENIZER, EncoderFiles
from review.sandbox.regular_file import read_text
from review.sandbox.whole_files import write_files
from review.user_folder import user_folder

DEFAULT = "default"
"""What is typed for the encoder that the extra brings along."""

NO_LICENCE = "not given"

_FILE = "encoder.json"
_LAST = "encoder.last.json"
"""The encoder that was used last, while none is."""

_WRITABLE = "make its folder one that you can write to"

_LARGEST = 100_000
_LONGEST = 80
_LICENCE_FILES = ("LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "LICENCE.txt", "LICENCE.md", "COPYING")
_OF_CARD = re.compile(r"^license:\s*[\"']?([^\s\"'#][^\n\"'#]*)", re.MULTILINE)


class ChosenEncoder(msgspec.Struct, frozen=True):
    """An encoder that passed the checks.

    Attributes:
        name: what it is called in print.
        folder: where it lies; empty for the default.
        sha256: the hash of the model's bytes followed by the tokenizer's.
        dimensions: how many numbers its vectors have.
        licence: what its folder says of its licence, or `NO_LICENCE`.
    """

    name: str
    folder: str
    sha256: str
    dimensions: int
    licence: str

    def open(self) -> Encoder:
        """Open the encoder.

        Raises:
            EncoderError: it is missing, has changed since it was chosen, or the extra is not installed.
        """
        return Encoder.open(self.files(), self.sha256)

    def files(self) -> EncoderFiles:
        """Where its files are, if they are still there.

        Raises:
            EncoderError: it is the default, and the extra is not installed.
        """
        return EncoderFiles.in_folder(Path(self.folder)) if self.folder else default.default_files()

    def problem(self) -> str:
        """Why it cannot be opened, as far as that shows without opening it: one line, or nothing."""
        try:
            return self.files().problem(self.sha256)
        except EncoderError as error:
            return str(error)


def chosen(settings: Path | None = None) -> ChosenEncoder | None:
    """The encoder in use; None if none was chosen. Its files are not looked at.

    Args:
        settings: the folder of the user's settings; by default this user's.
    """
    try:
        text = read_text((settings or user_folder()) / _FILE, _LARGEST)
        found = msgspec.json.decode(text, type=ChosenEncoder)
    except (ReadingError, msgspec.MsgspecError, RecursionError):
        return None
    return found if is_hash(found.sha256) and 1 <= found.dimensions <= MOST_DIMENSIONS else None


def spoilt(settings: Path | None = None) -> str:
    """Why the choice that is there cannot be read, and what to do, in one line; ``""`` if it can, or if nothing was chosen."""
    path = (settings or user_folder()) / _FILE
    if chosen(settings) or not path.exists():
        return ""
    return (
        f"{path}: not readable as the choice of an encoder; choose one again (`review semantic use default`)"
    )


def changed_at(settings: Path | None = None) -> int:
    """When the choice was made, in nanoseconds; 0 while there is none. It is cheap, and differs once another is made."""
    try:
        return ((settings or user_folder()) / _FILE).stat().st_mtime_ns
    except OSError:
        return 0


def choose(place: str, settings: Path | None = None) -> ChosenEncoder:
    """Check an encoder and use it from now on.

    Args:
        place: a folder with ``model.onnx`` and ``tokenizer.json``, or `DEFAULT`.
        settings: the folder of the user's settings; by default this user's.

    Raises:
        EncoderError: it cannot be used.
        ReviewError: the choice cannot be written.
    """
    found = checked(place)
    content = msgspec.json.format(msgspec.json.encode(found))
    write_files({(settings or user_folder()) / _FILE: content + b"\n"}, _WRITABLE)
    return found


def checked(place: str) -> ChosenEncoder:
    """An encoder in a folder, or `DEFAULT`, opened and tried in a process of its own; the choice stays as it is.

    Raises:
        EncoderError: it cannot be used.
    """
    if place == DEFAULT:
        with Encoder.open(default.default_files(), default.SHA256) as encoder:
            return ChosenEncoder(default.NAME, "", encoder.sha256, encoder.dimensions, default.LICENCE)
    folder = Path(place).expanduser().absolute()
    give = f"give a folder with {MODEL} and {TOKENIZER}, or 'default'"
    if not place.strip():
        raise EncoderError(f"No folder is named; {give}")
    if not folder.is_dir():
        raise EncoderError(f"{place}: not a folder; {give}")
    lacks = [name for name in (MODEL, TOKENIZER) if not (folder / name).exists()]
    if lacks and files.installed():
        raise EncoderError(f"{place}: has no {' and no '.join(lacks)}; {give}")
    with Encoder.open(EncoderFiles.in_folder(folder)) as encoder:
        return ChosenEncoder(
            _line(folder.name), str(folder), encoder.sha256, encoder.dimensions, licence_note(folder)
        )


def forget(settings: Path | None = None) -> None:
    """Use no encoder from now on; `use_again` remembers the one in use.

    Raises:
        EncoderError: the choice cannot be changed.
    """
    _move(settings, _FILE, _LAST)


def use_again(settings: Path | None = None) -> ChosenEncoder | None:
    """Use the encoder again that was used last before none was; None if there was no such.

    Raises:
        EncoderError: the choice cannot be changed.
    """
    _move(settings, _LAST, _FILE)
    return chosen(settings)


def _move(settings: Path | None, name: str, to: str) -> None:
    """Rename a file of the settings, if there is one."""
    path = (settings or user_folder()) / name
    try:
        path.replace(path.with_name(to))
    except FileNotFoundError:
        return
    except OSError as error:
        raise EncoderError(f"{path}: cannot be changed ({error.strerror or error}); {_WRITABLE}") from error


def licence_note(folder: Path) -> str:
    """What a folder says of the licence: `license:` at the head of its README.md, or the first line of its LICENSE."""
    card = _text(folder / "README.md")
    if card.startswith("---") and (stated := _OF_CARD.search(card.partition("\n---")[0])):
        return _line(stated[1])
    for name in _LICENCE_FILES:
        if line := next((line for line in _text(folder / name).splitlines() if line.strip()), ""):
            return _line(line)
    return NO_LICENCE


def _text(path: Path) -> str:
    try:
        return read_text(path, _LARGEST)
    except ReadingError:
        return ""


def _line(text: str) -> str:
    """One short line of printable characters."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain[:_LONGEST].strip() or NO_LICENCE
