"""References of new records, and what the review says of those that it has."""

from __future__ import annotations

import re

from review.domain import Role
from review.domain.citation import short_author
from review.domain.reference import Reference
from review.exchange.refi.values import QdaSource
from review.journal.queries import descriptions, screening_acts
from review.project.interchange.importing.codes.names import plain_line
from review.project.interchange.importing.describing import Described
from review.project.interchange.importing.matching import LONGEST_TITLE, name_of
from review.project.interchange.importing.record_plan import RecordState
from review.project.interchange.importing.services import Services

_YEAR = re.compile(r"[12]\d{3}")


def reference_of(source: QdaSource, said: Described) -> Reference:
    """The reference of a source that becomes a new record: its name, and what variables say.

    The text of a source that is only a reference has the abstract after an empty line.
    """
    given = said.reference
    year = given.get("year", "")
    authors = tuple(filter(None, (plain_line(one) for one in given.get("authors", "").split(";"))))
    return Reference(
        title=plain_line(given.get("title", ""))[:LONGEST_TITLE] or name_of(source),
        authors=authors,
        organisation=plain_line(given.get("organisation", "")),
        year=int(year) if _YEAR.fullmatch(year) else None,
        doi=plain_line(given.get("doi", "")),
        abstract=(source.text or "").partition("\n\n")[2] if said.is_reference else "",
        key=source.guid,
        source_format="refi-qda",
    )


def fields_of(said: Described, reference: Reference) -> dict[str, str]:
    """What a file of this program says of a new record that its reference does not give: role, and how it is cited."""
    found = {}
    role, author = said.reference.get("role", ""), plain_line(said.reference.get("short author", ""))
    if role in tuple(Role) and role != Role.EVIDENCE:
        found["role"] = role
    if author and author != short_author(reference.authors, reference.organisation, reference.title):
        found["short_author"] = author
    return found


def state_of(services: Services, record: str) -> RecordState:
    """What the review says of a record."""
    journal = services.context.journal
    current = services.records.get(record)
    return RecordState(
        source_type=current.source_type,
        role=current.role,
        facets={one.facet: one.values for one in descriptions.facets(journal, target=record)},
        appraisals=tuple(services.appraisals.all(record=record)),
        is_decided=bool(screening_acts.decisions(journal, record=record, hidden_too=True)),
    )
