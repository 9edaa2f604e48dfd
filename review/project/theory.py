"""The theory map: its present state, its versions, and changes."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import UNSET
from msgspec.structs import replace

from review import acts
from review.domain.wording.counted import counted
from review.domain.wording.unknown import unknown_name
from review.errors import JournalError, ReviewError, TheoryMapError, UnknownNameError
from review.journal.journal import Journal
from review.journal.queries import looking_again, theory
from review.journal.queries.theory import CurrentMap
from review.project.service import MAP_NAME, Context, Service
from review.project.team.drawing import draw_samples
from review.project.theories.changes import NO_GROUNDS, Grounds, MapChanged, change, with_grounds
from review.project.theories.first_map import adopt_first, show_first, unused_first
from review.sandbox.regular_file import open_regular
from review.theory_map import TheoryMap
from review.theory_map.values import Plain

if TYPE_CHECKING:
    from review.domain.evidence_counts import CodeEvidence
    from review.domain.theories.theory_version import TheoryVersion
    from review.theory_map.changes import Difference

_DIGESTED = 4_000_000
"""How many bytes of a theory map are hashed to detect changes: twice the largest readable map."""


def evidence_in(
    journal: Journal, theory_map: TheoryMap, waits: Collection[tuple[str, str]] = ()
) -> tuple[CodeEvidence, ...]:
    """Counts of the evidence on each code of a map, over the included sources of a journal; `waits`: what waits there."""
    from review.journal.queries import coding_acts, records, screening_acts
    from review.synthesis import evidence_by_code, included_sources

    last = theory_map.last_stage
    included = included_sources(
        theory_map, records.included(journal, last), screening_acts.outcomes(journal, stage=last)
    )
    types = {record.id: record.source_type for record in included}
    codings = coding_acts.codings(journal, last_pages=False)
    return evidence_by_code(theory_map, codings, types, types.keys(), waits)


class TheoryService(Service):
    """Acts on the theory map."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._known: CurrentMap | None = None
        self._known_after: tuple[str, ...] = ()

    @property
    def map(self) -> TheoryMap:
        """The current version of the map."""
        return self.current.map

    @property
    def version(self) -> int:
        """The number of the current version."""
        return self.current.number

    @property
    def event(self) -> str:
        """The event that created the current version; codings refer to it."""
        return self.current.event

    @property
    def current(self) -> CurrentMap:
        """The current version: map, number and event. Each use looks in the journal, since others may have changed it.

        What was done apart in another copy may change the map under an event that stays the last.
        """
        events = theory.version_events(self._journal)
        if self._known is None or self._known_after != events:
            self._known, self._known_after = theory.current(self._journal), events
        return self._known

    @property
    def stages(self) -> tuple[str, ...]:
        """The ids of the stages, in order."""
        return tuple(stage.id for stage in self.map.stages)

    def with_stage(self, stage: str) -> CurrentMap:
        """The current version, which has this stage.

        Raises:
            UnknownNameError: it does not.
        """
        current = self.current
        known = [one.id for one in current.map.stages]
        if stage not in known:
            raise UnknownNameError(unknown_name("stage", stage, known))
        return current

    @property
    def map_file(self) -> Path:
        """The path of ``theory_map.yaml``."""
        return self._folder / MAP_NAME

    def versions(self) -> list[TheoryVersion]:
        """All versions of the map, oldest first."""
        return theory.versions(self._journal)

    def evidence_by_code(self, waits: Collection[tuple[str, str]] | None = None) -> tuple[CodeEvidence, ...]:
        """Counts of the evidence on each theory, rival framing and sub-theme, over the included sources.

        `waits`: the (coding, code) that wait for another look, where they are known; else they are read.
        """
        from review.project.looking_again.waiting import waiting

        if waits is None:
            waits = {(one.coding.id, one.code) for one in waiting(self._journal)}
        return evidence_in(self._journal, self.map, waits)

    def refine(
        self,
        code: str,
        reason: str,
        *,
        name: str | None = None,
        proposition: str | None = None,
        key_terms: Sequence[str] | None = None,
        triggers: Sequence[str] = (),
        wording_only: bool = False,
        grounds: Grounds = NO_GROUNDS,
    ) -> MapChanged:
        """Change the wording of a theory, rival framing or sub-theme, or restate it as if … then … because.

        `wording_only`: nobody has to look at its codings again. `triggers` are added to those of the grounds.

        Raises:
            ReviewError: there is no reason, or nothing changes.
            UnknownNameError: the code or a trigger is unknown.
            TheoryMapError: the new wording is invalid.
        """
        act = acts.Refine(
            code=code,
            reason=reason,
            name=UNSET if name is None else name,
            proposition=UNSET if proposition is None else proposition,
            key_terms=UNSET if key_terms is None else tuple(key_terms),
            wording_only=wording_only,
        )
        grounds = replace(grounds, triggers=(*triggers, *grounds.triggers))
        done = self._change(act, f"{code} changed", grounds)
        return done if wording_only else replace(done, message=done.message + self._of_subthemes(code))

    def _of_subthemes(self, code: str) -> str:
        """Says of the codings under the sub-themes of a theory that was reworded that they do not wait for another look."""
        below = self.map.under(code)[1:]
        if not below or not (number := looking_again.number_coded(self._journal, below)):
            return ""
        do = "does" if number == 1 else "do"
        return f"; {counted(number, 'coding')} under sub-themes {do} not wait for another look: their own wording is the same"

    def add(
        self,
        code: str,
        reason: str,
        *,
        name: str,
        proposition: str,
        rivals: Sequence[str] | None = None,
        category: str = "",
        grounds: Grounds = NO_GROUNDS,
    ) -> MapChanged:
        """Add a theory, or with `rivals` a rival framing that competes with them.

        Raises:
            ReviewError: there is no reason.
            TheoryMapError: the id is taken, or the theory has mistakes.
        """
        plain: Plain = {"name": name, "proposition": proposition}
        if category:
            plain["category"] = category
        if rivals is not None:
            plain["rivals"] = list(rivals)
        act = acts.Add(code=code, plain=plain, rival=rivals is not None, reason=reason)
        return self._change(act, f"{code} added: {name}", grounds)

    def add_subtheme(
        self,
        theory_code: str,
        code: str,
        reason: str,
        *,
        name: str,
        definition: str = "",
        grounds: Grounds = NO_GROUNDS,
    ) -> MapChanged:
        """Add a sub-theme under a theory or rival framing.

        Raises:
            ReviewError: there is no reason.
            TheoryMapError: the id is taken.
        """
        act = acts.Add(code=code, theory=theory_code, name=name, proposition=definition, reason=reason)
        return self._change(act, f"{code} added under {theory_code}: {name}", grounds)

    def reject(self, code: str, reason: str, *, grounds: Grounds = NO_GROUNDS) -> MapChanged:
        """Reject a theory: it is kept in the map with its codings, but no longer suggested."""
        return self._change(acts.RejectTheory(code=code, reason=reason), f"{code} rejected", grounds)

    def reinstate(self, code: str, reason: str, *, grounds: Grounds = NO_GROUNDS) -> MapChanged:
        """Reinstate a rejected theory."""
        return self._change(acts.Reinstate(code=code, reason=reason), f"{code} reinstated", grounds)

    def _change(self, act: acts.TheoryAct, message: str, grounds: Grounds) -> MapChanged:
        return change(self._context, act, message, grounds)

    def pending_changes(self) -> tuple[Difference, ...]:
        """The edits to ``theory_map.yaml`` since it was last applied or ignored.

        Raises:
            TheoryMapError: the file has mistakes; the text lists them.
        """
        if not self.map_file.is_file() or self._map_file_digest() == self._journal.database.meta(
            "map_file_sha256"
        ):
            return ()
        # Only now: what reads the file takes long to load.
        from review.theory_map.changes import differences
        from review.theory_map.reading import read_theory_map

        return differences(theory.file_as_applied(self._journal), read_theory_map(self.map_file))

    def adopt(self, reason: str, *, grounds: Grounds = NO_GROUNDS) -> MapChanged:
        """Apply the edited file as a new version; parts that were not edited are unchanged.

        Raises:
            ReviewError: there is no reason, or no edit.
            TheoryMapError: the file has mistakes, or contradicts changes made on the screen.
        """
        from review.theory_map.merging import merged
        from review.theory_map.reading import checked, read_theory_map

        if not reason.strip():
            raise ReviewError("a change of the theory map needs a reason")
        if not self.pending_changes():
            if unused_first(self._journal):
                now = self.current
                return MapChanged(
                    now.event, f"{MAP_NAME} is the first map (version 1) as it stands", now.number
                )
            raise ReviewError(f"{self.map_file.name} has no edits to apply")
        edited, before = read_theory_map(self.map_file), self.map
        result = checked(merged(theory.file_as_applied(self._journal), edited, before))
        with self._journal.transaction():
            act = acts.Adopt(
                map=json.dumps(result.to_plain()),
                file=json.dumps(edited.to_plain()),
                made_from=json.dumps(before.to_plain()),
                reason=reason,
            )
            done = self._act(with_grounds(self._journal, act, grounds), "")
            self._journal.database.set_meta("map_file_sha256", self._map_file_digest())
            self._journal.database.set_meta(theory.MAP_FILE, done.event)
            number = self.version
        draw_samples(self._journal, self._reviewer, self.map)
        return MapChanged(done.event, f"{self.map_file.name} applied (version {number})", number)

    def leave(self) -> None:
        """Ignore the edits of the file until it is edited again."""
        self._journal.database.set_meta("map_file_sha256", self._map_file_digest())

    def compare_again(self) -> None:
        """Compare the file with what was applied last at the next opportunity: an application was undone or redone."""
        self._journal.database.set_meta("map_file_sha256", "")

    def settle(self, *, looks: bool = False) -> tuple[str, ...]:
        """Adopt the file as version 1, until something is done under it; later, return a notice if it was edited or is missing.

        With `looks` it is version 1 in memory alone, and the journal stays as it is.
        """
        take = show_first if looks else adopt_first
        if not os.path.lexists(self.map_file):
            if theory.version_event(self._journal):
                again = f"`review theory export {self.map_file}` writes it again"
                return (f"{MAP_NAME} is missing; the review works without it, and {again}",)
            return ()
        if not theory.version_event(self._journal):
            digest = self._map_file_digest()
            from review.theory_map.reading import read_theory_map

            take(self._journal, self._reviewer, read_theory_map(self.map_file), digest)
            return ()
        try:
            digest = self._map_file_digest()
        except ReviewError as error:
            return (self._continuing(str(error)),)
        if digest == self._journal.database.meta("map_file_sha256"):
            return ()
        return self._settle_edited(digest, take)

    def _settle_edited(
        self, digest: str, take: Callable[[Journal, str, TheoryMap, str], None]
    ) -> tuple[str, ...]:
        """A notice of edits or mistakes in the file; edits of a map under which nothing was done are version 1 at once."""
        from review.theory_map.changes import differences
        from review.theory_map.reading import read_theory_map
        from review.theory_map.yaml_file import MOST_LISTED

        try:
            edited = read_theory_map(self.map_file)
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
        then = f"the review continues with version {self.version}"
        return f"{mistake} {then[0].upper()}{then[1:]}" if mistake.endswith("?") else f"{mistake}; {then}"

    def _map_file_digest(self) -> str:
        """The SHA-256 of the present ``theory_map.yaml``.

        Raises:
            ReviewError: it cannot be read.
        """
        try:
            with open_regular(self.map_file) as file:
                return hashlib.sha256(file.read(_DIGESTED)).hexdigest()
        except OSError as error:
            raise ReviewError(f"{MAP_NAME}: cannot be read ({error.strerror})") from error
