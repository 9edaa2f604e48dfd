"""Context-mechanism-outcome configurations (CMOCs): elements with fragments, theories, links, and the statement of it all."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from review.domain.act import EvidenceStatus, Stance
from review.domain.document import LabelSource
from review.domain.page_labels import passage_in_citation
from review.domain.wording.counted import counted
from review.domain.wording.one_line import on_one_line
from review.domain.wording.quoted import quoted

CONTEXT, RESOURCE, REASONING, OUTCOME = "context", "resource", "reasoning", "outcome"
ROLES = (CONTEXT, RESOURCE, REASONING, OUTCOME)
"""The roles that every review has; a theory map may add others."""
MECHANISM = frozenset({RESOURCE, REASONING})
"""The roles of the two parts of a mechanism."""

_BEGINNING = (
    r"\A(?:An?|The|Th(?:is|at|ese|ose|ere|ey)|When|Where|While|If|In|On|At|By|For|From|With|Without|After|Before|During"
    r"|It|Its|Their|Some|Many|Most|Few|All|Any|Each|Every|Both|Other|Such|Because|As)(?=\s)(?! levels?\b)"
)
"""Words that can begin a clause without being names (not in ``A levels``)."""

_MISSING = "…"


class Relation(StrEnum):
    """What a fragment does for its element."""

    SHOWS = "shows"
    AGAINST = "against"
    QUALIFIES = "qualifies"


class LinkKind(StrEnum):
    """How a configuration relates to another: it leads to it, or the other is a variant, rival or counter-case."""

    LEADS_TO = "leads-to"
    VARIANT = "variant"
    RIVAL = "rival"
    COUNTER_CASE = "counter-case"


def link_in_words(kind: LinkKind, one: str, other: str) -> str:
    """A link from a configuration to another, by their labels: ``C3 leads to C1``, ``C1 is a rival of C3``."""
    return f"{one} leads to {other}" if kind is LinkKind.LEADS_TO else f"{other} is a {kind} of {one}"


class ConfigurationStatus(StrEnum):
    """What the review makes of a configuration."""

    CANDIDATE = "candidate"
    KEPT = "kept"
    SET_ASIDE = "set-aside"


class Wording(Struct, frozen=True):
    """A text as somebody worded it at a time; `event` is the act."""

    event: str
    text: str
    reviewer: str
    time: str


class Fragment(Struct, frozen=True):
    """A passage in an element, anchored on its own; `id` is the event that put it there.

    Positions and pages are as in `Coding`. `citation` is the record's author and year; `is_lost`: the record's present text does
    not have the passage. `cmoc` is the configuration that shows it, `label` that one's label.
    """

    id: str
    element: str
    role: str
    record: str
    relation: Relation
    text_sha256: str
    start: int
    end: int
    quote: str
    reviewer: str
    time: str
    page: int
    page_label: str
    label_source: LabelSource = LabelSource.PRINTED
    ends_on: tuple[str, int] | None = None
    status: EvidenceStatus | None = None
    citation: str = ""
    is_lost: bool = False
    cmoc: str = ""
    label: str = ""
    paragraphs: tuple[int, int] | None = None

    @property
    def cited_page(self) -> str:
        """Its page or pages as in a citation: ``p. 347``, ``pp. 16–17``; or its paragraphs: ``para. 12``."""
        begins_on = (self.page_label, self.page)
        return passage_in_citation([begins_on, self.ends_on or begins_on], self.paragraphs)

    @property
    def page_label_end(self) -> str:
        """The label of the page on which it ends."""
        return self.ends_on[0] if self.ends_on else self.page_label


class Element(Struct, frozen=True):
    """A context, resource, reasoning, outcome or a role of the map, as it is worded; `id` is the event that made it.

    `memo` answers "what must be true for this outcome?" where the element was retroduced. `others` are wordings that were
    given apart, in other copies of the review, and that nobody has replaced since. `repeats_passage`: its wording is a passage in
    it, as lists know, for which its passages are not read.
    """

    id: str
    role: str
    wording: str
    memo: str = ""
    fragments: tuple[Fragment, ...] = ()
    others: tuple[Wording, ...] = ()
    repeats_passage: bool = False

    @property
    def is_retroduced(self) -> bool:
        """Whether only reasoning supports it: a memo, and no fragment that shows or qualifies it."""
        return bool(self.memo) and all(one.relation is Relation.AGAINST for one in self.fragments)

    @property
    def is_quoted(self) -> bool:
        """Whether nobody worded it: its wording is a passage in it."""
        wording = on_one_line(self.wording)
        return self.repeats_passage or any(on_one_line(one.quote) == wording for one in self.fragments)

    @property
    def as_read(self) -> str:
        """The wording in a line; in quotation marks while it is the words of a source."""
        wording = on_one_line(self.wording)
        return quoted(wording) if self.is_quoted else wording


class Link(Struct, frozen=True):
    """A link to another configuration, or from it; `label` is that of the other."""

    to: str
    label: str
    kind: LinkKind


class Rewording(Struct, frozen=True):
    """A theory that was reworded after a configuration was tied to it, or last judged.

    `judged_under` is the version of the theory map then, `since` that since which the present wording stands.
    """

    code: str
    judged_under: int
    since: int


class Configuration(Struct, frozen=True):
    """A configuration; `id` is the event that made it, `label` its name among people (``C3``).

    `elements` are in the order of `ordered`. `written` is the statement that somebody wrote by hand, ``""`` if it is composed
    of the elements; `is_outdated`: elements have changed since it was written. `others` are statements that were written apart,
    as in `Element`. `theories` has the stance toward each code; `theory_version` is the version of the map under which they were last
    judged, and `rewordings` has those whose wording changed since. `links` lead from it, `linked_from` to it. `merged` has the labels of configurations that
    were merged into it.
    """

    id: str
    label: str
    status: ConfigurationStatus
    reason: str
    theories: Mapping[str, Stance]
    elements: tuple[Element, ...]
    reviewer: str
    time: str
    written: str = ""
    is_outdated: bool = False
    others: tuple[Wording, ...] = ()
    links: tuple[Link, ...] = ()
    linked_from: tuple[Link, ...] = ()
    merged: tuple[str, ...] = ()
    theory_version: int | None = None
    rewordings: tuple[Rewording, ...] = ()

    @property
    def statement(self) -> str:
        """The statement: as written, else composed."""
        return self.written or composed(self.elements)

    @property
    def as_read(self) -> str:
        """The statement; where it is composed, what is still the words of a source is in quotation marks."""
        return self.written or composed([replace(one, wording=one.as_read) for one in self.elements])

    @property
    def reworded(self) -> tuple[str, ...]:
        """The codes that it waits to be looked at again for."""
        return tuple(one.code for one in self.rewordings)

    @property
    def is_composed(self) -> bool:
        """Whether the statement is composed of the elements."""
        return not self.written

    @property
    def is_complete(self) -> bool:
        """Whether it has a context, a part of a mechanism, and an outcome."""
        roles = {element.role for element in self.elements}
        return {CONTEXT, OUTCOME} <= roles and bool(roles & MECHANISM)

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """All of its fragments."""
        return tuple(one for element in self.elements for one in element.fragments)

    @property
    def sources(self) -> frozenset[str]:
        """The records that it has fragments of."""
        return frozenset(one.record for one in self.fragments)

    def sources_that(self, relation: Relation) -> frozenset[str]:
        """The records with a fragment in this relation; one record may be in several."""
        return frozenset(one.record for one in self.fragments if one.relation is relation)


class UndoneConfiguration(Struct, frozen=True):
    """A configuration that `reviewer` undid: what others put into it is hidden until it is redone."""

    label: str
    reviewer: str
    elements: int
    fragments: int

    @property
    def sentence(self) -> str:
        """It in a line."""
        parts = ((self.fragments, "passage"), (self.elements, "element"))
        left = " and ".join(counted(number, part) for number, part in parts if number)
        return (
            f"{self.label} was undone by {self.reviewer}, which hides {left} of others in it;"
            f" ask {self.reviewer} to redo it, or compose another"
        )


def ordered(roles: Collection[str]) -> tuple[str, ...]:
    """Roles in the order of a statement: contexts, those of the map, resources, outcomes, reasoning."""
    others = [role for role in roles if role not in ROLES]
    return (CONTEXT, *others, RESOURCE, OUTCOME, REASONING)


def composed(elements: Collection[Element]) -> str:
    """The statement that elements make: ``If …, and …, then …, because ….``; ``""`` without elements.

    Clauses that begin with a word such as ``The`` or ``When`` begin small; other first words may be names and stay as they are.
    A missing condition or outcome is shown as an ellipsis, since configurations may be partial; a missing reasoning is left out.
    """
    if not elements:
        return ""
    conditions = [one.wording for one in elements if one.role not in {OUTCOME, REASONING}]
    outcomes = [one.wording for one in elements if one.role == OUTCOME]
    reasons = [one.wording for one in elements if one.role == REASONING]
    because = f", because {_joined(reasons)}" if reasons else ""
    return f"If {_joined(conditions)}, then {_joined(outcomes)}{because}."


def _joined(wordings: Collection[str]) -> str:
    return ", and ".join(_as_clause(wording) for wording in wordings) or _MISSING


def _as_clause(wording: str) -> str:
    """A wording inside a sentence: without its full stop, and without the capital of a word that is not a name."""
    clause = wording.strip().rstrip(".,;")
    return re.sub(_BEGINNING, lambda word: word[0].lower(), clause)
