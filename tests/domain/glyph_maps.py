"""Maps of glyphs, as a reading makes them."""

from __future__ import annotations

from collections.abc import Iterable

from review.domain.glyphs import GlyphRun, RunPacker


def pack_runs(runs: Iterable[GlyphRun]) -> bytes:
    """The map of runs in order of `start`."""
    packer = RunPacker()
    for run in runs:
        packer.add(run)
    return packer.packed()
