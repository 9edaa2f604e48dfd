"""Compares two records field by field: pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from textual.content import Content, Span

from review.tui.support.plain import plain, shorten

if TYPE_CHECKING:
    from review.domain import Record
    from review.duplicates import DuplicateGroup
    from review.journal.queries.references import Source
    from review.project import Project

Fields = Mapping[str, str]
"""A record's values by the names in `FIELDS`."""

FIELDS = (
    "Title",
    "Authors",
    "Year",
    "In",
    "Volume",
    "Issue",
    "Pages",
    "DOI",
    "PubMed",
    "Organisation",
    "Kind",
    "File",
    "From",
    "Abstract",
)

LONGEST = 1500
"""The most characters shown of a field: comparing takes time quadratic in its words."""

DIFFERENT = "bold $text-warning"


@dataclass(frozen=True)
class Found:
    """The groups found by a search, and the values of their records."""

    groups: tuple[DuplicateGroup, ...]
    fields: Mapping[str, Fields]


def find(project: Project) -> Found:
    """Search the whole review for duplicates, in about a minute for 100,000 records."""
    groups = project.references.dedupe().groups
    wanted = {record for group in groups for record in group.records}
    sources: dict[str, list[Source]] = {record: [] for record in wanted}
    for source in project.references.sources():
        if source.record in wanted:
            sources[source.record].append(source)
    records = (record for record in project.records.all() if record.id in wanted)
    return Found(groups, {record.id: fields_of(record, sources[record.id]) for record in records})


def fields_of(record: Record, sources: Iterable[Source]) -> Fields:
    """A record's values, with its first reference file."""
    came = list(sources)
    body = came[0].body if came else {}
    values = {
        "Title": record.title,
        "Authors": "; ".join(record.authors),
        "Year": str(record.year or ""),
        "In": record.container,
        "Volume": str(body.get("volume", "")),
        "Issue": str(body.get("issue", "")),
        "Pages": str(body.get("pages", "")),
        "DOI": record.doi,
        "PubMed": str(body.get("pmid", "")),
        "Organisation": record.organisation,
        "Kind": str(body.get("kind", "")),
        "File": record.path,
        "From": ", ".join(dict.fromkeys(f"{source.path}:{source.line}" for source in came)),
        "Abstract": record.abstract,
    }
    return {"name": record.author_year, **values}


def compared(one: str, other: str) -> tuple[Content, Content]:
    """Two values of a field, with the words highlighted that only one has."""
    left, right = shorten(one, LONGEST), shorten(other, LONGEST)
    words, others = (re.findall(r"\s*\S+", text) for text in (left, right))
    matcher = SequenceMatcher(None, [w.strip() for w in words], [w.strip() for w in others], autojunk=False)
    different = [opcode[1:] for opcode in matcher.get_opcodes() if opcode[0] != "equal"]
    return (
        _highlighted(words, [(start, end) for start, end, _, _ in different]),
        _highlighted(others, [(start, end) for _, _, start, end in different]),
    )


def _highlighted(words: list[str], ranges: Iterable[tuple[int, int]]) -> Content:
    spans = [
        Span(sum(map(len, words[:start])), sum(map(len, words[:end])), DIFFERENT)
        for start, end in ranges
        if start < end
    ]
    return Content("".join(words), spans)


def outcome(group: DuplicateGroup) -> str:
    """A group's certainty in words."""
    if group.certain:
        return "certain"
    return group.relation.replace("-", " ") or "possible"


def described(group: DuplicateGroup, fields: Mapping[str, Fields]) -> Content:
    """A group in the list: certainty, citation, reasons."""
    first = fields[group.records[0]]
    style = "bold $text-success" if group.certain else "bold $text-warning"
    count = f" · {len(group.records)} records" if len(group.records) > 2 else ""
    return Content.assemble(
        (outcome(group), style),
        count,
        f" · {shorten(first['name'], 40)} · {shorten(first['Title'], 60)}\n",
        (f"  {plain(group.why)}", "$foreground-muted"),
    )
