"""A project and a codebook as trees of elements, their children in the order of the schemas."""

from __future__ import annotations

from collections.abc import Collection
from xml.etree.ElementTree import Element

from review.errors import ReviewError
from review.exchange.refi.values import QdaNote, QdaProject, QdaSource, SourceKind
from review.exchange.refi.writing.codebook import add_codes, add_sets
from review.exchange.refi.writing.elements import add, describe, legal, made, refer
from review.exchange.refi.writing.sources import add_source, add_values

_NAMESPACE = "urn:QDA-XML:{}:1.0"
_WRITTEN = frozenset({SourceKind.TEXT, SourceKind.PDF})


def written_sources(project: QdaProject) -> list[QdaSource]:
    """The sources that a file holds: texts and PDFs."""
    return [source for source in project.sources if source.kind in _WRITTEN]


def codebook_element(project: QdaProject) -> Element:
    """The root of a codebook.

    Raises:
        ReviewError: the project has no codes, and the format needs one.
    """
    if not project.codes:
        raise ReviewError("the theory map has no codes, and a codebook must have one; add a theory first")
    root = _root("CodeBook", "codebook", project.origin)
    add_codes(root, project.codes, with_notes=False)
    add_sets(root, project.sets, of_codes_only=True)
    return root


def project_element(project: QdaProject, files: Collection[str]) -> Element:
    """The root of a project; `files` are the files of sources that the archive has."""
    root = _root("Project", "project", project.origin)
    root.set("name", legal(project.name))
    _add_users(root, project)
    if project.codes:
        add_codes(add(root, "CodeBook"), project.codes, with_notes=True)
    _add_variables(root, project)
    _add_cases(root, project)
    if sources := written_sources(project):
        group, variables = add(root, "Sources"), {one.guid: one for one in project.variables}
        for source in sources:
            add_source(group, source, files, variables)
    if project.notes:
        group = add(root, "Notes")
        for note in project.notes:
            _add_note(group, note)
    _add_links(root, project)
    add_sets(root, project.sets, of_codes_only=False)
    describe(root, project.description)
    refer(root, "NoteRef", project.project_notes)
    return root


def _root(tag: str, schema: str, origin: str) -> Element:
    root = Element(tag, {"xmlns": _NAMESPACE.format(schema)})
    if origin:
        root.set("origin", legal(origin))
    return root


def _add_users(root: Element, project: QdaProject) -> None:
    group = add(root, "Users") if project.users else root
    for user in project.users:
        add(group, "User", guid=user.guid, name=user.name)


def _add_variables(root: Element, project: QdaProject) -> None:
    group = add(root, "Variables") if project.variables else root
    for one in project.variables:
        kind = [("typeOfVariable", one.kind)]
        describe(add(group, "Variable", guid=one.guid, name=one.name, attributes=kind), one.description)


def _add_cases(root: Element, project: QdaProject) -> None:
    group = add(root, "Cases") if project.cases else root
    variables = {one.guid: one for one in project.variables}
    for case in project.cases:
        element = add(group, "Case", guid=case.guid, name=case.name)
        describe(element, case.description)
        refer(element, "CodeRef", case.codes)
        add_values(element, case.values, variables)
        refer(element, "SourceRef", case.sources)
        refer(element, "SelectionRef", case.selections)


def _add_note(group: Element, note: QdaNote) -> None:
    element = add(
        group, "Note", guid=note.guid, name=note.name or None, attributes=made(note.user, note.time)
    )
    add(element, "PlainTextContent", note.text)


def _add_links(root: Element, project: QdaProject) -> None:
    group = add(root, "Links") if project.links else root
    for link in project.links:
        ends = [("direction", link.direction), ("originGUID", link.origin), ("targetGUID", link.target)]
        refer(
            add(group, "Link", guid=link.guid, name=link.name or None, attributes=ends), "NoteRef", link.notes
        )
