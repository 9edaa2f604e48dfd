"""The search over the whole review."""

from __future__ import annotations

from collections.abc import Collection
from unicodedata import normalize

from msgspec.structs import replace

from review.domain.found import MARK, AllFound, Found, FoundKind, Note, Words
from review.domain.search_hits import folded, hit_in
from review.domain.texts.spans import Span
from review.project.configurations.service import ConfigurationService
from review.project.finding.written import Written, WrittenTexts
from review.project.service import Context, Service
from review.project.theory import TheoryService

MOST = 50
"""How many are given unless more are asked for."""

_MOST_COMPARED = 300
"""How many with the words apart are compared by how close these are: the first in the order of kinds."""


class FindService(Service):
    """Finds words in codings, memos, comments, configurations, appraisals, verdicts, theories, searches and prose.

    What documents say is searched in the Library, and in the Reader.
    """

    def __init__(self, context: Context, theory: TheoryService, configurations: ConfigurationService) -> None:
        super().__init__(context)
        self._theory = theory
        self._configurations = configurations
        self._written: tuple[tuple[int, str], tuple[Written, ...]] = ((-1, ""), ())

    def notes(self, typed: str = "") -> list[Note]:
        """All that was noted, or what of it has all these words: memos, comments, memos of codings and elements; the newest first."""
        words = Words(normalize("NFC", typed))
        every = WrittenTexts(self._journal, self._theory.map, self._configurations.all()).notes()
        found = [one for one in every if not words or words.are_in(folded(normalize("NFC", one.text)))]
        return sorted(found, key=lambda one: (one.time, one.of.id), reverse=True)

    def find(self, typed: str, limit: int = MOST, kinds: Collection[FoundKind] = ()) -> AllFound:
        """What has all the words, in any case and without accents: first where they follow each other, then where they are close.

        The last word may be the beginning of one. Of equally good ones theories and verdicts come first, then configurations,
        codings, memos, comments, appraisals, searches and prose. Each is given once, at its best place. `kinds`: of these only.
        """
        words = Words(normalize("NFC", typed))
        if not words:
            return AllFound((), 0)
        in_a_row: dict[tuple[str, str], tuple[Written, Span]] = {}
        apart: dict[tuple[str, str], tuple[Written, Span]] = {}
        others = set()
        for one in self._all_written():
            key = (one.of.kind, one.of.id)
            if (kinds and one.of.kind not in kinds) or key in in_a_row or not words.are_in(one.folded):
                continue
            if span := words.phrase_in(one.folded):
                in_a_row[key] = one, span
            elif len(apart) < _MOST_COMPARED:
                apart.setdefault(key, (one, words.place_in(one.text)))
            else:
                others.add(key)
        close = [found for key, found in apart.items() if key not in in_a_row]
        close.sort(key=lambda found: found[1][1] - found[1][0])
        best = [*in_a_row.values(), *close][:limit]
        total = len(in_a_row.keys() | apart.keys() | others)
        return AllFound(tuple(_shown(*one) for one in best), total)

    def _all_written(self) -> tuple[Written, ...]:
        """All texts, kept until something is done in the review, by any program."""
        now = self._journal.revision, self._reviewer
        kept_at, written = self._written
        if kept_at != now:
            found = WrittenTexts(self._journal, self._theory.map, self._configurations.all())
            written = tuple(found.all())
            self._written = now, written
        return written


def _shown(written: Written, span: Span) -> Found:
    """What was found, with the words in their surroundings."""
    of = written.of
    hit = hit_in(written.text, span, of.cited_page, of.start)
    if hit.before.startswith(MARK):  # a part of the text begins there
        return replace(of, hit=replace(hit, before=hit.before.removeprefix(MARK).lstrip()))
    is_cut = span[0] > len(hit.before)
    return replace(of, hit=replace(hit, before=f"… {hit.before}") if is_cut else hit)
