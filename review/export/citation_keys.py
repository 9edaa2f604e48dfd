"""Keys under which other programs cite records: ``smyth2015b``, each one once in the review."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from review.domain import Record
from review.domain.citation import is_body
from review.domain.reference import Reference

_SHORT = 8
_LONGEST = 30
_USABLE = re.compile(r"(?=.*[^\W\d_])[^\s,{}()=\"'#%\\~@]+")
_NO_LETTERS = re.compile(r"[\W_]+")


def citation_keys(records: Sequence[Record], references: Sequence[Reference]) -> Mapping[str, str]:
    """The key of each record, by its id: its own in the file that it came from, else author, year and letter.

    Keys of a file are used if they have a letter, BibTeX can hold them, and no other record has the same. Where two would be alike, the beginning of
    the record's id follows. So a key does not depend on which records are exported.
    """
    own = Counter(reference.key.casefold() for reference in references if _USABLE.fullmatch(reference.key))
    kept = {
        record.id: reference.key
        for record, reference in zip(records, references, strict=True)
        if own[reference.key.casefold()] == 1
    }
    made = {record.id: _made(record) for record in records if record.id not in kept}
    alike = Counter(key.casefold() for key in (*kept.values(), *made.values()))
    return {
        record.id: kept.get(record.id) or _unlike(made[record.id], record.id, alike) for record in records
    }


def _unlike(key: str, record: str, alike: Mapping[str, int]) -> str:
    return f"{key}-{record[:_SHORT]}" if alike[key.casefold()] > 1 else key


def _made(record: Record) -> str:
    """First author and year: ``smyth2015``; an organisation or a title has hyphens between its words."""
    first = record.authors[0] if record.authors else ""
    name = first.partition(",")[0] if "," in first and not is_body(first) else record.short_author
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    )
    words = _NO_LETTERS.sub("-", plain).strip("-").casefold()[:_LONGEST].strip("-")
    return f"{words or 'untitled'}{record.year or '-nd'}{record.year_suffix}"
