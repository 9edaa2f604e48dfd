"""What a note has that a configuration's set refers to: its parts, as one line of JSON that is read again on import."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from review.exchange.refi.values import QdaProject, QdaSet
from review.project.interchange.names import CONFIGURATION


class NotedFragment(Struct, frozen=True):
    """A passage in an element: the selection's guid, what it does there, its status, and who put it there."""

    passage: str
    relation: str = "shows"
    status: str = ""
    reviewer: str = ""


class NotedElement(Struct, frozen=True):
    """An element: its role, wording, and the memo of a retroduced one."""

    role: str
    wording: str
    memo: str = ""
    fragments: list[NotedFragment] = []


class NotedLink(Struct, frozen=True):
    """A link to another configuration, by the guid of its set."""

    to: str
    kind: str


class ConfigurationNote(Struct, frozen=True):
    """A configuration; `theories` has the stance toward each code, by its id in the file's names.

    `statement` is empty if it is composed of the elements.
    """

    label: str
    status: str = "candidate"
    reason: str = ""
    statement: str = ""
    reviewer: str = ""
    theories: dict[str, str] = {}
    elements: list[NotedElement] = []
    links: list[NotedLink] = []


def noted_configurations(project: QdaProject) -> Iterator[tuple[QdaSet, ConfigurationNote]]:
    """The sets of a file that are configurations, each with its parts; a note that cannot be read is passed over."""
    notes = {note.guid: note for note in project.notes if note.name.startswith(CONFIGURATION)}
    for one in project.sets:
        for guid in one.notes:
            if guid in notes and (noted := _read(notes[guid].text)):
                yield one, noted


def passages_of_configurations(project: QdaProject) -> frozenset[str]:
    """The guids of the selections that are in configurations: without codes, they need no memo."""
    return frozenset(
        fragment.passage
        for _, noted in noted_configurations(project)
        for element in noted.elements
        for fragment in element.fragments
    )


def _read(text: str) -> ConfigurationNote | None:
    try:
        return msgspec.json.decode(text, type=ConfigurationNote)
    except msgspec.MsgspecError:
        return None
