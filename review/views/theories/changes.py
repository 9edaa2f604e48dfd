"""The answer of theory log: what changed in the theory map, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from msgspec.structs import asdict

from review.domain import Inference
from review.domain.theories.theory_version import TheoryChange, TheoryParts, WithoutEffect
from review.domain.wording.meaning import meaning
from review.views.view import CodeId, Reviewer, Time, VersionEvent, VersionNumber, View


class SubthemeText(View, frozen=True, kw_only=True):
    """A sub-theme of a theory."""

    code: CodeId
    name: Annotated[str, meaning("its name")]
    proposition: Annotated[str, meaning("its definition; may be empty")]


class TheoryText(View, frozen=True, kw_only=True):
    """The parts of a theory, rival framing or sub-theme in one version of the map."""

    name: Annotated[str, meaning("its name")]
    proposition: Annotated[str, meaning("what it claims; the definition of a sub-theme")]
    key_terms: Annotated[tuple[str, ...], meaning("words that indicate it")]
    category: Annotated[str | None, meaning("id of its category; null for none")]
    rivals: Annotated[tuple[str, ...], meaning("of a rival framing: the theories that it competes with")]
    subthemes: tuple[SubthemeText, ...]
    rejected: Annotated[bool, meaning("whether it was rejected")]
    configuration: Annotated[
        dict[str, str],
        meaning("what was last stated of it as `if`, `then` and `because`; empty if nothing was"),
    ]

    @classmethod
    def of(cls, parts: TheoryParts | None) -> TheoryText | None:
        """The view of a theory's parts."""
        if parts is None:
            return None
        return cls(
            name=parts.name,
            proposition=parts.proposition,
            key_terms=parts.key_terms,
            category=parts.category or None,
            rivals=parts.rivals,
            subthemes=tuple(
                SubthemeText(code=one.code, name=one.name, proposition=one.proposition)
                for one in parts.subthemes
            ),
            rejected=parts.rejected,
            configuration=dict(parts.configuration),
        )


Before = Annotated[TheoryText | None, meaning("its parts before; null where it was not in the map")]
After = Annotated[TheoryText | None, meaning("its parts after; null where it is not in the map")]
InferenceKind = Annotated[
    Inference | None, meaning("the kind of reasoning that led to the change; null where it was not reported")
]
Triggers = Annotated[tuple[str, ...], meaning("ids of the codings, memos and comments that led to it")]
Act = Annotated[
    str,
    meaning(
        "the act that created it: `refine`, `add`, `adopt`, `reject-theory`, `reinstate`, `rename`, `split`, `merge-theories`,"
        " `move-subtheme` or `programme-theory`"
    ),
]
Configuration = Annotated[
    dict[str, str],
    meaning("what was stated of the theory as `if`, `then` and `because`; empty if nothing was"),
]
Records = Annotated[tuple[str, ...], meaning("ids of records with substantive theories that were drawn on")]
ApartFrom = Annotated[
    tuple[int, ...],
    meaning(
        "numbers of versions made apart, in another copy, whose change this one replaced; they are kept in the log"
    ),
]


class Chapter(View, frozen=True, kw_only=True):
    """A change of a theory."""

    version: VersionNumber
    event: VersionEvent
    time: Time
    reviewer: Reviewer
    act: Act
    before: Before
    after: After
    reason: Annotated[str, meaning("why it was changed")]
    inference: InferenceKind
    triggers: Triggers
    configuration: Configuration
    draws_on: Records
    apart: ApartFrom

    @classmethod
    def of(cls, change: TheoryChange) -> Chapter:
        """The view of a change."""
        version = change.version
        return cls(
            version=version.number,
            event=version.event,
            time=version.time,
            reviewer=version.reviewer,
            act=version.change,
            before=TheoryText.of(change.before),
            after=TheoryText.of(change.after),
            reason=version.reason,
            inference=version.inference,
            triggers=version.triggers,
            configuration=dict(version.configuration),
            draws_on=version.draws_on,
            apart=change.apart,
        )


class MapVersion(Chapter, frozen=True, kw_only=True):
    """One version of the theory map."""

    change: Act
    code: Annotated[str | None, meaning("the changed code; null if the map as a whole was changed")]
    touched: Annotated[
        int,
        meaning(
            "number of standing codings under the code (or what was changed) or its sub-themes, by anyone, at that moment"
        ),
    ]

    @classmethod
    def of(cls, change: TheoryChange) -> MapVersion:
        """The view of a version and what it did to a code."""
        return cls(
            **asdict(Chapter.of(change)),
            change=change.version.change,
            code=change.version.code or None,
            touched=change.touched,
        )


class ChangeWithoutEffect(View, frozen=True, kw_only=True):
    """A change of the theory map that made no version."""

    event: Annotated[str, meaning("id of the event")]
    time: Time
    reviewer: Reviewer
    act: Act
    code: Annotated[str | None, meaning("the code that it is about; null for the whole map")]
    reason: Annotated[str, meaning("the reason that was given")]

    @classmethod
    def of(cls, one: WithoutEffect) -> ChangeWithoutEffect:
        """The view of a change."""
        return cls(
            event=one.event,
            time=one.time,
            reviewer=one.reviewer,
            act=one.change,
            code=one.code or None,
            reason=one.reason,
        )


class MapHistory(View, frozen=True, kw_only=True):
    """All versions of the theory map, or those of a code."""

    versions: Annotated[tuple[MapVersion, ...], meaning("oldest first")]
    without_effect: Annotated[
        tuple[ChangeWithoutEffect, ...],
        meaning(
            "changes that do not fit the map, such as those of a code that another copy merged; they are kept"
        ),
    ]

    @classmethod
    def of(cls, changes: Iterable[TheoryChange], lost: Iterable[WithoutEffect] = ()) -> MapHistory:
        """Versions, and changes without effect."""
        return cls(
            versions=tuple(map(MapVersion.of, changes)),
            without_effect=tuple(map(ChangeWithoutEffect.of, lost)),
        )
