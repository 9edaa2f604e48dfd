"""The user's settings in ``realist-review/`` of the configuration folder: theme, keys, and how exports are written.

``keys.yaml`` maps a binding's id (``?`` shows them) to one or more keys::

    library.edit: f12
    screening.include: i,y
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path

import msgspec

from review.errors import ReadingError
from review.sandbox.regular_file import read_text

_LARGEST = 100_000
"""The most bytes read of a settings file."""

_MOST_MISTAKES = 3
"""The most mistakes reported for one file."""

_MOST_REVIEWS = 100
"""The most other reviews of which it is known where they were read or screened."""

_LONGEST_NAME = 60
_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})


class ExportSettings(msgspec.Struct, frozen=True):
    """The formats of exports, and by the path of a review the folder for its exports unless it is the review's own."""

    formats: tuple[str, ...] = ("csv", "xlsx", "ris", "svg", "png")
    folders: Mapping[str, str] = msgspec.field(default_factory=dict)


class LeftAt(msgspec.Struct, frozen=True):
    """A place in the text of a record's document."""

    record: str
    start: int


class ScreeningAt(msgspec.Struct, frozen=True):
    """A record, at the stage where it is screened."""

    record: str
    stage: str


class Settings(msgspec.Struct, frozen=True):
    """The settings in a folder, which may be missing."""

    folder: Path

    @property
    def has_keys(self) -> bool:
        """Whether there is a ``keys.yaml``."""
        return os.path.lexists(self.folder / "keys.yaml")

    def theme(self) -> str:
        """The theme chosen last, or an empty string."""
        try:
            return read_text(self.folder / "theme", _LARGEST).strip()
        except ReadingError:
            return ""

    def remember_theme(self, name: str) -> None:
        """Save the choice for the next start; ignored if it cannot be written."""
        self._remember("theme", name + "\n")

    def exports(self) -> ExportSettings:
        """How exports were written last; the defaults if that is unknown."""
        try:
            return msgspec.json.decode(read_text(self.folder / "exports.json", _LARGEST), type=ExportSettings)
        except (ReadingError, msgspec.MsgspecError):
            return ExportSettings()

    def remember_exports(self, exports: ExportSettings) -> None:
        """Save how exports are written for the next start; ignored if it cannot be written."""
        self._remember("exports.json", msgspec.json.encode(exports).decode() + "\n")

    def reading(self, review: Path) -> LeftAt | None:
        """Where a review was read last."""
        return self._readings().get(str(review))

    def remember_reading(self, review: Path, place: LeftAt) -> None:
        """Save where a review is read, for the next start; ignored if it cannot be written."""
        self._remember_place("reading.json", self._readings(), review, place)

    def _readings(self) -> dict[str, LeftAt]:
        try:
            return msgspec.json.decode(self._read("reading.json"), type=dict[str, LeftAt])
        except (ReadingError, msgspec.MsgspecError):
            return {}

    def screening(self, review: Path) -> ScreeningAt | None:
        """Where a review was screened last."""
        return self._screenings().get(str(review))

    def remember_screening(self, review: Path, place: ScreeningAt) -> None:
        """Save where a review is screened, for the next start; ignored if it cannot be written."""
        self._remember_place("screening.json", self._screenings(), review, place)

    def _screenings(self) -> dict[str, ScreeningAt]:
        try:
            return msgspec.json.decode(self._read("screening.json"), type=dict[str, ScreeningAt])
        except (ReadingError, msgspec.MsgspecError):
            return {}

    def _read(self, name: str) -> str:
        return read_text(self.folder / name, _LARGEST)

    def _remember_place(self, name: str, known: Mapping[str, object], review: Path, place: object) -> None:
        others = [one for one in known.items() if one[0] != str(review)]
        kept = dict(others[-_MOST_REVIEWS:]) | {str(review): place}
        self._remember(name, msgspec.json.encode(kept).decode() + "\n")

    def _remember(self, name: str, text: str) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8")
        except OSError:
            return

    def keys(self, valid: Collection[str]) -> tuple[dict[str, str], list[str]]:
        """The keys by binding id, and a line for each mistake in ``keys.yaml``; `valid` are the known ids.

        A mistake is never an error: the program's own keys are used instead. If there are many, the last line says
        how many more there are.
        """
        path = self.folder / "keys.yaml"
        try:
            text = read_text(path, _LARGEST)
        except ReadingError as error:
            return {}, [str(error).removeprefix(f"{self.folder}{os.sep}")]
        from review.theory_map.located import located
        from review.theory_map.mistakes import quoted

        source = located(text)
        mistakes = [
            f"keys.yaml:{mistake.line or source.line(mistake.path)}: {mistake}" for mistake in source.mistakes
        ]
        if not isinstance(source.plain, dict):
            if source.plain is not None:
                mistakes.append("keys.yaml: expected lines such as `library.edit: f12`")
            return {}, _few(mistakes)
        keys: dict[str, str] = {}
        for name, value in source.plain.items():
            given = [","] if value == "," else value.split(",") if isinstance(value, str) else [""]
            unknown = [key for key in given if not _key_name(key)]
            if name not in valid:
                mistakes.append(f"keys.yaml: unknown id {quoted(name)}{_nearest(name, valid)}")
            elif unknown:
                found = f", not {quoted(unknown[0])}" if unknown[0].strip() else ""
                mistakes.append(f"keys.yaml: {name}: expected a key such as f9, or several: i,y{found}")
            else:
                keys[name] = ",".join(map(_key_name, given))
        return keys, _few(mistakes)


def _few(mistakes: list[str]) -> list[str]:
    """The first mistakes, and the number of the others."""
    more = len(mistakes) - _MOST_MISTAKES
    return [*mistakes[:_MOST_MISTAKES], f"keys.yaml: {more} more mistakes"] if more > 1 else mistakes


def _key_name(key: str) -> str:
    """A key by Textual's name, ``""`` if unknown; it may be written as the screen shows it, such as ``/`` or ``Ctrl+S``."""
    from textual.binding import Binding
    from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character

    from review.tui.support.bindings import key_of

    key = key_of(key.strip())
    if key == ",":
        return "comma"
    if not key or not key.isprintable():
        return ""
    name = next(iter(Binding.make_bindings([Binding(key, "")]))).key
    *modifiers, last = name.split("+")
    named = {named.value for named in Keys}.union(KEY_NAME_REPLACEMENTS.values())
    is_known = name in named or last in named or key_to_character(last) is not None
    return name if is_known and _MODIFIERS.issuperset(modifiers) else ""


def _nearest(name: str, valid: Collection[str]) -> str:
    close = get_close_matches(name[:_LONGEST_NAME], valid, n=1, cutoff=0.0)
    return f"; the nearest is '{close[0]}'" if close else ""
