"""What a new review begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

THEORY_MAP = Path(__file__).with_name("theory_map.yaml")
"""A short theory map with comments, to be filled in: the file that ``review init`` writes."""

_THEORIES = ("theories", "rival_framings", "programme_theory")
_PLACEHOLDER = re.compile("<[^<>]+>")


def placeholders(plain: object) -> Iterator[str]:
    """The texts of a theory map in its plain form that are still to be filled in: ``<Title of the review>``."""
    if isinstance(plain, dict):
        for entry in plain.values():
            yield from placeholders(entry)
    elif isinstance(plain, str) and _PLACEHOLDER.fullmatch(plain):
        yield plain


def has_placeholder_theories(plain: Mapping[str, object]) -> bool:
    """Whether a theory map in its plain form has theories that are still to be filled in: nobody has worded one yet."""
    return any(placeholders({name: plain.get(name) for name in _THEORIES}))
