"""Logs searches, and reads them with the contradictions in them and the records that they found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from uuid import uuid4

from msgspec import Struct

from review.acts import LogSearch, RemoveSearch, TieSearch
from review.domain.searches import checking
from review.domain.searches.prisma import PrismaItem
from review.domain.searches.search import Search, SearchProblem
from review.domain.searches.wording import found_in_words
from review.domain.wording.counted import are, counted
from review.domain.wording.unknown import folded
from review.errors import ReviewError, UnknownNameError
from review.journal.queries.searches import flow, log, ties
from review.journal.queries.searches.counts import CHANGING, Counts, counts
from review.journal.queries.searches.ties import Tie
from review.journal.queries.theories.kept import Kept, of_kinds
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService
from review.synthesis.prisma_s import prisma_s


class SearchImport(Struct, frozen=True):
    """What a file of searches did: those that were logged, and those that were logged like this before."""

    logged: tuple[str, ...]
    unchanged: tuple[str, ...]


class SearchService(Service):
    """Acts on the log of searches."""

    def __init__(self, context: Context, theory: TheoryService) -> None:
        super().__init__(context)
        self._theory = theory
        self._counts = Kept(self._journal, lambda: counts(self._journal), f"kind IN {of_kinds(CHANGING)}")

    def all(self) -> list[Search]:
        """The searches, in the order in which they were first logged."""
        return log.searches(self._journal)

    def find(self, typed: str) -> Search:
        """The search with this id, in any case.

        Raises:
            UnknownNameError: there is none; the text lists those that there are.
        """
        # Ids are so short that all of them help more than one that is similar.
        known = {folded(search.id): search for search in self.all()}
        if found := known.get(folded(typed)):
            return found
        ids = ", ".join(search.id for search in known.values())
        raise UnknownNameError(
            f"Unknown search '{typed}'. Searches: {ids or 'none; `review search add` logs one'}"
        )

    def log(self, search: Search) -> Acknowledgement:
        """Log a search, or the same one worded again; nothing happens if it is logged like this already.

        Raises:
            ReviewError: something in it makes no sense; the first of its faults is named.
        """
        for place, message in checking.faults(search, self._codes()):
            raise ReviewError(f"{'.'.join(_worded(place))}: {message}")
        with self._journal.transaction():
            known = {one.id: one for one in self.all()}
            self._check_id(search.id, known)
            if _says(known.get(search.id), search):
                event = known[search.id].event
                return Acknowledgement(event, f"{search.id} is logged like this already; nothing changed")
            said = f"{search.id} logged{' again' if search.id in known else ''}: {found_in_words(search)}"
            return self._act(LogSearch.of(search.content, log.known(self._journal, search.id)), said)

    def log_all(self, searches: Iterable[Search]) -> SearchImport:
        """Log searches in one step, which one undo reverses; those that are logged like this already are left as they are.

        Raises:
            ReviewError: something in one of them makes no sense; none is logged.
        """
        batch, logged, unchanged = uuid4().hex, [], []
        with self._journal.transaction():
            known = {one.id: one for one in self.all()}
            codes = self._codes()
            for search in searches:
                for place, message in checking.faults(search, codes):
                    raise ReviewError(f"{search.id}: {'.'.join(_worded(place))}: {message}")
                self._check_id(search.id, known)
                if _says(known.get(search.id), search):
                    unchanged.append(search.id)
                    continue
                act = LogSearch.of(search.content, log.known(self._journal, search.id), batch)
                self._journal.append(self._reviewer, act)
                known[search.id] = search
                logged.append(search.id)
        return SearchImport(tuple(logged), tuple(unchanged))

    def import_file(self, path: Path) -> SearchImport:
        """Log the searches of a YAML file, all or none.

        Raises:
            ReviewError: the file cannot be read or has mistakes; one ``FILE:LINE: place: what`` line for each.
        """
        from review.project.searches.reading import read_searches

        return self.log_all(read_searches(path, self._codes()))

    def remove(self, typed: str, because: str) -> Acknowledgement:
        """Remove a search from the log; references that were imported with it stay.

        Raises:
            UnknownNameError: the search is unknown.
            ReviewError: there is no reason.
        """
        if not because.strip():
            raise ReviewError("the removal of a search needs a reason")
        with self._journal.transaction():
            search = self.find(typed)
            follows = log.known(self._journal, search.id)
            act = RemoveSearch(id=search.id, because=because.strip(), follows=follows)
            return self._act(act, f"{search.id} removed from the log of searches")

    def prisma_s(self) -> tuple[PrismaItem, ...]:
        """The items of PRISMA-S, answered from the log."""
        return prisma_s(self.all(), flow.duplicates(self._journal))

    def tie(self, typed: str, records: Sequence[str], *, off: bool = False) -> list[Acknowledgement]:
        """Say that a search found these records, or (`off`) that it did not; one undo reverses all.

        It is for documents without a reference, and for what an import did not say or said wrongly. Records that are so already are left
        as they are.

        Raises:
            UnknownNameError: the search is unknown.
            ReviewError: nothing changes.
        """
        batch = uuid4().hex if len(records) > 1 else ""
        with self._journal.transaction():
            search = self.find(typed).id
            others = [
                record for record in dict.fromkeys(records) if (search in self.of_record(record)) is off
            ]
            if not others:
                raise ReviewError(f"nothing changes; {_ties_in_words(len(records), search, off=off)} already")
            message = f"{_ties_in_words(len(others), search, off=off)} now"
            return [
                self._act(TieSearch(record=record, search=search, off=off, batch=batch), message)
                for record in others
            ]

    def problems(self, search: Search) -> list[SearchProblem]:
        """The contradictions within a search, and between it and the references that were imported with it."""
        counts = self.counts()
        return checking.problems(search, counts.imported.get(search.id, 0), counts.references.get(search.id))

    def counts(self) -> Counts:
        """What is tied to each search; counted again only after acts that change it. May be called from any thread."""
        return self._counts.now()

    def imported(self) -> Mapping[str, int]:
        """How many references, and documents without one, are tied to each search; ``""`` counts references tied to none."""
        return self.counts().imported

    def ties(self, record: str = "") -> list[Tie]:
        """Which records were imported with which search and from which source: all, or those of a record."""
        return ties.ties(self._journal, record)

    def of_record(self, record: str) -> tuple[str, ...]:
        """The ids of the searches that found a record, or one that was merged into it."""
        return tuple(dict.fromkeys(tie.search for tie in self.ties(record) if tie.search))

    def _codes(self) -> Collection[str]:
        """The codes that may prompt a search: those of the map, and those that they had when a search was logged."""
        theory_map = self._theory.map
        return {*theory_map.code_names, *theory_map.former_codes, *(one.prompted_by for one in self.all())}

    def _check_id(self, search: str, known: Iterable[str]) -> None:
        """Two ids that differ in case or signs only could not be distinguished when they are typed."""
        for other in known:
            if other != search and folded(other) == folded(search):
                raise ReviewError(f"'{search}' and '{other}' look alike; log it as {other} or use another id")


def _ties_in_words(count: int, search: str, *, off: bool) -> str:
    return f"{counted(count, 'record')} {are(count)} {'not ' if off else ''}tied to {search}"


def _says(known: Search | None, search: Search) -> bool:
    """Whether a search is logged like this already, and nobody logged it apart."""
    return known is not None and not known.others and known.content == search.content


def _worded(place: checking.Place) -> list[str]:
    """A place for people: positions count from 1."""
    return [str(step + 1) if isinstance(step, int) else step for step in place]
