"""Labels that reference files gave to records (tags), and the sources that imports named: which there are, and whose."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from review.domain.listing import LABEL
from review.domain.texts.characters import composed
from review.journal.journal import Journal


def names(journal: Journal, field: str) -> list[str]:
    """All labels, or all sources (`field`), in alphabetical order."""
    found = {name for those in _lists(journal, field) for name in json.loads(those)}
    return sorted(found, key=lambda name: (name.casefold(), name))


def with_name(journal: Journal, field: str, value: str) -> set[int]:
    """The keys of the records with a label or source, in any case."""
    wanted = value.casefold()
    return _keys(journal, field, lambda name: name.casefold() == wanted)


def labelled(journal: Journal, search: str) -> set[int]:
    """The keys of the records with a label in which every searched word begins one."""
    words = re.findall(r"\w+", composed(search).casefold())

    def fits(label: str) -> bool:
        within = re.findall(r"\w+", composed(label).casefold())
        return all(any(one.startswith(word) for one in within) for word in words)

    return _keys(journal, LABEL, fits) if words else set()


def _lists(journal: Journal, field: str) -> list[str]:
    """The different values of the column; few, or read off an index that has only those that are not empty."""
    return [
        those for (those,) in journal.rows(f"SELECT DISTINCT {field}s FROM record WHERE {field}s <> '[]'")
    ]


def _keys(journal: Journal, field: str, fits: Callable[[str], bool]) -> set[int]:
    """The keys of the records of which one label or source fits."""
    those = [one for one in _lists(journal, field) if any(map(fits, json.loads(one)))]
    if not those:
        return set()
    query = f"SELECT key FROM record WHERE {field}s IN (SELECT value FROM json_each(?)) AND {field}s <> '[]'"
    return {key for (key,) in journal.rows(query, (json.dumps(those),))}
