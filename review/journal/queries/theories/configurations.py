"""Configurations as they stand: their parts, which are subjects of their own, put together."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from review.domain import Stance
from review.domain.theories.configuration import (
    Configuration,
    ConfigurationStatus,
    Element,
    Fragment,
    Link,
    LinkKind,
    Relation,
    Rewording,
    Wording,
    composed,
    ordered,
)
from review.domain.theories.looking_again import Standing
from review.journal.journal import Journal
from review.journal.queries.theories.fragments import fragments
from review.journal.queries.theories.groups import Groups, Shown


class Versions(NamedTuple):
    """What is known of the theory map's versions: the one that each act on it made, and since when wordings stand.

    `codes` are those of the present map in its order, in which a configuration has its theories.
    """

    numbers: Mapping[str, int]
    standing: Mapping[str, Standing]
    codes: Sequence[str] = ()


def configurations(
    journal: Journal,
    versions: Versions,
    groups: Groups | None = None,
    wanted: Collection[Shown] | None = None,
    *,
    texts_in: Journal | None = None,
    last_pages: bool = True,
) -> list[Configuration]:
    """Configurations, oldest first: all that are shown, or those `wanted`; `texts_in` and `last_pages` as for `fragments`."""
    groups = groups or Groups(journal)
    ids = None if wanted is None else json.dumps([cmoc for one in wanted for cmoc in one.members])
    where, given = ("1", ()) if ids is None else ("fragment.cmoc IN (SELECT value FROM json_each(?))", (ids,))
    put = fragments(journal, groups, where, given, texts_in=texts_in, last_pages=last_pages)
    parts = _Parts(journal, groups, put, ids)
    shown = groups.shown if wanted is None else wanted
    return [_put_together(one, groups, parts, versions) for one in shown]


def listed(journal: Journal, versions: Versions, groups: Groups) -> list[Configuration]:
    """All that are shown, oldest first, for lists: of their passages only those that are against an element are read.

    So are passages whose element is gone, because each of them is shown as an element. Elements know whether their words are those of
    a passage.
    """
    against = (
        f"fragment.relation = '{Relation.AGAINST}'"
        " OR NOT EXISTS (SELECT 1 FROM element WHERE element.element = fragment.element)"
    )
    put = fragments(journal, groups, against, last_pages=False)
    parts = _Parts(journal, groups, put, None, _repeating(journal))
    return [_put_together(one, groups, parts, versions) for one in groups.shown]


def _repeating(journal: Journal) -> frozenset[str]:
    """The elements whose last wording is a passage in them, as `Element.is_quoted` compares; their texts stay in SQLite."""
    quote, wording = map(_without_spaces, ("fragment.quote", "worded.wording"))
    sql = (
        "SELECT DISTINCT element FROM fragment JOIN element_wording AS worded USING (element)"
        " WHERE substr(ltrim(quote), 1, 1) = substr(ltrim(wording), 1, 1)"  # most differ in this, which costs less
        f" AND {quote} = {wording} AND worded.position ="
        " (SELECT max(position) FROM element_wording WHERE element_wording.element = worded.element)"
    )
    return frozenset(element for (element,) in journal.rows(sql))


def _without_spaces(column: str) -> str:
    """SQL of a text without spaces and line ends, which a form may have changed."""
    for sign in (10, 13, 9, 32):
        column = f"replace({column}, char({sign}), '')"
    return column


class _TieRow(NamedTuple):
    cmoc: str
    code: str
    coded: str
    stance: str
    theory_event: str


class _StatementRow(NamedTuple):
    cmoc: str
    event: str
    statement: str
    elements: str
    reviewer: str
    time: str


class _ElementRow(NamedTuple):
    element: str
    cmoc: str
    role: str
    memo: str


class _WordingRow(NamedTuple):
    element: str
    event: str
    wording: str
    reviewer: str
    time: str


class _LinkRow(NamedTuple):
    cmoc: str
    other: str
    kind: str


Row = TypeVar("Row", _TieRow, _StatementRow, _ElementRow)


class _Parts:
    """The parts of all configurations, or of those whose ids (a JSON list) are given; each table is read once."""

    def __init__(
        self,
        journal: Journal,
        groups: Groups,
        put: Iterable[Fragment],
        ids: str | None,
        repeating: frozenset[str] = frozenset(),
    ) -> None:
        self.repeating = repeating
        of_them = "1" if ids is None else "{0}.cmoc IN (SELECT value FROM json_each(?))"
        given = () if ids is None else (ids,)

        def rows(kind: type[Row], table: str, order: str) -> dict[str, list[Row]]:
            columns, where = ", ".join(kind._fields), of_them.format(table)
            return _by_cmoc(
                journal.read(kind, f"SELECT {columns} FROM {table} WHERE {where} ORDER BY {order}", given)
            )

        self.ties = rows(_TieRow, "cmoc_theory", "cmoc, position")
        self.statements = rows(_StatementRow, "cmoc_statement", "cmoc, position")
        self.elements = rows(_ElementRow, "element", "clock, element")
        self.wordings: defaultdict[str, list[Wording]] = defaultdict(list)
        for row in journal.read(
            _WordingRow,
            "SELECT element, event, wording, reviewer, time FROM element_wording JOIN element USING (element)"
            f" WHERE {of_them.format('element')} ORDER BY element, position",
            given,
        ):
            self.wordings[row.element].append(Wording(*row[1:]))
        self.fragments: defaultdict[str, list[Fragment]] = defaultdict(list)
        for fragment in put:
            self.fragments[fragment.cmoc].append(fragment)
        self.links: defaultdict[str, list[Link]] = defaultdict(list)
        self.linked_from: defaultdict[str, list[Link]] = defaultdict(list)
        self._read_links(journal, groups)

    def _read_links(self, journal: Journal, groups: Groups) -> None:
        """The links, each between the configurations that are shown; those within one are left out."""
        sql = "SELECT cmoc, other, kind FROM cmoc_link ORDER BY clock, cmoc, other, kind"
        pairs = {
            (one, other, LinkKind(row.kind)): None
            for row in journal.read(_LinkRow, sql)
            if (one := groups.of(row.cmoc)) and (other := groups.of(row.other)) and one != other
        }
        for one, other, kind in pairs:
            self.links[one.id].append(Link(other.id, other.label, kind))
            self.linked_from[other.id].append(Link(one.id, one.label, kind))


def _by_cmoc(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.cmoc].append(row)
    return dict(found)


def _put_together(shown: Shown, groups: Groups, parts: _Parts, versions: Versions) -> Configuration:
    """A configuration with everything of those that were merged into it."""
    row = groups.rows[shown.id]
    elements = _elements(shown, parts)
    ties = _ties(shown, parts, versions.codes)
    judged = [
        versions.numbers.get(event) for event in (*(tie.theory_event for tie in ties), row.theory_event)
    ]
    written, others, is_outdated = _statement(parts.statements.get(shown.id, []), elements)
    return Configuration(
        id=shown.id,
        label=row.label,
        status=ConfigurationStatus(row.status),
        reason=row.reason,
        theories={tie.code: Stance(tie.stance) for tie in ties},
        elements=elements,
        reviewer=row.reviewer,
        time=row.time,
        written=written,
        is_outdated=is_outdated,
        others=others,
        links=tuple(parts.links.get(shown.id, ())),
        linked_from=tuple(parts.linked_from.get(shown.id, ())),
        merged=tuple(groups.rows[one].label for one in shown.members[1:]),
        theory_version=max((number for number in judged if number is not None), default=None),
        rewordings=tuple(one for tie in ties if (one := _rewording(tie, versions))),
    )


def _ties(shown: Shown, parts: _Parts, codes: Sequence[str]) -> list[_TieRow]:
    """The ties in the order of the map.

    Of several toward one code that of the configuration that is shown counts, else that of the oldest.
    """
    found: dict[str, _TieRow] = {}
    for cmoc in shown.members:
        for tie in parts.ties.get(cmoc, ()):
            found.setdefault(tie.code, tie)
    if len(found) < 2:
        return list(found.values())
    return [found.pop(code) for code in codes if code in found] + list(found.values())


def _rewording(tie: _TieRow, versions: Versions) -> Rewording | None:
    """What changed of a code's wording since a configuration was tied to it, or last judged."""
    standing, number = versions.standing.get(tie.coded), versions.numbers.get(tie.theory_event)
    if standing is None or number is None or standing.since <= number:
        return None
    return Rewording(tie.code, number, standing.since)


