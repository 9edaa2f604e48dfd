"""What every part of an import needs: the file, its codes and users here, and what the review has already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from review.acts import Act, Memo
from review.exchange.refi.values import QdaProject, QdaUser
from review.journal.journal import Journal
from review.project.interchange.importing.coding_plan import Notes
from review.project.interchange.importing.own import is_own
from review.project.interchange.importing.present import Present
from review.project.reviewer import as_listed, reviewer_name
from review.theory_map import TheoryMap


class Intent(NamedTuple):
    """Something to write into the journal, what it adds (`report.ADDED`; empty: not counted), and the memos with it."""

    what: str
    write: Callable[[Journal], object]
    memos: int = 0

    @property
    def added(self) -> tuple[str, ...]:
        """What it adds, each time that it does."""
        return (*filter(None, [self.what]), *["memos"] * self.memos)


def appending(what: str, reviewer: str, make: Callable[[], Act]) -> Intent:
    """The writing of one act, which is made when it is its turn."""
    return Intent(what, lambda journal: journal.append(reviewer, make()))


def counting(what: str, memos: int = 0) -> Intent:
    """What is there already, and may not be known to be by who imports: it counts as added, and nothing is written."""
    return Intent(what, lambda _journal: None, memos)


class Users:
    """The reviewers that the users of a file are here; `refused` counts what stakeholders did, by name."""

    def __init__(self, users: Sequence[QdaUser], theory_map: TheoryMap, importer: str) -> None:
        self._listed = tuple(one.name for one in theory_map.reviewers)
        self.importer = importer
        self._names = {user.guid: self._as_here(user.name) for user in users}
        self._stakeholders = {one.name for one in theory_map.reviewers if one.role == "stakeholder"}
        self.refused: Counter[str] = Counter()

    def name(self, user: str) -> str:
        """The reviewer that a user is, by guid; the one who imports if the file does not say."""
        return self._names.get(user, self.importer)

    def appraiser(self, name: str) -> str | None:
        """The reviewer of that name, or the one who imports if it is empty; None for a stakeholder, who appraises nothing."""
        found = self._as_here(name)
        return None if found in self._stakeholders else found

    def named(self, name: str) -> str:
        """The reviewer of that name; the one who imports if it is empty or a stakeholder's."""
        return self.appraiser(name) or self.importer

    def reviewer(self, user: str) -> str | None:
        """The reviewer that a user is, by guid; None for a stakeholder, who neither codes nor writes memos: such acts are counted."""
        name = self.name(user)
        if name in self._stakeholders:
            self.refused[name] += 1
            return None
        return name

    def _as_here(self, name: str) -> str:
        return as_listed(reviewer_name(name), self._listed) if name.strip() else self.importer


@dataclass(frozen=True)
class Ground:
    """The file that is imported, the codes of the map by guid, the users, and what is there already."""

    project: QdaProject
    theory_map: TheoryMap
    code_of: Mapping[str, str]
    users: Users
    present: Present
    notes: Notes
    batch: str

    @property
    def is_own(self) -> bool:
        """Whether this program wrote the file."""
        return is_own(self.project)

    def imported_by(self, reviewer: str) -> str:
        """Who undoes what comes in the name of this reviewer, if that is another."""
        return "" if reviewer == self.users.importer else self.users.importer

    def memo(self, target: str, text: str, user: str) -> Iterator[Intent]:
        """A memo, unless it is there already or empty."""
        reviewer = self.users.reviewer(user) if text.strip() else None
        if reviewer is None:
            return
        if self.present.lacks_memo(target, text):
            by = self.imported_by(reviewer)
            yield appending(
                "memos",
                reviewer,
                lambda: Memo(target=target, text=text, batch=self.batch, imported_by=by),
            )
        elif self.present.hides_memo(target, text):
            yield counting("memos")
