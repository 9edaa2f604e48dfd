"""Writes a report as Markdown for GitHub and Pandoc, with its figures as files beside it."""

from __future__ import annotations

from collections.abc import Iterable

from review.export.formats.markdown import at_line_start, escaped, inline, table_lines
from review.export.formats.text import legible
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
from review.export.report.kept import comment
from review.export.report.prepared import Label, Picture, Prepared
from review.export.report.runs import Mark, Run, RunKind

_AROUND = {
    Mark.ITALIC: ("*", "*"),
    Mark.BOLD: ("**", "**"),
    Mark.UNDERLINE: ("<u>", "</u>"),
    Mark.SUPERSCRIPT: ("<sup>", "</sup>"),
    Mark.SUBSCRIPT: ("<sub>", "</sub>"),
}


def render(prepared: Prepared, picture: Picture, stem: str) -> dict[str, bytes]:
    """The file of a report, and those of its figures: ``report-figure-flow.png``."""
    return _Writer(prepared, picture, stem).files()


class _Writer:
    def __init__(self, prepared: Prepared, picture: Picture, stem: str) -> None:
        self._prepared = prepared
        self._picture = picture
        self._stem = stem
        self._figures: dict[str, bytes] = {}

    def files(self) -> dict[str, bytes]:
        report = self._prepared.report
        paragraphs = [
            comment(report.options),
            f"# {_heading(report.title)}",
            *(f"> {self._start(notice)}" for notice in report.notices),
            self._start(report.made),
            *(
                paragraph
                for place, block in enumerate(report.blocks)
                for paragraph in self._block(block, self._prepared.label_at.get(place))
            ),
        ]
        text = "\n\n".join(paragraphs) + "\n"
        return {f"{self._stem}.md": text.encode()} | self._figures

    def _block(self, block: Block, label: Label | None) -> Iterable[str]:
        """The paragraphs of a block; blank lines come between them."""
        match block:
            case Heading() if label:
                return [f"{'#' * (block.level + 1)} {_anchor(label)}{_heading(block.text)}"]
            case Table() if label:
                printed = block.numbered(label.number)
                title = f"{_anchor(label)}**{inline(printed.label)}** {inline(printed.title)}"
                return [title, "\n".join(table_lines(printed))]
            case Figure() if label:
                return self._figure(block, label)
            case Box() if label:
                inside = [f"{_anchor(label)}**{label.text}. {inline(block.title)}**"]
                inside += (paragraph for part in block.blocks for paragraph in self._in_box(part))
                return ["\n>\n".join(_quoted(paragraph) for paragraph in inside)]
            case ReferenceList():
                entries = [
                    f'<a id="ref-{entry.record}"></a>{self._text(entry.runs, begins_line=False)}'
                    for entry in self._prepared.entries()
                ]
                below = self._prepared.below_entries()
                return [*entries, self._text(below)] if below else entries
            case Paragraph() | Items():
                return self._prose(block)
            case _:
                raise AssertionError(block)

    def _in_box(self, block: Heading | Paragraph | Items) -> Iterable[str]:
        return [f"**{inline(block.text)}**"] if isinstance(block, Heading) else self._prose(block)

    def _prose(self, block: Paragraph | Items) -> Iterable[str]:
        if isinstance(block, Items):
            signs = (f"{number}." if block.is_numbered else "-" for number in range(1, len(block.items) + 1))
            return [
                "\n".join(
                    f"{sign} {self._inline(item)}" for sign, item in zip(signs, block.items, strict=True)
                )
            ]
        text = self._inline(block.parts)
        return [_quoted(text) if block.look is Look.QUOTATION else text]

    def _figure(self, block: Figure, label: Label) -> Iterable[str]:
        name = f"{self._stem}-{block.export}.png"
        self._figures[name] = self._picture(block.export, "png")
        image = f"![{inline(block.alternative)}]({_path(name)})"  # not alone in its paragraph, or Pandoc makes the text its caption
        return [f"{_anchor(label)}{image}<br>**{label.text}.** {inline(block.caption)}"]

    def _inline(self, parts: Iterable[Inline]) -> str:
        return self._text(self._prepared.runs(parts))

    def _text(self, runs: Iterable[Run], *, begins_line: bool = True) -> str:
        text = "".join(map(_run, runs))
        return at_line_start(text) if begins_line else text

    def _start(self, text: str) -> str:
        return at_line_start(inline(text))


def _run(run: Run) -> str:
    """A run; looks go around its words, because spaces within them would make them plain signs."""
    text = legible(run.text)
    inside = text.strip()
    if not inside:
        return escaped(text)
    before, after = text[: text.index(inside)], text[text.index(inside) + len(inside) :]
    shown = escaped(inside)
    for mark, (start, end) in _AROUND.items():
        if mark in run.marks or (mark is Mark.BOLD and run.kind is RunKind.GAP):
            shown = f"{start}{shown}{end}"
    if run.address:
        shown = f"[{shown}](<{_path(run.address)}>)"
    elif run.target:
        shown = f"[{shown}](#{run.target})"
    return f"{escaped(before)}{shown}{escaped(after)}"


def _heading(text: str) -> str:
    return inline(" ".join(text.split())).replace("#", r"\#")


def _quoted(paragraph: str) -> str:
    return "\n".join(f"> {line}" for line in paragraph.split("\n"))


def _anchor(label: Label) -> str:
    return f'<a id="{label.anchor}"></a>'


def _path(name: str) -> str:
    """An address within brackets: what would end it is written in its hexadecimal form."""
    return "".join(c if c.isalnum() or c in "-._~:/?#@!$&'*+,;=%" else _hexadecimal(c) for c in name)


def _hexadecimal(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode(errors="replace"))
