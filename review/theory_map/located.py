"""Reads YAML as plain values with line numbers; no objects are constructed, so a file cannot run code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from review.theory_map.mistakes import Mistake, Path, quoted

_DEEPEST = 32
_TOO_DEEP = f"nested more than {_DEEPEST} levels deep"
# libyaml is thirteen times as fast as PyYAML's own parser, but not always included.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Located:
    """A file's content as mappings, lists, texts and None, the line (from 1) of each path, and YAML mistakes.

    Scalars are texts as written (``key: 1`` is ``"1"``, a country code ``NO`` stays ``"NO"``); the shape of the theory map
    determines which of them are numbers. An empty value is None; `bare` are names in braces without even a colon.
    """

    text: str = ""
    plain: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    bare: list[Path] = field(default_factory=list)

    @property
    def unreadable(self) -> bool:
        """Whether the content is unknown because the text is not acceptable YAML."""
        return bool(self.mistakes) and self.plain is None

    def line(self, path: Path) -> int:
        """The line of a path, or of its nearest parent."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def located(text: str, most: int | None = None) -> Located:
    """The content of a YAML text; invalid YAML, nesting deeper than 32 and aliases give only a mistake.

    So do more than `most` values, if it is given.
    """
    found = Located(text)
    try:
        mistake = _forbidden(text, most)
        if mistake:
            found.mistakes.append(mistake)
        else:
            node = yaml.compose(text, Loader=_Loader)
            found.plain = None if node is None else _plain(node, (), found)
    except yaml.MarkedYAMLError as error:
        what = ", ".join(part for part in (error.context, error.problem) if part)
        line = _line(error.problem_mark or error.context_mark)
        # libyaml has a limit of its own, which it can reach before the events do.
        too_deep = "maximum nesting depth" in what
        found.mistakes.append(Mistake((), _TOO_DEEP if too_deep else f"not YAML: {what}", line))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        found.mistakes.append(Mistake((), f"not YAML: {error.reason}", line))
    return found


def _forbidden(text: str, most: int | None) -> Mistake | None:
    """The first alias or too deep nesting, or one value too many, which could make the parsed tree huge.

    Searched in the flat stream of events, because a deep tree overflows the stack of libyaml's composer.
    """
    depth = values = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            alias = quoted(f"*{event.anchor}")
            return Mistake((), f"aliases such as {alias} are not supported; write the text out", line)
        values += isinstance(event, yaml.NodeEvent)
        if most and values > most:
            return Mistake((), f"more than {most:,} names and values; split the file", line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                return Mistake((), _TOO_DEEP, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _line(mark: object) -> int:
    """The line, from 1, of a parser's mark (which counts from 0), or 1 without a mark."""
    return int(getattr(mark, "line", 0)) + 1


def _plain(node: yaml.Node, path: Path, found: Located) -> object:
    found.lines.setdefault(path, _line(node.start_mark))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, found)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, place), found) for place, item in enumerate(node.value)]
    return None if node.tag == "tag:yaml.org,2002:null" else node.value


def _mapping(node: yaml.MappingNode, path: Path, found: Located) -> dict[str, object]:
    plain: dict[str, object] = {}
    for key_node, value_node in node.value:
        line = _line(key_node.start_mark)
        if not isinstance(key_node, yaml.ScalarNode):
            found.mistakes.append(Mistake(path, "a key is not a text", line))
            continue
        key = key_node.value
        if key in plain:
            first = found.lines[*path, key]
            found.mistakes.append(Mistake((*path, key), f"duplicate key (first used on line {first})", line))
            continue
        found.lines[*path, key] = line
        if node.flow_style and ":" not in found.text[key_node.end_mark.index : value_node.end_mark.index]:
            found.bare.append((*path, key))
        plain[key] = _plain(value_node, (*path, key), found)
    return plain
