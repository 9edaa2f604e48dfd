"""The theory map's verbs: wordings refined, theories added, rejected and reinstated, the hand-edited file taken in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import UNSET

from review.acts import Add, Adopt, Refine, Reinstate, RejectTheory, TheoryAct
from review.errors import ReviewError
from review.journal.queries import acts, records, theory
from review.model import CodeEvidence, TheoryVersion
from review.project.coding import CodingVerbs
from review.project.core import Acknowledgement
from review.theory_map import TheoryMap
from review.theory_map.values import Plain

if TYPE_CHECKING:
    from review.theory_map.changes import Difference


class TheoryVerbs(CodingVerbs):
    """The verbs about the theory map."""

    def evidence_by_code(self) -> tuple[CodeEvidence, ...]:
        """Where the evidence on each theory, rival framing and sub-theme lies, over the included sources."""
        last = self.theory_map.last_stage
        from review.synthesis import evidence_by_code, included_sources

        included = included_sources(
            self.theory_map, records.included(self.journal, last), acts.outcomes(self.journal, stage=last)
        )
        types = {record.id: record.source_type for record in included}
        return evidence_by_code(self.theory_map, self.codings(), types, types.keys())

    def theory_versions(self) -> list[TheoryVersion]:
        """All versions of the map, oldest first."""
        return theory.versions(self.journal)

    def map_at(self, number: int) -> TheoryMap:
        """The map as version `number` has it."""
        return theory.map_at(self.journal, number)

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
            triggers=tuple(self.coding(trigger).id for trigger in triggers),
        )
        return self._change(act, f"{code} reworded")

    def add_theory(
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

    def reject_theory(self, code: str, reason: str) -> Acknowledgement:
        """Reject a theory: it stays in the map, with its codings, and is no longer suggested."""
        return self._change(RejectTheory(code=code, reason=reason), f"{code} rejected")

    def reinstate_theory(self, code: str, reason: str) -> Acknowledgement:
        """Take up a rejected theory again."""
        return self._change(Reinstate(code=code, reason=reason), f"{code} reinstated")

    def _change(self, act: TheoryAct, message: str) -> Acknowledgement:
        if not act.reason.strip():
            raise ReviewError("a change of the theory map needs its reason")
        from review.journal.theory import changed

        with self.journal.transaction():
            after = changed(self.theory_map, act.to_plain())
            if after.to_plain() == self.theory_map.to_plain():
                raise ReviewError("nothing changes: the map says this already")
            done = self._act(act, "")
        return Acknowledgement(done.event, f"{message} (version {self.theory_version})")

    # --- the hand-edited file -----------------------------------------------------------------------------------------

    def pending_map_changes(self) -> tuple[Difference, ...]:
        """What was edited by hand in ``theory_map.yaml`` since it was last taken in or left.

        Raises:
            TheoryMapError: the file has mistakes; the text lists them.
        """
        from review.theory_map.changes import differences
        from review.theory_map.reading import read_theory_map

        if not self.map_file.is_file() or self._map_file_digest() == self.journal.meta("map_file_sha256"):
            return ()
        return differences(theory.file_as_taken_in(self.journal), read_theory_map(self.map_file))

    def adopt_map(self, reason: str) -> Acknowledgement:
        """Take the hand-edited file in as a new version; what it did not touch stays as it is.

        Raises:
            ReviewError: no reason, or no edit.
            TheoryMapError: the file has mistakes, or contradicts what was changed on the screen.
        """
        from review.theory_map.merging import merged
        from review.theory_map.reading import checked, read_theory_map

        if not reason.strip():
            raise ReviewError("a change of the theory map needs its reason")
        if not self.pending_map_changes():
            raise ReviewError(f"{self.map_file.name} holds no edits that wait")
        edited = read_theory_map(self.map_file)
        result = checked(merged(theory.file_as_taken_in(self.journal), edited, self.theory_map))
        with self.journal.transaction():
            whole, file = json.dumps(result.to_plain()), json.dumps(edited.to_plain())
            done = self._act(Adopt(map=whole, file=file, reason=reason), "")
            self.journal.set_meta("map_file_sha256", self._map_file_digest())
        return Acknowledgement(done.event, f"{self.map_file.name} taken in (version {self.theory_version})")

    def leave_map(self) -> None:
        """Leave the hand-edited file as it is: it is not offered again until it is edited again."""
        self.journal.set_meta("map_file_sha256", self._map_file_digest())
