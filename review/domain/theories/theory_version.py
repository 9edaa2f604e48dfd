"""The theory map's history."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from review.domain.wording.counted import counted
from review.domain.wording.moments import day_of
from review.domain.wording.quoted import quoted
from review.domain.wording.theory_acts import act_in_words


def in_words(configuration: Mapping[str, str]) -> str:
    """A configuration in a line: ``IF … THEN … BECAUSE …``; ``""`` without one."""
    return " ".join(
        f"{name.upper()} {configuration[name]}" for name in ("if", "then", "because") if name in configuration
    )


class Inference(StrEnum):
    """The kind of reasoning that led to a change of the theory map."""

    INDUCTION = "induction"
    DEDUCTION = "deduction"
    ABDUCTION = "abduction"
    RETRODUCTION = "retroduction"


class TheoryVersion(Struct, frozen=True):
    """One version of the theory map: the act (`event`) that created it, what it changed and why.

    `change` is the kind of act, `code` the code that it is about (``""`` for the whole map) and `codes` all of them.
    `triggers` are ids of codings, memos and comments. `configuration` has what the act states of ``if``, ``then`` and
    ``because``; `draws_on` are records. `wording_only`: no coding has to be looked at again. `follows` is the event of the
    last version that changed these codes as the act's maker knew the map; None if that is not known. `made` is the map, as
    JSON, as the maker of an applied file had it before and after; empty if that is not known.
    """

    number: int
    event: str
    time: str
    reviewer: str
    change: str
    code: str
    reason: str
    codes: tuple[str, ...] = ()
    inference: Inference | None = None
    triggers: tuple[str, ...] = ()
    wording_only: bool = False
    configuration: Mapping[str, str] = field(default_factory=dict)
    draws_on: tuple[str, ...] = ()
    follows: str | None = None
    made: tuple[str, str] | tuple[()] = ()

    @property
    def act_in_words(self) -> str:
        """What the act did, with its codes: ``T5.a moved as T6.d``."""
        return act_in_words(self.change, self.codes or (self.code,))


class WithoutEffect(Struct, frozen=True):
    """A change of the map that is in the journal but no version, because the map that it meets does not fit it.

    Mostly it is about a code that another copy merged or gave another id. `wording` is that of a theory or sub-theme that was
    to be added; its id is another one's by now.
    """

    event: str
    time: str
    reviewer: str
    change: str
    code: str
    reason: str
    wording: str = ""

    @property
    def sentence(self) -> str:
        """It in a line."""
        done = f"{act_in_words(self.change, (self.code,))} by {self.reviewer} on {day_of(self.time)}"
        then = (
            f"; it was {quoted(self.wording)}, and what was coded to it waits for another look"
            if self.wording
            else ""
        )
        return f"{done}: this has no effect on the present map ({self.reason}){then}"


class SubthemeParts(Struct, frozen=True):
    """A sub-theme as part of a theory."""

    code: str
    name: str
    proposition: str = ""


class TheoryParts(Struct, frozen=True):
    """What a version of the map says of a code. A sub-theme's `proposition` is its definition.

    `configuration` is what was last stated of it as ``if``, ``then`` and ``because``.
    """

    name: str
    proposition: str = ""
    key_terms: tuple[str, ...] = ()
    category: str = ""
    rivals: tuple[str, ...] = ()
    subthemes: tuple[SubthemeParts, ...] = ()
    rejected: bool = False
    configuration: Mapping[str, str] = field(default_factory=dict)


class RuleChange(Struct, frozen=True):
    """A change of the map that is not of a code: of the question, a criterion, stage or source type, or another rule.

    `path` is its place (``criteria.exclude.E1.text``), `name` the place in words, `sentence` the change in a line.
    """

    path: str
    name: str
    before: str
    after: str
    sentence: str


class TheoryChange(Struct, frozen=True):
    """What one version did to `code` (``""``: the whole map).

    `before` and `after` are its parts, None where the code is not in the map. `apart` are the numbers of versions whose change of the same parts this one replaced without its maker knowing them;
    `made_from` are the parts as the maker had them: those before these versions.
    `rules` is what else the version changed, if this is the change of the whole map.
    `touched`: how many standing codings there were under the code (for the whole map: under what it changed) or its sub-themes, at that moment.
    """

    version: TheoryVersion
    code: str
    before: TheoryParts | None
    after: TheoryParts | None
    apart: tuple[int, ...] = ()
    touched: int = 0
    rules: tuple[RuleChange, ...] = ()
    made_from: TheoryParts | None = None


class FrozenPlan(Struct, frozen=True):
    """A freeze of the plan: the event that made it, and the version of the map that stood then (0: none).

    `decisions`, `codings` and `verdicts` are how many of each had been made before: what the plan came after. Decisions on
    records that wait for more reviewers are left out, so that every copy says the same.
    """

    event: str
    time: str
    reviewer: str
    note: str
    version: int
    decisions: int = 0
    codings: int = 0
    verdicts: int = 0

    @property
    def work_before(self) -> tuple[str, ...]:
        """What had been made before, in words: ``384 decisions``, ``14 codings``; what was not is left out."""
        done = ((self.decisions, "decision"), (self.codings, "coding"), (self.verdicts, "verdict"))
        return tuple(counted(many, noun) for many, noun in done if many)


class DeviationKind(StrEnum):
    """What a deviation from the plan changed."""

    QUESTION = "question"
    STAGE = "stage"
    CRITERION = "criterion"
    THEORY = "theory"


class Deviation(Struct, frozen=True):
    """A change after the plan was frozen: the version that made it, what it changed and how it was before and after.

    `name` is the stage, criterion or code. `parts_before` and `parts_after` are those of a theory, None where it was not in the
    map. `touched`: decisions, or codings of a theory, made before.
    """

    version: TheoryVersion
    kind: DeviationKind
    name: str
    before: str
    after: str
    touched: int
    parts_before: TheoryParts | None = None
    parts_after: TheoryParts | None = None

    @property
    def what(self) -> str:
        """What was changed, as in ``criterion E1``."""
        if self.kind is DeviationKind.THEORY and self.name == "programme-theory":
            return "programme theory"
        return f"{self.kind} {self.name}".rstrip()
