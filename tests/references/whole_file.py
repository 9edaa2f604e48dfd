"""Everything that a reference file has, read in this process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from review.domain.reference import Item, Notice, Reference, Refusal
from review.references.parsing import parse_stream


@dataclass(frozen=True)
class ReferenceFile:
    """The content of a file: each record is a reference or a refusal, other lines are `notices`."""

    format: str
    references: tuple[Reference, ...]
    refusals: tuple[Refusal, ...]
    mapping: Mapping[str, str]
    notices: tuple[Notice, ...]


def sorted_out(format: str, items: Iterable[Item], mapping: Mapping[str, str]) -> ReferenceFile:  # noqa: A002 - the stream's own word for it
    """What a reader found, by what it is."""
    found = list(items)
    return ReferenceFile(
        format,
        tuple(item for item in found if isinstance(item, Reference)),
        tuple(item for item in found if isinstance(item, Refusal)),
        mapping,
        tuple(item for item in found if isinstance(item, Notice)),
    )


def whole_file(path: Path, encoding: str = "") -> ReferenceFile:
    """The content of a file."""
    stream = parse_stream(path, encoding=encoding)
    return sorted_out(stream.format, stream.items, stream.mapping)
