"""Looking again at codings that were made under an older wording of their code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from review.acts import Holds
from review.domain import Stance
from review.domain.theories.looking_again import Waiting
from review.domain.wording.counted import counted
from review.domain.wording.short_id import short_id
from review.errors import ReviewError, UnknownNameError
from review.journal.queries import theory
from review.project.coding.service import CodingService
from review.project.looking_again.waiting import StandingWordings, waiting
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService
from review.theory_map import TheoryMap


class LookingAgainService(Service):
    """What waits for another look since its theory was reworded, and the acts that end that."""

    def __init__(self, context: Context, theory_service: TheoryService, coding: CodingService) -> None:
        super().__init__(context)
        self._theory = theory_service
        self._coding = coding
        self._wordings = StandingWordings(context.journal)

    def queue(self, code: str = "", record: str = "") -> list[Waiting]:
        """The codes of codings, by anyone and on any record, that were last looked at under an older wording.

        All, or those of one code (its sub-themes not included), or on one record; in the order of the codings.

        Raises:
            UnknownNameError: the code is unknown.
        """
        wanted = self._present(code) if code else ""
        return [one for one in waiting(self._journal, self._wordings, record) if wanted in ("", one.code)]

    def by_code(self) -> Mapping[str, int]:
        """How many codings of each code wait, those of sub-themes not included; only codes with some."""
        return Counter(one.code for one in self.queue())

    def _present(self, code: str) -> str:
        """A code as it stands, also given by a former id."""
        theory_map = self._theory.map
        present = theory_map.present(code)
        if present not in theory_map.code_names:
            raise UnknownNameError(theory_map.unknown_code(code))
        return present

    def wordings(self, one: Waiting) -> tuple[str, str]:
        """The wording of its code, name and proposition, in the version that was last looked at, and now."""
        now = _wording(self._theory.map, one.code)
        if not one.made_under:
            return one.then, now
        return _wording(theory.map_at(self._journal, one.made_under), one.coded), now

    def other_parts(self, one: Waiting) -> tuple[str, ...]:
        """The codes that its code was split into beside it, since it was last looked at."""
        names = self._theory.map.code_names
        parts = [
            part
            for version in self._theory.versions()
            if version.change == "split" and version.number > one.made_under
            if not {one.code, one.coded}.isdisjoint(version.codes)
            for part in version.codes
        ]
        return tuple(part for part in dict.fromkeys(parts) if part in names and part != one.code)

    # Acts. Each is stored when the method returns.

    def holds(self, coding: str, code: str) -> Acknowledgement:
        """The code still holds on a coding, as it is.

        Raises:
            ReviewError: the coding does not wait for another look at this code.
            UnknownNameError: the coding or the code is unknown.
        """
        one = self._waiting(coding, code)
        act = Holds(
            codings=(one.coding.id,),
            code=one.code,
            theory_event=self._theory.event,
            record=one.coding.record,
        )
        return self._act(act, f"{one.coding.cited_page}: {one.code} still holds")

    def all_hold(self, code: str) -> Acknowledgement:
        """The code still holds on all codings that wait for another look at it: one act, undone as one.

        Raises:
            ReviewError: none wait.
            UnknownNameError: the code is unknown.
        """
        present = self._present(code)
        found = self.queue(present)
        if not found:
            raise ReviewError(f"no coding waits for another look at {present}")
        codings = tuple(one.coding.id for one in found)
        act = Holds(codings=codings, code=present, theory_event=self._theory.event)
        return self._act(act, f"{present} still holds on {counted(len(codings), 'passage')}")

    def take_off(self, coding: str, code: str) -> Acknowledgement:
        """The code does not hold any more: it is removed from the coding, which goes with its only code.

        Raises:
            ReviewError, UnknownNameError: as `holds`.
        """
        one = self._waiting(coding, code)
        others = [other for other in one.coding.codes if other != one.code]
        return self._coding.recode(one.coding.id, others) if others else self._coding.uncode(one.coding.id)

    def set_stance(
        self, coding: str, code: str, stance: Stance | str, *, same_stance: bool = False
    ) -> Acknowledgement:
        """The passage has this stance toward the code as it is worded now.

        Raises:
            ReviewError, UnknownNameError: as `holds`.
            SameStanceError: a theory and its rival would have one stance, unless `same_stance`.
        """
        one = self._waiting(coding, code)
        return self._coding.recode(
            one.coding.id, stances={one.code: stance}, looked_at=[one.code], same_stance=same_stance
        )

    def move(self, coding: str, code: str, other: str, *, same_stance: bool = False) -> Acknowledgement:
        """The passage belongs to another code, such as the other part after a split, with the same stance.

        Raises:
            ReviewError, UnknownNameError: as `holds`; the other code is unknown.
            SameStanceError: a theory and its rival would have one stance, unless `same_stance`.
        """
        one = self._waiting(coding, code)
        present = self._present(other)
        codes = [present if each == one.code else each for each in one.coding.codes]
        stances = {} if present in one.coding.stances else {present: one.coding.stances[one.code]}
        return self._coding.recode(
            one.coding.id, codes, stances=stances, looked_at=[present], same_stance=same_stance
        )

    def _waiting(self, coding: str, code: str) -> Waiting:
        found, present = self._coding.get(coding), self._present(code)
        if present not in found.codes:
            raise UnknownNameError(
                f"the coding does not have the code '{code}'; it has {', '.join(found.codes)}"
            )
        for one in self.queue(present, found.record):
            if one.coding.id == found.id:
                return one
        raise ReviewError(
            f"{short_id(found.id)} does not wait for another look at {present}; use `review recode` or `review uncode`"
        )


def _wording(theory_map: TheoryMap, coded: str) -> str:
    """Name and proposition of a code, under the id that a version of the map has for it; ``""`` if it has none."""
    code = theory_map.present(coded)
    if code not in theory_map.code_names:
        return ""
    name, proposition = theory_map.code_names[code], theory_map.proposition_of(code)
    return f"{name}: {proposition}" if proposition else name
