"""CSL styles: those that come with the program, and any other file, which may be hostile."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

from citeproc import LANGUAGE_NAMES
from lxml import etree
from msgspec import Struct

from review.domain.wording.one_line import on_one_line
from review.domain.wording.unknown import unknown_name
from review.errors import ReviewError
from review.sandbox.regular_file import read_regular, unreadable

STYLES = ("author-year", "vancouver")
"""The styles that come with the program."""
ENDING = ".csl"

LARGEST = 2_000_000
"""The most bytes of a style's file; the largest of the 10,000 public ones have about 200,000."""
MOST_ELEMENTS = 20_000
"""The most elements that one entry may run through, macros included: they may call each other. Public styles have at most 3,100."""
LANGUAGE = "en-GB"

_CSL = "{http://purl.org/net/xbiblio/csl}"
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")


class Letters(StrEnum):
    """Where the letter that distinguishes works of one author and year is in a style."""

    NONE = "none"
    AFTER_YEAR = "after the year"
    PLACED = "placed by the style"


class Style(Struct, frozen=True):
    """A style: its file without comments, the language of its words, and what citeproc-py would not do of it."""

    name: str
    content: bytes
    language: str
    letters: Letters
    collapses_numbers: bool


def style_called(name: str) -> Style:
    """A style by its name, or from a file that ends with ``.csl``.

    Raises:
        ReviewError: the style is unknown, or the file cannot be used here.
    """
    if name in STYLES:
        content = files("review.export.report.citing").joinpath("styles", f"{name}{ENDING}").read_bytes()
        return read_style(name, content)
    if not name.lower().endswith(ENDING):
        raise ReviewError(f"{unknown_name('style', name, STYLES)} A file's name ends with {ENDING}.")
    path = Path(name)
    try:
        content = read_regular(path, LARGEST)
    except ValueError as error:  # a name with a null character
        raise ReviewError(f"{on_one_line(name)}: cannot be read: no file has this name") from error
    except OSError as error:
        raise unreadable(Path(on_one_line(name)), error) from error
    return read_style(on_one_line(path.name), content)


def read_style(name: str, content: bytes) -> Style:
    """The style in a file's content.

    Raises:
        ReviewError: it is too large, is not a style, or asks for something that a report does not have.
    """
    if len(content) > LARGEST:
        raise ReviewError(
            f"{name}: it is larger than {LARGEST // 1_000_000} MB, so it is not read as a style"
        )
    root = _parsed(name, content)
    for wanted, problem in _PROBLEMS:
        if not wanted(root):
            raise ReviewError(f"{name}: {problem}")
    if _too_long(root):
        raise ReviewError(f"{name}: its macros call each other without end, or too often")
    citation = root.find(f"{_CSL}citation")
    assert citation is not None  # one of the problems
    return Style(
        name,
        etree.tostring(root, encoding="utf-8"),
        _language(root.get("default-locale", "")),
        _letters(root, citation),
        citation.get("collapse") == "citation-number",
    )


def _parsed(name: str, content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        where = f"line {error.lineno}: " if isinstance(error, etree.XMLSyntaxError) and error.lineno else ""
        raise ReviewError(f"{name}: {where}not XML, so no CSL style") from error
    if tree.getroottree().docinfo.doctype:
        raise ReviewError(f"{name}: has a DOCTYPE, which no CSL style needs; delete it")
    return tree


_PROBLEMS: tuple[tuple[Callable[[etree._Element], bool], str], ...] = (
    (lambda root: root.tag == f"{_CSL}style", "not a CSL style; get one from zotero.org/styles"),
    (
        lambda root: root.find(f"{_CSL}citation") is not None or root.find(f".//{_CSL}link") is None,
        "only points to another style (independent-parent); give that one's file",
    ),
    (
        lambda root: root.find(f"{_CSL}citation/{_CSL}layout") is not None,
        "does not say how works are cited (citation, layout)",
    ),
    (
        lambda root: root.find(f"{_CSL}bibliography/{_CSL}layout") is not None,
        "has no reference list (bibliography, layout)",
    ),
    (
        lambda root: root.get("class") != "note",
        "cites in footnotes, which the report does not have; use a style that cites in the text",
    ),
)
"""What a style must have, and what is said of one that does not."""


def _language(asked: str) -> str:
    return asked if _LANGUAGE.fullmatch(asked) and asked in LANGUAGE_NAMES else LANGUAGE


def _letters(root: etree._Element, citation: etree._Element) -> Letters:
    if _prints(root, "year-suffix"):
        return Letters.PLACED
    adds = citation.get("disambiguate-add-year-suffix") == "true"
    return Letters.AFTER_YEAR if adds else Letters.NONE


def _prints(root: etree._Element, variable: str) -> bool:
    return any(text.get("variable") == variable for text in root.iter(f"{_CSL}text", f"{_CSL}number"))


def _too_long(root: etree._Element) -> bool:
    """Whether one entry runs through too many elements: macros that call themselves, or each other over and over."""
    macros = {macro.get("name", ""): macro for macro in root.iter(f"{_CSL}macro")}
    lengths: dict[str, float] = {}

    def length(element: etree._Element) -> float:
        """How many elements are run through; of the branches of a choice one is."""
        below = [length(one) for one in element.iterchildren(f"{_CSL}*")]
        inside = max(below, default=0.0) if element.tag == f"{_CSL}choose" else sum(below)
        return 1 + inside + of_macro(element.get("macro", ""))

    def of_macro(name: str) -> float:
        if name not in lengths:
            lengths[name] = float("inf")  # until it is known: what calls itself has no end
            lengths[name] = length(macros[name]) if name in macros else 0.0
        return lengths[name]

    try:
        return any(length(part) > MOST_ELEMENTS for part in root.iterchildren(f"{_CSL}*"))
    except RecursionError:
        return True
