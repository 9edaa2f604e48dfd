"""What the configuration line shows, for the width it gets: the roles with their keys and counts, or what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from rich.cells import cell_len
from textual.content import Content

from review.domain import Stance
from review.domain.theories.configuration import Element, Relation
from review.domain.wording.named import named
from review.domain.wording.one_line import on_one_line
from review.theory_map.theory_work import ConfigurationRole
from review.tui.places.reader.configuration.asking import Choice, Roles
from review.tui.places.reader.configuration.composing import Composing
from review.tui.places.reader.configuration.relations import SIGNS
from review.tui.places.reader.configuration.target import Target
from review.tui.support.bindings import key_name
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.fitting.fitted import first_that_fits
from review.tui.widgets.theories.stances import STANCE_SIGNS

KEY, BUSY = "bold $accent", "reverse"
NEW = ("new CMOC", "new")
"""The label of one that is not begun, where there is room for it and where there is little."""

BETWEEN = Content.styled(" · ", MUTED)

CUT = 4
"""Letters of a role's name where there is little room."""

AROUND = 4
"""Cells around an option's text: its key and spaces."""


def line_text(composing: Composing, target: Target | None, keys: Mapping[str, str], width: int) -> Content:
    """The line in `width` cells; `target` is the passage at the cursor, `keys` are those of the roles."""
    named_so = (composing.opened.current.label,) if composing.opened.current else NEW
    labels = [Content.styled(plain(label), "bold") for label in named_so]
    asked = composing.asking.asked
    if isinstance(asked, Choice):
        return _choice(labels[-1], asked, width)
    if isinstance(asked, Roles):
        return first_that_fits(list(_roles(labels, composing.roles, asked)), width)
    return first_that_fits(list(_counts(labels, composing, target, keys)), width)


def wording_label(composing: Composing, element: Element) -> Content:
    """The text before the field for the wording of an element."""
    label = composing.opened.current.label if composing.opened.current else ""
    return Content.assemble((plain(label), "bold"), f" {plain(composing.called(element.role))}: ")


def _counts(
    labels: Sequence[Content],
    composing: Composing,
    target: Target | None,
    role_keys: Mapping[str, str],
) -> Iterator[Content]:
    """The roles with their keys and counts, and the theories; the longest wording first."""
    waits = composing.asking.waits
    ties = {} if waits else composing.opened.theories(target)
    waiting = Content.styled(f" {waits} ", BUSY) if waits else Content("")
    rows = [(role, _numbers(composing, role.id), role_keys[role.id]) for role in composing.roles]
    names = BETWEEN.join(_named(plain(role.name).lower(), key) + counts for role, counts, key in rows)
    short = BETWEEN.join(_named(_cut(plain(role.name).lower()), key) + counts for role, counts, key in rows)
    keys = BETWEEN.join(Content.assemble((key, KEY), counts) for _, counts, key in rows)
    for roles in (names, short, keys):
        for tied in (_ties(ties), _signs(ties)):
            for label in labels:
                yield Content("  ").join(filter(None, [label, waiting, roles, tied]))


def _cut(name: str) -> str:
    """A role's name where there is little room: ``reas.``."""
    return name if len(name) <= CUT + 1 else f"{name[:CUT]}."


def _named(name: str, key: str) -> Content:
    """A role's name with its key in it: ``[c]ontext``, ``[m] reasoning``."""
    rest = name[1:] if name[:1] == key else f" {name}"
    return Content.assemble(("[", MUTED), (key, KEY), ("]", MUTED), rest)


def _numbers(composing: Composing, role: str) -> Content:
    """How many passages a role has, and how many of them are evidence against it or qualify it: `` 2 -1``."""
    passages = [one.relation for element in composing.opened.of_role(role) for one in element.fragments]
    parts = [Content(f" {passages.count(Relation.SHOWS)}")]
    for relation, style in ((Relation.AGAINST, "$text-error"), (Relation.QUALIFIES, WARNING)):
        if number := passages.count(relation):
            parts.append(Content.styled(f" {SIGNS[relation]}{number}", style))
    return Content("").join(parts)


def _ties(ties: Mapping[str, Stance]) -> Content:
    return Content(", ".join(f"{plain(code)} {named(stance)}" for code, stance in ties.items()))


def _signs(ties: Mapping[str, Stance]) -> Content:
    return Content(" ".join(f"{plain(code)} {STANCE_SIGNS[stance]}" for code, stance in ties.items()))


def _choice(label: Content, asked: Choice, width: int) -> Content:
    """What is asked, and the options, whose texts share what room there is."""
    before = Content.assemble(label, f"  {plain(asked.what)} ")
    hint = Content.styled(f"  {asked.hint}", MUTED) if asked.hint else Content("")
    listed = [(key_name(one.key), plain(on_one_line(one.text))) for one in asked.options if one.text]
    room = width - before.cell_length - hint.cell_length - sum(len(key) + AROUND - 1 for key, _ in listed)
    share = _share([cell_len(text) for _, text in listed], room)
    options = (
        Content.assemble(" ", (key, KEY), " ", Content(text).truncate(share, ellipsis=True), " ")
        for key, text in listed
    )
    return Content("").join([before, *options, hint]).truncate(width, ellipsis=True)


def _share(lengths: Sequence[int], room: int) -> int:
    """The most cells of each of some texts in a room: what short ones leave is for the others."""
    for number, length in enumerate(sorted(lengths)):
        share = room // (len(lengths) - number)
        if length > share:
            return max(1, share)
        room -= length
    return max(lengths, default=0)


def _roles(labels: Sequence[Content], roles: Sequence[ConfigurationRole], asked: Roles) -> Iterator[Content]:
    """The roles to choose some of, with names and without."""
    for is_named, label in product((True, False), labels):
        parts = [Content.assemble(label, " whole claim:" if is_named else " whole:")]
        for role in roles:
            mark = "[x]" if role.id in asked.chosen else "[ ]"
            parts.append(
                Content.assemble(
                    (mark, "bold" if role.id in asked.chosen else MUTED),
                    (f" {role.key}", KEY),
                    f" {plain(role.name).lower()}" if is_named else "",
                )
            )
        yield Content(" ").join(parts)
