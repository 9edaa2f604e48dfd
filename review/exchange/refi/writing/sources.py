"""Sources as elements, with their passages, codings and values of variables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePath
from xml.etree.ElementTree import Element

from review.domain.texts.endings import WORD
from review.exchange.refi.values import QdaArea, QdaCoding, QdaSelection, QdaSource, QdaVariable, SourceKind
from review.exchange.refi.writing.elements import add, beside, describe, guid_of, made, refer

_VALUES = {
    "Text": "TextValue",
    "Boolean": "BooleanValue",
    "Integer": "IntegerValue",
    "Float": "FloatValue",
    "Date": "DateValue",
    "DateTime": "DateTimeValue",
}


def text_name(source: QdaSource) -> str:
    """The name of a source's text in the archive: its own id, or that of the PDF's representation."""
    own = guid_of(source.guid) if source.kind is SourceKind.TEXT else beside(source.guid, "text")
    return f"{own}.txt"


def file_name(source: QdaSource) -> str:
    """The name of a source's file in the archive."""
    return f"{guid_of(source.guid)}{PurePath(source.file).suffix.lower()}"


def has_own_file(source: QdaSource) -> bool:
    """Whether the archive has a source's file beside its text: that of plain text would be the same again."""
    return source.kind is SourceKind.PDF or file_name(source).endswith(WORD)


def add_source(
    parent: Element, source: QdaSource, files: Collection[str], variables: Mapping[str, QdaVariable]
) -> None:
    """Add a text or PDF; `files` are the files of sources that the archive has."""
    path = f"internal://{file_name(source)}" if source.file in files else ""
    if source.kind is SourceKind.PDF:
        element = _source(parent, "PDFSource", source, [("path", path)])
        for area in source.areas:
            _add_area(element, area)
        if source.text is not None:
            own = [("plainTextPath", f"internal://{text_name(source)}"), *made(source.user, source.time)]
            text = add(
                element,
                "Representation",
                guid=beside(source.guid, "text"),
                name=source.name,
                attributes=own,
            )
            _add_selections(text, source.selections)
    else:
        rich = path if has_own_file(source) else ""
        own = [("richTextPath", rich), ("plainTextPath", f"internal://{text_name(source)}")]
        element = _source(parent, "TextSource", source, own)
        _add_selections(element, source.selections)
    _add_codings(element, source.codings)
    refer(element, "NoteRef", source.notes)
    add_values(element, source.values, variables)


def _source(parent: Element, tag: str, source: QdaSource, paths: Iterable[tuple[str, str]]) -> Element:
    attributes = [*paths, *made(source.user, source.time)]
    element = add(parent, tag, guid=source.guid, name=source.name, attributes=attributes)
    describe(element, source.description)
    return element


def _add_selections(parent: Element, selections: Iterable[QdaSelection]) -> None:
    for one in selections:
        places = [("name", one.name), ("startPosition", str(one.start)), ("endPosition", str(one.end))]
        _finish(add(parent, "PlainTextSelection", attributes=places), one)


def _add_area(parent: Element, one: QdaArea) -> None:
    """Add an area; pages count from 0, and the corners are the lower left and the upper right one."""
    corners = {"firstX": one.left, "firstY": one.bottom, "secondX": one.right, "secondY": one.top}
    places = [
        ("name", one.name),
        ("page", str(one.page - 1)),
        *((name, str(value)) for name, value in corners.items()),
    ]
    _finish(add(parent, "PDFSelection", attributes=places), one)


def _finish(element: Element, one: QdaSelection | QdaArea) -> None:
    """Add what passages of both kinds have."""
    element.attrib |= {"guid": guid_of(one.guid)} | {
        name: value for name, value in made(one.user, one.time) if value
    }
    describe(element, one.description)
    _add_codings(element, one.codings)
    refer(element, "NoteRef", one.notes)


def _add_codings(parent: Element, codings: Iterable[QdaCoding]) -> None:
    for coding in codings:
        element = add(parent, "Coding", guid=coding.guid, attributes=made(coding.user, coding.time))
        refer(element, "CodeRef", (coding.code,))
        refer(element, "NoteRef", coding.notes)


def add_values(parent: Element, values: Mapping[str, str], variables: Mapping[str, QdaVariable]) -> None:
    """Add values of variables, by the id of the variable."""
    for guid, value in values.items():
        element = add(parent, "VariableValue")
        refer(element, "VariableRef", (guid,))
        add(element, _VALUES[variables[guid].kind], value)
