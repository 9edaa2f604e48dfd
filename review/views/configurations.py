"""Answers about configurations: the verbs of cmoc."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from review.domain import EvidenceStatus, Stance
from review.domain.theories.configuration import (
    Configuration,
    ConfigurationStatus,
    Element,
    Fragment,
    Link,
    LinkKind,
    Relation,
    Wording,
)
from review.domain.wording.meaning import meaning
from review.views.codings import Annotations, WrittenComment, WrittenMemo
from review.views.view import (
    CitedPage,
    CodeId,
    End,
    EventId,
    LastPageLabel,
    PageLabel,
    PageLabelSource,
    Quote,
    RecordId,
    Reviewer,
    Start,
    Time,
    View,
)

CmocId = Annotated[str, meaning("id of the configuration")]
CmocLabel = Annotated[str, meaning("its name among people: `C3`")]
ElementId = Annotated[str, meaning("id of the element")]
FragmentId = Annotated[str, meaning("id of the fragment")]


class ConfigurationMade(View, frozen=True, kw_only=True):
    """A configuration was begun."""

    event: EventId
    cmoc: CmocId
    label: CmocLabel


class FragmentPut(View, frozen=True, kw_only=True):
    """A passage was put into an element of a configuration."""

    event: EventId
    element: ElementId
    fragment: FragmentId


class OtherWording(View, frozen=True, kw_only=True):
    """A text that was given apart, in another copy of the review, and that nobody has replaced since."""

    event: Annotated[str, meaning("id of the event that gave it")]
    text: Annotated[str, meaning("the wording")]
    reviewer: Reviewer
    time: Time

    @classmethod
    def of(cls, wording: Wording) -> OtherWording:
        """The view of a wording."""
        return cls(event=wording.event, text=wording.text, reviewer=wording.reviewer, time=wording.time)


class ShownFragment(View, frozen=True, kw_only=True):
    """A passage in an element."""

    fragment: FragmentId
    relation: Annotated[Relation, meaning("what it does for its element")]
    record: RecordId
    citation: Annotated[str, meaning("author and year of its record")]
    page_label: PageLabel
    page_label_end: LastPageLabel
    quote: Quote
    start: Start
    end: End
    label_source: PageLabelSource
    cited_page: CitedPage
    status: Annotated[EvidenceStatus | None, meaning("where the claim comes from; null if not given")]
    lost: Annotated[
        bool, meaning("whether the record's present text lacks it; its place is then that in the text before")
    ]

    @classmethod
    def of(cls, fragment: Fragment) -> ShownFragment:
        """The view of a fragment."""
        return cls(
            fragment=fragment.id,
            relation=fragment.relation,
            record=fragment.record,
            citation=fragment.citation,
            page_label=fragment.page_label,
            page_label_end=fragment.page_label_end,
            quote=fragment.quote,
            start=fragment.start,
            end=fragment.end,
            label_source=fragment.label_source,
            cited_page=fragment.cited_page,
            status=fragment.status,
            lost=fragment.is_lost,
        )


class ShownElement(View, frozen=True, kw_only=True):
    """An element of a configuration."""

    element: ElementId
    role: Annotated[
        str, meaning("`context`, `resource`, `reasoning`, `outcome`, or a role of the theory map by its id")
    ]
    wording: Annotated[str, meaning("the element in words")]
    retroduced: Annotated[
        bool, meaning("whether only reasoning supports it: a memo, and no passage that shows or qualifies it")
    ]
    memo: Annotated[str, meaning("what must be true for this outcome; empty unless it was retroduced")]
    fragments: tuple[ShownFragment, ...]
    other_wordings: Annotated[
        tuple[OtherWording, ...], meaning("wordings given apart that nobody has replaced since")
    ]

    @classmethod
    def of(cls, element: Element) -> ShownElement:
        """The view of an element."""
        return cls(
            element=element.id,
            role=element.role,
            wording=element.wording,
            retroduced=element.is_retroduced,
            memo=element.memo,
            fragments=tuple(map(ShownFragment.of, element.fragments)),
            other_wordings=tuple(map(OtherWording.of, element.others)),
        )


class TiedTheory(View, frozen=True, kw_only=True):
    """A theory, rival framing or sub-theme that a configuration is tied to."""

    code: CodeId
    stance: Annotated[Stance, meaning("the configuration's stance toward it")]


class ShownLink(View, frozen=True, kw_only=True):
    """A link between two configurations, seen from one of them."""

    to: Annotated[str, meaning("id of the other configuration")]
    label: Annotated[str, meaning("the label of the other")]
    kind: Annotated[LinkKind, meaning("what the one that the link begins at is to the other, or has in it")]

    @classmethod
    def of(cls, link: Link) -> ShownLink:
        """The view of a link."""
        return cls(to=link.to, label=link.label, kind=link.kind)


class ShownConfiguration(View, frozen=True, kw_only=True):
    """A configuration as it stands."""

    cmoc: CmocId
    label: CmocLabel
    statement: Annotated[
        str, meaning("`If …, and …, then …, because ….`, composed of the elements, or as written by hand")
    ]
    composed: Annotated[bool, meaning("whether the statement is composed of the elements")]
    complete: Annotated[bool, meaning("whether it has a context, a part of a mechanism, and an outcome")]
    status: ConfigurationStatus
    theories: tuple[TiedTheory, ...]
    elements: Annotated[tuple[ShownElement, ...], meaning("in the order of the statement")]
    links: Annotated[tuple[ShownLink, ...], meaning("links to other configurations")]
    sources: Annotated[int, meaning("number of records that it has fragments of")]
    theory_version: Annotated[
        int | None,
        meaning(
            "version of the theory map under which its theories were last judged; null if it is tied to none"
        ),
    ]
    reason: Annotated[str, meaning("why it has its status; empty if nothing was said")]
    statement_outdated: Annotated[
        bool, meaning("whether elements have changed since the statement was written by hand")
    ]
    other_statements: Annotated[
        tuple[OtherWording, ...], meaning("statements written apart that nobody has replaced since")
    ]
    linked_from: Annotated[tuple[ShownLink, ...], meaning("links from other configurations to this one")]
    merged: Annotated[tuple[str, ...], meaning("labels of the configurations that were merged into this one")]
    reworded: Annotated[
        tuple[CodeId, ...], meaning("those of its theories whose wording has changed since that version")
    ]
    memos: Annotated[tuple[WrittenMemo, ...], meaning("memos on it")]
    comments: Annotated[tuple[WrittenComment, ...], meaning("comments on it")]
    reviewer: Annotated[Reviewer, meaning("who began it")]
    time: Time

    @classmethod
    def of(cls, one: Configuration, annotations: Annotations) -> ShownConfiguration:
        """The view of a configuration with what was written on it."""
        return cls(
            cmoc=one.id,
            label=one.label,
            statement=one.statement,
            composed=one.is_composed,
            complete=one.is_complete,
            status=one.status,
            theories=tuple(TiedTheory(code=code, stance=stance) for code, stance in one.theories.items()),
            elements=tuple(map(ShownElement.of, one.elements)),
            links=tuple(map(ShownLink.of, one.links)),
            sources=len(one.sources),
            theory_version=one.theory_version,
            reason=one.reason,
            statement_outdated=one.is_outdated,
            other_statements=tuple(map(OtherWording.of, one.others)),
            linked_from=tuple(map(ShownLink.of, one.linked_from)),
            merged=one.merged,
            reworded=one.reworded,
            memos=annotations.memos(one.id),
            comments=annotations.comments(one.id),
            reviewer=one.reviewer,
            time=one.time,
        )


class ConfigurationList(View, frozen=True, kw_only=True):
    """Configurations, as `cmoc show` has each."""

    cmocs: Annotated[tuple[ShownConfiguration, ...], meaning("in the order of their labels")]

    @classmethod
    def of(cls, found: Iterable[Configuration], annotations: Annotations) -> ConfigurationList:
        """The view of several."""
        return cls(cmocs=tuple(ShownConfiguration.of(one, annotations) for one in found))
