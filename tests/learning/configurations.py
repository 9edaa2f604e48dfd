"""Configurations in memory, as the learner sees them."""

from __future__ import annotations

from review.domain import PassageText, Stance
from review.domain.theories.configuration import (
    CONTEXT,
    OUTCOME,
    REASONING,
    RESOURCE,
    Configuration,
    ConfigurationStatus,
    Element,
    Fragment,
    Link,
    LinkKind,
    Relation,
)


def a_fragment(
    passage: PassageText, role: str = OUTCOME, relation: Relation = Relation.SHOWS, *, is_lost: bool = False
) -> Fragment:
    """A whole passage in an element."""
    return Fragment(
        f"{passage.record}:{passage.start}",
        role,
        role,
        passage.record,
        relation,
        "",
        passage.start,
        passage.end,
        passage.text,
        "ann",
        "",
        1,
        "1",
        is_lost=is_lost,
    )


def a_configuration(
    label: str = "C1",
    context: str = "",
    resource: str = "",
    reasoning: str = "",
    outcome: str = "",
    *,
    theories: dict[str, Stance] | None = None,
    fragments: tuple[Fragment, ...] = (),
    status: ConfigurationStatus = ConfigurationStatus.CANDIDATE,
    rival: str = "",
) -> Configuration:
    """A configuration with these elements, its fragments in the elements of their roles; `rival` is the id of a linked one."""
    wordings = {CONTEXT: context, RESOURCE: resource, REASONING: reasoning, OUTCOME: outcome}
    elements = tuple(
        Element(role, role, wording, fragments=tuple(one for one in fragments if one.role == role))
        for role, wording in wordings.items()
        if wording
    )
    links = (Link(rival, "C9", LinkKind.RIVAL),) if rival else ()
    return Configuration(f"id-{label}", label, status, "", theories or {}, elements, "ann", "", links=links)
