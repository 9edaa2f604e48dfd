"""Paragraphs of the prose that have to be looked at again, because what they quote was removed, recoded, moved or lost."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from review.domain.page_labels import in_citation
from review.domain.wording.moments import day_of
from review.domain.writing.desk import Mark, MarkKind, Resolved, TokenKind
from review.domain.writing.prose import ProseVersion, Token, paragraph_at, tokens
from review.domain.writing.sections import SECTIONS
from review.errors import UnknownNameError
from review.journal.journal import Journal
from review.journal.queries.writing import prose as written
from review.journal.queries.writing.quoted import QuotedThenAndNow, map_then, quoted_by_prefix, then_and_now
from review.project.writing.tokens import Tokens
from review.theory_map import TheoryMap

_Why = tuple[MarkKind, str]


def marks_of(journal: Journal, theory_map: TheoryMap, code: str, tokens_: Tokens) -> list[Mark]:
    """The marks of the present prose on a code (its present id), in the order of the text; none without prose."""
    versions = written.versions(journal, theory_map, code, only_standing=True).get(code, [])
    present = written.present_prose(code, versions)
    if not present.version:
        return []
    return list(Marks(journal, theory_map, tokens_, code, versions[present.version - 1]).all())


class Marks:
    """Looks at what one version of the prose on a code quotes: as it was when that was written, and as it is now."""

    def __init__(
        self, journal: Journal, theory_map: TheoryMap, tokens_: Tokens, code: str, version: ProseVersion
    ) -> None:
        self._journal = journal
        self._map = theory_map
        self._tokens = tokens_
        self._code = code
        self._version = version

    def all(self) -> Iterator[Mark]:
        """The marks, in the order of the text."""
        text = self._version.text
        for token in tokens(text):
            if found := self._why(token):
                line = text.count("\n", 0, token.start) + 1
                yield Mark(paragraph_at(text, token.start), token, line, *found)

    def _why(self, token: Token) -> _Why | None:
        try:
            resolved = self._tokens.resolve(token.name)
        except UnknownNameError as error:
            return self._gone(token) or (MarkKind.UNKNOWN, str(error))
        if resolved.kind not in {TokenKind.CODING, TokenKind.FRAGMENT}:
            return None
        quoted = then_and_now(self._journal, resolved.id, self._version.clock, self._version.event)
        if resolved.is_lost:
            return MarkKind.LOST, f"the present text of {resolved.citation} does not have the passage"
        return self._recoded(quoted) or _moved(quoted, resolved)

    def _gone(self, token: Token) -> _Why | None:
        """Why a coding or fragment that there was is no longer there."""
        ids = quoted_by_prefix(self._journal, token.name)
        if len(ids) != 1:
            return None
        quoted = then_and_now(self._journal, ids[0], self._version.clock, self._version.event)
        reviewer, time = quoted.removed
        by = f" by {reviewer} on {day_of(time)}" if reviewer else ""
        words = " ".join((quoted.then.quote or quoted.now.quote).split()[:8])
        return MarkKind.REMOVED, f"the passage “{words} …” was removed{by}"

    def _recoded(self, quoted: QuotedThenAndNow) -> _Why | None:
        """That a coding was under this code when the prose was written, and is no longer."""
        if self._code in SECTIONS and self._code not in self._map.code_names:
            return None
        now = [self._map.present(code) for code in quoted.now.codes]
        if not quoted.then.codes or self._is_under(now, self._map):
            return None
        then = self._map_then
        if not self._is_under([then.present(code) for code in quoted.then.codes], then):
            return None
        names = ", ".join(f"{code} {self._map.code_names.get(code, '')}".strip() for code in now)
        return MarkKind.RECODED, f"the passage is now coded to {names}, no longer to {self._code}"

    def _is_under(self, codes: list[str], theory_map: TheoryMap) -> bool:
        """Whether one of the codes of a map belongs to what is this theory now."""
        return any(
            self._map.present(theory_map.theory_of(code).id) == self._code
            for code in codes
            if code in theory_map.code_names
        )

    @cached_property
    def _map_then(self) -> TheoryMap:
        return map_then(self._journal, self._version.clock, self._version.event)


def _moved(quoted: QuotedThenAndNow, resolved: Resolved) -> _Why | None:
    """That the passage is elsewhere, or reads otherwise, in the new reading of its file."""
    then, now = quoted.then, quoted.now
    if not then.is_there:
        return None
    if then.quote.split() != now.quote.split():
        return (
            MarkKind.MOVED,
            f"the passage of {resolved.citation} reads otherwise since its file was read again",
        )
    pages = [in_citation(one.page_label, one.page) for one in (then, now)]
    if pages[0] != pages[1]:
        return (
            MarkKind.MOVED,
            f"the passage of {resolved.citation} moved from {pages[0]} to {pages[1]} since its file was read again",
        )
    return None
