"""The first and last lines of every place: navigation, notices, the most important keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, ClassVar

from msgspec import Struct
from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.notifications import Notification, SeverityLevel
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from review.tui.support.bindings import declared, key_name
from review.tui.support.notices import NoticesApp, beneath_notices, lines_of
from review.tui.support.plain import plain, shorten


class Place(Struct, frozen=True):
    """A place to go to: its mode, name and key; `also` is a key for terminals that keep that one for themselves.

    `shorter` are names for lines that are too narrow for all full ones, each as short as the one before or shorter.
    """

    mode: str
    name: str
    key: str
    also: str = ""
    shorter: tuple[str, ...] = ()

    @property
    def keys(self) -> str:
        """Its keys, as a binding names them."""
        return f"{self.key},{self.also}" if self.also else self.key


class NavigationBar(Widget):
    """The places by their keys, the current one marked, and the status on the right as far as it fits.

    The current place has its full name; the others have theirs, or the longest of the shorter ones with which all fit beside the last
    part of the status. Where they fit only if the current place has a shorter name, too, it has that; else the others have
    none, and the current one the longest with which that part fits. In a narrower bar the first places go, as far as the current one needs.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"navigation-bar--here", "navigation-bar--key"}

    status: reactive[tuple[str, ...]] = reactive(())

    class Chosen(Message):
        """A place was clicked."""

        def __init__(self, mode: str) -> None:
            super().__init__()
            self.mode = mode

    def __init__(self, places: Sequence[Place], here: str) -> None:
        super().__init__()
        self._places = places
        self._here = here

    def _shown(self) -> list[tuple[Place, Content]]:
        """The places that the bar shows, each as it does."""
        width = self.content_size.width
        parts = [
            self._part(place, name)
            for place, name in zip(self._places, self._fitting_names(width), strict=True)
        ]
        shown = list(zip(self._places, parts, strict=True))
        ends = accumulate(part.cell_length for part in parts)
        end = next((at for (place, _), at in zip(shown, ends, strict=True) if place.mode == self._here), 0)
        while end > width and shown[0][0].mode != self._here:
            end -= shown.pop(0)[1].cell_length
        return shown

    def _fitting_names(self, width: int) -> list[str]:
        """The names of the places in this width."""
        room = width - sum(len(place.key) + 3 for place in self._places)
        most = max(len(place.shorter) for place in self._places)
        in_full = [self._names(form, 0) for form in range(most + 1)]
        shortest = [self._names(most, form) for form in range(1, most + 1)]
        # Shorter names rather than without a part of the status.
        for status, forms in (
            (" · ".join(self.status), in_full),
            ("".join(self.status[-1:]), in_full + shortest),
        ):
            for names in forms:
                if sum(map(cell_len, names)) + cell_len(plain(status)) + 2 < room:
                    return names
        alone = [self._alone(form) for form in range(most + 1)]
        left = room + len(self._places) - cell_len(plain("".join(self.status[-1:]))) - 2
        # A place without a name takes a cell less.
        return next((names for names in alone if sum(map(cell_len, names)) + 1 < left), alone[0])

    def _names(self, others: int, here: int) -> list[str]:
        """The names of the places, in full (0) or the first, second … shorter ones, and that of the current one."""
        return [_shortened(place, here if place.mode == self._here else others) for place in self._places]

    def _alone(self, here: int) -> list[str]:
        """The names of the places where only the current one has one, in full (0) or the first, second … shorter one."""
        return [_shortened(place, here) if place.mode == self._here else "" for place in self._places]

    def _part(self, place: Place, name: str) -> Content:
        key, name = key_name(place.key), f" {name}" if name else ""
        if place.mode == self._here:
            return Content.styled(f" {key}{name} ", self.get_visual_style("navigation-bar--here"))
        style = self.get_visual_style("navigation-bar--key", partial=True)
        return Content.assemble((f" {key}", style), f"{name} ")

    def render(self) -> Content:
        """The places, and the status as far as it fits: the reviewer, who is last, before anything else."""
        line = Content("").join(part for _, part in self._shown())
        room = self.content_size.width - line.cell_length - 1
        shown = ""
        for part in reversed(self.status):
            longer = f"{plain(part)} · {shown}" if shown else shorten(part, room - 2)
            shown = longer if cell_len(longer) + 2 <= room else shown
        return line + Content(" " * (room - cell_len(shown)) + shown if shown else "")

    def on_click(self, event: events.Click) -> None:
        """Go to the place under the pointer."""
        position = event.get_content_offset(self)
        x = 0
        for place, part in self._shown():
            x += part.cell_length
            if position is not None and position.x < x:
                self.post_message(self.Chosen(place.mode))
                return