def _statement(
    rows: Sequence[_StatementRow], elements: Sequence[Element]
) -> tuple[str, tuple[Wording, ...], bool]:
    """The statement as written (``""``: it is composed), those written apart, and whether elements changed since."""
    if not rows:
        return "", (), False
    *others, last = rows
    apart = tuple(
        Wording(one.event, one.statement or composed(elements), one.reviewer, one.time) for one in others
    )
    now = {element.id: element.wording for element in elements}
    return last.statement, apart, bool(last.statement) and json.loads(last.elements) != now


def _elements(shown: Shown, parts: _Parts) -> tuple[Element, ...]:
    """The elements in the order of a statement.

    Fragments whose element is gone are shown in one of the same role, worded by the quotation: none is lost silently.
    """
    inside: defaultdict[str, list[Fragment]] = defaultdict(list)
    for fragment in parts.fragments.get(shown.id, ()):
        inside[fragment.element].append(fragment)
    found = []
    for row in (row for cmoc in shown.members for row in parts.elements.get(cmoc, ())):
        *others, last = parts.wordings[row.element]
        those = (
            one if one.role == row.role else replace(one, role=row.role)
            for one in inside.pop(row.element, ())
        )
        repeats = row.element in parts.repeating
        found.append(
            Element(row.element, row.role, last.text, row.memo, tuple(those), tuple(others), repeats)
        )
    for element, left in inside.items():
        found.append(Element(element, left[0].role, left[0].quote, fragments=tuple(left)))
    places = {role: place for place, role in enumerate(ordered([one.role for one in found]))}
    return tuple(sorted(found, key=lambda one: places[one.role]))


