"""The help screen: all keys of a screen, by group, as they are bound now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import Screen

from review.tui.dialogs.base import Dialog
from review.tui.support.bindings import binding_named, bindings_of, reached
from review.tui.support.home import from_home
from review.tui.support.key_groups import KEY_GROUPS
from review.tui.support.plain import content, plain, shorten
from review.tui.support.themes import MUTED
from review.tui.widgets.fitting.painted import Painted, Rows
from review.user_folder import user_folder

NAME = 48
"""The most cells of a code's name in a column of keys."""

COLUMN, GAP = 62, 3
"""The fewest cells of a column of keys, and those between two columns."""

KEYS, DESCRIPTION = 12, 26
"""The fewest cells before a description, and the fewest that it has before the name in grey."""

NOTHING = Content("")

Group = dict[str, list[Binding]]
"""The keys of each binding in a group."""


def _keys_file() -> str:
    """The path of the user's ``keys.yaml``, with ``~`` for the home folder."""
    return from_home(user_folder() / "keys.yaml")


class Block(NamedTuple):
    """The keys of a group: each row has the keys, what they do, and their name for ``keys.yaml``."""

    title: str
    rows: Sequence[tuple[str, str, str]]

    def lines(self, cells: int) -> list[Content]:
        """Its lines in a column of so many cells: the names are in one column, before which a long description goes on below."""
        keys, longest, names = (max(len(row[part]) for row in self.rows) for part in range(3))
        lead = max(KEYS, keys + 1)
        size = max(DESCRIPTION, min(longest, cells - lead - 1 - names))
        rows = (line for row in self.rows for line in _lines(*row, lead, size))
        return [Content.styled(self.title, "bold $accent"), *rows]


def _lines(keys: str, what: str, name: str, lead: int, size: int) -> Iterator[Content]:
    """A row, with so many cells for the keys, and for the description if a name comes after it."""
    first, *more = wrap(what, size) if name else [what]
    yield Content.assemble((f"{keys:<{lead}}", "bold"), f"{first:<{size}} " if name else first, (name, MUTED))
    for part in more:
        yield Content(" " * lead + part)


class HelpScreen(Dialog[None]):
    """Lists the keys of the screen below and those that work everywhere."""

    CSS_PATH = "help.tcss"
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
        codes = [(plain(key), shorten(name, NAME), "") for key, name in self._codes.items()]
        blocks = [Block("Codes", codes)] if codes else []
        blocks += [Block(KEY_GROUPS[name], self._rows(group)) for name, group in self._groups().items()]
        remap = (
            f"Change keys in {_keys_file()}, with the names in grey: "
            f"`screening.include: y`. The command palette{self._key_of_commands()} has every action."
        )
        yield KeyColumns(content(self._about, MUTED), blocks, Content.styled(remap, MUTED))

    def _key_of_commands(self) -> str:
        """The user's key of the command palette, in brackets."""
        found = binding_named("app.commands", [type(self.app)], self._keys)
        return f" ({self.app.get_key_display(found)})" if found else ""

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

    def _rows(self, group: Group) -> list[tuple[str, str, str]]:
        return [
            (" ".join(map(self.app.get_key_display, bindings)), bindings[0].description, name)
            for name, bindings in group.items()
        ]

    def on_mount(self) -> None:
        """Name the key that scrolls while there is something further down."""
        self.watch(self.frame, "scroll_target_y", self.show_keys, init=False)

    @property
    def widget_keys(self) -> Mapping[str, str]:
        """The key that scrolls, while there is something further down."""
        return {"pagedown": "Further down"} if self.frame.scroll_target_y < self.frame.max_scroll_y else {}


class KeyColumns(Painted, can_focus=False):
    """Blocks of keys in as many columns as there is room for, below what the screen is for and above how keys are changed.

    It is as high as all of it, for the dialog to scroll; one widget for all, painted by lines, opens in half the time.
    """

    def __init__(self, about: Content, blocks: Sequence[Block], remap: Content) -> None:
        super().__init__()
        self._about, self._blocks, self._remap = about, blocks, remap

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """All of its lines."""
        return len(self.make_rows(width).rows)

    def make_rows(self, width: int) -> Rows:
        """The lines."""
        cells = cells_of_column(len(self._blocks), width)
        columns = in_columns([block.lines(cells) for block in self._blocks], width)
        return Rows([*self._about.wrap(width), NOTHING, *columns, NOTHING, *self._remap.wrap(width)])


def cells_of_column(blocks: int, width: int) -> int:
    """The cells of each column in which so many blocks stand."""
    count = max(1, min(blocks, (width + GAP) // (COLUMN + GAP)))
    return (width + GAP) // count - GAP


def in_columns(blocks: Sequence[Sequence[Content]], width: int) -> list[Content]:
    """Blocks of lines side by side, each in the column that has the fewest lines so far."""
    cells = cells_of_column(len(blocks), width)
    columns: list[list[Content]] = [[] for _ in range((width + GAP) // (cells + GAP))]
    for block in blocks:
        shortest = min(columns, key=len)
        if shortest:
            shortest.append(NOTHING)
        for line in block:
            shortest += line.wrap(cells) if line.cell_length > cells else [line]
    gap = Content(" " * GAP)
    return [
        gap.join([*(line.pad_right(cells - line.cell_length) for line in row[:-1]), row[-1]])
        for row in zip_longest(*columns, fillvalue=NOTHING)
    ]
