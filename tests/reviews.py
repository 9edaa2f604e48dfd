"""Small real reviews for tests: a map with three codes, records and documents without the cost of reading PDFs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from review.domain import Document, LabelSource, Page, Passage
from review.journal import texts
from review.project import Project
from tests.made_once import copied

SMALL_MAP = """
title: A small review
question: Which councils shape the market for mental-health care?
categories: {market: Care as a market}
theories:
  T1: {name: Market logic, category: market, proposition: Many providers compete, key_terms: [market, competition], key: "1", colour: "#aa3377",
       subthemes: {T1.a: {name: Whole systems}}}
  T2: {name: Market limitations, category: market, proposition: Councils have a duty to shape the market, key_terms: [duty], key: "2", colour: "#228833"}
rival_framings:
  RA: {name: Councils cannot shape the market, proposition: Councils cannot learn enough, key_terms: [cannot], key: a, colour: "#4477aa", rivals: [T1, T2]}
stages:
  title-abstract: {reviewers: 1, criterion_required: false}
  theory-map: {reviewers: 1, criterion_required: true}
criteria:
  include: {I1: {text: About mental health, stage: title-abstract, group: topic}}
  exclude: {E1: {text: Published before 2014, stage: title-abstract}, E9: {text: Bears on no theory, stage: theory-map}}
source_types: {empirical: {name: Empirical study}, policy: {name: Policy analysis}}
facets: {population: {name: Population group, values: [older people, women]}, country: {name: Country}}
"""

TWO_REVIEWERS = SMALL_MAP.replace("title-abstract: {reviewers: 1", "title-abstract: {reviewers: 2")
"""The same map, whose first stage is screened by two."""

PARAGRAPHS = (
    "Many providers compete in the market, and people choose.",
    "The council has a duty to shape the market of care.",
    "Councils cannot learn enough about demand.",
    "Interviews were held in three towns.",
)


def new_review(folder: Path, reviewer: str = "ann", map_text: str = SMALL_MAP) -> Project:
    """A new review in `folder`, opened."""
    Project.create(folder, map_text)
    return Project.open(folder, reviewer)


@cache
def _maker(reviewer: str, map_text: str) -> Callable[[Path], None]:
    return copied(lambda folder: new_review(folder, reviewer, map_text).close())


def a_review(folder: Path, reviewer: str = "ann", map_text: str = SMALL_MAP) -> Project:
    """What `new_review` makes, copied in a fifth of the time; another one with the same map is a copy of the same review."""
    _maker(reviewer, map_text)(folder)
    return Project.open(folder, reviewer)


def a_document(paragraphs: tuple[str, ...] = PARAGRAPHS, first_label: int = 345) -> Document:
    """A document with one paragraph to a page, labelled from `first_label`."""
    text = "\n".join(paragraphs)
    starts = [sum(len(p) + 1 for p in paragraphs[:number]) for number in range(len(paragraphs))]
    return Document(
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        body_end=len(text),
        pages=tuple(
            Page(number, str(first_label + number - 1), start, min(start + len(p) + 1, len(text)))
            for number, (start, p) in enumerate(zip(starts, paragraphs, strict=True), 1)
        ),
        passages=tuple(Passage(start, start + len(p)) for start, p in zip(starts, paragraphs, strict=True)),
    )


def unlabelled(document: Document) -> Document:
    """The document without printed page numbers."""
    pages = tuple(replace(page, label="", label_source=LabelSource.PDF) for page in document.pages)
    return replace(document, pages=pages)


def add_record(
    project: Project,
    title: str,
    *,
    authors: tuple[str, ...] = ("Rahman, Sadia",),
    year: int | None = 2016,
    document: Document | None = None,
) -> str:
    """A record as ingest would make it; its id."""
    digest = hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest()
    if document is not None:
        texts.store(project.journal, document)
    offered = {"title": title, "authors": list(authors), "year": year}
    project.journal.append(
        project.reviewer,
        {
            "kind": "ingest",
            "record": digest,
            "file_sha256": digest,
            "text_sha256": document.text_sha256 if document else "",
            "path": "",
            "status": "added" if document else "no-text",
            "message": "",
            "pages": len(document.pages) if document else 1,
            "metadata": {
                name: {"value": value, "source": "first page", "confidence": 0.6}
                for name, value in offered.items()
            },
        },
    )
    return digest
