"""The metadata in a file: its Info dictionary, through pdfium, and its XMP packet, from the bytes."""

from __future__ import annotations

import ctypes
import mmap
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

Handle = Any
"""A pdfium handle, which has no Python type."""

_ENTRIES = ("Title", "Author", "Subject", "CreationDate")
_LONGEST_ENTRY = 64 * 1024
_BEGIN, _END = b"<x:xmpmeta", b"</x:xmpmeta>"
_LONGEST_PACKET = 4 * 1024 * 1024
_MOST_PACKETS = 200


def info_entries(document: Handle) -> dict[str, str]:
    """The entries of the Info dictionary of an open document that a reference needs; missing ones are left out."""
    entries = {}
    for name in _ENTRIES:
        size = pdfium.FPDF_GetMetaText(document, name.encode(), None, 0)
        if 2 < size <= _LONGEST_ENTRY:
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDF_GetMetaText(document, name.encode(), buffer, size)
            entries[name] = buffer.raw[: size - 2].decode("utf-16-le", "replace")
    return entries


def xmp_packet(path: Path) -> bytes:
    """The XMP packet most likely to describe the document: the last with a title, else the last; or nothing.

    Packets are stored uncompressed so that programs can find them like this; embedded pictures may have their own.
    """
    best = b""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        position = 0
        for _ in range(_MOST_PACKETS):
            start = data.find(_BEGIN, position)
            end = data.find(_END, start) if start >= 0 else -1
            if end < 0:
                break
            position = end + len(_END)
            if position - start > _LONGEST_PACKET:
                continue
            packet = data[start:position]
            if b"dc:title" in packet or b"dc:title" not in best:
                best = packet
    return best
