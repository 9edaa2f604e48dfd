"""The chain of linked configurations as a drawing: ``C3 ── leads to ──▶ C1``, branches below each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from review.domain.theories.configuration import LinkKind

Linked = tuple[str, str, LinkKind]
"""From which configuration to which a link goes, by their ids, and its kind."""

WORDS: Mapping[LinkKind, str] = {
    LinkKind.LEADS_TO: "leads to",
    LinkKind.VARIANT: "variant",
    LinkKind.RIVAL: "rival",
    LinkKind.COUNTER_CASE: "counter-case",
}
"""How kinds of links are called, in the order in which they are drawn."""

_SIGNS: Mapping[LinkKind, tuple[str, str]] = {
    LinkKind.LEADS_TO: ("─", "▶"),
    LinkKind.VARIANT: ("┄", "▷"),
    LinkKind.RIVAL: ("═", "▷"),
    LinkKind.COUNTER_CASE: ("╌", "▷"),
}
"""The line and the head of an arrow: filled where one outcome is the next context, open where two are compared."""


class Part(StrEnum):
    """What a piece of the drawing is."""

    LABEL = "label"
    CHOSEN = "chosen"
    AGAIN = "again"
    FORK = "fork"
    ARROW = "arrow"


@dataclass(frozen=True, slots=True)
class Piece:
    """A text from a column on; arrows have the kinds of the links that they show, labels the configuration."""

    column: int
    text: str
    part: Part
    kinds: tuple[LinkKind, ...] = ()
    cmoc: str = ""

    @property
    def end(self) -> int:
        """The column after its last character."""
        return self.column + len(self.text)


Drawing = tuple[tuple[Piece, ...], ...]
"""The lines, each with its pieces from left to right; between them are spaces."""


@dataclass(slots=True)
class _Node:
    """A configuration in the tree that is drawn: `kinds` are of the links to it, `again` says why it ends here."""

    cmoc: str
    kinds: tuple[LinkKind, ...] = ()
    again: str = ""
    to: list[_Node] = field(default_factory=list)
    rows: int = 1


def linked_with(cmoc: str, links: Collection[Linked]) -> frozenset[str]:
    """A configuration and those that links of any kind connect with it, over any number of others."""
    beside: dict[str, list[str]] = {}
    for one, other, _ in links:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    found, waiting = {cmoc}, [cmoc]
    while waiting:
        for other in beside.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)


def draw(labels: Mapping[str, str], links: Iterable[Linked], chosen: str = "") -> Drawing:
    """Draw the configurations of `labels`, which maps ids to labels in the order to draw, with the links between them.

    Each is drawn once with what it leads to; where a link comes back to one that is drawn already, its label is repeated
    with ``(above)``, or ``(feedback)`` if it led there itself. Links of one pair share an arrow.
    """
    onward = _onward(labels, links)
    lines: list[list[Piece]] = []
    for root in _forest(labels, onward):
        _place(root, labels, chosen, lines)
    return tuple(tuple(sorted(line, key=lambda piece: piece.column)) for line in lines)


def as_text(drawing: Drawing) -> list[str]:
    """The lines of a drawing as texts."""
    lines = []
    for pieces in drawing:
        line = ""
        for piece in pieces:
            line += " " * (piece.column - len(line)) + piece.text
        lines.append(line)
    return lines


def width_of(drawing: Drawing) -> int:
    """The width of its longest line."""
    return max((pieces[-1].end for pieces in drawing if pieces), default=0)


_Onward = Mapping[str, Sequence[tuple[str, tuple[LinkKind, ...]]]]
"""To which others a configuration has links, and of which kinds, in the order to draw."""


def _onward(labels: Mapping[str, str], links: Iterable[Linked]) -> _Onward:
    kinds: dict[str, dict[str, set[LinkKind]]] = {one: {} for one in labels}
    for one, other, kind in links:
        if one in labels and other in labels and one != other:
            kinds[one].setdefault(other, set()).add(kind)
    order, place = list(WORDS), {one: number for number, one in enumerate(labels)}
    onward = {}
    for one, others in kinds.items():
        sorted_kinds = {other: tuple(sorted(of, key=order.index)) for other, of in others.items()}
        onward[one] = sorted(sorted_kinds.items(), key=lambda to: (order.index(to[1][0]), place[to[0]]))
    return onward


def _forest(labels: Mapping[str, str], onward: _Onward) -> list[_Node]:
    """The trees to draw: from those that no link leads to, then from the first of each circle that is left."""
    led_to = {other for others in onward.values() for other, _ in others}
    drawn: set[str] = set()
    begins = [one for one in labels if one not in led_to]
    trees = [_tree(one, onward, drawn) for one in begins]
    trees += [_tree(one, onward, drawn) for one in labels if one not in drawn]
    return trees


def _tree(begin: str, onward: _Onward, drawn: set[str]) -> _Node:
    """The tree of what a configuration leads to, without those that are `drawn`, to which it adds."""
    root = _Node(begin)
    drawn.add(begin)
    way = [(root, iter(onward[begin]))]
    while way:
        node, others = way[-1]
        step = next(others, None)
        if step is None:
            way.pop()
            node.rows = max(1, sum(one.rows for one in node.to))
            continue
        cmoc, kinds = step
        again = ""
        if cmoc in drawn:
            again = "(feedback)" if _leads_back(cmoc, kinds, [one for one, _ in way]) else "(above)"
        following = _Node(cmoc, kinds, again)
        node.to.append(following)
        if not again:
            drawn.add(cmoc)
            way.append((following, iter(onward[cmoc])))
    return root


def _leads_back(cmoc: str, kinds: tuple[LinkKind, ...], way: Sequence[_Node]) -> bool:
    """Whether a link closes a circle in which each leads to the next one."""
    since = next((number for number, node in enumerate(way) if node.cmoc == cmoc), None)
    if since is None:
        return False
    return all(LinkKind.LEADS_TO in one for one in (kinds, *(node.kinds for node in way[since + 1 :])))


def _place(root: _Node, labels: Mapping[str, str], chosen: str, lines: list[list[Piece]]) -> None:
    """Draw a tree below the lines that there are: the first of those it leads to on its own line, the others below."""
    waiting = [(root, len(lines), 0)]
    lines.extend([] for _ in range(root.rows))
    while waiting:
        node, row, column = waiting.pop()
        part = Part.AGAIN if node.again else Part.CHOSEN if node.cmoc == chosen else Part.LABEL
        text = f"{labels[node.cmoc]} {node.again}".rstrip()
        lines[row].append(Piece(column, text, part, cmoc=node.cmoc))
        fork = column + len(text) + 1
        for number, following in enumerate(node.to):
            has_more = number < len(node.to) - 1
            lines[row].append(Piece(fork, _corner(number, has_more=has_more), Part.FORK))
            arrow = Piece(fork + 1, _arrow(following.kinds), Part.ARROW, following.kinds)
            lines[row].append(arrow)
            waiting.append((following, row, arrow.end + 1))
            if has_more:
                for below in range(row + 1, row + following.rows):
                    lines[below].append(Piece(fork, "│", Part.FORK))
            row += following.rows


def _corner(number: int, *, has_more: bool) -> str:
    if number:
        return "├" if has_more else "└"
    return "┬" if has_more else "─"


def _arrow(kinds: tuple[LinkKind, ...]) -> str:
    line, head = _SIGNS[kinds[0]]
    return f"{line} {', '.join(WORDS[kind] for kind in kinds)} {line}{head}"
