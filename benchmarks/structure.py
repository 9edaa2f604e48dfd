"""How a checkout's code is built: inheritance, methods, circles of imports, open dictionaries, sizes.

``python benchmarks/structure.py [CHECKOUT …]`` prints the figures of each, beside each other (default: this checkout). Nothing
of a checkout is imported: its files are read. `tests/test_structure.py` keeps what was reached.
"""

from __future__ import annotations

import ast
import re
from argparse import ArgumentParser
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PACKAGE = "review"
PARTS = ("body", "orelse", "finalbody", "handlers", "cases")
"""Where statements have others within them."""

Graph = Mapping[str, set[str]]


@dataclass(frozen=True)
class Module:
    """One file: its dotted name, its text, and whether it is the ``__init__`` of a package."""

    name: str
    text: str
    is_package: bool

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def package(self) -> str:
        """The package whose ``__init__`` has run, or is running, when this module runs."""
        return self.name if self.is_package else self.name.rpartition(".")[0]

    @cached_property
    def needed(self) -> list[tuple[str, str]]:
        """What is imported when it runs, in functions too: each module, and the name taken from it."""
        return [named for node in self._statements(for_types=False) for named in _imported(node)]

    @cached_property
    def sources(self) -> dict[str, str]:
        """Where each imported name comes from, also what is imported for types only."""
        found = [named for node in self._statements(for_types=True) for named in _imported(node)]
        return {name: f"{source}.{name}" for source, name in reversed(found)}

    @cached_property
    def classes(self) -> list[ast.ClassDef]:
        return [node for node in self._statements(for_types=True) if isinstance(node, ast.ClassDef)]

    def _statements(self, *, for_types: bool) -> Iterator[ast.AST]:
        """Everything that can run, in functions too; what is under ``if TYPE_CHECKING`` only `for_types`."""
        waiting: deque[ast.AST] = deque([self.tree])
        while waiting:
            node = waiting.popleft()
            yield node
            left_out = (
                not for_types
                and isinstance(node, ast.If)
                and ast.unparse(node.test).endswith("TYPE_CHECKING")
            )
            for part in ("orelse",) if left_out else PARTS:
                waiting += getattr(node, part, ())


class Code:
    """The package of a checkout."""

    def __init__(self, checkout: Path) -> None:
        self.root = checkout / PACKAGE
        self.modules: dict[str, Module] = {}
        for path in sorted(self.root.rglob("*.py")):
            parts = path.relative_to(checkout).with_suffix("").parts
            is_package = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if is_package else parts)
            self.modules[name] = Module(name, path.read_text("utf-8"), is_package)

    # --- imports ---------------------------------------------------------------------------------------------------

    def imports(self) -> dict[str, set[str]]:
        """Which modules each module needs when it runs, imports within functions counted.

        An import of ``a.b`` from outside ``a`` also runs the ``__init__`` of ``a``. ``from a import b`` within ``a`` asks that
        ``__init__`` for a name, so it counts, also where ``b`` is a module.
        """
        return {
            module.name: {found for named in module.needed for found in self._needed(named, module)}
            - {module.name}
            for module in self.modules.values()
        }

    def _needed(self, named: tuple[str, str], by: Module) -> Iterator[str]:
        source, name = named
        yield from {source, f"{source}.{name}"} & self.modules.keys()
        package = source.rpartition(".")[0]
        while package:
            if package in self.modules and not f"{by.package}.".startswith(f"{package}."):
                yield package
            package = package.rpartition(".")[0]

    def private_imports(self) -> list[str]:
        """The names with an underscore that a module takes from another one, as ``module: name``."""
        return [
            f"{module.name}: {source}.{name}"
            for module in self.modules.values()
            for source, name in module.needed
            if source.split(".")[0] == PACKAGE and re.search(r"(^|\.)_(?!_)", f"{source}.{name}")
        ]

    # --- classes ---------------------------------------------------------------------------------------------------

    @cached_property
    def classes(self) -> dict[str, ast.ClassDef]:
        """Every class by its dotted name."""
        return {
            f"{module.name}.{node.name}": node for module in self.modules.values() for node in module.classes
        }

    def bases(self, name: str) -> list[str]:
        """The classes of the package that a class derives from, directly."""
        module = self.modules[name.rpartition(".")[0]]
        return [
            found
            for base in self.classes[name].bases
            if (found := self._resolved(ast.unparse(base).split("[")[0], module))
        ]

    def _resolved(self, written: str, module: Module) -> str:
        """The dotted name of a class that a module writes as `written`; "" if it is not one of the package's."""
        for _ in range(10):
            if f"{module.name}.{written}" in self.classes:
                return f"{module.name}.{written}"
            first, _dot, rest = written.partition(".")
            source = module.sources.get(first, "")
            if source in self.modules:
                module, written = self.modules[source], rest
            elif source.rpartition(".")[0] in self.modules:
                # A package hands on what it has from elsewhere.
                module = self.modules[source.rpartition(".")[0]]
            else:
                return ""
        return ""

    def chain(self, name: str) -> list[str]:
        """The longest line of ancestors of a class, itself first."""
        return [name, *max((self.chain(base) for base in self.bases(name)), key=len, default=[])]

    def public_methods(self, name: str) -> set[str]:
        """The methods and properties without an underscore that a class has, with what it inherits."""
        own = {
            node.name
            for node in self.classes[name].body
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not node.name.startswith("_")
        }
        return own.union(*(self.public_methods(base) for base in self.bases(name)))


