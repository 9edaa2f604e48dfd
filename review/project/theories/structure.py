"""The structure of the theory map: what codes are called and where they are, and the programme theory above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import UNSET
from msgspec.structs import replace

from review.acts import (
    AddedCode,
    ImportCodes,
    MergeTheories,
    MoveSubtheme,
    Part,
    ProgrammeTheory,
    Rename,
    Split,
    TheoryAct,
)
from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.journal.queries.theories.appraisals import appraisals
from review.project.service import Context, Service
from review.project.theories.changes import NO_GROUNDS, Grounds, MapChanged, change
from review.project.theory import TheoryService


class StructureService(Service):
    """Acts that give codes other names, ids or places, and that word the programme theory."""

    def __init__(self, context: Context, theory: TheoryService) -> None:
        super().__init__(context)
        self._theory = theory

    def rename(self, code: str, name: str, reason: str, *, grounds: Grounds = NO_GROUNDS) -> MapChanged:
        """Give a theory, rival framing or sub-theme another name; nobody has to look at its codings again.

        Raises:
            ReviewError: there is no reason, or nothing changes.
            UnknownNameError: the code is unknown.
            TheoryMapError: the name is empty.
        """
        act = Rename(code=code, name=name, reason=reason)
        return self._change(act, f"{code} renamed", grounds)

    def word_programme(self, text: str, reason: str, *, grounds: Grounds = NO_GROUNDS) -> MapChanged:
        """Word the overall programme theory, the paragraph above the theories.

        Raises:
            ReviewError: there is no reason or no text, or nothing changes.
        """
        if not text.strip():
            raise ReviewError("the programme theory is empty; write it in one paragraph")
        return self._change(ProgrammeTheory(text=text, reason=reason), "programme theory worded", grounds)

    def split(
        self, code: str, parts: Sequence[Part], reason: str, *, grounds: Grounds = NO_GROUNDS
    ) -> MapChanged:
        """Split a theory, rival framing or sub-theme. The part with the old id, else the first, keeps the codings.

        Raises:
            ReviewError: there is no reason.
            UnknownNameError: the code is unknown.
            TheoryMapError: there are fewer than two parts, or an id is taken.
        """
        act = Split(code=code, parts=tuple(parts), reason=reason)
        return self._change(act, f"{code} split into {', '.join(part.id for part in parts)}", grounds)

    def merge(
        self, codes: Sequence[str], into: str, reason: str, *, grounds: Grounds = NO_GROUNDS
    ) -> MapChanged:
        """Merge codes of one kind into one of them, or into another; codings and sub-themes follow.

        Raises:
            ReviewError: there is no reason.
            UnknownNameError: a code is unknown.
            TheoryMapError: the codes are of different kinds, or there is only one.
        """
        going = tuple(code for code in dict.fromkeys(codes) if code != into)
        act = MergeTheories(code=into, codes=going, reason=reason)
        twice = self._appraised_for_both(going, into)
        done = self._change(act, f"{', '.join(going)} merged into {into}", grounds)
        if not twice:
            return done
        are = f"{counted(twice, 'source')} {'is' if twice == 1 else 'are'}"
        said = f"{done.message}; {are} appraised for both by one reviewer: levels for {into} count"
        return replace(done, message=said)

    def _appraised_for_both(self, going: Sequence[str], into: str) -> int:
        """How many sources somebody appraised for a code and for one that is to be merged into it."""
        found = appraisals(self._journal)
        kept, merged = (
            {(one.record, one.reviewer, one.span) for one in found if one.target in targets}
            for targets in ((into,), going)
        )
        return len({record for record, _, _ in kept & merged})

    def move_subtheme(
        self, code: str, under: str, reason: str, *, new_id: str = "", grounds: Grounds = NO_GROUNDS
    ) -> MapChanged:
        """Move a sub-theme under another theory or rival framing; its codings follow, under its new id if it gets one.

        Raises:
            ReviewError: there is no reason, or nothing changes.
            UnknownNameError: the sub-theme, or the theory or framing, is unknown.
            TheoryMapError: it is not a sub-theme, or the new id is taken.
        """
        act = MoveSubtheme(code=code, under=under, as_=new_id or UNSET, reason=reason)
        named = f" as {new_id}" if new_id and new_id != code else ""
        return self._change(act, f"{code} moved under {under}{named}", grounds)

    def add_codes(
        self,
        added: Sequence[AddedCode],
        reason: str,
        *,
        replaced: Sequence[str] = (),
        categories: Mapping[str, str] | None = None,
        batch: str = "",
    ) -> MapChanged:
        """Add many codes at once, as an import does; they take the place of the theories `replaced`.

        Raises:
            ReviewError: there is no reason, or no code.
            TheoryMapError: an id is taken, or a code has mistakes.
        """
        act = ImportCodes(
            added=tuple(added),
            reason=reason,
            replaced=tuple(replaced),
            categories=dict(categories or {}),
            batch=batch,
        )
        return self._change(act, f"{counted(len(added), 'code')} added", NO_GROUNDS)

    def _change(self, act: TheoryAct, message: str, grounds: Grounds) -> MapChanged:
        return change(self._context, act, message, grounds)
