"""Where a journal lies: a digest of this installation's random id and the path, which reveals neither.

A machine's name does not tell two laptops apart that were set up alike, and a copied file must not continue the same chain.
"""

from __future__ import annotations

import re
import uuid
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

_FILE = "installation"
_ID = re.compile(r"[0-9a-f]{32}")


def home_of(path: Path) -> str:
    """A digest of installation and path; ``""`` where no id of the installation can be kept."""
    installation = _id_in(_folder())
    if not installation:
        return ""
    return sha256(f"{installation}|{path.resolve()}".encode("utf-8", "surrogatepass")).hexdigest()


def _folder() -> Path:
    """The folder for the state of programs (Linux: ``~/.local/state/realist-review``)."""
    # The first screen does not wait for it where a journal was opened before.
    from platformdirs import user_state_path

    return user_state_path("realist-review", appauthor=False)


@cache
def _id_in(folder: Path) -> str:
    """The id kept in a folder, made where there is none; ``""`` where it can be neither read nor written."""
    file = folder / _FILE
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), file.open("x", encoding="ascii") as made:
            made.write(uuid.uuid4().hex)
        found = file.read_text("ascii", "replace")[:32]
        return found if _ID.fullmatch(found) else ""
    return ""
