"""How an extra is added to this installation of the program."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

_PIPX, _UV = "pipx_metadata.json", "uv-receipt.toml"
"""The files by which an environment says that pipx or uv made it."""


def how_to_add(extra: str, environment: Path | None = None) -> str:
    """The command that adds an extra to the program's environment (this one, unless another is given).

    The program is not on a package index. It is installed already, so pip and uv only fetch what the extra needs.
    """
    prefix = environment or Path(sys.prefix)
    name = f"'realist-review[{extra}]'"
    if (prefix / _PIPX).is_file():
        return f"pipx inject realist-review {name}"
    if (prefix / _UV).is_file():
        return f"uv pip install --python {shlex.quote(str(prefix))} {name}"
    found = shutil.which("pip")
    if found and Path(found).parent.parent == prefix:
        return f"pip install {name}"
    return f"{shlex.quote(str(prefix / 'bin' / 'python'))} -m pip install {name}"
