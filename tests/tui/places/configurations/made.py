"""Configurations as values, for what only shows them."""

from review.domain import EvidenceStatus, Stance
from review.domain.theories.configuration import (
    Configuration,
    ConfigurationStatus,
    Element,
    Fragment,
    Relation,
    Wording,
)


def fragment(
    number: int = 1,
    *,
    relation: Relation = Relation.SHOWS,
    quote: str = "Those who found an adviser changed provider less often.",
    citation: str = "Osterhythe and Larkmere, 2014",
    status: EvidenceStatus | None = None,
    is_lost: bool = False,
) -> Fragment:
    """A passage on the page of its number."""
    return Fragment(
        id=f"f{number}",
        element="",
        role="",
        record=f"r{number}",
        relation=relation,
        text_sha256="",
        start=number,
        end=number + 9,
        quote=quote,
        reviewer="Ana",
        time="2026-11-28T20:00:00Z",
        page=number,
        page_label=str(40 + number),
        status=status,
        citation=citation,
        is_lost=is_lost,
    )


def element(
    role: str, wording: str, *fragments: Fragment, memo: str = "", others: tuple[Wording, ...] = ()
) -> Element:
    """An element, whose id is its role and wording."""
    return Element(f"{role}-{wording[:20]}", role, wording, memo, fragments, others)


def configuration(
    *elements: Element,
    label: str = "C3",
    status: ConfigurationStatus = ConfigurationStatus.CANDIDATE,
    theories: dict[str, Stance] | None = None,
    **more: object,
) -> Configuration:
    """A configuration with these elements."""
    return Configuration(
        id=f"id-{label}",
        label=label,
        status=status,
        reason=str(more.pop("reason", "")),
        theories=theories or {},
        elements=elements,
        reviewer="Ana",
        time="2026-11-28T20:00:00Z",
        **more,  # type: ignore[arg-type]
    )


def wording(text: str, reviewer: str = "Ben") -> Wording:
    """What somebody worded apart."""
    return Wording("e", text, reviewer, "2026-11-28T20:00:00Z")


WHOLE = configuration(
    element(
        "context", "self-funders look for support", fragment(1), fragment(2, citation="Lantern Minds, 2015")
    ),
    element("resource", "an adviser explains what there is", fragment(3)),
    element(
        "outcome",
        "they change provider less often",
        fragment(4),
        fragment(5, relation=Relation.AGAINST, citation="Open Gate Trust, 2016"),
    ),
    element("reasoning", "they know what to ask for", memo="what must be true for this outcome?"),
    theories={"T1": Stance.SUPPORTS, "T2": Stance.REFINES},
    theory_version=2,
)
