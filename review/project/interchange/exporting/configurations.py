"""Configurations as sets: theories and sources are members, and a note has the parts as one line of JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from review.domain.theories.configuration import Configuration, Element
from review.exchange.refi.values import QdaSet
from review.project.interchange.configuration_notes import (
    ConfigurationNote,
    NotedElement,
    NotedFragment,
    NotedLink,
)
from review.project.interchange.exporting.ids import Ids
from review.project.interchange.exporting.notes import Notes
from review.project.interchange.names import CONFIGURATION

_LONGEST_NAME = 100

PassageOf = Mapping[tuple[str, int, int], str]
"""The selections by record and place."""


def sets_of_configurations(
    configurations: Sequence[Configuration],
    passage_of: PassageOf,
    ids: Ids,
    notes: Notes,
    codes: Mapping[str, str],
) -> Iterator[QdaSet]:
    """A set for each configuration; `codes` are the names of the map's codes."""
    for one in configurations:
        said = msgspec.json.encode(_noted(one, passage_of, ids)).decode()
        note = notes.say(f"{CONFIGURATION}{one.label}", said, one.time, one.id)
        statement = " ".join(one.statement.split())
        name = f"{one.label} {statement}".strip()
        yield QdaSet(
            guid=ids.configuration(one.id),
            name=name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…",
            description=one.statement,
            codes=tuple(ids.code(code) for code in one.theories if code in codes),
            sources=tuple(ids.source(record) for record in sorted(one.sources)),
            notes=(note, *notes.on(one.id)),
        )


def _noted(one: Configuration, passage_of: PassageOf, ids: Ids) -> ConfigurationNote:
    return ConfigurationNote(
        label=one.label,
        status=one.status,
        reason=one.reason,
        statement=one.written,
        reviewer=one.reviewer,
        theories={code: str(stance) for code, stance in one.theories.items()},
        elements=[_element(element, passage_of) for element in one.elements],
        links=[NotedLink(ids.configuration(link.to), link.kind) for link in one.links],
    )


def _element(element: Element, passage_of: PassageOf) -> NotedElement:
    return NotedElement(
        role=element.role,
        wording=element.wording,
        memo=element.memo,
        fragments=[
            NotedFragment(
                passage_of[fragment.record, fragment.start, fragment.end],
                fragment.relation,
                fragment.status or "",
                fragment.reviewer,
            )
            for fragment in element.fragments
            if (fragment.record, fragment.start, fragment.end) in passage_of
        ],
    )
