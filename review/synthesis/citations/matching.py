"""Which record a citation means: exactly, or a year or a spelling apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from review.domain import Record
from review.domain.citation import is_body
from review.synthesis.citations.names import (
    are_near,
    folded,
    initials_of,
    is_acronym,
    people,
    without_particles,
)


class Form(NamedTuple):
    """A form of citation; equal ones are the same whatever signs and accents they have."""

    authors: str
    year: str
    letter: str

    @property
    def text(self) -> str:
        """As it is written: ``Rahman et al., 2016b``."""
        between = "-" if self.letter and not self.year.isdigit() else ""
        return f"{self.authors}, {self.year}{between}{self.letter}"

    @property
    def key(self) -> tuple[str, str, str]:
        """What equal forms have in common."""
        return folded(self.authors), self.year, self.letter


class Matched(NamedTuple):
    """What a form means: a record (``""``: none, or several are possible), and the records that it is a variant of."""

    record: str = ""
    variant_of: tuple[str, ...] = ()


def _year_of(record: Record) -> str:
    return str(record.year) if record.year else "n.d."


class _Work:
    """How a record may be cited."""

    def __init__(self, record: Record) -> None:
        self.id = record.id
        self.letter = record.year_suffix
        bodies = [author for author in record.authors if is_body(author) or "," not in author]
        self.families = tuple(
            folded(author.strip("{}") if author in bodies else author.partition(",")[0])
            for author in record.authors
        )
        names = [*bodies, *([record.organisation] if not record.authors else [])]
        self.bodies = {folded(name.strip("{}")) for name in names} - {""}
        self.short = {initial for name in names for initial in initials_of(name.strip("{}"))}
        self.cited_as = folded(record.short_author)
        first = self.families[:1]
        begins = (self.cited_as, *self.bodies, *self.short, *first, *map(without_particles, first))
        self.letters = {name[:1] for name in begins}

    def is_by(self, authors: str, meaning: str = "") -> bool:
        """Whether a citation names its authors; `meaning` is what an abbreviation in the text means."""
        known = folded(authors)
        if known == self.cited_as or known in self.bodies or (meaning and folded(meaning) in self.bodies):
            return True
        if is_acronym(authors) and known in self.short:
            return True
        names, more = people(authors)
        if not names or len(names) > len(self.families):
            return False
        same = all(map(_are_same, names, self.families))
        return same and (len(self.families) > len(names) if more else len(self.families) == len(names))

    def is_nearly_by(self, authors: str) -> bool:
        """Whether a citation names its authors a spelling apart."""
        known = folded(authors)
        if any(are_near(known, body) for body in {*self.bodies, self.cited_as}):
            return True
        names, more = people(authors)
        families = self.families
        if not names or len(names) > len(families) or (not more and len(names) != len(families)):
            return False
        pairs = list(zip(names, families, strict=False))
        return all(_are_same(*pair) or _are_close(*pair) for pair in pairs) and any(
            _are_close(*pair) for pair in pairs
        )

    def is_of_first(self, authors: str) -> bool:
        """Whether a citation names its first author, and another number of them."""
        names, _ = people(authors)
        return bool(names and len(self.families) > 0) and _are_same(names[0], self.families[0])


def _are_same(name: str, family: str) -> bool:
    return (
        name == family or without_particles(name) == without_particles(family) or name.endswith(f" {family}")
    )


def _are_close(name: str, family: str) -> bool:
    return are_near(name, family) or are_near(without_particles(name), without_particles(family))


class Works:
    """The records, to find those in that citations mean; `first` are those that come first where several are possible."""

    def __init__(self, records: Iterable[Record], first: Collection[str] = ()) -> None:
        self._first = frozenset(first)
        self._records: defaultdict[str, list[Record]] = defaultdict(list)
        for record in records:
            self._records[_year_of(record)].append(record)
        self._works: dict[str, dict[str, list[_Work]]] = {}

    def _of(self, year: str, *names: str) -> Iterator[_Work]:
        """The records of a year that may be by one of these names: a word of it begins like a name of theirs."""
        if year not in self._works:
            by_letter: defaultdict[str, list[_Work]] = defaultdict(list)
            for work in map(_Work, self._records.get(year, ())):
                for letter in sorted(work.letters):
                    by_letter[letter].append(work)
            self._works[year] = by_letter
        letters = {word[0] for name in names for word in folded(name).split()}
        found = {work.id: work for letter in sorted(letters) for work in self._works[year].get(letter, ())}
        yield from found.values()

    def exactly(self, authors: str, year: str, meaning: str = "") -> list[_Work]:
        """The records of a year with these authors."""
        return [work for work in self._of(year, authors, meaning) if work.is_by(authors, meaning)]

    def chosen(self, candidates: Sequence[str], year: str, meanings: Mapping[str, str]) -> str:
        """The first of the names that may be meant by which there is a record; ``""`` if there is none."""
        for authors in candidates:
            if self.exactly(authors, year, meanings.get(authors, "")):
                return authors
        return next((one for one in candidates if self._nearly(one, year, meanings.get(one, ""))), "")

    def match(self, form: Form, letters: Collection[str], meaning: str = "") -> Matched:
        """What a form means; `letters` are those that the text has behind this year of these authors."""
        found = self.exactly(form.authors, form.year, meaning)
        same = [work for work in found if work.letter == form.letter]
        if len(same) == 1:
            return Matched(same[0].id)
        if form.letter and len(letters) > 1 and not same:
            # The text tells several works apart, of which there is one here at most: nobody knows which.
            return Matched(variant_of=tuple(work.id for work in found if not work.letter))
        if form.letter and not same:
            found = [work for work in found if not work.letter]
        if one := self._only(same or found):
            return Matched(one)
        if found:
            return Matched(variant_of=tuple(work.id for work in found))
        near = self._nearly(form.authors, form.year, meaning)
        if form.letter and len(letters) > 1:
            near = [work for work in near if work.letter == form.letter]
        return Matched(self._only(near), tuple(work.id for work in near))

    def _nearly(self, authors: str, year: str, meaning: str) -> list[_Work]:
        """The records a spelling or a year apart, the closest kind of them."""
        of_year = list(self._of(year, authors))
        if near := [work for work in of_year if work.is_nearly_by(authors)]:
            return near
        if year.isdigit():
            beside = (str(int(year) - 1), str(int(year) + 1))
            if apart := [work for one in beside for work in self.exactly(authors, one, meaning)]:
                return apart
        return [work for work in of_year if work.is_of_first(authors)]

    def _only(self, works: Sequence[_Work]) -> str:
        """The one record that is meant, or ``""``."""
        first = [work for work in works if work.id in self._first]
        one = first if len(first) == 1 else works
        return one[0].id if len(one) == 1 else ""