def _shortened(place: Place, form: int) -> str:
    """The name of a place, in full (0) or the first, second … shorter one, as far as it has them."""
    return place.shorter[min(form, len(place.shorter)) - 1] if form and place.shorter else place.name


class ShownKey(Struct, frozen=True):
    """A key as a line of keys shows it: its name, how it is shown, what it does."""

    key: str
    display: str
    description: str

    @property
    def width(self) -> int:
        """Its width in cells."""
        return cell_len(self.display) + cell_len(self.description) + 3


def _is_typed(screen: Screen[Any], key: str) -> bool:
    """Whether the key is a character that the focused field takes; Textual knows that of all keys that it has by their sign."""
    return key == "slash" and screen.focused is not None and screen.focused.check_consume_key(key, "/")


def shown_keys(screen: Screen[Any]) -> dict[str, ShownKey]:
    """The keys of a screen that lines of keys show, by action.

    They are in the order in which the classes declare them: a changed key stays in its place.
    """
    with beneath_notices(screen.app):
        active = list(screen.active_bindings.values())
    order = list(dict.fromkeys(one.node for one in active))
    places = [
        {b.id: i for i, b in enumerate(b for kind in reversed(type(node).__mro__) for b in declared(kind))}
        for node in order
    ]

    def place(one: ActiveBinding) -> tuple[int, int]:
        node = order.index(one.node)
        return node, places[node].get(one.binding.id, len(places[node]))

    shown: dict[str, ShownKey] = {}
    for one in sorted(active, key=place):
        binding = one.binding
        if binding.show and binding.description and one.enabled and not _is_typed(screen, binding.key):
            key = ShownKey(binding.key, screen.app.get_key_display(binding), binding.description)
            shown.setdefault(binding.action, key)
    return shown


