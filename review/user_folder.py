"""The folder of the user's settings, which hold for all reviews on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

from platformdirs import user_config_path

_NAME = "realist-review"


def user_folder() -> Path:
    """The user's settings folder for this operating system (Linux: ``~/.config/realist-review``).

    On macOS, a folder that an earlier version made in ``~/.config`` stays in use.
    """
    earlier = Path.home() / ".config" / _NAME
    if sys.platform == "darwin" and earlier.is_dir():
        return earlier
    return user_config_path(_NAME, appauthor=False)
