"""The RAMESES publication standards for realist syntheses, and where the report answers them.

They are by Wong et al. (2013, 10.1186/1741-7015-11-21); the nineteen items are worded here in our own words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from review.domain.wording.counted import counted
from review.export.report.blocks import Block, Box, Gap, Heading, Reference, inlines
from review.export.report.sentences import Part, items, listed, said, sentence, strong


class Item(NamedTuple):
    """An item: its number, name, what it asks for, and the keys of the program's headings that answer it.

    Headings of a template say themselves which item they answer.
    """

    number: int
    name: str
    asks: str
    keys: tuple[str, ...]


TITLE = 1
ITEMS = (
    Item(1, "Title", "the title says that this is a realist review", ()),
    Item(
        2,
        "Abstract",
        "background, question, searches, selection, appraisal, analysis, main results and what they imply",
        ("abstract",),
    ),
    Item(3, "Rationale for the review", "why it is needed, and what it adds to what is known", ()),
    Item(
        4, "Objectives and focus", "objectives and question, and why the focus is this one", ("objectives",)
    ),
    Item(5, "Changes in the review process", "what was changed of the plan, and why", ("methods-changes",)),
    Item(6, "Rationale for a realist synthesis", "why this was the most suitable method", ("methods-why",)),
    Item(
        7, "Scoping the literature", "how the literature was first explored, and why so", ("methods-scoping",)
    ),
    Item(
        8,
        "Searching processes",
        "sources, dates, terms and limits, how the search went on in rounds, and why",
        ("methods-searches",),
    ),
    Item(
        9,
        "Selection and appraisal",
        "how documents and data were included and excluded, and why so",
        ("methods-selection", "methods-appraisal"),
    ),
    Item(10, "Data extraction", "what was extracted from documents, and why", ("methods-coding",)),
    Item(
        11,
        "Analysis and synthesis",
        "how the data were analysed, and with which constructs",
        ("methods-analysis",),
    ),
    Item(
        12,
        "Document flow diagram",
        "numbers assessed and included by source, with reasons for exclusion at each stage",
        ("results-flow",),
    ),
    Item(13, "Document characteristics", "what the included documents are like", ("results-documents",)),
    Item(
        14,
        "Main findings",
        "findings with a focus on building and testing theory",
        ("results-theory-map", "results-findings"),
    ),
    Item(15, "Summary of findings", "main findings in view of objectives, question, focus and audience", ()),
    Item(
        16,
        "Strengths, limitations and further research",
        "of every step, and of the evidence behind the explanations",
        (),
    ),
    Item(17, "Comparison with existing literature", "what other reviews and studies say", ()),
    Item(18, "Conclusion and recommendations", "what follows for policy, practice and research", ()),
    Item(
        19,
        "Funding and conflicts of interest",
        "who paid, which part they had, and interests of the authors",
        (),
    ),
)


def rameses(blocks: Iterable[Block], answered: Mapping[str, Collection[int]]) -> list[Block]:
    """The items, each with references to the headings that answer it, and "you write this" where gaps are left below them.

    `answered` has the keys of headings of the template, with the items that each answers.
    """
    left = _gaps(blocks)
    lines: list[Part] = []
    for item in ITEMS:
        keys = [key for key in left if key in item.keys or item.number in answered.get(key, ())]
        begins: list[Part] = [strong(f"{item.number} {item.name}"), f" ({item.asks}): "]
        if item.number == TITLE:
            lines.append([*begins, "the title."])
        elif keys:
            gaps = sum(left[key] for key in keys)
            write = (
                f"; you write the {counted(gaps, 'gap')} there." if gaps > 1 else "; you write the gap there."
            )
            lines.append([*begins, listed([Reference(key) for key in keys]), write if gaps else "."])
        else:
            lines.append([*begins, "you write this. ", Gap(f"{item.asks}.")])
    return [
        said(
            sentence(
                "The nineteen items of the RAMESES publication standards for realist syntheses (Wong et al. 2013,"
                " doi 10.1186/1741-7015-11-21), in our own words, each with where the report answers it:"
            )
        ),
        items(lines),
    ]


def _gaps(blocks: Iterable[Block]) -> dict[str, int]:
    """By the key of each heading, how many gaps are below it, up to the next of its level or a higher one; boxes are apart."""
    found: dict[str, int] = {}
    open_headings: list[Heading] = []
    for block in blocks:
        if isinstance(block, Heading):
            open_headings = [one for one in open_headings if one.level < block.level]
            if block.key:
                open_headings.append(block)
                found.setdefault(block.key, 0)
            continue
        many = 0 if isinstance(block, Box) else sum(isinstance(part, Gap) for part in inlines(block))
        for one in open_headings:
            found[one.key] += many
    return found
