"""Logs what was typed and chosen of searches, on top of what others logged meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from review.domain.searches.checking import GAP, PLAN
from review.domain.searches.search import Search, SearchKind, SearchLine
from review.errors import UnknownNameError
from review.tui.dialogs.theories.fields import FieldError
from review.tui.places.searches.desk import SearchesDesk
from review.tui.places.searches.typed import check_line, line_of, next_line, next_search, search_of

if TYPE_CHECKING:
    from review.project import Acknowledgement, Project


class SearchLog:
    """Logs searches and lines as they were typed; the `desk` then has the search under its cursor."""

    def __init__(self, project: Project, desk: SearchesDesk) -> None:
        self._project = project
        self._desk = desk

    def prompts(self) -> list[tuple[str, str]]:
        """What may have prompted a search, with its name: the plan, theories, a gap, nothing that is reported."""
        codes = self._desk.map.code_names
        theories = [(code, f"{code} {name}") for code, name in codes.items()]
        return [(PLAN, "the plan"), *theories, (GAP, "a gap, in words"), ("", "not reported")]

    def new(self, kind: SearchKind) -> Search:
        """A search to be filled in, with the next free id and the round of the last one; in the first, the plan prompts it."""
        last = self._desk.listed[-1].search.round if self._desk.listed else 1
        prompt = PLAN if last == 1 else ""
        return Search(
            next_search(one.search for one in self._desk.listed), "", kind, round=last, prompted_by=prompt
        )

    def log(self, search: Search) -> Acknowledgement:
        """Log a search again, or a new one, and choose it.

        Raises:
            ReviewError: something in it makes no sense.
        """
        done = self._project.searches.log(search.content)
        self._desk.reload()
        self._desk.go_to(search.id)
        return done

    def log_new(self, search: Search, typed: Mapping[str, str]) -> Acknowledgement:
        """Log a new search with what was typed.

        Raises:
            FieldError: something typed makes no sense, or there is a search with this id.
        """
        found = search_of(search, search, typed, self._desk.map.code_names)
        if self._is_known(found.id):
            raise FieldError("id", f"There is a search {found.id} already; give another id.")
        return self.log(found)

    def _is_known(self, search: str) -> bool:
        try:
            self._project.searches.find(search)
        except UnknownNameError:
            return False
        return True

    def word(self, opened: Search, typed: Mapping[str, str]) -> Acknowledgement:
        """Log a search again with what was typed in a form `opened` on it; what was logged of other fields meanwhile stays.

        Raises:
            FieldError: something typed makes no sense.
            UnknownNameError: the search was removed meanwhile.
        """
        now = self._now(opened.id)
        return self.log(search_of(now, opened, typed, self._desk.map.code_names))

    def set(self, search: str, **parts: object) -> Acknowledgement:
        """Log a search again with other parts, such as its kind.

        Raises:
            ReviewError: one makes no sense.
        """
        return self.log(replace(self._now(search), **parts))

    def _now(self, search: str) -> Search:
        return self._project.searches.find(search)

    def add_line(self, search: str, opened: SearchLine, typed: Mapping[str, str], at: int) -> Acknowledgement:
        """Log a search again with a new line at a position.

        Raises:
            FieldError: something typed makes no sense, or another line has this id.
            UnknownNameError: the search was removed meanwhile.
        """
        now = self._now(search)
        added = line_of(opened, opened, typed)
        return self._log_line(replace(now, lines=(*now.lines[:at], added, *now.lines[at:])), added)

    def word_line(self, search: str, opened: SearchLine, typed: Mapping[str, str]) -> Acknowledgement:
        """Log a search again with a line worded again.

        Raises:
            FieldError: something typed makes no sense, or another line has this id.
            UnknownNameError: the search, or the line, was removed meanwhile.
        """
        now = self._now(search)
        at = _position(now, opened.id)
        again = line_of(now.lines[at], opened, typed)
        return self._log_line(replace(now, lines=(*now.lines[:at], again, *now.lines[at + 1 :])), again)

    def _log_line(self, search: Search, line: SearchLine) -> Acknowledgement:
        check_line(search, line, self._desk.map.code_names)
        return self.log(search)

    def remove_line(self, search: str, line: str) -> Acknowledgement:
        """Log a search again without a line.

        Raises:
            UnknownNameError: the search, or the line, was removed meanwhile.
        """
        now = self._now(search)
        at = _position(now, line)
        return self.log(replace(now, lines=(*now.lines[:at], *now.lines[at + 1 :])))

    def remove(self, search: str, because: str) -> Acknowledgement:
        """Remove a search from the log.

        Raises:
            ReviewError: it is unknown, or there is no reason.
        """
        done = self._project.searches.remove(search, because)
        self._desk.reload()
        return done

    def new_line(self) -> SearchLine:
        """A line to be filled in, with the next free number."""
        return SearchLine(next_line(self._desk.chosen.search) if self._desk.chosen else "1", "")


def _position(search: Search, line: str) -> int:
    """The position of a line.

    Raises:
        UnknownNameError: the search has no such line any more.
    """
    for position, one in enumerate(search.lines):
        if one.id == line:
            return position
    raise UnknownNameError(f"{search.id} has no line {line} any more")
