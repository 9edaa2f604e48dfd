"""The codes of the theory map, found by id, name and place; with those that an import adds."""

from __future__ import annotations

from collections.abc import Collection

from review.acts import AddedCode
from review.domain.wording.caseless import caseless
from review.domain.wording.unknown import unknown_name
from review.errors import ReviewError, UnknownNameError
from review.project.interchange.importing.codes.names import (
    CodeName,
    free_subtheme_id,
    free_theory_id,
    shortened,
)
from review.theory_map import TheoryMap

MOST_ADDED = 3_000
"""How many codes one import may add: a map with more cannot be worked with."""


class KnownCodes:
    """Theories and sub-themes; `added` are those that the map lacks, `replaced` theories that do not stand any more.

    Names are the same whatever their case and spaces.

    Args:
        theory_map: the map as it stands.
        unworded: theories of it whose place new ones take.
    """

    def __init__(self, theory_map: TheoryMap, unworded: Collection[str]) -> None:
        self._map = theory_map
        self.replaced = tuple(code.id for code in theory_map.codes if code.id in unworded)
        standing = [code for code in theory_map.codes if code.id not in self.replaced]
        self.names = {code.id: code.name for code in standing}
        self._theories = {caseless(code.name): code.id for code in reversed(standing)}
        self._below: dict[str, dict[str, str]] = {code.id: {} for code in standing}
        for code in standing:
            self.names |= {one.id: one.name for one in code.subthemes}
            self._below[code.id] = {caseless(one.name): one.id for one in reversed(code.subthemes)}
        self._theory_of = {one: code.id for code in standing for one in theory_map.under(code.id)}
        self._taken = {*self._theory_of, *theory_map.former_codes}
        self._cut: dict[tuple[str, str], list[str]] = {}
        self.added: list[AddedCode] = []

    def theory_of(self, code: str) -> str:
        """The theory of a code: itself, or the one that a sub-theme is under."""
        return self._theory_of[code]

    def is_theory(self, code: str) -> bool:
        """Whether it is a theory, and no rival framing or sub-theme."""
        is_rival = code in {framing.id for framing in self._map.rival_framings}
        return code in self._below and not (is_rival or any(a.id == code and a.rival for a in self.added))

    def is_free(self, code: str) -> bool:
        """Whether no code has this id, or had it."""
        return code not in self._taken

    def free_theory_id(self, *, is_rival: bool) -> str:
        """The id of a new theory or rival framing."""
        return free_theory_id(self._taken, is_rival=is_rival)

    def free_subtheme_id(self, theory: str) -> str:
        """The id of a new sub-theme."""
        return free_subtheme_id(theory, self._taken)

    # Finding

    def named(self, code: str) -> str:
        """The code with this id, or the one that it was merged into.

        Raises:
            UnknownNameError: there is none.
        """
        found = self._map.present(code)
        if found not in self._theory_of:
            raise UnknownNameError(self._map.unknown_code(code))
        return found

    def theory_named(self, code: str) -> str:
        """The theory with this id, under which sub-themes can come.

        Raises:
            UnknownNameError: it is unknown, or a sub-theme.
        """
        found = self._map.present(code)
        if found not in self._below:
            raise UnknownNameError(unknown_name("theory or rival framing of this review", code, self._below))
        return found

    def theory(self, name: CodeName, called: str) -> str:
        """The theory that a name gives by its id, or that is called so; ``""`` for none."""
        return self._with_id(name, self._below) or self._theories.get(caseless(called), "")

    def subtheme(self, theory: str, name: CodeName, called: str) -> str:
        """The sub-theme under a theory that a name gives by its id, or that is called so; ``""`` for none."""
        below = self._below[theory]
        return self._with_id(name, below.values()) or below.get(caseless(called), "")

    def _with_id(self, name: CodeName, among: Collection[str]) -> str:
        """The code that a name gives by its id, alone or with the code's own name."""
        if name.whole in among:
            return name.whole
        return name.id if name.id in among and caseless(self.names[name.id]) == caseless(name.rest) else ""

    def subtheme_called(self, theory: str, called: str) -> str:
        """The sub-theme that is called so under the theory of this name; ``""`` for none."""
        below = self._below.get(self._theories.get(caseless(theory), ""), {})
        return below.get(caseless(called), "")

    def subthemes_called(self, called: str) -> set[str]:
        """The sub-themes that are called so, under any theory."""
        name = caseless(called)
        return {below[name] for below in self._below.values() if name in below}

    # Adding

    def unique(self, theory: str, name: str) -> str:
        """A name, cut where it is too long: a number tells those apart that are the same only because of that."""
        short = shortened(name)
        if short == name:
            return short
        alike = self._cut.setdefault((theory, caseless(short)), [])
        if name not in alike:
            alike.append(name)
        number = alike.index(name) + 1
        return short if number == 1 else f"{short} ({number})"

    def add(self, code: AddedCode) -> str:
        """Add a code that the map lacks; its id.

        Raises:
            ReviewError: there are too many.
        """
        if len(self.added) == MOST_ADDED:  # at once: free ids take longer to find, the more there are
            raise ReviewError(
                f"the theory map lacks more than {MOST_ADDED:,} of its codes; an import can add that many"
            )
        self.added.append(code)
        self.names[code.id] = code.name
        self._taken.add(code.id)
        self._theory_of[code.id] = code.theory or code.id
        if code.theory:
            self._below[code.theory][caseless(code.name)] = code.id
        else:
            self._theories[caseless(code.name)] = code.id
            self._below[code.id] = {}
        return code.id
