"""Verdicts on theories and rival framings, and whether a theory or its evidence changed since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from review.acts import GiveVerdict
from review.domain.theories.verdict import (
    EvidenceDigest,
    Verdict,
    VerdictKind,
    by_code,
    present_verdict,
)
from review.domain.wording.counted import are, counted
from review.domain.wording.named import named
from review.domain.wording.unknown import meant, unknown_name
from review.errors import ReviewError, UnknownNameError
from review.journal.journal import Journal
from review.journal.queries import theory
from review.journal.queries.theories import verdicts
from review.journal.queries.theories.kept import Kept
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.domain.theories.looking_again import Standing


def verdicts_in(journal: Journal, theory_map: TheoryMap) -> dict[str, Verdict]:
    """The verdict on each theory and rival framing of a map that has one, in the map's order, with what changed since."""
    given = by_code(verdicts.verdicts(journal))
    if not given:
        return {}
    from review.synthesis.standing_wordings import standing_since

    standing = standing_since(theory.history(journal))
    evidence = verdicts.evidence(journal, theory_map)
    found = {code.id: present_verdict(given.get(code.id, ())) for code in theory_map.codes}
    return {
        code: replace(verdict, since=_since(verdict, standing, evidence[code]))
        for code, verdict in found.items()
        if verdict
    }


def _since(verdict: Verdict, standing: Mapping[str, Standing], now: EvidenceDigest) -> tuple[str, ...]:
    """What changed since a verdict was given, of the theory and of its evidence."""
    said = []
    wording = standing.get(verdict.given_on)
    if wording and verdict.theory_version is not None and wording.since > verdict.theory_version:
        said.append(f"theory {wording.how} (v{verdict.theory_version} → v{wording.since})")
    if verdict.evidence != now.digest:
        said.append(f"evidence changed: {_amounts(verdict, now)}")
    return tuple(said)


def _amounts(then: Verdict, now: EvidenceDigest) -> str:
    if then.sources != now.sources:
        return f"{counted(then.sources, 'source')} then, {now.sources} now"
    if then.codings != now.codings:
        return f"{counted(then.codings, 'coding')} then, {now.codings} now"
    return "other codings, stances or configurations"


def _says(present: Verdict, verdict: VerdictKind, caveat: str, gap: str) -> bool:
    """Whether a verdict already says this, alone and under the present theory and evidence."""
    is_new = present.since or present.others
    return not is_new and (present.verdict, present.caveat, present.gap) == (verdict, caveat, gap)


def _although(code: str, kind: VerdictKind, sources: int) -> str:
    """That a theory is called not explored although documents are coded to it, in a report beside their number."""
    if kind is not VerdictKind.NOT_EXPLORED or not sources:
        return ""
    return f"; {counted(sources, 'included document')} {are(sources)} coded to {code}, and the report says so, too"


class VerdictService(Service):
    """Gives verdicts on theories and rival framings, and reads them."""

    def __init__(self, context: Context, theory: TheoryService) -> None:
        super().__init__(context)
        self._theory = theory
        self._all = Kept(self._journal, lambda: verdicts_in(self._journal, theory.map))

    def all(self) -> dict[str, Verdict]:
        """The verdict on each theory and rival framing that has one, in the map's order."""
        return dict(self._all.now())

    def history(self, code: str) -> list[Verdict]:
        """Every verdict on a theory or rival framing that was not undone, oldest first."""
        return verdicts.verdicts(self._journal, code=self._theory.map.present(code))

    def give(
        self, code: str, verdict: VerdictKind | str, *, caveat: str = "", gap: str = ""
    ) -> Acknowledgement:
        """Give a verdict, which replaces those that stand, with their caveats and gaps.

        Raises:
            ReviewError: nothing changes.
            UnknownNameError: the code is unknown or a sub-theme, or the verdict is unknown.
        """
        self._check(code)
        kind = meant("verdict", verdict, VerdictKind)
        caveat, gap = (" ".join(text.split()) for text in (caveat, gap))
        with self._journal.transaction():
            present = self.all().get(code)
            if present and _says(present, kind, caveat, gap):
                raise ReviewError(f"nothing changes; this is already the verdict on {code}")
            now = verdicts.evidence(self._journal, self._theory.map)[code]
            act = GiveVerdict(
                code=code,
                verdict=kind,
                caveat=caveat,
                gap=gap,
                theory_event=self._theory.event,
                follows=tuple(one.event for one in self.history(code)),
                evidence=now.digest,
                sources=now.sources,
                codings=now.codings,
            )
            before = f", instead of {named(present.verdict)} by {present.reviewer}" if present else ""
            although = _although(code, kind, now.sources)
            return self._act(act, f"{code} {named(kind)} (version {self._theory.version}){before}{although}")

    def _check(self, code: str) -> None:
        theory_map = self._theory.map
        theories = [theory.id for theory in theory_map.codes]
        if code in theories:
            return
        if code in theory_map.code_names:
            of = theory_map.theory_of(code).id
            raise UnknownNameError(f"{code} is a sub-theme; verdicts are given on theories: give it on {of}")
        now = theory_map.present(code)
        raise UnknownNameError(
            f"'{code}' is now '{now}'"
            if now != code
            else unknown_name("theory or rival framing", code, theories)
        )