HANDLERS = re.compile(
    r"(action|on|watch|validate|compute|key|check_action|compose|render|get_content_|clear_selection|is_current)"
)
"""What Textual calls or asks by name: no caller of ours knows it."""


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """What a statement imports: the module, and the name taken from it (``""`` for the module itself)."""
    if isinstance(node, ast.Import):
        yield from ((alias.name, "") for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert not node.level, "relative imports are not read"
        yield from ((node.module or "", alias.name) for alias in node.names)


def circles(graph: Graph) -> list[list[str]]:
    """The circles of a graph: of each set of nodes that all reach each other, the shortest way round, from its first node."""
    graph = _without_ends(graph)
    reached = {node: _reached(graph, node) for node in graph}
    together: dict[frozenset[str], str] = {}
    for node in sorted(graph):
        if node in reached[node]:
            together.setdefault(frozenset(other for other in reached[node] if node in reached[other]), node)
    return sorted(
        min((_way_round(graph, node) for node in nodes), key=lambda way: (len(way), way))
        for nodes in together
    )


def _without_ends(graph: Graph) -> Graph:
    """The graph without the nodes from which no way leads on, and so again: they are in no circle."""
    left = dict(graph)
    while ends := [node for node, others in left.items() if left.keys().isdisjoint(others)]:
        for node in ends:
            del left[node]
    return {node: others & left.keys() for node, others in left.items()}


def _reached(graph: Graph, start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = graph[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def _way_round(graph: Graph, start: str) -> list[str]:
    """The shortest way from a node of a circle back to itself: ``[a, b, a]``."""
    ways = deque([[start]])
    seen: set[str] = set()
    while ways:
        way = ways.popleft()
        for node in sorted(graph[way[-1]]):
            if node == start:
                return [*way, start]
            if node not in seen:
                seen.add(node)
                ways.append([*way, node])
    raise ValueError(f"{start} is in no circle")


def figures(checkout: Path) -> dict[str, str]:
    """The figures of a checkout, as they are printed."""
    code = Code(checkout)
    chain = max((code.chain(name) for name in code.classes), key=len)
    every = {name: code.public_methods(name) for name in code.classes}
    called = {name: {method for method in of if not HANDLERS.match(method)} for name, of in every.items()}
    largest, most_called = (max(of, key=lambda name: len(of[name])) for of in (every, called))
    folders: dict[str, int] = defaultdict(int)
    for path in code.root.rglob("*.py"):
        folders[path.parent.relative_to(checkout).as_posix()] += 1
    fullest = max(folders, key=folders.__getitem__)
    lines = {name: module.text.count("\n") for name, module in code.modules.items()}
    longest = max(lines, key=lines.__getitem__)
    return {
        "deepest inheritance of our own": f"{len(chain)} ({_short(chain[0])})",
        "public methods of the largest class, with what it inherits": f"{len(every[largest])} ({_short(largest)})",
        "the same without what Textual calls": f"{len(called[most_called])} ({_short(most_called)})",
        "circles of imports at run time": str(len(circles(code.imports()))),
        "dict[str, Any]": str(sum(module.text.count("dict[str, Any]") for module in code.modules.values())),
        "modules of the fullest folder": f"{folders[fullest]} ({fullest})",
        "lines of the longest module": f"{lines[longest]} ({longest.removeprefix(PACKAGE + '.')})",
        "modules": str(len(code.modules)),
    }


def _short(name: str) -> str:
    return name.rpartition(".")[2]


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument(
        "checkouts", nargs="*", type=Path, default=[Path(__file__).parents[1]], help="default: this one"
    )
    of_each = [figures(checkout) for checkout in parser.parse_args().checkouts]
    for name in of_each[0]:
        print(f"{name:60}" + "".join(f"{of[name]:36}" for of in of_each))


if __name__ == "__main__":
    main()
