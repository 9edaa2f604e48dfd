"""Which of several references to one work is the best to cite."""

from __future__ import annotations

from typing import NamedTuple

from review.domain.reference import Reference
from review.duplicates.names import is_nobody
from review.duplicates.normalised import compared


class Completeness(NamedTuple):
    """How complete a reference is; the greatest is the best to cite. Earlier attributes weigh more.

    Attributes:
        cited: 2 if its authors can be cited, 1 if a family name is missing or only an initial (``B., Smith B.``), 0 if it
            has none.
        sought: how many it has of DOI and abstract.
        fields: how many fields it has.
        authors: the number of authors whose family name is known.
        given: of these, the number with a given name that is not only initials.
    """

    cited: int
    sought: int
    fields: int
    authors: int
    given: int


def completeness(work: Reference) -> Completeness:
    """How complete a reference is."""
    named = [author for author in work.authors if not is_nobody(author) and not _is_initials(_family(author))]
    return Completeness(
        cited=2 if named and len(named) == len(work.authors) else int(bool(work.authors)),
        sought=bool(work.doi.strip()) + bool(work.abstract.strip()),
        fields=sum(bool(value) for value in compared(work)),
        authors=len(named),
        given=sum(not _is_initials(author.partition(",")[2]) for author in named),
    )


def _family(author: str) -> str:
    return author.partition(",")[0]


def _is_initials(name: str) -> bool:
    """Whether a name has no word longer than a letter; one character may be a whole name in scripts without capitals."""
    words = "".join(character if character.isalnum() else " " for character in name).split()
    return all(len(word) == 1 and word.lower() != word.upper() for word in words)
