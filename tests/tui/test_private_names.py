"""No class of ours uses or hides a private name of Textual."""

import ast
import importlib
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Iterator
from functools import cache

import pytest
from textual.message_pump import MessagePump
from textual.reactive import Reactive
from textual.widget import Widget

import review.tui


def own_classes() -> list[type]:
    """Every class of ours that derives from one of Textual's with messages: the app, screens, widgets."""
    for module in pkgutil.walk_packages(review.tui.__path__, "review.tui."):
        importlib.import_module(module.name)
    found = list(descendants(MessagePump))
    return [kind for kind in found if kind.__module__.startswith("review.")]


def descendants(kind: type) -> Iterator[type]:
    for child in kind.__subclasses__():
        yield child
        yield from descendants(child)


def private_names_of_textual(kind: type) -> set[str]:
    """Those that its ancestors in Textual have, in the class or assigned to an instance."""
    bases = [base for base in kind.__mro__ if base.__module__.startswith("textual")]
    return set().union(*map(private_names_of, bases))


@cache
def private_names_of(base: type) -> set[str]:
    """Those of one class; to find its source takes long."""
    names = vars(base).keys() | set(re.findall(r"self\.(\w+)\b[^=\n]*=", inspect.getsource(base)))
    return {name for name in names if name.startswith("_") and not name.startswith("__")}


def private_names_in(kind: type) -> set[str]:
    """Those that a class mentions: its attributes, and what it asks of itself or of others."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    # Textual keeps the default of a reactive attribute, which a class may define again, beside it.
    made = {f"_default_{name}" for name, value in vars(kind).items() if isinstance(value, Reactive)}
    names = used | vars(kind).keys() - made
    return {name for name in names if name.startswith("_") and not name.startswith("__")}


MADE_BY_TEXTUAL = {
    "_merged_bindings",
    "_decorated_handlers",
    "_computes",
    "_reactives",
    "_css_type_name",
    "_css_type_names",
} | {"_inherit_css", "_inherit_bindings", "_inherit_component_classes", "_default_css", "_default_css_cache"}


@pytest.mark.parametrize("kind", own_classes(), ids=lambda kind: kind.__name__)
def test_no_class_uses_or_hides_a_private_name_of_textual(kind: type):
    assert private_names_in(kind) & private_names_of_textual(kind) - MADE_BY_TEXTUAL == set()


def test_a_class_that_uses_or_hides_one_is_found():
    class Using(Widget):
        def look(self):
            return self._size

    class Hiding(Widget):
        def _allow_scroll(self):
            return True

    assert "_size" in private_names_in(Using) & private_names_of_textual(Using)
    assert "_allow_scroll" in private_names_in(Hiding) & private_names_of_textual(Hiding)
