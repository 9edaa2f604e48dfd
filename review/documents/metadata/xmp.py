"""Reads the parts of XMP metadata packets that a reference needs, without expanding any entity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.parsers import expat

Xmp = Mapping[str, Sequence[str]]
"""The values of a packet's properties, by their local names."""

_WANTED = {
    "http://purl.org/dc/elements/1.1/": {"title", "creator", "identifier", "publisher", "source", "date"},
    "http://prismstandard.org/namespaces/basic/": {
        "doi", "publicationName", "coverDate", "coverDisplayDate", "publicationDate", "startingPage",
    },
    "http://ns.adobe.com/pdfx/1.3/": {"doi", "WPS-ARTICLEDOI"},
    "http://ns.adobe.com/xap/1.0/": {"CreateDate"},
}  # fmt: skip
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LONGEST = 4 * 1024 * 1024
_MOST_VALUES = 500


class _RefusedError(Exception):
    """The packet declares a document type or entities."""


def parse_xmp(packet: bytes) -> dict[str, list[str]]:
    """The values of the wanted properties by their local names; empty where the packet is not well-formed XML.

    Titles in several languages are all returned, in the order of the packet, with the default one first.
    A packet that declares a document type, and so perhaps entities, is not read at all.
    """
    if len(packet) > _LONGEST:
        return {}
    reader = _PacketReader()
    parser = expat.ParserCreate(namespace_separator="|")
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(packet, True)
    except (expat.ExpatError, ValueError, LookupError):
        pass
    except _RefusedError:
        return {}
    return {name: values for name, values in reader.found.items() if values}


def first_value(xmp: Xmp, name: str) -> str:
    """The first value of a property, or ``""``."""
    values = xmp.get(name) or ("",)
    return values[0]


class _PacketReader:
    """Collects values while the packet is parsed: elements, list items below them, and attributes."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}
        self._wanted: list[str] = []
        self._depth = 0
        self._parts: list[str] = []

    def refuse(self, *_declaration: object) -> None:
        raise _RefusedError

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if wanted := _wanted(name):
                self._add(wanted, value)
        if self._wanted:
            self._depth += 1
            if tag == f"{_RDF}|li":
                self._parts = []
        elif wanted := _wanted(tag):
            self._wanted.append(wanted)
            self._depth, self._parts = 0, []

    def end(self, tag: str) -> None:
        if not self._wanted:
            return
        if tag == f"{_RDF}|li" or self._depth == 0:
            self._add(self._wanted[-1], "".join(self._parts))
            self._parts = []
        if self._depth == 0:
            self._wanted.pop()
        self._depth -= 1

    def text(self, data: str) -> None:
        if self._wanted:
            self._parts.append(data)

    def _add(self, name: str, value: str) -> None:
        values = self.found.setdefault(name, [])
        if value.strip() and len(values) < _MOST_VALUES:
            values.append(value.strip())


def _wanted(name: str) -> str:
    """The local name of a wanted property, else nothing; version numbers in namespaces are ignored."""
    space, _, local = name.rpartition("|")
    for known, names in _WANTED.items():
        if local in names and (
            space == known or (space.startswith("http://prismstandard.org/") and "prism" in known)
        ):
            return local
    return ""
