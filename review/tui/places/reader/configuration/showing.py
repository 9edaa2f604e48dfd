"""How passages of the open configuration are shown: marks beside the text, and notes on the passage at the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from review.domain.theories.configuration import Fragment
from review.domain.wording.one_line import on_one_line
from review.tui.places.reader.configuration.composing import Composing
from review.tui.places.reader.configuration.relations import IN_WORDS, SIGNS
from review.tui.places.reader.configuration.target import Target
from review.tui.support.colours import ink
from review.tui.widgets.reading.marks import CodingMark
from review.tui.widgets.reading.notes import FragmentNote

MARK = "◆"
"""Before the key of a role, in the first column."""


def element_marks(
    composing: Composing, fragments: Iterable[Fragment], theme: Mapping[str, str]
) -> Iterator[CodingMark]:
    """A mark for each passage: the key of its role, and the sign of what it does for the element."""
    keys = {role.id: role.key for role in composing.roles}
    colour = ink(theme["accent"], theme)
    for one in fragments:
        key = keys.get(one.role) or one.role[:1]
        yield CodingMark(
            one.start, one.end, key, colour, f"{MARK}{key}{SIGNS[one.relation]}", of_element=True
        )


def fragment_notes(composing: Composing, target: Target | None) -> tuple[FragmentNote, ...]:
    """The passages of the open configuration at the cursor."""
    opened = composing.opened
    if target is None or not opened.is_shown or opened.current is None:
        return ()
    wordings = {element.id: element.wording for element in opened.elements}
    return tuple(
        FragmentNote(
            opened.current.label,
            composing.called(one.role),
            IN_WORDS[one.relation],
            wording if (wording := wordings.get(one.element, "")) != on_one_line(one.quote) else "",
            one.reviewer,
        )
        for one in opened.fragments_at(target)
    )
