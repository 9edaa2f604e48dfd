"""DOIs as people and programs write them: with resolvers, words, entities, percent signs and punctuation around them."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

_DOI = re.compile(r"(?<![\d.])10\.\d{2,9}(?:\.\d+)*/\S+", re.ASCII)
_BARE = re.compile(r"10\.\d{4,9}/[A-Za-z0-9._/-]*[A-Za-z0-9]", re.ASCII)
"""A DOI as most are written, with nothing around it."""

_ESCAPED = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x7f\N{REPLACEMENT CHARACTER}]")
"""Signs that no DOI has: what decodes to them was not encoded."""

_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|lt|gt|amp|quot|apos);", re.IGNORECASE)
_NEXT = re.compile(
    r"[;,|]+(?:\s*doi:?|https?://(?:dx\.)?doi\.org/)?\s*10\.\d{4}|</|[\"“”]|\[doi\]", re.IGNORECASE
)
"""Where a DOI ends within a text without a space: at another DOI, a tag, a quotation mark, PubMed's ``[doi]``."""

_VIEW = re.compile(
    r"(?:/(?:abstract|full|fulltext|pdf|epdf|pdfdirect|html|full/html|full\.html|full\.pdf|meta|summary|references|epub))+$|\.pdf$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?:)?//\S*$|\bwww\.\S*$", re.IGNORECASE)
_RESOLVER = re.compile(r"(?:\bdoi\.org[\w.-]*|/doi)/(?:\w+/)*$", re.IGNORECASE)
_AROUND = re.compile(
    r"[\W_]*(?:(?:digital object identifier|doi|https?://(?:dx\.|www\.)?doi\.org/)[\W_]*)*", re.IGNORECASE
)
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}
_ROUNDS = 5


class FoundDoi(NamedTuple):
    """A DOI found in a text, empty if there is none; `alone`: whether the text has nothing else."""

    doi: str
    alone: bool


def found_doi(text: str) -> FoundDoi:
    """The first DOI in a text, bare: ``HTTPS://DX.DOI.ORG/10.1000%2FX.`` has ``10.1000/X``.

    A DOI without anything around it is found as it is.
    """
    if _BARE.fullmatch(text):
        return FoundDoi(text, True)
    doi, alone = _found(text)
    for _ in range(_ROUNDS):  # an escaped percent sign may hide another one
        again, _ = _found(doi)
        if again == doi:
            break
        doi = again
    return FoundDoi(doi, alone)


def doi_of_address(address: str) -> str:
    """The DOI that a web address is of, empty if it is of none: a resolver's, or one with ``/doi/`` in its path."""
    if "10." not in address:
        return ""
    plain = _plain(address)
    found = _DOI.search(plain)
    return found_doi(address).doi if found and _RESOLVER.search(plain, 0, found.start()) else ""


def _found(text: str) -> tuple[str, bool]:
    plain = _plain(text)
    found = _DOI.search(plain)
    if not found:
        return "", False
    before = plain[: found.start()]
    doi = found[0]
    first = doi.index("/") + 2  # a DOI keeps at least one character behind its first slash
    if cut := _NEXT.search(doi, first):
        doi = doi[: cut.start()]
    if _ADDRESS.search(before):
        if "doi.org" not in before.casefold():
            doi = doi[:first] + re.split("[?#]", doi[first:], maxsplit=1)[0]
        if view := _VIEW.search(doi, first):
            doi = doi[: view.start()]
    while len(doi) > first and _ends_badly(doi):
        doi = doi[:-1]
    alone = bool(_AROUND.fullmatch(before) and _AROUND.fullmatch(plain[found.start() + len(doi) :]))
    return doi, alone


def _ends_badly(doi: str) -> bool:
    last = doi[-1]
    return last in ".,;:/'’\\" or (last in _CLOSING and doi.count(last) > doi.count(_CLOSING[last]))


def _plain(text: str) -> str:
    """`text` without entities and percent-encoded characters."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    if "%" in text and _ESCAPED.search(text):
        decoded = unquote(text)
        return text if _NOT_TEXT.search(decoded) else decoded
    return text
