"""The file of the theory map, which people edit by hand: how it differs from the map, and its edits applied."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from review import acts
from review.domain.wording.counted import counted
from review.domain.wording.named import capitalised
from review.errors import JournalError, ReviewError, TheoryMapError
from review.journal.journal import Journal
from review.journal.queries import theory
from review.project.service import MAP_NAME, Context, Service
from review.project.team.drawing import draw_samples
from review.project.theories.changes import NO_GROUNDS, Grounds, MapChanged, with_grounds
from review.project.theories.first_map import adopt_first, show_first, unused_first
from review.project.theory import TheoryService
from review.sandbox.regular_file import open_regular
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.theory_map.differences import Difference

_DIGESTED = 4_000_000
"""How many bytes of a theory map are hashed to detect changes: twice the largest readable map."""


class MapFileService(Service):
    """Acts on ``theory_map.yaml``: its edits count once they are applied, and can be ignored until it is edited again."""

    def __init__(self, context: Context, theory: TheoryService) -> None:
        super().__init__(context)
        self._theory = theory

    @property
    def path(self) -> Path:
        """The path of the file."""
        return self._folder / MAP_NAME

    def pending_changes(self) -> tuple[Difference, ...]:
        """The edits to the file since it was last applied or ignored.

        Raises:
            TheoryMapError: the file has mistakes; the text lists them.
        """
        if not self.path.is_file() or self._digest() == self._journal.database.meta("map_file_sha256"):
            return ()
        # Only now: what reads the file takes long to load.
        from review.theory_map.differences import differences
        from review.theory_map.reading import read_theory_map

        return differences(theory.file_as_applied(self._journal), read_theory_map(self.path))

    def adopt(self, reason: str, *, grounds: Grounds = NO_GROUNDS) -> MapChanged:
        """Apply the edited file as a new version; parts that were not edited are unchanged.

        Raises:
            ReviewError: there is no reason, or no edit.
            TheoryMapError: the file has mistakes, or contradicts changes made on the screen.
        """
        from review.theory_map.merging import edits_of_given_up, merged
        from review.theory_map.reading import checked, edits_refused, read_theory_map

        if not reason.strip():
            raise ReviewError("a change of the theory map needs a reason")
        self._journal.look_first()
        if not self.pending_changes():
            if unused_first(self._journal):
                now = self._theory.current
                return MapChanged(
                    now.event, f"{MAP_NAME} is the first map (version 1) as it stands", now.number
                )
            raise ReviewError(f"{self.path.name} has no edits to apply")
        edited, before = read_theory_map(self.path), self._theory.map
        applied = theory.file_as_applied(self._journal)
        if given_up := edits_of_given_up(applied, edited, before):
            raise edits_refused(self.path, given_up)
        result = checked(merged(applied, edited, before))
        with self._journal.transaction():
            act = acts.Adopt(
                map=json.dumps(result.to_plain()),
                file=json.dumps(edited.to_plain()),
                made_from=json.dumps(before.to_plain()),
                reason=reason,
            )
            done = self._act(with_grounds(self._journal, act, grounds), "")
            self._journal.database.set_meta("map_file_sha256", self._digest())
            self._journal.database.set_meta(theory.MAP_FILE, done.event)
            number = self._theory.version
        draw_samples(self._journal, self._reviewer, self._theory.map)
        return MapChanged(done.event, f"{self.path.name} applied (version {number})", number)

    def leave(self) -> None:
        """Ignore the edits of the file until it is edited again."""
        self._journal.database.set_meta("map_file_sha256", self._digest())

    def compare_again(self) -> None:
        """Compare the file with what was applied last at the next opportunity: an application was undone or redone."""
        self._journal.database.set_meta("map_file_sha256", "")

    def follow(self) -> None:
        """Adopt the file as it is now as version 1 before the first act, however long the review has been open by then."""
        if unused_first(self._journal):
            try:
                self.settle()
            finally:
                self._journal.first_look = self.follow

    def settle(self, *, looks: bool = False) -> tuple[str, ...]:
        """Adopt the file as version 1, until something is done under it; later, return a notice if it was edited or is missing.

        With `looks` it is version 1 in memory alone, and the journal stays as it is.
        """
        take = show_first if looks else adopt_first
        if not os.path.lexists(self.path):
            if theory.version_event(self._journal):
                again = f"`review theory export {self.path}` writes it again"
                return (f"{MAP_NAME} is missing; the review works without it, and {again}",)
            return ()
        if not theory.version_event(self._journal):
            digest = self._digest()
            from review.theory_map.reading import read_theory_map

            take(self._journal, self._reviewer, read_theory_map(self.path), digest)
            return ()
        try:
            digest = self._digest()
        except ReviewError as error:
            return (self._continuing(str(error)),)
        if digest == self._journal.database.meta("map_file_sha256"):
            return ()
        return self._settle_edited(digest, take)

    def _settle_edited(
        self, digest: str, take: Callable[[Journal, str, TheoryMap, str], None]
    ) -> tuple[str, ...]:
        """A notice of edits or mistakes in the file; edits of a map under which nothing was done are version 1 at once."""
        from review.theory_map.differences import differences
        from review.theory_map.reading import read_theory_map
        from review.theory_map.yaml_file import MOST_LISTED

        try:
            edited = read_theory_map(self.path)
            changes = differences(theory.file_as_applied(self._journal), edited)
        except TheoryMapError as error:
            first, *others = str(error).split("\n")
            in_all = "many" if len(others) >= MOST_LISTED else len(others) + 1
            how_many = f" ({in_all} mistakes; `review theory adopt` lists them)" if others else ""
            return (self._continuing(f"{first}{how_many}"),)
        if changes and (self._context.read_only or not unused_first(self._journal)):
            how = "on the Theory map screen, or with `review theory adopt` or `review theory leave`"
            return (
                f"{MAP_NAME} was edited ({counted(len(changes), 'difference')}). Apply or ignore the changes {how}",
            )
        # A busy journal or a full disk leaves this to the next opening.
        with suppress(JournalError):
            if changes:
                take(self._journal, self._reviewer, edited, digest)
            elif not self._context.read_only:
                self._journal.database.set_meta("map_file_sha256", digest)
        return ()

    def _continuing(self, mistake: str) -> str:
        """A notice of a mistake in the file, which is not used."""
        then = f"the review continues with version {self._theory.version}"
        return f"{mistake} {capitalised(then)}" if mistake.endswith("?") else f"{mistake}; {then}"

    def _digest(self) -> str:
        """The SHA-256 of the present file.

        Raises:
            ReviewError: it cannot be read.
        """
        try:
            with open_regular(self.path) as file:
                return hashlib.sha256(file.read(_DIGESTED)).hexdigest()
        except OSError as error:
            raise ReviewError(f"{MAP_NAME}: cannot be read ({error.strerror})") from error
