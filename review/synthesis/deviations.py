"""Deviations from the plan: what later versions of the theory map changed. Pure functions over the versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from review.domain import Decision, TheoryVersion
from review.domain.theories.theory_version import Deviation, DeviationKind, FrozenPlan
from review.synthesis.theory_history import WordedVersion, code_by_code
from review.theory_map.values import Plain

Touched = Callable[[str, TheoryVersion], int]
"""How many codings there were under a code and its sub-themes when a version changed it."""


def deviations(
    history: Sequence[tuple[TheoryVersion, Plain]],
    worded: Sequence[WordedVersion],
    frozen: Sequence[FrozenPlan],
    decisions: Sequence[Decision],
    touched: Touched,
) -> tuple[Deviation, ...]:
    """What was changed since the plan was first frozen, oldest first; nothing if it was not.

    `history` and `worded` are the versions that stand, so changes that were undone are left out. A second freeze makes a
    new plan, from which `since_last` counts; what deviated from the first one stays listed.

    Decisions touched are those made before the change: for a criterion those that named it, for a stage those at it, for
    the question all; for a theory the codings under it just before.
    """
    if not frozen:
        return ()
    first = frozen[0].version
    found: list[Deviation] = []
    for (_, before), (version, after) in pairwise(history):
        if version.number > first:
            made = [one for one in decisions if one.time < version.time]
            found += _rules(version, before, after, made)
    for change in code_by_code(worded):
        if change.version.number > first and change.before != change.after:
            count = touched(change.code, change.version)
            found.append(
                Deviation(
                    change.version,
                    DeviationKind.THEORY,
                    change.code,
                    "",
                    "",
                    count,
                    change.before,
                    change.after,
                )
            )
    return tuple(sorted(found, key=lambda one: one.version.number))


def since_last(found: Sequence[Deviation], frozen: Sequence[FrozenPlan]) -> int:
    """How many of the deviations are from the plan as it was frozen last."""
    return sum(one.version.number > frozen[-1].version for one in found) if frozen else 0


def _rules(
    version: TheoryVersion, before: Plain, after: Plain, made: Sequence[Decision]
) -> Iterator[Deviation]:
    """The changes of question, stages and criteria."""
    was, now = (str(plain.get("question") or "") for plain in (before, after))
    if was != now:
        yield Deviation(version, DeviationKind.QUESTION, "", was, now, len(made))
    for kind, said, counts in (
        (DeviationKind.STAGE, _stages, lambda one, name: one.stage == name),
        (DeviationKind.CRITERION, _criteria, lambda one, name: name in one.criteria or name in one.overrides),
    ):
        old, new = said(before), said(after)
        for name in dict.fromkeys([*old, *new]):
            if old.get(name) != new.get(name):
                count = sum(counts(one, name) for one in made)
                yield Deviation(version, kind, name, old.get(name, ""), new.get(name, ""), count)


def _stages(plain: Plain) -> dict[str, str]:
    return {name: _in_words(entry or {}) for name, entry in (plain.get("stages") or {}).items()}


def _criteria(plain: Plain) -> dict[str, str]:
    """Each criterion in words, with all its fields but its key terms, which only colour words."""
    found = {}
    for side, entries in (plain.get("criteria") or {}).items():
        for name, entry in (entries or {}).items():
            of = dict(entry or {})
            text = of.pop("text", "")
            of.pop("key_terms", None)
            found[name] = f"{text} ({side}{'; ' if of else ''}{_in_words(of)})"
    return found


def _in_words(entry: Plain) -> str:
    return (
        "; ".join(f"{name.replace('_', ' ')}: {_said(value)}" for name, value in sorted(entry.items())) or "-"
    )


def _said(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
