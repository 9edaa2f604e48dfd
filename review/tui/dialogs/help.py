"""The help screen: all keys of a screen, by group, as they are bound now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from review.tui.dialogs.base import Dialog
from review.tui.support.bindings import bindings_of, reached
from review.tui.support.home import from_home
from review.tui.support.key_groups import KEY_GROUPS
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED
from review.user_folder import user_folder

NAME = 48
"""The most cells of a code's name in a column of keys."""

Group = dict[str, list[Binding]]
"""The keys of each binding in a group."""


def _keys_file() -> str:
    """The path of the user's ``keys.yaml``, with ``~`` for the home folder."""
    return from_home(user_folder() / "keys.yaml")


class HelpScreen(Dialog[None]):
    """Lists the keys of the screen below and those that work everywhere."""

    CSS_PATH = "help.tcss"
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"pagedown": "Further down"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", "Close", id="help.close"),
    ]

    def __init__(
        self, about: str, nodes: Iterable[DOMNode], keys: Mapping[str, str], codes: Mapping[str, str]
    ) -> None:
        super().__init__("Keys")
        self._about = about
        self._codes = codes
        self._keys = keys
        self._explained = list(nodes)

    @classmethod
    def of(cls, screen: Screen[object], keys: Mapping[str, str]) -> HelpScreen:
        """The help for a screen; `keys` has the user's own keys by binding id."""
        about = str(getattr(screen, "about", ""))
        codes: Mapping[str, str] = getattr(screen, "key_names", dict)()
        return cls(about, [*screen.walk_children(with_self=True), screen.app], keys, codes)

    def compose_body(self) -> ComposeResult:
        """What the screen is for, then the keys of each group."""
        yield Static(Content(self._about), id="help-about")
        with ItemGrid(min_column_width=62):
            if self._codes:
                yield Static(self._codes_block())
            for name, group in self._groups().items():
                yield Static(self._block(KEY_GROUPS[name], group))
        yield Static(
            Content(
                f"Change keys in {_keys_file()}, with the names in grey: "
                "`screening.include: y`. The command palette (ctrl+p) has every action."
            ),
            id="help-remap",
        )

    def _groups(self) -> dict[str, Group]:
        groups: dict[str, Group] = {}
        for node in self._explained:
            for binding in reached(bindings_of(type(node), self._keys), self._codes):
                if binding.description and binding.id:
                    group = groups.setdefault(binding.id.partition(".")[0], {})
                    bindings = group.setdefault(binding.id, [])
                    if binding.key not in [other.key for other in bindings]:
                        bindings.append(binding)
        return groups

    def _codes_block(self) -> Content:
        names = (
            Content.assemble((f"{plain(key):<11} ", "bold"), shorten(name, NAME))
            for key, name in self._codes.items()
        )
        return Content("\n").join([Content.styled("Codes", "bold $accent"), *names])

    def _block(self, title: str, group: Group) -> Content:
        lines = [Content.styled(title, "bold $accent")]
        for name, bindings in group.items():
            shown = " ".join(self.app.get_key_display(binding) for binding in bindings)
            lines.append(
                Content.assemble(
                    (f"{shown:<11} ", "bold"),
                    f"{bindings[0].description:<27} ",
                    (name, MUTED),
                )
            )
        return Content("\n").join(lines)
