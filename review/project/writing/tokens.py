"""What the tokens in prose mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from review.domain.theories.configuration import Configuration
from review.domain.wording.short_id import short_id
from review.domain.writing.desk import Resolved, TokenKind
from review.errors import UnknownNameError
from review.journal.journal import Journal
from review.journal.queries import coding_acts, records
from review.journal.queries.theories.fragments import fragments
from review.journal.queries.theories.groups import Groups
from review.journal.queries.writing.quoted import is_hidden
from review.project.configurations.reading import all_configurations

_AN_ID = re.compile(r"[0-9a-f]{4,64}")


class Tokens:
    """The codings, fragments, records and configurations of a journal, to look tokens up in as it is now."""

    def __init__(self, journal: Journal, texts_in: Journal | None = None) -> None:
        self._journal = journal
        self._texts_in = texts_in or journal
        self._known: dict[str, Resolved] = {}

    def resolve(self, name: str) -> Resolved:
        """What a token means: the label of a configuration, or the beginning of an id, of at least four digits.

        Raises:
            UnknownNameError: nothing or several things of this review; the text says which.
        """
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def _look_up(self, name: str) -> Resolved:
        if self._groups.has_label(name):
            return self._configuration(name)
        found: list[Resolved] = []
        if _AN_ID.fullmatch(name):
            found = [*self._codings(name), *self._fragments(name), *self._records(name)]
            if self._groups.could_mean(name):
                found.append(self._configuration(name))
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(f"{one.kind} {short_id(one.id)}" for one in found[:6])
            raise UnknownNameError(f"'{name}' matches several: {several}; give more of the id")
        if is_hidden(self._journal, name):
            raise UnknownNameError(
                f"[@{name}] is a coding that is hidden until enough reviewers have decided"
            )
        raise UnknownNameError(f"[@{name}] is not in the review; correct or remove it")

    def _codings(self, name: str) -> list[Resolved]:
        return [
            Resolved(
                TokenKind.CODING,
                coding.id,
                coding.record,
                records.cited(self._journal, coding.record),
                coding.cited_page,
                coding.quote,
                is_lost=coding.is_lost,
            )
            for coding in coding_acts.codings(self._journal, coding=name, texts_in=self._texts_in)
        ]

    def _fragments(self, name: str) -> list[Resolved]:
        found = fragments(
            self._journal,
            self._groups,
            "fragment.fragment >= ? AND fragment.fragment < ?",
            (name, f"{name}g"),
            texts_in=self._texts_in,
        )
        return [
            Resolved(
                TokenKind.FRAGMENT,
                one.id,
                one.record,
                one.citation,
                one.cited_page,
                one.quote,
                one.label,
                is_lost=one.is_lost,
            )
            for one in found
        ]

    def _records(self, name: str) -> list[Resolved]:
        try:
            record = records.find(self._journal, name)
        except UnknownNameError as error:
            if "matches several" in str(error):
                raise
            return []
        return [Resolved(TokenKind.RECORD, record, record, records.cited(self._journal, record))]

    def _configuration(self, name: str) -> Resolved:
        shown = self._groups.meant(name)
        one = self._configurations[shown.id]
        return Resolved(TokenKind.CONFIGURATION, one.id, label=one.label, statement=one.as_read)

    @cached_property
    def _groups(self) -> Groups:
        return Groups(self._journal)

    @cached_property
    def _configurations(self) -> Mapping[str, Configuration]:
        return {one.id: one for one in all_configurations(self._journal, last_pages=False)}