# --- what acts refer to ------------------------------------------------------------------------------------------------


def wordings_known(journal: Journal, element: str) -> tuple[str, ...]:
    """The acts that worded an element and stand, which the next wording replaces."""
    return _standing(journal, "word-element", f"element:{element}")


def statements_known(journal: Journal, cmoc: str) -> tuple[str, ...]:
    """The acts that stated a configuration and stand, which the next statement replaces."""
    return _standing(journal, "cmoc-statement", f"cmoc:{cmoc}")


def _standing(journal: Journal, kind: str, subject: str) -> tuple[str, ...]:
    """The acts of a kind on a subject that are not undone, oldest first.

    Those that others replaced are among them: they stay replaced when one of those others is undone.
    """
    sql = (
        "SELECT hash FROM event WHERE subject = ? AND kind = ? AND hash NOT IN (SELECT event FROM undone)"
        " ORDER BY clock, hash"
    )
    return tuple(event for (event,) in journal.rows(sql, (subject, kind)))


def home_of(journal: Journal, element: str) -> str:
    """The configuration that an element was added to; ``""`` if the element is gone."""
    return str(journal.value("SELECT cmoc FROM element WHERE element = ?", (element,)) or "")


def stands(journal: Journal, element: str) -> bool:
    """Whether the act that added an element was not undone; worded, one that was removed is there again."""
    sql = "SELECT 1 FROM event WHERE hash = ? AND kind = 'add-element' AND hash NOT IN (SELECT event FROM undone)"
    return journal.value(sql, (element,)) is not None


def tied(journal: Journal, cmoc: str, code: str) -> list[str]:
    """Of a configuration that is shown and those merged into it the ones that are tied to a code."""
    shown = Groups(journal).of(cmoc)
    those = {one for (one,) in journal.rows("SELECT cmoc FROM cmoc_theory WHERE code = ?", (code,))}
    return [one for one in shown.members if one in those] if shown else []


def linked_pairs(journal: Journal, one: str, other: str) -> list[tuple[str, str]]:
    """The pairs of configurations whose links lead from the first, or what was merged into it, to the second."""
    groups = Groups(journal)
    return [
        (cmoc, to)
        for cmoc, to in journal.rows("SELECT DISTINCT cmoc, other FROM cmoc_link ORDER BY cmoc, other")
        if (first := groups.of(cmoc)) and (second := groups.of(to)) and (first.id, second.id) == (one, other)
    ]
