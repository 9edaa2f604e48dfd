"""What a text cites: author-year citations, checked against the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from review.domain.wording.counted import counted
from review.domain.wording.named import named


class TextPart(Struct, frozen=True):
    """A paragraph of a text, or a heading of a `level` from 1.

    `code` is the theory that it is about, where that is known without headings.
    """

    text: str
    level: int = 0
    code: str = ""


class FoundCitation(Struct, frozen=True):
    """A form of citation (``Rahman et al., 2016``) of a record, and how often it is under a theory.

    `under` is empty where it is under none. `excluded_at` is the stage at which the record was excluded, empty if it was not.
    """

    text: str
    record: str
    under: str
    n: int
    excluded_at: str = ""


class UnmatchedCitation(Struct, frozen=True):
    """A form of citation of no record, and how often it occurs."""

    text: str
    n: int


class CheckedCitations(Struct, frozen=True):
    """What a text cites, each form in the order of its first place.

    `variants` are pairs of forms that look like one work, a year or a spelling apart: both in the text, or one in the text and
    one a record's citation. Such a form is found if it leads to one record, and is never `unmatched`.
    """

    found: tuple[FoundCitation, ...] = ()
    unmatched: tuple[UnmatchedCitation, ...] = ()
    variants: tuple[tuple[str, str], ...] = ()

    @property
    def under(self) -> Mapping[str, tuple[str, ...]]:
        """For each theory the records that are cited under it."""
        records: dict[str, dict[str, None]] = {}
        for one in self.found:
            if one.under:
                records.setdefault(one.under, {})[one.record] = None
        return {code: tuple(those) for code, those in records.items()}

    def in_words(self) -> Iterator[str]:
        """What is to be looked at, and how many works are cited under each theory, in lines."""
        works = len({one.record for one in self.found})
        cited = sum(one.n for one in self.found)
        yield f"{counted(works, 'work')} found in {counted(cited, 'citation')}, {len(self.unmatched)} more unmatched"
        for one in self.unmatched:
            yield f"unmatched: {one.text}{f' ({one.n} times)' if one.n > 1 else ''}"
        for text, stage in {one.text: one.excluded_at for one in self.found if one.excluded_at}.items():
            yield f"excluded here ({named(stage)}), and yet cited: {text}"
        for pair in self.variants:
            yield f"one work? {pair[0]} · {pair[1]}"
        if self.under:
            counts = ", ".join(f"{code} {len(those)}" for code, those in sorted(self.under.items()))
            yield f"cited under: {counts}"
