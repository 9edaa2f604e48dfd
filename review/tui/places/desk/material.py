"""What there is to write from on a theory, as a list that can be filtered and searched."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from review.domain import Stance
from review.domain.citation import cite
from review.domain.wording.moments import day_of
from review.domain.wording.named import named
from review.domain.wording.one_line import on_one_line

if TYPE_CHECKING:
    from review.domain.theories.configuration import Configuration
    from review.domain.writing.desk import Material, UsablePassage
    from review.project import Project
    from review.tui.places.desk.quoted import Quoted

PART, STANCE, KIND, USE = "part", "stance", "kind", "use"
"""The fields of filters."""

USED, UNUSED = "in the prose", "not in the prose"

ID_IN_TOKEN = 12
"""The digits of an id in a token: enough to tell all apart."""


class ItemKind(StrEnum):
    """What can be written from."""

    PASSAGE = "passage"
    CONFIGURATION = "configuration"
    MEMO = "memo"


class Item(Struct, frozen=True):
    """A passage, a configuration or a memo, under a heading.

    `words` is the quotation, the statement or the memo, `source` the citation with its page (``(Rahman, 2016, p. 12)``), the
    label or who wrote it. `record` and `start` are where a passage is, or the record that a memo is on; `target` is what a memo is on.
    `used_by` has the ids of which one in the prose means that it is used.
    """

    id: str
    kind: ItemKind
    heading: str
    words: str
    source: str
    stance: Stance | None = None
    record: str = ""
    start: int | None = None
    target: str = ""
    is_included: bool = True
    is_lost: bool = False
    label: str = ""
    used_by: tuple[str, ...] = ()

    @property
    def token(self) -> str:
        """Its token for the prose; ``""`` for a memo."""
        if self.kind is ItemKind.MEMO:
            return ""
        return f"[@{self.label or self.id[:ID_IN_TOKEN]}]"

    @property
    def citation_token(self) -> str:
        """The token that cites its source; ``""`` if it has no source."""
        return f"[@{self.record[:ID_IN_TOKEN]}]" if self.record and self.kind is ItemKind.PASSAGE else ""

    def has(self, words: Collection[str]) -> bool:
        """Whether it has all these words, which are casefolded, in any order."""
        text = f"{self.words} {self.source} {self.heading} {self.label}".casefold()
        return all(word in text for word in words)


def items_on(project: Project, code: str) -> list[Item]:
    """The passages on a code by sub-theme, configurations, memos; for a section of the report, of all theories."""
    theory_map = project.theory.map
    is_theory = code in theory_map.code_names
    materials = project.desk.materials([code] if is_theory else [theory.id for theory in theory_map.codes])
    items = [item for material in materials for item in _passages(material, theory_map.code_names)]
    configurations = {
        one.configuration.id: _configuration(one.configuration, one.stance)
        for material in materials
        for one in material.configurations
    }
    items += configurations.values()
    on = {item.id: item for item in items} if is_theory else None
    return [*items, *_memos(project, theory_map.code_names, theory_map.under(code) if is_theory else (), on)]


def _passages(material: Material, names: Mapping[str, str]) -> Iterator[Item]:
    for part in material.parts:
        for one in part.passages:
            yield _passage(one, f"{part.code} {names.get(part.code, part.name)}")


def _passage(one: UsablePassage, heading: str) -> Item:
    coding = one.coding
    return Item(
        coding.id,
        ItemKind.PASSAGE,
        heading,
        on_one_line(coding.quote),
        cite(one.citation, coding.cited_page),
        one.stance,
        coding.record,
        coding.start,
        is_included=one.is_included,
        is_lost=one.is_lost,
        used_by=(coding.id,),
    )


def _configuration(one: Configuration, stance: Stance) -> Item:
    return Item(
        one.id,
        ItemKind.CONFIGURATION,
        "Configurations",
        on_one_line(one.as_read) or "no elements yet",
        f"{one.label} · {one.status}",
        stance,
        label=one.label,
        used_by=(one.id, *(fragment.id for fragment in one.fragments)),
    )


def _memos(
    project: Project, names: Mapping[str, str], under: Collection[str], on: Mapping[str, Item] | None
) -> Iterator[Item]:
    """The memos on the codes, passages and configurations of a theory, or all (`on` is None), the newest first."""
    for memo in reversed(project.annotations.memos()):
        of = (on or {}).get(memo.target)
        if on is not None and of is None and memo.target not in under:
            continue
        about = f" on {(of.label or of.source) if of else memo.target}" if of or memo.target in names else ""
        yield Item(
            memo.id,
            ItemKind.MEMO,
            "Memos",
            on_one_line(memo.text),
            f"{memo.reviewer}, {day_of(memo.time)}{about}",
            record=of.record if of else "",
            start=of.start if of else None,
            target=memo.target,
        )


def passages_in(items: Sequence[Item]) -> frozenset[str]:
    """The ids of the passages, each once also where several sub-themes have it."""
    return frozenset(one.id for one in items if one.kind is ItemKind.PASSAGE)


class MaterialList:
    """What there is to write from, searched and filtered."""

    def __init__(self, quoted: Quoted) -> None:
        self._quoted = quoted
        self.all: Sequence[Item] = ()
        """The material, before any filter."""
        self.passages: frozenset[str] = frozenset()
        """The ids of the passages in it."""
        self.where: dict[str, str] = {}
        self.searched = ""
        self.listed: Sequence[Item] = ()

    def show(self, items: Sequence[Item], passages: frozenset[str] | None = None) -> None:
        """List these, of which passages have these ids."""
        self.all = items
        self.passages = passages_in(items) if passages is None else passages
        self.select()

    @property
    def total(self) -> int:
        """How much material there is, before any filter."""
        return len(self.all)

    @property
    def counts(self) -> tuple[int, int]:
        """The number of passages, each once also where several sub-themes have it, and of those that the prose uses."""
        return len(self.passages), len(self.passages & self._quoted.used)

    def is_used(self, item: Item) -> bool:
        """Whether the prose quotes a passage, or names a configuration or quotes one of its passages."""
        return not self._quoted.used.isdisjoint(item.used_by)

    def item(self, identifier: str) -> Item | None:
        """The item in the list with this id."""
        return next((one for one in self.listed if one.id == identifier), None)

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter is active."""
        return bool(self.where or self.searched.strip())

    def search(self, words: str) -> None:
        """List what has all these words."""
        self.searched = words
        self.select()

    def toggle(self, field: str, value: str) -> None:
        """Filter by a value instead of another one of its field; no longer if that is what is filtered by."""
        if self.where.get(field) == value:
            del self.where[field]
        else:
            self.where[field] = value
        self.select()

    def clear(self) -> None:
        """List all."""
        self.where, self.searched = {}, ""
        self.select()

    def conditions(self) -> list[tuple[tuple[str, str], str]]:
        """The filters to choose from, as field and value, with their labels."""
        found = [((USE, use), f"use: {use}") for use in (UNUSED, USED)]
        kinds = dict.fromkeys(str(one.kind) for one in self.all)
        found += [((KIND, kind), f"kind: {kind}") for kind in kinds]
        stances = dict.fromkeys(one.stance for one in self.all if one.stance)
        found += [((STANCE, str(stance)), f"stance: {named(stance)}") for stance in stances]
        headings = dict.fromkeys(one.heading for one in self.all if one.kind is ItemKind.PASSAGE)
        return found + [((PART, heading), f"under: {heading}") for heading in headings]

    def select(self) -> None:
        """List what fits, again."""
        words = self.searched.casefold().split()
        if not self.where and not words:
            self.listed = self.all
            return
        self.listed = [one for one in self.all if self._fits(one) and one.has(words)]

    def _fits(self, one: Item) -> bool:
        of = {PART: one.heading, STANCE: str(one.stance), KIND: str(one.kind)}
        of[USE] = USED if self.is_used(one) else UNUSED
        return all(of[field] == value for field, value in self.where.items())
