"""How to start other processes: with a minimal environment, and with an isolated Python."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PACKAGE_PARENT = Path(__file__).resolve().parents[2]
_ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}
"""Else glibc reserves 64 MiB for each further thread, such as the one that `parent` starts."""

_BEGIN = (
    "import sys; sys.path.append(sys.argv.pop());"
    "from review.sandbox.parent import end_with; end_with(int(sys.argv.pop()));"
)

_NEEDED = frozenset(
    {
        "PATH", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP",
        # where Python and the system find their libraries
        "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT", "WINDIR", "PATHEXT", "COMSPEC",
        # number of threads of libraries, and the languages of text recognition
        "OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TESSDATA_PREFIX",
    }
)  # fmt: skip
_NEEDED_PREFIXES = ("LC_",)
_DESKTOP = frozenset(
    {
        "HOME", "USER", "LOGNAME", "SHELL", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "DISPLAY", "XAUTHORITY", "ICEAUTHORITY",
        "BROWSER", "DESKTOP_SESSION", "SESSION_MANAGER", "__CF_USER_TEXT_ENCODING", "WSL_DISTRO_NAME", "WSL_INTEROP",
    }
)  # fmt: skip
_DESKTOP_PREFIXES = (
    "XDG_",
    "DBUS_",
    "WAYLAND_",
    "GTK_",
    "GDK_",
    "QT_",
    "KDE_",
    "GNOME_",
    "XCURSOR_",
    "XMODIFIERS",
)


def environment(*, desktop: bool = False, limited: bool = False, **more: str) -> dict[str, str]:
    """The environment for a child process: only what it needs to run, without tokens, keys or other settings.

    Args:
        desktop: whether it shows a window and so needs access to the desktop.
        limited: whether its memory is limited, so that threads should not reserve any.
        more: further variables.
    """
    names = _NEEDED | _DESKTOP if desktop else _NEEDED
    prefixes = _NEEDED_PREFIXES + _DESKTOP_PREFIXES if desktop else _NEEDED_PREFIXES
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in names or name.upper().startswith(prefixes)
    }
    return kept | (_ONE_HEAP if limited else {}) | more


@contextmanager
def known(process: int) -> Iterator[None]:
    """Within the context, `end_known` ends this process, a session leader, and everything that it started."""
    _known.add(process)
    try:
        yield
    finally:
        _known.discard(process)


def end_known() -> None:
    """End the processes that threads of this process wait for, so that the threads end, too."""
    for process in list(_known):
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)


_known: set[int] = set()


def isolated_python(call: str, *arguments: str) -> list[str]:
    """The command that runs statements in an isolated Python: no code from the folder or the environment.

    That process ends with this one, which must be the one that starts it.

    Args:
        call: the statements.
        arguments: available to them in ``sys.argv[1:]``.
    """
    return [sys.executable, "-I", "-c", f"{_BEGIN}{call}", *arguments, str(os.getpid()), str(_PACKAGE_PARENT)]
