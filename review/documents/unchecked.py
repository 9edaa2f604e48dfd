"""pdfium's functions without the checks that cost more than the calls themselves."""

from __future__ import annotations

import ctypes
from typing import Any

Function = Any
"""A function of pdfium, which has no Python type."""


def unchecked(function: Function, result: type = ctypes.c_int) -> Function:
    """The same function, which converts and checks no argument: two to three times as fast, for calls about single characters.

    Arguments must be handles as pdfium gave them (or their address as a `ctypes.c_void_p`), integers that fit a C `int`,
    buffers, and values in `ctypes.byref`. `result` is the type of what the function returns.
    """
    quick = type(function)(ctypes.cast(function, ctypes.c_void_p).value)
    quick.restype = result
    return quick
