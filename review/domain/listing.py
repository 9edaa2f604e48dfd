"""Rows of the record list, for the Library and ``review records``."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

from msgspec import Struct, field

from review.domain.record import Role

FACET = "facet."
"""What the field of a condition on a facet begins with: ``facet.population``."""

SEARCH, NO_SEARCH = "search", "none"
"""The field of a condition on the search that found a record, and its value for records that are tied to none."""

REFERENCE, CONFIRMATIONS = "reference", ("confirmed", "unconfirmed")
"""The field of a condition on what was found in a record's file, and its values: whether somebody confirmed all of it."""

LABEL, SOURCE = "label", "source"
"""The fields of conditions on what reference files and imports say; the columns of ``record`` are their plurals, JSON lists."""


class Selection(Struct, frozen=True):
    """Which records to list, and in which order; conditions are ANDed.

    `where` has (field, value) pairs; fields are ``role``, ``source_type`` (``unclassified`` for none), ``year``,
    ``reading_status``, ``reference`` (``confirmed`` or ``unconfirmed``), ``code``, ``label`` and ``source`` (of imports), ``record``,
    ``facet.ID`` (a value, on the record or one of its codings, or ``not set``)
    and the id of every stage (its value a decision or ``none``).
    `search` is full text over title, authors, abstract and the documents. `sort` is ``added``, ``author_year``,
    ``title``, ``year``, ``source_type``, ``codings`` or the id of a stage. If `names_first`, records with all searched
    words in title, authors or DOI, or only in the file name, come first, each part in the order of `sort`.
    """

    where: tuple[tuple[str, str], ...] = ()
    search: str = ""
    sort: str = "added"
    descending: bool = False
    names_first: bool = False

    def asks_for_decided(self, stage: str) -> bool:
        """Whether a condition asks for records with a certain outcome at a stage."""
        return any(field == stage and value != "none" for field, value in self.where)


class Listed(Struct, frozen=True):
    """The row keys of the records in a selection. `named`: the first so many have the searched words in their reference."""

    keys: array[int]
    named: int


class RecordRow(Struct, frozen=True):
    """One row of the record list. `stages` maps stage to decision, ``conflict`` or ``none``; `codings` is a count.

    `path` is empty if the record's file is not in ``corpus/``; `has_file` whether one was read. `unconfirmed`: somebody
    should look at what was found in the file.
    """

    record: str
    author_year: str
    title: str
    year: int | None
    source_type: str
    role: Role
    reading_status: str
    page_count: int
    stages: Mapping[str, str] = field(default_factory=dict)
    codings: int = 0
    has_file: bool = False
    path: str = ""
    unconfirmed: bool = False
