"""The theory map: as it stands, its versions, and the acts that change it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import UNSET

from review.acts import (
    Add,
    Adopt,
    Refine,
    Reinstate,
    RejectTheory,
    TheoryAct,
)
from review.domain import CodeEvidence, TheoryVersion
from review.domain.wording.counted import counted
from review.errors import JournalError, ReviewError, TheoryMapError, UnknownNameError
from review.journal.queries import acts, records, theory
from review.project.service import MAP_NAME, Acknowledgement, Context, Service
from review.sandbox.regular_file import open_regular
from review.theory_map import TheoryMap
from review.theory_map.values import Plain

if TYPE_CHECKING:
    from review.theory_map.changes import Difference

_DIGESTED = 4_000_000
"""Bytes of a theory map that tell one version from another: twice as many as are read."""


class TheoryService(Service):
    """The verbs about the theory map."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._map: tuple[TheoryMap, int, str] | None = None

    @property
    def map(self) -> TheoryMap:
        """The current version of the map."""
        return self._current()[0]

    @property
    def version(self) -> int:
        """The number of the current version."""
        return self._current()[1]

    @property
    def event(self) -> str:
        """The event that made the current version: what codings refer to."""
        return self._current()[2]

    def _current(self) -> tuple[TheoryMap, int, str]:
        if self._map is None or self._map[2] != theory.version_event(self.journal):
            self._map = theory.current(self.journal)
        return self._map

    @property
    def stages(self) -> tuple[str, ...]:
        """The ids of the stages, in order."""
        return tuple(stage.id for stage in self.map.stages)

    def check_stage(self, stage: str) -> None:
        """See that the map has this stage.

        Raises:
            UnknownNameError: it has not.
        """
        if stage not in self.stages:
            raise UnknownNameError(f"'{stage}' is no stage of this review; choose {' or '.join(self.stages)}")

    @property
    def map_file(self) -> Path:
        """The person's ``theory_map.yaml``."""
        return self.folder / MAP_NAME

    def versions(self) -> list[TheoryVersion]:
        """All versions of the map, oldest first."""
        return theory.versions(self.journal)

    def map_at(self, number: int) -> TheoryMap:
        """The map as version `number` has it."""
        return theory.map_at(self.journal, number)

    def evidence_by_code(self) -> tuple[CodeEvidence, ...]:
        """Where the evidence on each theory, rival framing and sub-theme lies, over the included sources."""
        last = self.map.last_stage
        from review.synthesis import evidence_by_code, included_sources

        included = included_sources(
            self.map, records.included(self.journal, last), acts.outcomes(self.journal, stage=last)
        )
        types = {record.id: record.source_type for record in included}
        return evidence_by_code(self.map, acts.codings(self.journal), types, types.keys())

    def refine(
        self,
        code: str,
        reason: str,
        *,
        name: str | None = None,
        proposition: str | None = None,
        key_terms: Sequence[str] | None = None,
        triggers: Sequence[str] = (),
    ) -> Acknowledgement:
        """Reword a theory, rival framing or sub-theme, with the reason, and the codings that triggered it.

        Raises:
            ReviewError: no reason, or nothing changes.
            UnknownNameError: no such code or coding.
            TheoryMapError: the new wording cannot be.
        """
        act = Refine(
            code=code,
            reason=reason,
            name=UNSET if name is None else name,
            proposition=UNSET if proposition is None else proposition,
            key_terms=UNSET if key_terms is None else tuple(key_terms),
            triggers=tuple(acts.found_coding(self.journal, trigger).id for trigger in triggers),
        )
        return self._change(act, f"{code} reworded")

    def add(
        self,
        code: str,
        reason: str,
        *,
        name: str,
        proposition: str,
        rivals: Sequence[str] | None = None,
        category: str = "",
    ) -> Acknowledgement:
        """Add a theory, or a rival framing where `rivals` says what it competes with.

        Raises:
            ReviewError: no reason.
            TheoryMapError: the id is taken, or the theory has mistakes.
        """
        plain: Plain = {"name": name, "proposition": proposition}
        if category:
            plain["category"] = category
        if rivals is not None:
            plain["rivals"] = list(rivals)
        act = Add(code=code, plain=plain, rival=rivals is not None, reason=reason)
        return self._change(act, f"{code} added: {name}")

    def add_subtheme(
        self, theory_code: str, code: str, reason: str, *, name: str, definition: str = ""
    ) -> Acknowledgement:
        """Add a sub-theme under a theory or rival framing.

        Raises:
            ReviewError: no reason.
            TheoryMapError: the id is taken.
        """
        act = Add(code=code, theory=theory_code, name=name, proposition=definition, reason=reason)
        return self._change(act, f"{code} added under {theory_code}: {name}")

    def reject(self, code: str, reason: str) -> Acknowledgement:
        """Reject a theory: it stays in the map, with its codings, and is no longer suggested."""
        return self._change(RejectTheory(code=code, reason=reason), f"{code} rejected")

    def reinstate(self, code: str, reason: str) -> Acknowledgement:
        """Take up a rejected theory again."""
        return self._change(Reinstate(code=code, reason=reason), f"{code} reinstated")

    def _change(self, act: TheoryAct, message: str) -> Acknowledgement:
        if not act.reason.strip():
            raise ReviewError("a change of the theory map needs its reason")
        from review.journal.projections.map_changes import changed

        with self.journal.transaction():
            after = changed(self.map, act)
            if after.to_plain() == self.map.to_plain():
                raise ReviewError("nothing changes: the map says this already")
            done = self._act(act, "")
        return Acknowledgement(done.event, f"{message} (version {self.version})")

    def pending_changes(self) -> tuple[Difference, ...]:
        """What was edited by hand in ``theory_map.yaml`` since it was last taken in or left.

        Raises:
            TheoryMapError: the file has mistakes; the text lists them.
        """
        from review.theory_map.changes import differences
        from review.theory_map.reading import read_theory_map

        if not self.map_file.is_file() or self._map_file_digest() == self.journal.meta("map_file_sha256"):
            return ()
        return differences(theory.file_as_taken_in(self.journal), read_theory_map(self.map_file))

    def adopt(self, reason: str) -> Acknowledgement:
        """Take the hand-edited file in as a new version; what it did not touch stays as it is.

        Raises:
            ReviewError: no reason, or no edit.
            TheoryMapError: the file has mistakes, or contradicts what was changed on the screen.
        """
        from review.theory_map.merging import merged
        from review.theory_map.reading import checked, read_theory_map

        if not reason.strip():
            raise ReviewError("a change of the theory map needs its reason")
        if not self.pending_changes():
            raise ReviewError(f"{self.map_file.name} holds no edits that wait")
        edited = read_theory_map(self.map_file)
        result = checked(merged(theory.file_as_taken_in(self.journal), edited, self.map))
        with self.journal.transaction():
            whole, file = json.dumps(result.to_plain()), json.dumps(edited.to_plain())
            done = self._act(Adopt(map=whole, file=file, reason=reason), "")
            self.journal.set_meta("map_file_sha256", self._map_file_digest())
        return Acknowledgement(done.event, f"{self.map_file.name} taken in (version {self.version})")

    def leave(self) -> None:
        """Leave the hand-edited file as it is: it is not offered again until it is edited again."""
        self.journal.set_meta("map_file_sha256", self._map_file_digest())

    def settle(self) -> tuple[str, ...]:
        """Record the file as version 1 at the first opening; later, a notice where it was edited by hand, or is missing."""
        if not os.path.lexists(self.map_file):
            if theory.version_event(self.journal):
                again = f"`review theory export {self.map_file}` writes it again"
                return (f"{MAP_NAME} is missing; the review goes on without it, and {again}",)
            return ()
        if not theory.version_event(self.journal):
            self._adopt_first()
            return ()
        try:
            digest = self._map_file_digest()
        except ReviewError as error:
            return (f"{error}; the review goes on with version {self.version}",)
        if digest == self.journal.meta("map_file_sha256"):
            return ()
        from review.theory_map.changes import differences
        from review.theory_map.reading import MOST_LISTED, read_theory_map

        try:
            changes = differences(theory.file_as_taken_in(self.journal), read_theory_map(self.map_file))
        except TheoryMapError as error:
            first, *others = str(error).split("\n")
            in_all = "many" if len(others) >= MOST_LISTED else len(others) + 1
            how_many = f" ({in_all} in all)" if others else ""
            return (f"{first}{how_many}; the review goes on with version {self.version}",)
        if changes:
            how = "on the Theory map screen, or with `review theory adopt` or `review theory leave`"
            return (
                f"{MAP_NAME} was edited by hand ({counted(len(changes), 'difference')}): take in or leave {how}",
            )
        if not self.context.read_only:
            # Spares looking at the file next time, and nothing more: a busy journal or a full disk is no reason to stop.
            with suppress(JournalError):
                self.journal.set_meta("map_file_sha256", digest)
        return ()

    def _map_file_digest(self) -> str:
        """The SHA-256 of ``theory_map.yaml`` as it lies there.

        Raises:
            ReviewError: it cannot be read.
        """
        try:
            with open_regular(self.map_file) as file:
                return hashlib.sha256(file.read(_DIGESTED)).hexdigest()
        except OSError as error:
            raise ReviewError(f"{MAP_NAME}: cannot be read ({error.strerror})") from error

    def _adopt_first(self) -> None:
        from review.theory_map.reading import read_theory_map

        digest = self._map_file_digest()
        theory_map = read_theory_map(self.map_file)
        with self.journal.transaction():
            # Another process may have opened the review for the first time at the same moment.
            if theory.version_event(self.journal):
                return
            first = Adopt(map=json.dumps(theory_map.to_plain()), reason=f"first use of {MAP_NAME}")
            self.journal.append(self.reviewer, first)
            self.journal.set_meta("map_file_sha256", digest)
