"""Reading ``theory_map.yaml``: one pass that finds every mistake, each with its line."""

from __future__ import annotations

from pathlib import Path

from review.errors import TheoryMapError
from review.sandbox.regular_file import read_regular
from review.theory_map.located import located
from review.theory_map.mistakes import Mistake, printable
from review.theory_map.references import reference_mistakes
from review.theory_map.shape.checking import shaped
from review.theory_map.shape.groups import TheoryMapShape
from review.theory_map.values import Plain, TheoryMap, from_plain

LARGEST = 2_000_000
"""The largest theory map in bytes."""


MOST_LISTED = 100
"""How many mistakes are listed at a time."""


def read_theory_map(path: Path) -> TheoryMap:
    """The theory map in a YAML file.

    Raises:
        TheoryMapError: the file cannot be read or has mistakes; one ``FILE:LINE: place: what`` line for each.
    """
    name = printable(path.name)
    try:
        data = read_regular(path, LARGEST)
    except OSError as error:
        raise TheoryMapError(f"{name}: cannot be read: {error.strerror}") from error
    return parse_theory_map(data, name)


def parse_theory_map(data: bytes, name: str = "theory_map.yaml") -> TheoryMap:
    """The theory map in the bytes of a YAML file, which mistakes refer to as `name`.

    Raises:
        TheoryMapError: as for `read_theory_map`.
    """
    if len(data) > LARGEST:
        raise TheoryMapError(f"{name}: larger than {LARGEST // 1_000_000} MB; it was not read")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TheoryMapError(f"{name}:{line}: not UTF-8; save the file in UTF-8") from error
    source = located(text)
    canonical, mistakes = (None, []) if source.unreadable else _checked(source.plain)
    mistakes = [*source.mistakes, *mistakes]
    if canonical is None or mistakes:
        found = sorted((mistake.line or source.line(mistake.path), str(mistake)) for mistake in mistakes)
        lines = [f"{name}:{line}: {mistake}" for line, mistake in found[:MOST_LISTED]]
        more = [f"{name}: further mistakes are not listed"] if len(found) > MOST_LISTED else []
        raise TheoryMapError("\n".join(lines + more))
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
