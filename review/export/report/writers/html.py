"""Writes a report as one HTML file: figures are inside, nothing is fetched, nothing runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from review.export.formats.html import attribute, inline, lines, page, table_element
from review.export.report.blocks import (
    Block,
    Box,
    Figure,
    Heading,
    Inline,
    Items,
    Look,
    Paragraph,
    ReferenceList,
    Table,
)
from review.export.report.kept import NAME
from review.export.report.prepared import Label, Picture, Prepared
from review.export.report.runs import Mark, Run, RunKind
from review.export.report.writers.svg import inside_html

CONTENTS_LEVELS = 3
"""Headings of so many levels are in the table of contents."""

_TAGS = {
    Mark.ITALIC: "em",
    Mark.BOLD: "strong",
    Mark.UNDERLINE: "u",
    Mark.SUPERSCRIPT: "sup",
    Mark.SUBSCRIPT: "sub",
}


def render(prepared: Prepared, picture: Picture, stem: str) -> dict[str, bytes]:
    """The file of a report."""
    return {f"{stem}.html": _Writer(prepared, picture).page().encode()}


class _Writer:
    def __init__(self, prepared: Prepared, picture: Picture) -> None:
        self._prepared = prepared
        self._picture = picture

    def page(self) -> str:
        report = self._prepared.report
        options = "".join(
            f"<meta name={attribute(NAME + name)} content={attribute(value)}>\n"
            for name, value in report.options
        )
        blocks = "\n".join(
            self._block(block, self._prepared.label_at.get(place))
            for place, block in enumerate(report.blocks)
        )
        notices = "\n".join(f'<p dir="auto">{lines(notice)}</p>' for notice in report.notices)
        top = (
            f'<aside class="notices" aria-label="About this file">\n{notices}\n</aside>\n' if notices else ""
        )
        body = f"""<header>
<h1 dir="auto">{inline(report.title)}</h1>
{top}<p class="made">{inline(report.made)}</p>
</header>
{self._contents()}<main>
{blocks}
</main>"""
        return page(report.title, body, options)

    def _contents(self) -> str:
        """The table of contents, in nested lists."""
        listed = [
            (block.level, self._prepared.label_at[place])
            for place, block in enumerate(self._prepared.report.blocks)
            if isinstance(block, Heading) and block.level <= CONTENTS_LEVELS
        ]
        if not listed:
            return ""
        return f'<nav class="contents" aria-label="Contents">\n{_nested(listed)}\n</nav>\n'

    def _block(self, block: Block, label: Label | None) -> str:
        match block:
            case Heading() if label:
                level = block.level + 1
                return f'<h{level} id="{label.anchor}" dir="auto">{inline(block.text)}</h{level}>'
            case Table() if label:
                return table_element(block.numbered(label.number), label.anchor)
            case Figure() if label:
                return self._figure(block, label)
            case Box() if label:
                inside = "\n".join(map(self._in_box, block.blocks))
                title = f'<p class="box-title" dir="auto">{label.text}. {inline(block.title)}</p>'
                return f'<section class="box" id="{label.anchor}">\n{title}\n{inside}\n</section>'
            case ReferenceList():
                items = "\n".join(
                    f'<li id="ref-{entry.record}" dir="auto">{self._text(entry.runs)}</li>'
                    for entry in self._prepared.entries()
                )
                below = self._prepared.below_entries()
                more = f"\n<p>{self._text(below)}</p>" if below else ""
                return f'<ul class="references">\n{items}\n</ul>{more}'
            case Paragraph() | Items():
                return self._prose(block)
            case _:
                raise AssertionError(block)

    def _in_box(self, block: Heading | Paragraph | Items) -> str:
        if isinstance(block, Heading):
            return f'<p class="box-heading" dir="auto">{inline(block.text)}</p>'
        return self._prose(block)

    def _prose(self, block: Paragraph | Items) -> str:
        if isinstance(block, Items):
            tag = "ol" if block.is_numbered else "ul"
            items = "\n".join(f'<li dir="auto">{self._inline(item)}</li>' for item in block.items)
            return f"<{tag}>\n{items}\n</{tag}>"
        text = self._inline(block.parts)
        if block.look is Look.QUOTATION:
            return f'<blockquote dir="auto"><p>{text}</p></blockquote>'
        note = ' class="note"' if block.look is Look.NOTE else ""
        return f'<p{note} dir="auto">{text}</p>'

    def _figure(self, block: Figure, label: Label) -> str:
        drawn = inside_html(self._picture(block.export, "svg"), label.anchor, block.alternative)
        return f"""<figure class="picture" id="{label.anchor}">
<div class="canvas">{drawn}</div>
<figcaption><b>{label.text}.</b> {inline(block.caption)}</figcaption>
</figure>"""

    def _inline(self, parts: Iterable[Inline]) -> str:
        return self._text(self._prepared.runs(parts))

    def _text(self, runs: Iterable[Run]) -> str:
        return "".join(map(_run, runs))


def _run(run: Run) -> str:
    text = lines(run.text)
    for mark in Mark:
        if mark in run.marks:
            tag = _TAGS.get(mark)
            text = f"<{tag}>{text}</{tag}>" if tag else f'<span class="small-capitals">{text}</span>'
    if run.address:
        return f'<a href={attribute(run.address)} rel="noreferrer">{text}</a>'
    if run.target:
        return f'<a class="{run.kind}" href={attribute("#" + run.target)}>{text}</a>'
    if run.kind is RunKind.QUOTATION:
        return f'<span class="quotation" dir="auto">{text}</span>'
    return text if run.kind is RunKind.TEXT else f'<span class="{run.kind}">{text}</span>'


def _nested(listed: Sequence[tuple[int, Label]]) -> str:
    """Headings with their levels as lists within lists; levels that are left out are skipped."""
    least = min(level for level, _ in listed)
    items: list[str] = []
    place = 0
    while place < len(listed):
        _, label = listed[place]
        end = place + 1
        while end < len(listed) and listed[end][0] > least:
            end += 1
        below = listed[place + 1 : end]
        inside = f"\n{_nested(below)}\n" if below else ""
        items.append(f'<li><a href="#{label.anchor}">{inline(label.word)}</a>{inside}</li>')
        place = end
    return "<ol>\n" + "\n".join(items) + "\n</ol>"
