"""Which code of the theory map each code of a project file becomes: one that is there, or one that is added.

What is at the top of the file's tree becomes a theory, everything deeper a sub-theme of it, named by its path. A code that the
map has already, by its id or name, is that one; its wording stays as it is here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from review.acts import AddedCode
from review.domain.wording.caseless import caseless
from review.exchange.refi.values import QdaCode, QdaProject, Skipped
from review.project.interchange.importing.codes.choosing import SEPARATOR, Choice, paths_of
from review.project.interchange.importing.codes.known import KnownCodes
from review.project.interchange.importing.codes.names import (
    CodeName,
    light,
    plain_line,
    shortened,
)
from review.project.interchange.importing.own import OwnCodes, own_codes
from review.project.interchange.report import MappedCode
from review.theory_map import TheoryMap

LONGEST_WORDING = 2_000
"""The characters of a description that become a proposition; a longer one is kept whole in a memo on the code."""


class CodePlan(Struct, frozen=True, kw_only=True):
    """What becomes of a file's codes: `of` has the map's code by guid, `added` what the map lacks, in the order of the file.

    `replaced` are theories that nobody has worded, whose place the new ones take. `longer` has for codes the descriptions that
    were cut.
    """

    mapped: tuple[MappedCode, ...]
    of: Mapping[str, str]
    added: tuple[AddedCode, ...] = ()
    replaced: tuple[str, ...] = ()
    categories: Mapping[str, str] = {}
    longer: tuple[tuple[str, str], ...] = ()
    skipped: tuple[Skipped, ...] = ()


def planned_codes(
    project: QdaProject,
    theory_map: TheoryMap,
    *,
    choices: Mapping[str, Choice] | None = None,
    under: str | None = None,
    known: Mapping[str, str] | None = None,
    unworded: Collection[str] = (),
) -> CodePlan:
    """What becomes of a file's codes.

    Args:
        project: the file.
        theory_map: the map as it stands.
        choices: what was chosen for codes, by guid.
        under: the theory under which all others go as sub-themes; ``""`` is one named after the project, None none.
        known: the codes of this review, former ids too, by the guids under which it exports them.
        unworded: theories of the map that nobody has worded or used: new theories take their place, unless they are chosen.

    Raises:
        UnknownNameError: a code of the map is unknown.
        ReviewError: the file has too many codes.
    """
    choices = choices or {}
    chosen = {under, *(code for one in choices.values() for code in (one.to, one.under))}
    planner = _Planner(project, theory_map, known or {}, [code for code in unworded if code not in chosen])
    planner.plan(choices, under)
    return planner.result()


class _Planner:
    """Goes through the codes in the file's order, depth first."""

    def __init__(
        self, project: QdaProject, theory_map: TheoryMap, known: Mapping[str, str], unworded: Collection[str]
    ) -> None:
        self._project = project
        self._map = theory_map
        self._known = {
            guid: theory_map.present(code)
            for guid, code in known.items()
            if theory_map.present(code) in theory_map.code_names
        }
        self._own: OwnCodes = own_codes(project)
        self._here = KnownCodes(theory_map, unworded)
        self._categories: dict[str, str] = {}
        self._longer: list[tuple[str, str]] = []
        self._skipped: list[Skipped] = []
        self._of: dict[str, str] = {}
        self._paths = paths_of(project)
        self._names_below: dict[str, str] = {}
        self._before = set[str]()
        self._in_place = self._all_in_place()

    def plan(self, choices: Mapping[str, Choice], under: str | None) -> None:
        """Find or add the code for each code of the file."""
        parents = {code.parent for code in self._project.codes}
        used = _used(self._project)
        common = "" if under is None else self._common_theory(under)
        seen: set[str] = set()
        for code in self._project.codes:
            parent = code.parent if code.parent in seen else ""
            seen.add(code.guid)
            if not (code.is_codable or code.guid in parents or code.guid in used or code.guid in choices):
                self._skipped.append(
                    Skipped(f"code “{shortened(self._paths[code.guid])}”", "a folder with nothing in it")
                )
                continue
            self._of[code.guid] = self._found(code, parent, choices.get(code.guid), common)
        self._name_rivals()

    def result(self) -> CodePlan:
        """What was found and added."""
        new = {one.id for one in self._here.added}
        codings = Counter(_coded(self._project))
        mapped = tuple(
            MappedCode(
                guid=code.guid,
                path=shortened(self._paths[code.guid]),
                to=self._of[code.guid],
                name=self._here.names[self._of[code.guid]],
                is_new=self._of[code.guid] in new,
                is_top=not code.parent,
                is_below=self._here.theory_of(self._of[code.guid]) != self._of[code.guid],
                came_before=code.guid in self._before,
                codings=codings[code.guid],
            )
            for code in self._project.codes
            if code.guid in self._of
        )
        has_theories = any(not one.theory and not one.rival for one in self._here.added)
        return CodePlan(
            mapped=mapped,
            of=self._of,
            added=tuple(self._here.added),
            replaced=self._here.replaced if has_theories else (),
            categories=self._categories,
            longer=tuple(self._longer),
            skipped=tuple(self._skipped),
        )

    def _found(self, code: QdaCode, parent: str, choice: Choice | None, common: str) -> str:
        """The code of the map that a code of the file is, added if it is not there."""
        if choice is None and code.guid in self._known and self._known[code.guid] in self._here.names:
            return self._chosen(code, self._known[code.guid])
        if choice is not None and choice.to:
            return self._chosen(code, choice.to)
        if choice is not None and choice.under:
            return self._subtheme(code, self._here.theory_named(choice.under))
        if choice is None and (before := self._came_before(code, parent, common)):
            self._before.add(code.guid)
            return self._chosen(code, before)
        if choice is None and parent in self._of:
            return self._subtheme(
                code, self._here.theory_of(self._of[parent]), self._names_below.get(parent, "")
            )
        if choice is None and common:
            return self._subtheme(code, common)
        return self._top(code)

    def _came_before(self, code: QdaCode, parent: str, common: str) -> str:
        """The only sub-theme that is named as a code's path, where the map has no such code in its place.

        An earlier import put it there, with other options.
        """
        if common or self._own.is_own or self._is_in_place(code, parent):
            return ""
        found = self._here.subthemes_called(self._paths[code.guid])
        found -= {one.id for one in self._here.added} | self._in_place
        return found.pop() if len(found) == 1 else ""

    def _all_in_place(self) -> frozenset[str]:
        """The sub-themes that are where a code of the file is, below the theory of its name."""
        found = set[str]()
        for path in self._paths.values():
            top, _, rest = path.partition(SEPARATOR)
            found.add(self._here.subtheme_called(shortened(top), shortened(rest)))
        return frozenset(found)

    def _is_in_place(self, code: QdaCode, parent: str) -> bool:
        """Whether the map has a code where it is in the file."""
        name = CodeName.read(code.name)
        if parent not in self._of:
            return bool(self._here.theory(name, name.whole))
        above = self._names_below.get(parent, "")
        whole = f"{above}{SEPARATOR}{name.whole}" if above else name.whole
        return bool(self._here.subtheme(self._here.theory_of(self._of[parent]), name, whole))

    def _chosen(self, code: QdaCode, to: str) -> str:
        """An existing code; what is below the file's code goes below its theory."""
        found = self._here.named(to)
        is_theory = self._here.theory_of(found) == found
        self._names_below[code.guid] = "" if is_theory else self._here.names[found]
        return found

    def _common_theory(self, under: str) -> str:
        if under:
            return self._here.theory_named(under)
        named = plain_line(self._project.name) or "Imported codes"
        whole = QdaCode(guid="", name=named, description=self._project.description)
        return self._top(whole)

    def _top(self, code: QdaCode) -> str:
        """The theory or rival framing of a code's name."""
        self._names_below[code.guid] = ""
        name = CodeName.read(code.name)
        whole = self._here.unique("", name.rest if self._has_id(name) else name.whole)
        if found := self._here.theory(name, whole):
            return found
        is_rival = code.guid in self._own.rival_framings
        made = self._own_id(name) or self._here.free_theory_id(is_rival=is_rival)
        category = self._own.category_of.get(code.guid)
        added = AddedCode(
            id=made,
            name=whole,
            wording=self._wording(code, made) or whole,
            rival=is_rival,
            colour=light(code.colour),
            category=self._category(category) if category else "",
            rejected=code.guid in self._own.rejected,
        )
        return self._here.add(added)

    def _subtheme(self, code: QdaCode, theory: str, above: str = "") -> str:
        """The sub-theme under a theory of a code's name, below what is above it there."""
        name = CodeName.read(code.name)
        called = name.rest if self._has_id(name) else name.whole
        whole = self._here.unique(theory, f"{above}{SEPARATOR}{called}" if above else called)
        self._names_below[code.guid] = whole
        if found := self._here.subtheme(theory, name, whole):
            return found
        made = self._own_id(name) or self._here.free_subtheme_id(theory)
        return self._here.add(
            AddedCode(id=made, name=whole, wording=self._wording(code, made), theory=theory)
        )

    def _has_id(self, name: CodeName) -> bool:
        """Whether a name begins with an id: where another program wrote the file again, somebody may have added names."""
        return bool(name.id) and self._own.is_own and (self._own.is_as_written or name.has_usual_id)

    def _own_id(self, name: CodeName) -> str:
        """The id of a code in a file of this program, if it is free here."""
        return name.id if self._has_id(name) and self._here.is_free(name.id) else ""

    def _wording(self, code: QdaCode, made: str) -> str:
        whole = plain_line(code.description)
        if len(whole) > LONGEST_WORDING:
            self._longer.append((made, code.description.strip()))
            return whole[: LONGEST_WORDING - 1].rstrip() + "…"
        return whole

    def _category(self, name: str) -> str:
        """The id of the map's category of that name, added if it is not there."""
        known = {**self._map.categories, **self._categories}
        if found := next((one for one, called in known.items() if caseless(called) == caseless(name)), ""):
            return found
        made = next(one for number in range(1, len(known) + 2) if (one := f"category-{number}") not in known)
        self._categories[made] = name
        return made

    def _name_rivals(self) -> None:
        """Name the theories that new framings rival."""
        for place, one in enumerate(self._here.added):
            if one.rival:
                guid = next(guid for guid, code in self._of.items() if code == one.id)
                named = (self._of.get(theory, "") for theory in self._own.rivals_of.get(guid, ()))
                rivals = tuple(code for code in dict.fromkeys(named) if self._here.is_theory(code))
                self._here.added[place] = replace(one, rivals=rivals)


def _coded(project: QdaProject) -> Sequence[str]:
    """The code of every coding, on passages and whole sources."""
    return [
        coding.code
        for source in project.sources
        for coded in ((source,), source.selections, source.areas)
        for one in coded
        for coding in one.codings
    ]


def _used(project: QdaProject) -> frozenset[str]:
    return frozenset(_coded(project))
