"""How large a project may be, so that no file can exhaust memory or disk."""

from __future__ import annotations

from msgspec import Struct


class ProjectLimits(Struct, frozen=True, kw_only=True):
    """The most that a project may have; sizes in bytes."""

    archive: int = 8_000_000_000
    members: int = 100_000
    unpacked: int = 8_000_000_000
    inner: int = 400_000_000
    ratio: int = 400
    xml: int = 300_000_000
    text: int = 50_000_000
    texts: int = 500_000_000
    file: int = 2_000_000_000
    depth: int = 200
    codes: int = 50_000
    sources: int = 20_000
    selections: int = 200_000
    others: int = 2_000_000


PROJECT_LIMITS = ProjectLimits()
"""The limits for a project of a person; a thousandth of the selections is usual."""

_MEGABYTE = 1_000_000

FREE_BYTES = 50_000_000
"""What may be unpacked whatever the ratio is: small files may be packed very tightly."""


def in_bytes(most: int) -> str:
    """A limit in words: ``50 MB``."""
    return f"{most // _MEGABYTE:,} MB" if most >= _MEGABYTE else f"{most:,} bytes"
