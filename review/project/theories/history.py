"""The history of theories: every change, the story of one of them, two versions side by side, and what was reworded apart."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing, suppress
from typing import NamedTuple

from msgspec.structs import replace

from review.domain import CodeEvidence, TheoryVersion
from review.domain.theories.theory_version import RuleChange, TheoryChange, TheoryParts, WithoutEffect
from review.domain.theories.verdict import Verdict, VerdictKind, by_code, present_verdict
from review.domain.wording.unknown import unknown_name
from review.errors import JournalError, UnknownNameError
from review.journal.queries import theory
from review.journal.queries.theories import verdicts
from review.journal.queries.theories.groups import undone_with_parts
from review.journal.versions.as_of import at_version, replay, version_named
from review.journal.versions.touched import touched
from review.project.service import Service
from review.project.theory import evidence_in
from review.synthesis.theory_history import (
    Apart,
    Between,
    WordedVersion,
    beside,
    between,
    changes,
    codes_touched,
    known_codes,
    made_apart,
    refinements,
    worded,
)
from review.synthesis.touched_parts import rules_changed

_REPORTED = "theories_reported"
"""The name in ``meta`` of the lines on changes made apart that this copy has reported."""


class TheoryDifference(NamedTuple):
    """A theory or rival framing in two versions.

    `sources` are the included sources coded to it as of each version, `codings` their passages, `verdict` is the one that
    stood then; None where the version does not have it, they were not counted, or there was none.
    """

    code: str
    before: TheoryParts | None
    after: TheoryParts | None
    sources: tuple[int | None, int | None] = (None, None)
    codings: tuple[int | None, int | None] = (None, None)
    verdict: tuple[VerdictKind | None, VerdictKind | None] = (None, None)

    @property
    def is_different(self) -> bool:
        """Whether its wording or its verdict differs; evidence alone is not a change of a theory."""
        return self.before != self.after or self.verdict[0] != self.verdict[1]


class MapDifference(NamedTuple):
    """Two versions of the map, and what differs."""

    old: TheoryVersion
    new: TheoryVersion
    theories: tuple[TheoryDifference, ...]
    rules: tuple[RuleChange, ...] = ()


class TheoryHistoryService(Service):
    """Reads the history of theories from the versions of the map and the events of codings."""

    def log(self, code: str = "") -> tuple[TheoryChange, ...]:
        """Every version with what it changed, oldest first; with a code those that changed it or are about it.

        Raises:
            UnknownNameError: no version has had the code.
        """
        versions = self._known(code)
        counts = touched(self._journal, codes_touched(versions, code or None))
        found = changes(versions, code or None)
        return tuple(replace(one, touched=counts.get(one.version.event, 0)) for one in found)

    def story(self, code: str) -> tuple[TheoryChange, ...]:
        """The chapters of a theory, rival framing, sub-theme, or of the ``programme-theory``: its first wording, then its changes.

        Raises:
            UnknownNameError: no version has had the code.
        """
        return changes(self._known(code), code)

    def diff(self, old: str, new: str, *, count_sources: bool = True) -> MapDifference:
        """The theories and rival framings that differ between two versions, named by number or event.

        `count_sources` replays the review up to both versions, which takes time in a large one; only then those are found, too, of
        which the verdict alone differs.

        Raises:
            UnknownNameError: a version is unknown.
        """
        first, second = (version_named(self._journal, typed) for typed in (old, new))
        history = theory.history(self._journal)
        by_event = {one.version.event: one.parts for one in worded(history)}
        wordings = by_event[first.event], by_event[second.event]
        plain = {version.event: of for version, of in history}
        rules = rules_changed(plain[first.event], plain[second.event])
        if not count_sources:
            plainly = tuple(TheoryDifference(*one) for one in between(*wordings))
            return MapDifference(first, second, plainly, rules)
        was, now = (self._known_then(version) for version in (first, second))
        found = (_with_counts(one, was, now) for one in beside(*wordings))
        return MapDifference(first, second, tuple(one for one in found if one.is_different), rules)

    def beside(self, old: int, new: int) -> tuple[Between, ...]:
        """All theories and rival framings as two versions, given by number, word them."""
        by_number = {one.version.number: one.parts for one in self._versions()}
        return beside(by_number[old], by_number[new])

    def refinements(self) -> Mapping[str, tuple[int, int]]:
        """By theory or rival framing: the last version that changed it, and how many did after the first that has it."""
        return refinements(self._versions())

    def made_apart(self) -> tuple[Apart, ...]:
        """Rewordings that another, made apart in another copy, replaced, and which nobody has reworded since."""
        return made_apart(self._versions(), open_only=True) if theory.is_from_copies(self._journal) else ()

    def without_effect(self) -> tuple[WithoutEffect, ...]:
        """Changes that are in the journal but do not fit the map, such as those of a code that another copy merged."""
        return tuple(theory.without_effect(self._journal))

    def reports(self, code: str = "") -> tuple[str, ...]:
        """A line for each rewording made apart and each change without effect: all, or those of a code.

        Without a code there is also one for each configuration that was undone with parts of others in it.
        """
        apart = [one.sentence for one in self.made_apart() if code in ("", one.code)]
        lost = [one.sentence for one in self.without_effect() if code in ("", one.code)]
        undone = [] if code else [one.sentence for one in undone_with_parts(self._journal)]
        return (*apart, *lost, *undone)

    def news(self) -> tuple[str, ...]:
        """A notice of what was made apart, has no effect or was undone, the first time that it is found in this copy."""
        said = self.reports()
        if not said or self._context.read_only:
            return ()
        known = self._journal.database.meta(_REPORTED).split("\n")
        new = [one for one in said if one not in known]
        if not new:
            return ()
        # Only this copy's memory of what it has reported: a busy journal or a full disk does not matter.
        with suppress(JournalError):
            self._journal.database.set_meta(_REPORTED, "\n".join(said))
        more = f" (and {len(new) - 1} more)" if len(new) > 1 else ""
        return (f"{new[0]}{more}; `review theory log` lists them",)

    def _known(self, code: str) -> list[WordedVersion]:
        versions = self._versions()
        if code and code not in (known := known_codes(versions)):
            raise UnknownNameError(unknown_name("code", code, known))
        return versions

    def _versions(self) -> list[WordedVersion]:
        return worded(theory.history(self._journal))

    def _known_then(self, version: TheoryVersion) -> dict[str, _Then]:
        """The evidence and the verdict by code, as of a version."""
        until = at_version(self._journal, version)
        with closing(replay(self._journal, until)) as replayed:
            evidence = evidence_in(replayed, theory.current(replayed).map)
            given = by_code(verdicts.verdicts(replayed))
        return {of.code: _Then(of, present_verdict(given.get(of.code, ()))) for of in evidence}


class _Then(NamedTuple):
    """What was known of a theory as of a version."""

    evidence: CodeEvidence
    verdict: Verdict | None


def _with_counts(one: Between, was: dict[str, _Then], now: dict[str, _Then]) -> TheoryDifference:
    before = was.get(one.code) if one.before else None
    after = now.get(one.code) if one.after else None
    return TheoryDifference(
        one.code,
        one.before,
        one.after,
        (before.evidence.sources if before else None, after.evidence.sources if after else None),
        (before.evidence.codings if before else None, after.evidence.codings if after else None),
        (_kind(before), _kind(after)),
    )


def _kind(then: _Then | None) -> VerdictKind | None:
    return then.verdict.verdict if then and then.verdict else None
