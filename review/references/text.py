"""Normal forms of text in references, produced by every reader and relied on by every writer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from review.domain.reference import Reference, ReferenceDecision

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")
_LISTS = ("keywords", "urls", "issn", "isbn", "labels", "codes")
_LINES = (
    *("title", "kind", "doi", "container", "volume", "issue", "pmid", "language", "organisation"),
    *("key", "source_type", "source_format"),
)
_ISBN = re.compile(r"(?:97[89])?[0-9]{9}[0-9X]", re.IGNORECASE)


def one_line(text: str) -> str:
    """`text` without control characters, with single spaces and no space around it."""
    return _single_spaced(text) if text.isprintable() else " ".join(_writable(text).split())


def paragraphs(text: str) -> str:
    """`text` without control characters; each line as by `one_line`, at most one empty line in a row."""
    if text.isprintable():  # then it is a single line
        return _single_spaced(text)
    lines = [" ".join(line.split()) for line in _writable(text).split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def is_writable(text: str) -> bool:
    """Whether `text` has none of the characters that `one_line` and `paragraphs` remove."""
    return text.isprintable() or not (_UNWRITABLE.search(text) or _SURROGATE.search(text))


def tidied(reference: Reference) -> Reference:
    """`reference` with all text cleaned by `one_line` or, for abstract, notes and unknown fields, `paragraphs`."""
    tidy: dict[str, Any] = {name: one_line(getattr(reference, name)) for name in _LINES}
    tidy |= {name: _kept(map(one_line, getattr(reference, name))) for name in _LISTS}
    other = {one_line(name): _kept(map(paragraphs, values)) for name, values in reference.other.items()}
    return replace(
        reference,
        **tidy,
        authors=_kept(map(person, reference.authors)),
        editors=_kept(map(person, reference.editors)),
        pages=page_range(reference.pages),
        abstract=paragraphs(reference.abstract),
        notes=_kept(map(paragraphs, reference.notes)),
        decisions=tuple(map(_tidied_decision, reference.decisions)),
        other={name: values for name, values in other.items() if name and values},
    )


def person(text: str) -> str:
    """A name as ``Family, Given``, without surrounding punctuation (EndNote puts a comma after organisations)."""
    return ", ".join(part.strip() for part in one_line(text).split(",")).strip(" ,;")


def page_range(text: str) -> str:
    """Pages with plain hyphens, without spaces around them: ``134-137``."""
    return re.sub(r"\s*[-–—]+\s*", "-", one_line(text))


def is_isbn(text: str) -> bool:
    """Whether a number, in any spelling, is an ISBN and not an ISSN."""
    return bool(_ISBN.fullmatch(re.sub(r"[^0-9Xx]", "", text)))


def separated(text: str) -> tuple[str, ...]:
    """The values of a list in one field, separated by semicolons or line ends, else by commas."""
    parts = re.split(r"[;\r\n]", text) if re.search(r"[;\r\n]", text) else text.split(",")
    return tuple(part for part in map(one_line, parts) if part)


def joined(values: Sequence[str]) -> str:
    """A list of values as one field, which `separated` splits again unless a value contains a semicolon."""
    return "; ".join(values) + (";" if len(values) == 1 and "," in values[0] else "")


def _tidied_decision(decision: ReferenceDecision) -> ReferenceDecision:
    return replace(
        decision,
        stage=one_line(decision.stage),
        reviewer=one_line(decision.reviewer),
        reasons=_kept(map(one_line, decision.reasons)),
        note=paragraphs(decision.note),
    )


def _kept(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _single_spaced(text: str) -> str:
    """A fast `one_line` for printable text, whose only white space is the space; nearly all text is like that."""
    text = text.strip(" ")
    return " ".join(text.split()) if "  " in text else text


def _writable(text: str) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _UNWRITABLE.sub(" ", _LINE_END.sub("\n", text)))
