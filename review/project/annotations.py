"""Facets of records and codings, memos, and comments of stakeholders, experts and the team."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from review.acts import Comment as CommentAct
from review.acts import Memo as MemoAct
from review.acts import SetFacet
from review.domain import Comment, CommentSource, FacetValues, Memo
from review.domain.wording.given import as_names, as_text
from review.domain.wording.short_id import short_id
from review.domain.wording.unknown import unknown_name
from review.errors import ReviewError, UnknownNameError
from review.journal.queries import descriptions
from review.journal.queries.theories.groups import Groups
from review.project.coding.service import CodingService
from review.project.records import RecordService
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService
from review.theory_map.values import Facet


class AnnotationService(Service):
    """Acts that describe records, codings and codes without deciding or coding."""

    def __init__(
        self, context: Context, theory: TheoryService, records: RecordService, coding: CodingService
    ) -> None:
        super().__init__(context)
        self._theory = theory
        self._records = records
        self._coding = coding

    def facets(self, record: str = "", target: str = "") -> list[FacetValues]:
        """The facets that are set: all, those of a record and its codings, or those of one of them (`target`)."""
        return descriptions.facets(self._journal, record=record, target=target)

    def facets_of(self, target: str) -> dict[str, tuple[str, ...]]:
        """The values that are set on a record or coding by facet, in the map's order; those not in the map come last."""
        found = {one.facet: one.values for one in self.facets(target=target)}
        known = [facet.id for facet in self._theory.map.facets]
        return {name: found[name] for name in [*known, *sorted(found.keys() - set(known))] if name in found}

    def set_facet(self, target: str, facet: str, values: Sequence[str], batch: str = "") -> Acknowledgement:
        """Set the values of a facet on a record or coding, all of them; none removes it.

        Values may be typed in any case; a facet for which the map lists none takes any. Those set with the same `batch`, a
        random name, are undone together.

        Raises:
            UnknownNameError: the target, facet or a value is unknown; the text says which there are.
            ReviewError: a value is empty, or nothing is set that could be removed.
        """
        kind = self._facet(facet)
        chosen = tuple(dict.fromkeys(_value(kind, value) for value in as_names("values", values)))
        record, found = self._record_or_coding(target)
        if not chosen and facet not in self.facets_of(found):
            raise ReviewError(f"{kind.name} is not set there; nothing to remove")
        if kind.values:
            chosen = tuple(sorted(chosen, key=kind.values.index))
        act = SetFacet(record=record, target=found, facet=facet, values=chosen, batch=batch)
        place = self._records.cited(record) if found == record else f"coding {short_id(found)}"
        return self._act(act, f"{place}: {kind.name}: {'; '.join(chosen) or 'not set'}")

    def _facet(self, name: str) -> Facet:
        known = {facet.id: facet for facet in self._theory.map.facets}
        if name not in known:
            raise UnknownNameError(unknown_name("facet", name, known))
        return known[name]

    def memos(self, target: str = "") -> list[Memo]:
        """The memos, oldest first: all, or those on a record, coding, configuration (its id) or code."""
        return descriptions.memos(self._journal, target=target)

    def memo(self, target: str, text: str) -> Acknowledgement:
        """Write a memo on a record, a coding, a configuration or a code.

        Raises:
            UnknownNameError: the target is unknown.
            ReviewError: the memo is empty.
        """
        if not as_text("text", text).strip():
            raise ReviewError("the memo is empty; nothing was saved")
        return self._act(MemoAct(target=self._target(target)[1], text=text), "Memo saved")

    def comments(self, on: str = "") -> list[Comment]:
        """The comments, oldest first: all, or those on a record, coding, configuration (its id) or code."""
        return descriptions.comments(self._journal, on=on)

    def comment(
        self, text: str, source: CommentSource | str, *, who: str = "", when: str = "", on: str = ""
    ) -> Acknowledgement:
        """Write down what a stakeholder, an expert or the team said of a target, or of the whole review.

        `when` is a year, month or day (2026, 2026-11, 2026-11-28); it and `who` may be empty: not reported.

        Raises:
            ReviewError: the comment is empty, or `when` is not a date.
            UnknownNameError: `on` or `source` is unknown.
        """
        if not as_text("text", text).strip():
            raise ReviewError("the comment is empty; nothing was saved")
        if source not in tuple(CommentSource):
            raise UnknownNameError(unknown_name("kind", source, CommentSource))
        record, target = self._target(on) if on else ("", "")
        act = CommentAct(
            text=text.strip(),
            source=CommentSource(source),
            who=" ".join(who.split()),
            date=_date(when.strip()),
            on=target,
            record=record,
        )
        return self._act(act, f"Comment saved ({act.detail})")

    def _target(self, typed: str) -> tuple[str, str]:
        """The record, ``""`` for a code or configuration, and the id of the target itself, that somebody means.

        Raises:
            UnknownNameError: none or several.
        """
        theory_map = self._theory.map
        if typed in theory_map.code_names:
            return "", typed
        if theory_map.present(typed) != typed:
            raise UnknownNameError(theory_map.unknown_code(typed))
        groups = Groups(self._journal)
        if groups.has_label(typed):
            return "", groups.meant(typed).id
        try:
            return self._record_or_coding(typed, f"Unknown record, coding, configuration or code '{typed}'")
        except UnknownNameError as error:
            if "matches several" in str(error) or not groups.could_mean(typed):
                raise
            return "", groups.meant(typed).id

    def _record_or_coding(self, typed: str, unknown: str = "") -> tuple[str, str]:
        """The record, and the id of the record or coding itself, that somebody means; `unknown` is said if it is neither.

        Raises:
            UnknownNameError: none or several.
        """
        with suppress(UnknownNameError):
            coding = self._coding.get(typed)
            return coding.record, coding.id
        try:
            record = self._records.find(typed)
        except UnknownNameError as error:
            if "matches several" in str(error):
                raise
            said = f"Unknown record or coding '{typed}'; `review records` and `review show RECORD` list them"
            raise UnknownNameError(unknown or said) from None
        return record, record


def _value(facet: Facet, typed: str) -> str:
    """A value as the map spells it."""
    value = " ".join(typed.split())
    if not value:
        raise ReviewError(f"a value of {facet.id} is empty; give no value to remove the facet")
    by_folded = {known.casefold(): known for known in facet.values}
    if facet.values and value.casefold() not in by_folded:
        raise UnknownNameError(unknown_name(f"{facet.id} value", value, facet.values, "; "))
    return by_folded.get(value.casefold(), value)


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def _date(typed: str) -> str:
    """A year, month or day as typed.

    Raises:
        ReviewError: it is not one of these.
    """
    if typed:
        found = _DATE.fullmatch(typed)
        try:
            date(*(int(part or 1) for part in (found.groups() if found else ())))
        except (ValueError, TypeError):
            raise ReviewError(
                f"'{typed}' is not a date; write it like 2026-11-28, 2026-11 or 2026, or leave it out"
            ) from None
    return typed
