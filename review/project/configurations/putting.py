"""Putting a passage into elements of a configuration."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from review.acts import AddElement, PutFragment
from review.domain import EvidenceStatus
from review.domain.texts.spans import Span
from review.domain.theories.configuration import Configuration, Element, Relation
from review.domain.wording.named import named
from review.domain.wording.short_id import short_id
from review.errors import ReviewError
from review.journal.queries.theories import configurations
from review.project.coding.quotation import quoted
from review.project.configurations.names import as_evidence_status, as_relation
from review.project.configurations.parts import Put, element_of
from review.project.documents import DocumentService
from review.project.service import Context

_AS = {Relation.SHOWS: "", Relation.AGAINST: ", evidence against", Relation.QUALIFIES: ", qualified"}


class Putting:
    """Puts passages of the review's documents into elements."""

    def __init__(self, context: Context, documents: DocumentService) -> None:
        self._context = context
        self._documents = documents

    def put(
        self,
        configuration: Configuration,
        into: Mapping[str, Element | None],
        record: str,
        span: Span,
        *,
        relation: Relation | str = Relation.SHOWS,
        wording: str = "",
        status: EvidenceStatus | str = "",
        batch: str = "",
    ) -> tuple[Put, ...]:
        """Put a passage into an element of each role, which is made where there is none, worded by `wording` or the quotation.

        Raises:
            ReviewError: the span is not in the text, or the passage is in one of the elements already.
            UnknownNameError: the relation or status is unknown, or the record has no text.
        """
        passage = quoted(self._documents, record, *span)
        does, of_evidence = as_relation(relation), as_evidence_status(status)
        for joined in filter(None, into.values()):
            _refuse_twice(joined, record, passage["start"], passage["end"])
        batch = batch or (uuid4().hex if len(into) > 1 or None in into.values() else "")
        journal, done = self._context.journal, list[Put]()
        with journal.transaction():
            for role, one in into.items():
                home, element = configuration.id, one.id if one else ""
                if one:
                    home = configurations.home_of(journal, one.id) or home
                else:
                    added = AddElement(cmoc=home, role=role, wording=wording or passage["quote"], batch=batch)
                    element = journal.append(self._context.reviewer, added).hash
                act = PutFragment(
                    **passage,
                    cmoc=home,
                    element=element,
                    role=role,
                    relation=does,
                    status=of_evidence,
                    batch=batch,
                )
                put = journal.append(self._context.reviewer, act).hash
                said = f"{configuration.label}: {named(act.role)}{_AS[does]}"
                done.append(Put(put, said, configuration.id, element, put))
        return tuple(done)


def _refuse_twice(element: Element, record: str, start: int, end: int) -> None:
    if any(
        (one.record, one.start, one.end) == (record, start, end) and not one.is_lost
        for one in element.fragments
    ):
        raise ReviewError(
            f"the passage is in this {named(element.role)} already; take it out first to change what it does"
        )


def joined(configuration: Configuration, role: str, element: str = "", wording: str = "") -> Element | None:
    """The element that a passage joins; None if it makes one.

    Raises:
        ReviewError: the element has another role.
        UnknownNameError: the element is unknown.
    """
    if element:
        chosen = element_of(configuration, element)
        if chosen.role != role:
            raise ReviewError(
                f"{short_id(chosen.id)} of {configuration.label} is its {named(chosen.role)}, not its {named(role)}"
            )
        return chosen
    those = [one for one in configuration.elements if one.role == role]
    if wording.strip():
        those = [one for one in those if one.wording == wording.strip()]
    return those[0] if len(those) == 1 else None
