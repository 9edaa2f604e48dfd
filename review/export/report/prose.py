"""Prose of the desk as blocks: its Markdown, and its tokens as quotations and citations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token as MarkdownToken

from review.domain.writing.prose import tokens_at
from review.export.report.blocks import (
    Block,
    Citation,
    Heading,
    Inline,
    Items,
    Look,
    Paragraph,
    Quotation,
    Text,
)
from review.export.report.sentences import flat

Resolve = Callable[[str], tuple[Inline, ...]]
"""What a token's name is replaced by."""

DEEPEST = 4
"""The lowest level of headings."""

_SEPARATORS = " ;,\n"


def prose_blocks(text: str, resolve: Resolve, level: int = DEEPEST) -> list[Block]:
    """The blocks of a Markdown text; its headings begin at `level`, and deeper ones are at most at `DEEPEST`.

    A paragraph that is one quotation is set apart. Markup of HTML is shown as it is written. Lists within lists have their
    items in the outer one. Links have their address behind them, images only their text.
    """
    return list(_blocks(_markdown().parse(text), resolve, level))


def _blocks(parsed: Sequence[MarkdownToken], resolve: Resolve, level: int) -> Iterator[Block]:
    look, entries, depth, is_numbered = Look.BODY, list[tuple[Inline, ...]](), 0, False
    heading = 0
    for token in parsed:
        if token.type == "blockquote_open":
            look = Look.QUOTATION
        elif token.type == "blockquote_close":
            look = Look.BODY
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            is_numbered = token.type == "ordered_list_open" if not depth else is_numbered
            depth += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
            if not depth:
                yield Items(tuple(entries), is_numbered)
                entries = []
        elif token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type in {"inline", "fence", "code_block"}:
            parts = (
                _inline(token.children or (), resolve)
                if token.type == "inline"
                else flat([token.content.rstrip("\n")])
            )
            if heading:
                yield Heading(min(DEEPEST, level + heading - 1), plain(parts))
                heading = 0
            elif depth:
                entries.append(parts)
            elif parts:
                alone = len(parts) == 1 and isinstance(parts[0], Quotation)
                yield Paragraph(parts, Look.QUOTATION if alone else look)


def plain(parts: Sequence[Inline]) -> str:
    """The words of inline parts; citations have none."""
    return "".join(part.text for part in parts if hasattr(part, "text"))


def _inline(children: Sequence[MarkdownToken], resolve: Resolve) -> tuple[Inline, ...]:
    emphasis = strength = 0
    addresses: list[str] = []
    parts: list[Inline] = []
    for child in children:
        match child.type:
            case "em_open":
                emphasis += 1
            case "em_close":
                emphasis -= 1
            case "strong_open":
                strength += 1
            case "strong_close":
                strength -= 1
            case "link_open":
                addresses.append(str(child.attrGet("href") or ""))
            case "link_close":
                address = addresses.pop()
                if address and address != plain(parts)[-len(address) :]:
                    parts.append(Text(f" ({address})", bool(emphasis), bool(strength)))
            case "token":
                parts += resolve(child.content)
            case "softbreak" | "hardbreak":
                parts.append(Text(" ", bool(emphasis), bool(strength)))
            case _:
                parts.append(Text(child.content, bool(emphasis), bool(strength)))
    return flat(_merged(parts))


def _merged(parts: Sequence[Inline]) -> Iterator[Inline]:
    """The parts, with citations that have nothing between them but separators as one citation."""
    held: Citation | None = None
    gap: list[Inline] = []
    for part in parts:
        if isinstance(part, Citation) and held and not held.is_narrative:
            held, gap = Citation((*held.cited, *part.cited)), []
        elif held and isinstance(part, Text) and not part.text.strip(_SEPARATORS):
            gap.append(part)
        else:
            yield from ([held, *gap] if held else [])
            gap, held = [], part if isinstance(part, Citation) else None
            if held is None:
                yield part
    yield from ([held, *gap] if held else [])


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.inline.ruler.before("link", "token", _token)
    return markdown


def _token(state: StateInline, silent: bool) -> bool:
    """The rule that reads ``[@NAME]`` and ``[@NAME; @NAME]``, before a link is tried."""
    found = tokens_at(state.src, state.pos) if state.src[state.pos] == "[" else []
    if not found:
        return False
    if not silent:
        for number, token in enumerate(found):
            if number:
                state.push("text", "", 0).content = " "
            state.push("token", "", 0).content = token.name
    state.pos = found[-1].end
    return True
