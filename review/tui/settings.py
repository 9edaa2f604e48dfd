"""What a person sets for the screen, in ``realist-review/`` of their configuration folder: the theme and the keys.

``keys.yaml`` maps a binding's id (``?`` shows them) to one or more keys::

    library.edit: f9
    screening.include: i,y
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from platformdirs import user_config_path

_NAME = "realist-review"


def default_folder() -> Path:
    """The user's folder for settings, where the operating system has such folders (Linux: ``~/.config/realist-review``).

    On macOS, one that an earlier version made in ``~/.config`` stays in use.
    """
    earlier = Path.home() / ".config" / _NAME
    if sys.platform == "darwin" and earlier.is_dir():
        return earlier
    return user_config_path(_NAME, appauthor=False)


@dataclass(frozen=True)
class Settings:
    """The settings in a folder, which need not exist."""

    folder: Path

    @property
    def has_keys(self) -> bool:
        """Whether there is a ``keys.yaml``."""
        return (self.folder / "keys.yaml").is_file()

    def theme(self) -> str:
        """The theme chosen last, or nothing."""
        try:
            return (self.folder / "theme").read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def remember_theme(self, name: str) -> None:
        """Keep the choice for the next start; where that cannot be written, it is only forgotten."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / "theme").write_text(name + "\n", encoding="utf-8")
        except OSError:
            return

    def keys(self, valid: Collection[str]) -> tuple[dict[str, str], list[str]]:
        """The keys by binding id, and one line for each mistake in ``keys.yaml``; `valid` are the ids that there are."""
        import yaml

        try:
            loaded = yaml.safe_load((self.folder / "keys.yaml").read_text(encoding="utf-8")) or {}
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            return {}, [f"keys.yaml cannot be read: {' '.join(str(error).split())}"]
        if not isinstance(loaded, Mapping):
            return {}, ["keys.yaml: expected lines such as `library.edit: f9`"]
        keys: dict[str, str] = {}
        mistakes: list[str] = []
        for name, value in loaded.items():
            if name not in valid:
                mistakes.append(f"keys.yaml: there is no '{name}'{_nearest(str(name), valid)}")
            elif not isinstance(value, str) or (value != "," and not all(map(str.strip, value.split(",")))):
                mistakes.append(f"keys.yaml: {name}: expected a key such as f9, or several: i,y")
            else:
                keys[name] = ",".join(map(_key_name, [","] if value.strip() == "," else value.split(",")))
        return keys, mistakes


def _key_name(key: str) -> str:
    """A key by Textual's name for it; a sign such as ``/`` may stand for itself."""
    from textual.binding import Binding

    key = key.strip()
    return "comma" if key == "," else next(iter(Binding.make_bindings([Binding(key, "")]))).key


def _nearest(name: str, valid: Collection[str]) -> str:
    close = get_close_matches(name, valid, n=1, cutoff=0.0)
    return f"; the nearest is '{close[0]}'" if close else ""
