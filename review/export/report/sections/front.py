"""The front of the report: title page, abstract and boxes, as the template has them."""

from __future__ import annotations

from collections.abc import Iterator

from review.export.report.blocks import Block, Box, Gap, Heading, Look
from review.export.report.draft import Draft
from review.export.report.sections.asked import asked_in_a_row
from review.export.report.sentences import items, said

REALIST = "realist"


def title(draft: Draft) -> str:
    """The review's title, which says that it is a realist review."""
    given = draft.material.theory_map.title or "Untitled review"
    if REALIST in given.casefold():
        return given
    if given[-1] in "?!":
        return f"{given} A realist review"
    return f"{given}{'' if given[-1] == ':' else ':'} a realist review"


def front(draft: Draft) -> Iterator[Block]:
    """Title page, abstract and boxes."""
    template = draft.template
    yield from asked_in_a_row(draft, template.title_page)
    if template.abstract.parts:
        yield Heading(1, "Abstract", "abstract")
        yield from asked_in_a_row(draft, template.abstract.parts)
        if template.abstract.words:
            yield said(f"At most {template.abstract.words:,} words.", look=Look.NOTE)
    for number, box in enumerate(template.boxes, start=1):
        yield Box(box.title, (items([Gap(point)] for point in box.points),), f"box-{number}")
