"""The positions of theories and rival framings on the map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.theory_map import Code, TheoryMap


def columns_of(theory_map: TheoryMap) -> list[tuple[str, list[Code]]]:
    """The map's columns: categories with their theories; theories without a category are last."""
    named = [
        (name, [code for code in theory_map.theories if code.category == category])
        for category, name in theory_map.categories.items()
    ]
    others = [code for code in theory_map.theories if code.category not in theory_map.categories]
    return [column for column in [*named, ("", others)] if column[1]]


def columns_rivalled(rival: Code, columns: list[tuple[str, list[Code]]]) -> tuple[int, int]:
    """The first and last column with a theory that the framing rivals; all columns if it names none."""
    places = [i for i, (_, codes) in enumerate(columns) if any(code.id in rival.rivals for code in codes)]
    return (places[0], places[-1]) if places else (0, len(columns) - 1)


def rival_rows(
    rivals: Sequence[Code], columns: list[tuple[str, list[Code]]]
) -> Iterator[list[tuple[int, Code | None]]]:
    """The rows below the columns: in each, parts so many columns wide with a rival framing or empty.

    A framing that would start before the end of the one before it begins another row.
    """
    row: list[tuple[int, Code | None]] = []
    at = 0
    for rival in rivals:
        first, last = columns_rivalled(rival, columns)
        if first < at:
            yield [*row, (len(columns) - at, None)]
            row, at = [], 0
        row += [(first - at, None), (last + 1 - first, rival)]
        at = last + 1
    if row:
        yield [*row, (len(columns) - at, None)]
