"""Codes and sets as elements, in projects and in codebooks."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from review.exchange.refi.values import QdaCode, QdaSet
from review.exchange.refi.writing.elements import add, describe, refer


def add_codes(parent: Element, codes: Sequence[QdaCode], *, with_notes: bool) -> None:
    """Add codes, each within its parent; one whose parent is missing is at the top."""
    known = {code.guid for code in codes}
    under: dict[str, list[QdaCode]] = {}
    for code in codes:
        under.setdefault(code.parent if code.parent in known else "", []).append(code)
    if codes:
        _add_level(add(parent, "Codes"), "", under, with_notes=with_notes)


def _add_level(parent: Element, above: str, under: dict[str, list[QdaCode]], *, with_notes: bool) -> None:
    for code in under.get(above, ()):
        codable = "true" if code.is_codable else "false"
        element = add(
            parent,
            "Code",
            guid=code.guid,
            name=code.name,
            colour=code.colour,
            attributes=[("isCodable", codable)],
        )
        describe(element, code.description)
        if with_notes:
            refer(element, "NoteRef", code.notes)
        _add_level(element, code.guid, under, with_notes=with_notes)


def add_sets(parent: Element, sets: Sequence[QdaSet], *, of_codes_only: bool) -> None:
    """Add sets; a codebook has only those of codes."""
    written = [one for one in sets if one.codes or not of_codes_only]
    if not written:
        return
    group = add(parent, "Sets")
    for one in written:
        element = add(group, "Set", guid=one.guid, name=one.name)
        describe(element, one.description)
        if of_codes_only:
            for code in one.codes:
                add(element, "MemberCode", guid=code)
            continue
        refer(element, "MemberCode", one.codes)
        refer(element, "MemberSource", one.sources)
        refer(element, "MemberNote", one.notes)
