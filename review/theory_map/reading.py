"""Reading ``theory_map.yaml``: one pass that finds every mistake, each with its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from review.errors import TheoryMapError
from review.theory_map.located import located
from review.theory_map.mistakes import Mistake, printable, quoted
from review.theory_map.mistakes import Path as PlaceInMap
from review.theory_map.references import reference_mistakes
from review.theory_map.shape.checking import bare_names, shaped
from review.theory_map.shape.groups import TheoryMapShape
from review.theory_map.values import Plain, TheoryMap, from_plain
from review.theory_map.yaml_file import bytes_of, lines_about, text_in

LARGEST = 2_000_000
"""The largest theory map in bytes."""


def read_theory_map(path: Path) -> TheoryMap:
    """The theory map in a YAML file.

    Raises:
        TheoryMapError: the file cannot be read or has mistakes; one ``FILE:LINE: place: what`` line for each.
    """
    return parse_theory_map(bytes_of(path, LARGEST, TheoryMapError), printable(path.name))


def edits_refused(path: Path, given_up: Mapping[PlaceInMap, tuple[str, str]]) -> TheoryMapError:
    """That edits of a YAML file are of codes that have another id now, given with the places; a line for each, as above."""
    source = located(text_in(bytes_of(path, LARGEST, TheoryMapError), path.name, LARGEST, TheoryMapError))
    mistakes = [
        Mistake(
            place,
            f"changed here, but {quoted(was)} is now {quoted(now)}; undo the edit and make it at {quoted(now)},"
            " as `review theory export FILE` writes it",
        )
        for place, (was, now) in given_up.items()
    ]
    return TheoryMapError(lines_about(printable(path.name), source, mistakes))


def parse_theory_map(data: bytes, name: str = "theory_map.yaml") -> TheoryMap:
    """The theory map in the bytes of a YAML file, which mistakes refer to as `name`.

    Raises:
        TheoryMapError: as for `read_theory_map`.
    """
    source = located(text_in(data, name, LARGEST, TheoryMapError))
    canonical, mistakes = (None, []) if source.unreadable else _checked(source.plain)
    mistakes = [*source.mistakes, *mistakes, *bare_names(source.bare)]
    if canonical is None or mistakes:
        raise TheoryMapError(lines_about(name, source, mistakes))
    return from_plain(canonical)


def checked(plain: object) -> TheoryMap:
    """The theory map described by a JSON object in the shape of ``theory_map.yaml``.

    Raises:
        TheoryMapError: the object has mistakes; one ``place: what`` line for each.
    """
    canonical, mistakes = _checked(plain)
    if canonical is None or mistakes:
        raise TheoryMapError("\n".join(str(mistake) for mistake in mistakes))
    return from_plain(canonical)


def _checked(plain: object) -> tuple[Plain | None, list[Mistake]]:
    if not isinstance(plain, dict):
        return None, [
            Mistake(
                (), "not a theory map; it needs title:, question:, theories: and stages: at the top level"
            )
        ]
    shape = shaped(plain)
    mistakes = [*(() if isinstance(shape, TheoryMapShape) else shape), *reference_mistakes(plain)]
    return (shape.canonical() if isinstance(shape, TheoryMapShape) else None), mistakes
