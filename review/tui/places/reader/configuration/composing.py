"""Composing a configuration from passages, without a screen: the acts of the Reader's line, and what they ask first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from review.domain.theories.configuration import Element, Fragment, Relation
from review.domain.wording.named import named
from review.domain.wording.one_line import first_words
from review.domain.wording.quoted import quoted
from review.errors import ReviewError
from review.theory_map.theory_work import ConfigurationRole
from review.tui.places.reader.configuration.asking import Asking, Choice, Option, Roles, Waits, numbered
from review.tui.places.reader.configuration.opened import Opened
from review.tui.places.reader.configuration.relations import IN_WORDS
from review.tui.places.reader.configuration.target import Target
from review.tui.widgets.theories.stances import STANCE_KEYS

if TYPE_CHECKING:
    from review.project import Project
    from review.project.configurations.parts import Put

LINE, LEAST = 64, 16
"""The characters of a report that shares a line of 80 cells with the key for help, and the least of its quotation."""

NEW = Option("n", "new", "")
"""An element that is not there yet."""

RELATIONS = {Waits.AGAINST: Relation.AGAINST, Waits.QUALIFIES: Relation.QUALIFIES}

STANCES = tuple(Option(key, named(stance), stance) for key, stance in STANCE_KEYS.items())
UNTIE = Option("x", "untie", "")


class Composing:
    """The acts on the `opened` configuration; what they ask first is in `asking`.

    Each act returns what was done, in words, or an empty text where something is asked first. All raise a ReviewError if
    they are refused. It is kept from document to document, so that the configuration stays open.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._map = project.theory.map
        self.opened = Opened(project)
        self.asking = Asking()

    @property
    def roles(self) -> tuple[ConfigurationRole, ...]:
        """The roles of the map that have a key."""
        return tuple(role for role in self._map.configuration_roles if role.key)

    def called(self, role: str) -> str:
        """A role as in a sentence: ``outcome``."""
        names = {one.id: one.name for one in self._map.configuration_roles}
        return names.get(role, named(role)).lower()

    def show(self) -> None:
        """Show the line, with the configuration that was open last."""
        self.opened.is_shown = True
        self.reload()

    def hide(self) -> None:
        """Hide the line; the configuration stays open for the next time."""
        self.opened.is_shown = False
        self.asking.cancel()

    def reload(self) -> None:
        """Read the configuration again, after acts elsewhere or an undo."""
        self._map = self._project.theory.map
        self.asking.cancel()
        self.opened.reload()

    def begin(self) -> str:
        """Leave the open configuration: the next passage begins another."""
        self.asking.cancel()
        self.opened.begin()
        return "The next passage begins another configuration."

    def choose(self, cmoc: str) -> str:
        """Open a configuration."""
        self.asking.cancel()
        one = self.opened.choose(cmoc)
        return f"{one.label}: {first_words(one.as_read)}"

    # Passages

    def drop(self, role: str, target: Target) -> str:
        """Put a passage into the element of a role; if there are several, it asks which."""
        waits = self.asking.waits
        self.asking.cancel()
        relation = RELATIONS.get(waits, Relation.SHOWS) if waits else Relation.SHOWS
        there = self.opened.of_role(role)
        if relation is not Relation.SHOWS and not there:
            return f"There is no {self.called(role)} yet: first put in a passage that shows it."
        if not there or waits is Waits.ANOTHER:
            return self._put(role, target, relation, None)
        if len(there) == 1:
            return self._put(role, target, relation, there[0])
        elements = {one.id: one for one in there}
        return self.asking.ask(
            Choice(
                f"which {self.called(role)}?",
                [*_by_wording(there), *([NEW] if relation is Relation.SHOWS else [])],
                lambda chosen: self._put(role, target, relation, elements.get(chosen)),
            )
        )

    def _put(self, role: str, target: Target, relation: Relation, element: Element | None) -> str:
        """Put a passage into an element, or into a new one (None)."""
        if element and (same := _same(target, element)):
            other = "" if same.relation is relation else "; take it out first"
            return f"The passage is in this {self.called(role)} already ({IN_WORDS[same.relation]}){other}."
        if self.opened.current is None:
            return self._begin([role], target)
        done = self._project.configurations.put(
            self.opened.current.id,
            role,
            target.record,
            (target.start, target.end),
            relation=relation,
            element=element.id if element else "",
            wording="" if element else target.quote,
        )
        return self._stored([done], target)

    def _begin(self, roles: Sequence[str], target: Target) -> str:
        """Begin a configuration with a passage, tied as the line showed."""
        ties = self.opened.theories(target)
        done = self._project.configurations.begin(
            roles, target.record, (target.start, target.end), wording=target.quote, theories=ties
        )
        label = self.opened.choose(done[0].cmoc).label
        self.opened.last = tuple(one.element for one in done)
        put = ", ".join(map(self.called, roles))
        tied = ", ".join(f"{code} {named(stance)}" for code, stance in ties.items())
        return _quoting(f"{label} begun{f' for {tied}' if tied else ''}: {put}", target.quote, target.page)

    def _stored(self, done: Sequence[Put], target: Target) -> str:
        """Read the configuration again, and say what was put where."""
        self.opened.reload()
        self.opened.last = tuple(one.element for one in done)
        return _quoting("; ".join(one.message for one in done), target.quote, target.page)

    def choose_roles(self) -> str:
        """Ask for the roles that a passage with the whole claim is put in."""
        return self.asking.ask(Roles({role.key: role.id for role in self.roles}))

    def put_whole(self, target: Target) -> str:
        """Put a passage with the whole claim into an element of each chosen role, as one deed."""
        asked = self.asking.asked
        roles = [role.id for role in self.roles if isinstance(asked, Roles) and role.id in asked.chosen]
        if not roles:
            return "Choose the roles by their keys first."
        self.asking.cancel()
        if self.opened.current is None:
            return self._begin(roles, target)
        done = self._project.configurations.put_whole(
            self.opened.current.id, roles, target.record, (target.start, target.end)
        )
        return self._stored(done, target)

    def remove(self, target: Target) -> str:
        """Take the passage at a place out of the configuration; if there are several, it asks which."""
        found = self.opened.fragments_at(target)
        if not found:
            return f"No passage of {self._label} is here."
        if len(found) == 1:
            return self._remove(found[0])
        fragments = {one.id: one for one in found}
        texts = ((one.id, f"{self.called(one.role)} {quoted(one.quote)}") for one in found)
        return self.asking.ask(
            Choice("take out which?", numbered(texts), lambda chosen: self._remove(fragments[chosen]))
        )

    def _remove(self, fragment: Fragment) -> str:
        """Take out a passage, and say which element stays without one."""
        assert self.opened.current is not None
        done = self._project.configurations.take(self.opened.current.id, fragment.id)
        self.opened.reload()
        left = [one for one in self.opened.elements if one.id == fragment.element and not one.fragments]
        return _quoting(done.message, left[0].wording if left else fragment.quote)

    @property
    def _label(self) -> str:
        return self.opened.current.label if self.opened.current else "the new configuration"

    # Wordings

    def to_word(self) -> list[Element]:
        """The elements to word, the likeliest first: those of the last deed, then the others."""
        return sorted(self.opened.elements, key=lambda one: one.id not in self.opened.last)

    def word(self, element: Element, wording: str) -> str:
        """Word an element.

        Raises:
            ReviewError: it is not in the open configuration any more, or it cannot be stored.
        """
        self.opened.reload()  # another program may have written meanwhile
        if self.opened.current is None or element.id not in {one.id for one in self.opened.elements}:
            raise ReviewError(
                f"the {self.called(element.role)} is no longer in the configuration; nothing was stored"
            )
        if wording.strip() in {"", element.wording}:
            return ""
        done = self._project.configurations.word(self.opened.current.id, element.id, wording)
        self.opened.reload()
        return _quoting(done.message, wording)

    # Theories

    def tie(self, target: Target | None) -> str:
        """Ask for a theory by the key of its code, and for the stance toward it."""
        codes = [Option(code.key, "", code.id) for code in self._map.codes if code.key and not code.rejected]
        here = [Option("enter", target.code, target.code)] if target and target.code else []
        return self.asking.ask(
            Choice(
                "for which theory?",
                [*here, *codes],
                self.ask_stance,
                "a code's key, or / to pick one",
                of_codes=True,
            )
        )

    def ask_stance(self, code: str) -> str:
        """Ask for the stance toward a code."""
        is_tied = code in self.opened.theories(None)
        options = [*STANCES, *([UNTIE] if is_tied else [])]
        return self.asking.ask(Choice(code, options, lambda stance: self._tie(code, stance)))

    def _tie(self, code: str, stance: str) -> str:
        if self.opened.current is None:
            self.opened.tie(code, stance)
            return ""
        done = self._project.configurations.tie(self.opened.current.id, code, stance)
        self.opened.reload()
        return done.message


def _quoting(said: str, quote: str, page: str = "") -> str:
    """What was done, with as many of the words that it was done to as the line has room for."""
    cited = f" ({page})" if page else ""
    room = max(LEAST, LINE - len(said) - len(cited) - 4)
    return f"{said}: {quoted(first_words(quote, room))}{cited}"


def _by_wording(elements: Sequence[Element]) -> list[Option]:
    return numbered((one.id, one.wording) for one in elements)


def _same(target: Target, element: Element | None) -> Fragment | None:
    """The fragment of an element that is just this passage."""
    return next((one for one in element.fragments if target.is_just(one)), None) if element else None
