"""The styles of the screen, parsed once for each theme, and looked up once for each situation of a widget."""

# ruff: noqa: SLF001 - a stylesheet of Textual's knows the insides of its nodes

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import NamedTuple, TypeAlias, cast
from weakref import WeakKeyDictionary

from textual.app import App
from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.styles import RulesMap, Styles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.layout import Layout
from textual.widget import Widget

Situation: TypeAlias = int
"""A number for what selectors see of a widget and of those it is in; it is never used again for another one."""

MOST_SITUATIONS = 20_000
"""Situations known at a time; ids that are made as they are needed would add to them for ever."""

THEMES = 4
"""Themes whose rules are kept in this process."""


class Found(NamedTuple):
    """What holds in a situation, as a widget holds it, and whether any of it is for the pointer over the widget."""

    rules: RulesMap
    for_pointer: bool


class Candidates:
    """Rules that may be for a widget with certain names, in their order, and what they come to in its situations."""

    def __init__(self, rules: list[RuleSet]) -> None:
        self.rules = rules
        self.found: dict[Situation, Found] = {}
        """What holds in each situation."""


class Memory:
    """What was seen of widgets and found for them; it stays true when rules for other widgets come."""

    def __init__(self) -> None:
        self._numbers = count()
        self._situations: dict[object, Situation] = {}
        self._candidates: dict[tuple[int, ...], Candidates] = {}

    def number(self, seen: object) -> Situation:
        """The number of what selectors see."""
        if len(self._situations) > MOST_SITUATIONS:
            self._situations.clear()
            self._candidates.clear()
        return self._situations.setdefault(seen, next(self._numbers))

    def candidates(self, rules: list[RuleSet]) -> Candidates:
        """These rules, with what they came to before."""
        return self._candidates.setdefault(tuple(map(id, rules)), Candidates(rules))


