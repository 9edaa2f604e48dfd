"""Evidence against theories and configurations: what they claim, and how far passages were gone through for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from review.domain import Stance
from review.domain.theories.configuration import Relation
from review.journal.queries import coding_acts, records
from review.journal.queries.theories import looked_at
from review.project.configurations.service import ConfigurationService
from review.project.service import Context, Service
from review.project.theories.targets import Target
from review.project.theory import TheoryService


class Claimed(Struct, frozen=True):
    """What a code or configuration (`target`) claims, in words.

    `challenging` passages have been coded as challenging it, or put as evidence against into the configuration; `looked_at`
    ones were looked at and not coded.
    """

    target: Target
    is_code: bool
    statement: str
    challenging: int
    looked_at: int

    @property
    def how(self) -> str:
        """How the challenging ones are kept, after their number."""
        return "coded as challenging it" if self.is_code else "in it as evidence against"


class ChallengeService(Service):
    """What may be challenged, and how far evidence against it was looked for; passages are marked by `LookedAtService`."""

    def __init__(
        self,
        context: Context,
        theory: TheoryService,
        configurations: ConfigurationService,
    ) -> None:
        super().__init__(context)
        self._theory = theory
        self._configurations = configurations

    @property
    def documents(self) -> int:
        """The number of included documents, in whose passages evidence is looked for."""
        last_stage = self._theory.map.last_stage
        return len(records.included_evidence(self._journal, last_stage, with_text=True))

    def claimed(self, target: Target) -> Claimed:
        """What a code or configuration claims, and how many passages were gone through for it.

        Raises:
            UnknownNameError: the configuration is unknown.
        """
        seen = len({one.passage for one in looked_at.looked_at(self._journal, target=target.id)})
        theory_map = self._theory.map
        if target.id in theory_map.code_names:
            name, proposition = theory_map.code_names[target.id], theory_map.proposition_of(target.id)
            under = set(theory_map.under(target.id))
            coded = coding_acts.codings(self._journal, code=target.id, last_pages=False)
            against = [
                one
                for one in coded
                if any(stance is Stance.CHALLENGES and code in under for code, stance in one.stances.items())
            ]
            return Claimed(target, True, f"{name}: {proposition}".rstrip(": "), len(against), seen)
        found = self._configurations.find(target.id, last_pages=False)
        put = [one for one in found.fragments if one.relation is Relation.AGAINST]
        return Claimed(target, False, found.as_read, len(put), seen)

    def judged(self, target: Target) -> Mapping[str, Sequence[tuple[int, int]]]:
        """By record the spans that anybody coded to the code or a sub-theme, put into the configuration, or looked at for it.

        Only those on the records' present texts.

        Raises:
            UnknownNameError: the configuration is unknown.
        """
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        if target.id in self._theory.map.code_names:
            for coding in coding_acts.codings(self._journal, code=target.id, placed=True, last_pages=False):
                found[coding.record].append((coding.start, coding.end))
        else:
            for one in self._configurations.find(target.id, last_pages=False).fragments:
                if not one.is_lost:
                    found[one.record].append((one.start, one.end))
        for seen in looked_at.looked_at(self._journal, target=target.id):
            found[seen.record].append((seen.start, seen.end))
        return found