class NoticeLines(Widget):
    """The app's notices at the lower edge of a screen: no line while there are none, and never over anything."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "notice-lines--information",
        "notice-lines--warning",
        "notice-lines--error",
    }

    def on_mount(self) -> None:
        """Follow the notices of the app."""
        if isinstance(self.app, NoticesApp):
            self.app.notices_changed.subscribe(self, lambda _: self.show_notices())
        self.show_notices()

    def show_notices(self) -> None:
        """Show the notices that there are now."""
        self.display = bool(self.notices)
        self.refresh(layout=True)

    @property
    def notices(self) -> list[Notification]:
        """The notices to show, oldest first."""
        return list(self.app.notices) if isinstance(self.app, NoticesApp) else []

    def lines(self, width: int) -> list[Content]:
        """The lines to show."""
        return [
            self.notice_line(line + " " * (width - cell_len(line) - 2), notice.severity)
            for notice in self.notices
            for line in lines_of(notice.message, width)
        ]

    def notice_line(self, line: str, severity: SeverityLevel) -> Content:
        """A line of a notice in the colours of its kind."""
        return Content.styled(f" {line} ", self.get_visual_style(f"notice-lines--{severity}"))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """As many lines as the notices have."""
        return self.height_in(width)

    def height_in(self, width: int) -> int:
        """The number of lines in so many cells."""
        return len(self.lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self.lines(self.content_size.width))

    def on_click(self, event: events.Click) -> None:
        """Act on what is under the pointer."""
        position = event.get_content_offset(self)
        if position is not None:
            self.clicked(position)

    def clicked(self, position: Offset) -> None:  # noqa: ARG002 - for those that show more
        """Close the notices."""
        self.app.clear_notifications()


def _height(lines: Content) -> int:
    return lines.plain.count("\n") + 1


class KeyFooter(NoticeLines):
    """The screen's keys as far as they fit, none cut off, and always the key for help; above or before them the notices.

    A notice of one line shares the line of the keys, so that nothing on the screen moves; longer ones have lines of their own.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-footer--key"}

    def __init__(self) -> None:
        super().__init__()
        self._painted = Content("")
        self._is_asked = False
        self._made_for: object = None
        """What the painted lines were made for that are not on the screen yet, if any."""

    def on_mount(self) -> None:
        """Update the keys when the focus changes."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._ask())

    def _ask(self) -> None:
        """Look at the keys once for all that changes together."""
        if not self._is_asked:
            self._is_asked = True
            self.call_later(self._show_keys)

    def _show_keys(self) -> None:
        """Paint the keys if they are others."""
        self._is_asked = False
        if not self.screen.is_current:
            self.refresh()
            return
        lines = super().render()
        # The screen is laid out again only for another number of lines.
        is_higher = self.content_size.height not in {0, _height(lines)}
        if is_higher or not lines.is_same(self._painted):
            self._painted, self._made_for = lines, self._look
            self.refresh(layout=is_higher)

    @property
    def _look(self) -> object:
        return self.content_size.width, self.app.theme

    def render(self) -> Content:
        """The lines; they may just have been made."""
        if self._made_for != self._look:
            self._painted = super().render()
        self._made_for = None
        return self._painted

    def show_notices(self) -> None:
        """Show the notices that there are now, and the keys."""
        self._made_for = None
        if self.screen.is_current:
            self._ask()
        else:
            # Its keys cannot be asked for: the screen in front may not have its widgets yet.
            self.refresh(layout=self.content_size.height != 0)

    def height_in(self, width: int) -> int:
        """The number of lines: one without notices, whatever keys are in it."""
        if not self.notices:
            return 1
        if self._made_for == (width, self.app.theme):
            return _height(self._painted)
        return super().height_in(width)

    @staticmethod
    def _fitting(keys: Mapping[str, ShownKey], room: int) -> list[ShownKey]:
        shown = dict(keys)
        help_key = shown.pop("app.help", None) or shown.pop("help", None)
        room -= 1 + (help_key.width if help_key else 0)
        fitting: list[ShownKey] = []
        for entry in shown.values():
            if entry.width > room:
                break
            fitting.append(entry)
            room -= entry.width
        return [*fitting, help_key] if help_key else fitting

    def _sharing(self, keys: Mapping[str, ShownKey], width: int) -> Content:
        """The notice that shares the line of the keys, if it is the only one and leaves room for the key for help."""
        notices = self.notices
        lines = lines_of(notices[0].message, width) if len(notices) == 1 else []
        least = sum(key.width for key in self._fitting(keys, 0)) + 1
        if len(lines) != 1 or cell_len(lines[0]) + 2 + least > width:
            return Content("")
        return self.notice_line(lines[0], notices[0].severity)

    def lines(self, width: int) -> list[Content]:
        """The notices, and the line of the keys."""
        shown = shown_keys(self.screen)
        sharing = self._sharing(shown, width)
        above = [] if sharing else super().lines(width)
        style = self.get_visual_style("key-footer--key", partial=True)
        keys = (
            Content.assemble(" ", (entry.display, style), f" {entry.description} ")
            for entry in self._fitting(shown, width - sharing.cell_length)
        )
        return [*above, Content("").join([sharing, *keys])]

    def clicked(self, position: Offset) -> None:
        """Press the key under the pointer, or close the notices."""
        width, shown = self.content_size.width, shown_keys(self.screen)
        x = self._sharing(shown, width).cell_length
        if position.y < self.content_size.height - 1 or position.x < x:
            super().clicked(position)
            return
        for entry in self._fitting(shown, width - x):
            x += entry.width
            if position.x < x:
                self.app.simulate_key(entry.key)
                return