class ThemedStylesheet(Stylesheet):
    """A stylesheet that keeps what it parsed and found, until its variables or rules change, as with another theme.

    What was parsed is kept for all sheets of this process, so `parse_ahead` may do it in any thread.

    Textual sets the variables and parses all sources again whenever a place first opens, though mostly only its own
    styles are new. It also looks for the rules of every widget again when a screen is mounted, comes to the front and
    with each class that changes, though most widgets are as they were, or as their neighbours are.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parsed_with = variables
        self._parse_cache = _kept(variables)
        self._memory = Memory()
        self._candidates: dict[frozenset[str], Candidates] = {}
        self._every: list[RuleSet] = []
        self._order: dict[int, int] = {}
        self._mapped: dict[str, list[RuleSet]] | None = None
        self._parts: WeakKeyDictionary[DOMNode, Situation] = WeakKeyDictionary()
        """The situation for which the styles of a widget's parts, such as a table's cursor, were made."""
        self._parents: dict[DOMNode, Situation] = {}
        self._searches = 0
        self._has_changed = True
        """Whether a widget got other styles since styles are given to those around one and in it."""

    def set_variables(self, variables: dict[str, str]) -> None:
        """Use these variables, with what was parsed with them."""
        if variables != self._parsed_with:
            self._parse_cache = LRUCache(1)  # which Textual clears
            super().set_variables(variables)
            self._parse_cache = _kept(variables)
            self._parsed_with = variables

    def reparse(self) -> None:
        """Parse what is new."""
        self.parse()

    def apply(
        self,
        node: DOMNode,
        *,
        animate: bool = False,
        cache: dict[tuple[object, ...], RulesMap] | None = None,  # noqa: ARG002 - this sheet has its own
    ) -> None:
        """Give a widget the styles of its situation."""
        situation, candidates = self._situation(node), self._candidates_for(node)
        if known := candidates.found.get(situation):
            node._has_hover_style = known.for_pointer
            node._has_focus_within = node._has_order_style = node._has_odd_or_even = False
            if node._is_mounted or node.styles.base._rules:
                self._renew(node, known.rules, animate=animate)
            else:  # new, or a part of a widget: there is nothing to refresh
                node.styles.base.merge_rules(known.rules)
                node.notify_style_update()
            self._process_component_classes(node)
            return
        held = node.styles.base.get_rules()
        found: dict[tuple[object, ...], RulesMap] = {}
        before, self._rules = self._rules, candidates.rules
        try:
            super().apply(node, animate=animate, cache=found)
        finally:
            self._rules = before
        self._has_changed = self._has_changed or animate or _differ(held, node.styles.base._rules)
        if self._has_changed:
            node.notify_style_update()
        if found:
            # What is animated is not held yet.
            rules = _as_held(next(iter(found.values()))) if animate else node.styles.base.get_rules()
            candidates.found[situation] = Found(rules, node._has_hover_style)
        else:  # rules ask for the focus within it or for its neighbours, which situations leave out
            self._searches += 1

    def _candidates_for(self, node: DOMNode) -> Candidates:
        if self._require_parse:
            self.parse()
        if self._rules_map is None or self._rules_map is not self._mapped:
            self._mapped = self.rules_map
            self._every = self._rules
            self._order = {id(rule): place for place, rule in enumerate(self._every)}
            self._candidates.clear()
            self._parts.clear()
        names = frozenset(node._selector_names)
        if (known := self._candidates.get(names)) is None:
            places = {self._order[id(rule)] for name in names for rule in self.rules_map.get(name, ())}
            known = self._memory.candidates([self._every[place] for place in sorted(places)])
            self._candidates[names] = known
        return known

    def update_nodes(self, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        """Give widgets their styles, each after the one that it is in; those that are not in the app yet get them once they are."""
        self._has_changed = False
        try:
            super().update_nodes(self._numbered(nodes), animate)
        finally:
            self._has_changed = True
            self._parents.clear()

    def _renew(self, node: DOMNode, rules: RulesMap, *, animate: bool) -> None:
        """Give a widget these rules; one that has them, as those have that it is in, is not called to be drawn again."""
        if self._has_changed or _differ(node.styles.base._rules, rules):
            self._has_changed = True
            self.replace_rules(node, rules, animate=animate)
            node.notify_style_update()

    def _numbered(self, nodes: Iterable[DOMNode]) -> Iterable[DOMNode]:
        for node in nodes:
            if node.parent is not None or isinstance(node, App):
                self._parents[node] = self._situation(node)
                yield node

    def _situation(self, node: DOMNode) -> Situation:
        if (known := self._parents.get(node)) is not None:
            return known
        around = self._situation(node.parent) if node.parent is not None else None
        return self._memory.number((around, type(node), node.id, node.classes, _state(node)))

    def _process_component_classes(self, node: DOMNode) -> None:
        situation = self._situation(node)
        if self._parts.get(node) == situation:
            return
        before = self._searches
        super()._process_component_classes(node)
        if self._searches == before:
            self._parts[node] = situation

    @classmethod
    def replace_rules(cls, node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
        """Give a widget these rules in place of those that it has; one that has them is not called to be drawn again."""
        held = node.styles.base._rules
        if animate:
            if held != rules:
                super().replace_rules(node, rules, animate=True)
            return
        before = dict(held)
        for name in held.keys() | rules.keys():
            if held.get(name) is not (value := rules.get(name)):
                setattr(node.styles.base, name, value)
        if _differ(before, held):
            node.notify_style_update()


def _kept(variables: dict[str, str]) -> LRUCache[tuple[object, ...], list[RuleSet]]:
    """The rules of all sources that were parsed with these variables; Textual would keep those of 64."""
    return cast("LRUCache[tuple[object, ...], list[RuleSet]]", _parsed_with(frozenset(variables.items())))


@lru_cache(THEMES)
def _parsed_with(_variables: frozenset[tuple[str, str]]) -> dict[tuple[object, ...], list[RuleSet]]:
    # A dictionary, unlike Textual's cache, may be filled by a thread meanwhile.
    return {}


def parse_ahead(variables: dict[str, str], files: Iterable[Path], kinds: Iterable[type[Widget]]) -> None:
    """Parse files and what kinds of widgets have for themselves, so that the first place with them need not."""
    sheet = ThemedStylesheet(variables)
    for kind in kinds:
        bare = kind.__new__(kind)  # only its class is asked
        for read_from, css, tie_breaker, scope in bare._get_default_css():
            sheet._parse_rules(css, read_from, is_default_rules=True, tie_breaker=tie_breaker, scope=scope)
    for file in files:
        sheet.read(file)
    sheet.parse()


def _as_held(rules: RulesMap) -> RulesMap:
    """Rules as a widget holds them, where a text like ``bold`` has become a style."""
    held = Styles()
    for name, value in rules.items():
        setattr(held, name, value)
    return held.get_rules()


def _differ(held: Mapping[str, object], rules: Mapping[str, object]) -> bool:
    return held.keys() != rules.keys() or any(
        not _is_same(value, rules[name]) for name, value in held.items()
    )


def _is_same(one: object, other: object) -> bool:
    """Whether two values of a rule are the same; of layouts, which are made for each widget, those with the same name are."""
    return (
        one is other
        or one == other
        or (isinstance(one, Layout) and isinstance(other, Layout) and one.name == other.name)
    )


def _state(node: DOMNode) -> object:
    """What else selectors ask of a widget or the app."""
    if isinstance(node, Widget):
        return node.mouse_hover, node.has_focus, node.disabled, node.can_focus
    return (node.app_focus, node.theme) if isinstance(node, App) else None
