"""Answers about the theory map: its changes, theory log, story, diff, export."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from review.domain import Inference
from review.domain.theories.theory_version import TheoryChange, TheoryParts, WithoutEffect
from review.domain.theories.verdict import Verdict, VerdictKind
from review.domain.wording.meaning import meaning
from review.views.view import CodeId, EventId, Reviewer, Time, View

if TYPE_CHECKING:
    from review.project.theories.changes import MapChanged as ChangedMap
    from review.project.theories.history import MapDifference

VersionNumber = Annotated[int, meaning("number of the version, from 1")]
VersionEvent = Annotated[
    str, meaning("id of the event that created it; numbers shift when copies meet, events do not")
]


class MapChanged(View, frozen=True, kw_only=True):
    """A change of the theory map was written to the journal."""

    event: EventId
    version: Annotated[int, meaning("number of the version that it made")]

    @classmethod
    def of(cls, done: ChangedMap) -> MapChanged:
        """The view of a change."""
        return cls(event=done.event, version=done.version)


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


class MapVersion(View, frozen=True, kw_only=True):
    """One version of the theory map."""

    version: VersionNumber
    event: VersionEvent
    time: Time
    reviewer: Reviewer
    change: Act
    code: Annotated[str | None, meaning("the changed code; null if the map as a whole was changed")]
    reason: Annotated[str, meaning("why the map was changed")]
    act: Act
    before: Before
    after: After
    inference: InferenceKind
    triggers: Triggers
    touched: Annotated[
        int,
        meaning(
            "number of standing codings under the code (or what was changed) or its sub-themes, by anyone, at that moment"
        ),
    ]
    configuration: Configuration
    draws_on: Records
    apart: ApartFrom

    @classmethod
    def of(cls, change: TheoryChange) -> MapVersion:
        """The view of a version and what it did to a code."""
        version = change.version
        return cls(
            version=version.number,
            event=version.event,
            time=version.time,
            reviewer=version.reviewer,
            change=version.change,
            code=version.code or None,
            reason=version.reason,
            act=version.change,
            before=TheoryText.of(change.before),
            after=TheoryText.of(change.after),
            inference=version.inference,
            triggers=version.triggers,
            touched=change.touched,
            configuration=dict(version.configuration),
            draws_on=version.draws_on,
            apart=change.apart,
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


class GivenVerdict(View, frozen=True, kw_only=True):
    """A verdict on a theory."""

    event: Annotated[str, meaning("id of the event that gave it")]
    verdict: VerdictKind
    caveat: Annotated[str, meaning("what limits it; may be empty")]
    gap: Annotated[str, meaning("the gap in the evidence; may be empty")]
    version: Annotated[
        int | None, meaning("number of the version of the map under which it was given; null if not known")
    ]
    time: Time
    reviewer: Reviewer
    present: Annotated[bool, meaning("whether it is the one that counts")]
    since: Annotated[
        tuple[str, ...],
        meaning("what changed since, of the theory or its evidence, if it is the one that counts"),
    ]

    @classmethod
    def of(cls, given: Verdict, present: Verdict | None) -> GivenVerdict:
        """The view of a verdict, beside the one that counts."""
        counts = present is not None and given.event == present.event
        return cls(
            event=given.event,
            verdict=given.verdict,
            caveat=given.caveat,
            gap=given.gap,
            version=given.theory_version,
            time=given.time,
            reviewer=given.reviewer,
            present=counts,
            since=present.since if present and counts else (),
        )


class Story(View, frozen=True, kw_only=True):
    """A theory from its first wording to its present one."""

    code: CodeId
    chapters: Annotated[tuple[Chapter, ...], meaning("oldest first; the first has the first wording")]
    verdicts: Annotated[tuple[GivenVerdict, ...], meaning("the verdicts on it, oldest first")]

    @classmethod
    def of(
        cls,
        code: str,
        changes: Iterable[TheoryChange],
        verdicts: Iterable[Verdict] = (),
        present: Verdict | None = None,
    ) -> Story:
        """The view of a theory's changes, and the verdicts on it with the one that counts."""
        return cls(
            code=code,
            chapters=tuple(map(Chapter.of, changes)),
            verdicts=tuple(GivenVerdict.of(one, present) for one in verdicts),
        )


class DifferentTheory(View, frozen=True, kw_only=True):
    """A theory or rival framing that differs between two versions."""

    code: CodeId
    before: Before
    after: After
    sources: Annotated[
        tuple[int | None, int | None],
        meaning("number of included sources coded to it as of each version; null where the version lacks it"),
    ]
    codings: Annotated[
        tuple[int | None, int | None],
        meaning("number of passages in these sources that are coded to it, as of each version"),
    ]
    verdict: Annotated[
        tuple[str | None, str | None],
        meaning("the verdict on it that stood as of each version; null where there was none"),
    ]


class MapDifferences(View, frozen=True, kw_only=True, rename={"from_": "from"}):
    """What differs between two versions of the theory map."""

    from_: VersionNumber
    to: VersionNumber
    from_event: VersionEvent
    to_event: VersionEvent
    theories: tuple[DifferentTheory, ...]

    @classmethod
    def of(cls, found: MapDifference) -> MapDifferences:
        """The view of two versions."""
        return cls(
            from_=found.old.number,
            to=found.new.number,
            from_event=found.old.event,
            to_event=found.new.event,
            theories=tuple(
                DifferentTheory(
                    code=one.code,
                    before=TheoryText.of(one.before),
                    after=TheoryText.of(one.after),
                    sources=one.sources,
                    codings=one.codings,
                    verdict=one.verdict,
                )
                for one in found.theories
            ),
        )


class MapText(View, frozen=True, kw_only=True):
    """The current theory map, without FILE."""

    yaml: Annotated[str, meaning("the map as the text of a `theory_map.yaml`")]
    version: VersionNumber
    event: VersionEvent


class MapFile(View, frozen=True, kw_only=True):
    """The current theory map was written to FILE."""

    file: Annotated[str, meaning("path of the file")]
    version: VersionNumber
    event: VersionEvent

    @classmethod
    def of(cls, path: Path, version: int, event: str) -> MapFile:
        """The view of the file and its version."""
        return cls(file=str(path), version=version, event=event)
