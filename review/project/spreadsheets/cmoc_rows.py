"""Rows of the table ``cmocs``: configurations as they are worded, tied to theories, with a status."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from review.acts import AddElement, NewCmoc, SetCmocStatus, StateCmoc
from review.domain import Stance
from review.domain.theories.configuration import (
    Configuration,
    ConfigurationStatus,
    Element,
    composed,
    ordered,
)
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.one_line import first_words
from review.domain.wording.unknown import folded, meant
from review.errors import UnknownNameError
from review.journal.queries.theories.groups import labels_given, next_label
from review.project.configurations.service import ConfigurationService
from review.project.service import Context
from review.project.spreadsheets.planned import Known, Planned
from review.project.spreadsheets.tables import RefusedRowError, TableRow
from review.project.theory import TheoryService
from review.theory_map import TheoryMap

Wordings = dict[str, list[str]]
"""The wordings of elements by role."""

_Same = frozenset[tuple[str, str]]
_LABEL = re.compile(r"[Cc]\d{1,5}")
_STANCE = re.compile(r"([^=(]*[^=(\s])\s*(?:=\s*([\w -]+)|\(([\w -]+)\))?")
_MECHANISM = "mechanism"
_REASONING = "reasoning"
_SOURCES = "sources"
_OTHERS = {
    "label": ("label", "cmoc", "configuration", "number"),
    "theories": ("theories", "theory", "codes", "code"),
    "statement": ("statement",),
    "status": ("status",),
    "retroduced": ("retroduced",),
    _MECHANISM: (_MECHANISM, "mechanisms"),
    _SOURCES: (_SOURCES, "source", "citation", "reference", "references"),
    **dict.fromkeys(("against", "not_included", "to_recheck"), ()),
}


class CmocRows:
    """Makes a configuration of each row, with an element for each wording; passages are put into them later."""

    needs = "a column context, resource, reasoning or outcome"

    def __init__(self, context: Context, theory: TheoryService, configurations: ConfigurationService) -> None:
        self._context = context
        self._theory = theory
        self._roles = {role.id: role.name for role in theory.map.configuration_roles}
        self.columns = self._columns()
        self._present = {_same(_wordings_of(one)): one for one in configurations.all()}
        self._planned: dict[_Same, int] = {}
        self._labels = labels_given(context.journal)
        self._is_export = False
        self._keys: frozenset[str] = frozenset()
        self._divided: set[int] = set()

    def _columns(self) -> Mapping[str, str]:
        names = {key: (key, *given) for key, given in _OTHERS.items()}
        names |= {role: (role, f"{role}s", name) for role, name in self._roles.items()}
        return {folded(name): key for key, given in names.items() for name in given}

    def is_enough(self, keys: Collection[str]) -> bool:
        """Whether a table with these columns can be read."""
        # In an export, several elements are on lines of their own, and a semicolon belongs to a wording.
        self._is_export = {"retroduced", "against"} <= set(keys)
        self._keys = frozenset(keys)
        return not {*self._roles, _MECHANISM}.isdisjoint(keys)

    def planned(self, row: TableRow) -> list[Planned | Known]:
        """The configuration of a row.

        Raises:
            ReviewError: it cannot be imported; the text says why and what to do.
        """
        wordings = {role: found for role in self._roles if (found := self._elements(row, role))}
        if not wordings:
            raise RefusedRowError(f"no wording; fill in {', '.join(self._roles)}")
        theories, status = self._theories(row), _status(row)
        written = " ".join(row.text("statement").split())
        statement = "" if written == _composed(wordings) else written
        same = _same(wordings)
        if same in self._present:
            return [Known(row.line, _differs(self._present[same], theories, row.text("status"), statement))]
        if same in self._planned:
            return [Known(row.line, f"worded like line {self._planned[same]}, which is imported")]
        self._planned[same] = row.line
        label = row.text("label").upper()
        taken = bool(label) and label in self._labels
        own = label if _LABEL.fullmatch(label) and not taken else ""
        self._labels |= {own} - {""}
        notes = [f"{label} is another configuration here; this one gets a new label"] if taken else []
        if retroduced := row.lines("retroduced"):
            listed = ", ".join(part.strip() for line in retroduced for part in line.split(";"))
            notes.append(
                f"retroduced: {listed}; the table has no memo that says why, so it is an element like others"
            )

        def write(batch: str) -> None:
            self._write(own, wordings, theories, statement, status, batch)

        tied = ", ".join(f"{code} {named(stance)}" for code, stance in theories.items())
        said = [
            part for part in (tied, "" if status is ConfigurationStatus.CANDIDATE else named(status)) if part
        ]
        beside = f" ({'; '.join(said)})" if said else ""
        what = f"{own or 'new'}{beside}: {first_words(statement or _composed(wordings), 100)}"
        return [Planned(row.line, what, write, tuple(notes))]

    def remarks(self) -> Iterator[str]:
        """What was read otherwise than it may be meant, or not at all."""
        if _MECHANISM in self._keys - self._roles.keys():
            yield (
                "the column of mechanisms is read as reasoning, what people think and do;"
                " what is offered to them belongs in a column resource"
            )
        if _SOURCES in self._keys and not self._is_export:
            yield (
                "the column of sources is not read: a source supports a configuration by a passage,"
                " which 'review cmoc put' or the Reader adds"
            )
        if self._divided:
            yield (
                f"several elements, divided at ';', in {counted(len(self._divided), 'row')} (line {min(self._divided)} is the first);"
                " write a wording that is one element without it"
            )

    def _write(
        self,
        label: str,
        wordings: Wordings,
        theories: Mapping[str, Stance],
        statement: str,
        status: ConfigurationStatus,
        batch: str,
    ) -> None:
        journal, reviewer = self._context.journal, self._context.reviewer
        with journal.transaction():
            given = label if label and label not in labels_given(journal) else next_label(journal)
            made = NewCmoc(label=given, theories=dict(theories), theory_event=self._theory.event, batch=batch)
            cmoc = journal.append(reviewer, made).hash
            elements = {}
            for role, wording in _in_order(wordings):
                added = AddElement(cmoc=cmoc, role=role, wording=wording, batch=batch)
                elements[journal.append(reviewer, added).hash] = wording
            if statement:
                stated = StateCmoc(cmoc=cmoc, statement=statement, elements=elements, batch=batch)
                journal.append(reviewer, stated)
            if status is not ConfigurationStatus.CANDIDATE:
                journal.append(reviewer, SetCmocStatus(cmoc=cmoc, status=status, batch=batch))

    def _elements(self, row: TableRow, role: str) -> list[str]:
        lines = row.lines(role)
        if role == _REASONING and _MECHANISM not in self._roles:
            lines += row.lines(_MECHANISM)
        if len(lines) == 1 and not self._is_export:
            lines = [part.strip() for part in lines[0].split(";") if part.strip()]
            self._divided |= {row.line} if len(lines) > 1 else set()
        return list(dict.fromkeys(lines))

    def _theories(self, row: TableRow) -> dict[str, Stance]:
        found: dict[str, Stance] = {}
        theory_map = self._theory.map
        spelled = _spelled(theory_map)
        for part in (part.strip() for line in row.lines("theories") for part in _parts(line, spelled)):
            if not part:
                continue
            given = _STANCE.fullmatch(part)
            if not given:
                raise RefusedRowError(f"'{part}' is not a theory; write T5=supports, or T5")
            code = theory_map.present(spelled.get(folded(given[1]), given[1]))
            if code not in theory_map.code_names:
                raise UnknownNameError(theory_map.unknown_code(code))
            found[code] = meant("stance", given[2] or given[3] or Stance.BEARS_ON, Stance)
        return found


def _spelled(theory_map: TheoryMap) -> Mapping[str, str]:
    """The code that a spelling means: codes in any case, and names that only one code has."""
    names: dict[str, list[str]] = {}
    for code, name in theory_map.code_names.items():
        for spelling in (name, f"{code} {name}"):
            names.setdefault(folded(spelling), []).append(code)
    codes = {folded(code): code for code in (*theory_map.code_names, *theory_map.former_codes)}
    return {name: those[0] for name, those in names.items() if len(those) == 1} | codes


def _parts(line: str, spelled: Mapping[str, str]) -> Sequence[str]:
    """The theories of a line; the name of one may have a comma in it."""
    return [line] if folded(line) in spelled else re.split("[;,]", line)


def _status(row: TableRow) -> ConfigurationStatus:
    typed = row.text("status")
    return meant("status", typed, ConfigurationStatus) if typed else ConfigurationStatus.CANDIDATE


def _in_order(wordings: Wordings) -> list[tuple[str, str]]:
    """Roles and wordings in the order of a statement."""
    return [(role, wording) for role in ordered(list(wordings)) for wording in wordings.get(role, ())]


def _composed(wordings: Wordings) -> str:
    return " ".join(composed([Element("", *one) for one in _in_order(wordings)]).split())


def _wordings_of(one: Configuration) -> Wordings:
    found: Wordings = {}
    for element in one.elements:
        found.setdefault(element.role, []).append(element.wording)
    return found


def _same(wordings: Mapping[str, Iterable[str]]) -> _Same:
    """What makes configurations equal: the wordings of their roles, whatever their spaces."""
    return frozenset((role, " ".join(one.split())) for role, those in wordings.items() for one in those)


def _differs(present: Configuration, theories: Mapping[str, Stance], status: str, statement: str) -> str:
    """How a configuration with the same wordings differs from what a row says; ``""`` if it does not."""
    differs: Sequence[str] = [
        name
        for name, is_other in (
            ("other theories", theories and dict(present.theories) != dict(theories)),
            ("another status", status and folded(status) != folded(present.status)),
            ("another statement", statement and " ".join(present.written.split()) != statement),
        )
        if is_other
    ]
    if not differs:
        return ""
    return f"{present.label} is worded like this, but with {' and '.join(differs)}; it was left as it is"
