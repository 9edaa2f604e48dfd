"""Merges an edited file with a map that has changed in the journal in the meantime."""

from __future__ import annotations

from typing import Any

from review.theory_map.values import Plain, TheoryMap

_GONE = object()


def merged(base: TheoryMap, edited: TheoryMap, current: TheoryMap) -> Plain:
    """The current map with the changes from `base` to `edited`; the file wins if both changed the same thing.

    `base` is the file as it was last applied, `edited` the file now. Parts that the file did not change are kept as in the
    journal. The result must be checked, because edits on both sides may contradict each other.
    """
    result: Plain = _merged(base.to_plain(), edited.to_plain(), current.to_plain())
    return result


def _merged(base: Any, edited: Any, current: Any) -> Any:  # noqa: ANN401 - plain values of every type
    if edited == base:
        return current
    if not (isinstance(edited, dict) and isinstance(current, dict)):
        return edited
    before = base if isinstance(base, dict) else {}
    result = {}
    for name in [*current, *(name for name in edited if name not in current)]:
        value = _merged(before.get(name, _GONE), edited.get(name, _GONE), current.get(name, _GONE))
        if value is not _GONE:
            result[name] = value
    return result
