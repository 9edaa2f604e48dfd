"""The theory map as it stands, and its versions."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from review import acts
from review.domain.theories import MAP_SUBJECT
from review.errors import JournalError
from review.journal.journal import Journal
from review.theory_map import TheoryMap
from review.theory_map.values import Plain, from_plain

if TYPE_CHECKING:
    from review.domain.theories.theory_version import TheoryVersion, WithoutEffect


class CurrentMap(NamedTuple):
    """The map as it stands, the number of its version, and the event that made it."""

    map: TheoryMap
    number: int
    event: str


def current(journal: Journal) -> CurrentMap:
    """The map as it stands.

    Raises:
        JournalError: the review has no map yet.
    """
    found = journal.read(
        _Version, "SELECT map, keys, number, event FROM theory_version ORDER BY number DESC LIMIT 1"
    )
    if not found:
        raise JournalError(
            f"{journal.path.name}: holds no theory map yet; open the project once with its theory_map.yaml"
        )
    return CurrentMap(_map_of(found[0].map, found[0].keys), found[0].number, found[0].event)


def first(journal: Journal) -> TheoryMap:
    """The map as it was at first: in version 1, or the first without placeholders of a new review's map.

    Raises:
        JournalError: the review has no map yet, or it cannot be read.
    """
    from review.templates import has_placeholder_theories

    found = journal.read(
        _Version, "SELECT map, keys, number, event FROM theory_version ORDER BY number LIMIT 1"
    )
    if not found:
        return current(journal).map
    if not has_placeholder_theories(_plain_of(found[0].map)):
        return _map_of(found[0].map, found[0].keys)
    every = journal.read(_Version, "SELECT map, keys, number, event FROM theory_version ORDER BY number")
    one = next((one for one in every if not has_placeholder_theories(_plain_of(one.map))), found[0])
    return _map_of(one.map, one.keys)


class _Version(NamedTuple):
    map: str
    keys: str
    number: int
    event: str


def _map_of(text: str, keys: str) -> TheoryMap:
    try:
        return from_plain(_plain_of(text), _plain_of(keys))
    except (LookupError, TypeError, AttributeError, ValueError):
        raise _unreadable() from None


def _plain_of(text: str) -> Plain:
    try:
        plain = json.loads(text)
    except ValueError:
        raise _unreadable() from None
    if not isinstance(plain, dict):
        raise _unreadable()
    return plain


def _unreadable() -> JournalError:
    return JournalError(
        "table theory_version: holds a map that cannot be read; `review verify` reports details"
    )


def codes_under(journal: Journal, code: str) -> tuple[str, ...]:
    """A code, also given by a former id, and, if it is a theory or rival framing of the present map, its sub-themes."""
    if not version_event(journal):
        return (code,)
    theory_map = current(journal).map
    return theory_map.under(theory_map.present(code))


def version_event(journal: Journal) -> str:
    """The event that made the current version, or ``""``: changes whenever the map does."""
    return journal.value("SELECT event FROM theory_version ORDER BY number DESC LIMIT 1") or ""


def version_events(journal: Journal) -> tuple[str, ...]:
    """The events that made the versions, oldest first: another tuple whenever anything about the map's history changed."""
    return tuple(event for (event,) in journal.rows("SELECT event FROM theory_version ORDER BY number"))


def versions(journal: Journal) -> list[TheoryVersion]:
    """All versions, oldest first."""
    from review.domain.theories.theory_version import TheoryVersion

    rows = journal.rows(
        "SELECT number, theory_version.event, theory_version.time, theory_version.reviewer, change, code, reason, act"
        " FROM theory_version LEFT JOIN event ON event.hash = theory_version.event ORDER BY number"
    )
    return [_with_act(TheoryVersion(*known), acts.read(act or "")) for *known, act in rows]


def _with_act(version: TheoryVersion, act: acts.Act | acts.Unread) -> TheoryVersion:
    """A version with what only its act says; without that where the act is damaged."""
    if not isinstance(act, acts.TheoryAct):
        return version
    return replace(
        version,
        codes=act.about_codes,
        inference=act.inference or None,
        triggers=act.triggers,
        wording_only=isinstance(act, acts.Rename) or (isinstance(act, acts.Refine) and act.wording_only),
        configuration=act.configuration,
        draws_on=act.draws_on,
        follows=act.follows if isinstance(act.follows, str) else None,
        made=(act.made_from, act.map) if isinstance(act, acts.Adopt) and act.made_from else (),
    )


def history(journal: Journal) -> list[tuple[TheoryVersion, Plain]]:
    """All versions, oldest first, each with its map in its plain form.

    Raises:
        JournalError: a map cannot be read.
    """
    found = journal.rows("SELECT map FROM theory_version ORDER BY number")
    return list(zip(versions(journal), (_plain_of(text) for (text,) in found), strict=True))


_WITHOUT_EFFECT = "subject = ? AND hash NOT IN (SELECT event FROM theory_version) AND hash NOT IN (SELECT event FROM undone)"
"""The condition of changes of the map that made no version."""


def merged_away(journal: Journal) -> list[str]:
    """The ids that codes had until they were merged into another code, with those that they had before."""
    rows = journal.rows(
        "SELECT act, ifnull((SELECT json_extract(before.map, '$.former_codes') FROM theory_version AS before"
        " WHERE before.number = version.number - 1 AND json_valid(before.map)), '{}')"
        " FROM theory_version AS version JOIN event ON version.event = hash WHERE change = 'merge-theories'"
    )
    merged = ((acts.read(act), json.loads(former)) for act, former in rows)
    return [
        code
        for act, former in merged
        if isinstance(act, acts.MergeTheories)
        for going in act.codes
        if going != act.code
        for code in (going, *(one for one, now in former.items() if now == going))
    ]


def without_effect(journal: Journal) -> list[WithoutEffect]:
    """The changes of the map that were not undone and yet made no version, oldest first."""
    from review.domain.theories.theory_version import WithoutEffect

    found = []
    for event in journal.events(_WITHOUT_EFFECT, (MAP_SUBJECT,)):
        act = acts.read_plain(event.act)
        if isinstance(act, acts.TheoryAct):
            code = next(iter(act.about_codes), "")
            wording = act.wording if isinstance(act, acts.Add) else ""
            lost = WithoutEffect(event.hash, event.time, event.reviewer, act.kind, code, act.reason, wording)
            found.append(lost)
    return found


def added_apart(journal: Journal) -> Mapping[str, tuple[str, str]]:
    """By event: the code and the wording of each theory or sub-theme whose id another copy had given to another one."""
    if not is_from_copies(journal):
        return {}
    return {one.event: (one.code, one.wording) for one in without_effect(journal) if one.wording}


def is_from_copies(journal: Journal) -> bool:
    """Whether more than one copy changed the map: only then can changes have been made apart."""
    sql = "SELECT count(DISTINCT replica) > 1 FROM event WHERE subject = ?"
    return bool(journal.value(sql, (MAP_SUBJECT,)))


def may_have_reports(journal: Journal) -> bool:
    """Whether there may be rewordings made apart, changes without effect, or configurations undone with parts in them."""
    return is_from_copies(journal) or bool(
        journal.value(
            f"SELECT EXISTS (SELECT 1 FROM event WHERE {_WITHOUT_EFFECT}) OR EXISTS"
            " (SELECT 1 FROM undone CROSS JOIN event ON hash = event WHERE kind = 'new-cmoc')",
            (MAP_SUBJECT,),
        )
    )


def last_change(journal: Journal, codes: Sequence[str]) -> str:
    """The event of the last version that changed one of these codes (of any, if none are given), or ``""``.

    Raises:
        JournalError: a map cannot be read.
    """
    from review.theory_map.parts import parts_by_code

    rows = journal.rows("SELECT event, map FROM theory_version ORDER BY number DESC")
    for (event, text), (_, before) in pairwise([*rows, ("", "{}")]):
        now, was = parts_by_code(_plain_of(text)), parts_by_code(_plain_of(before))
        if not codes or any(now.get(code) != was.get(code) for code in codes):
            return str(event)
    return ""


def map_at(journal: Journal, number: int) -> TheoryMap:
    """The map as version `number` has it.

    Raises:
        JournalError: the version is unknown.
    """
    found = journal.rows("SELECT map, keys FROM theory_version WHERE number = ?", (number,))
    if not found:
        raise JournalError(f"the theory map has no version {number}; `review theory log` lists them")
    return _map_of(*found[0])


def earliest_of(journal: Journal, events: Collection[str]) -> TheoryMap | None:
    """The map of the earliest version that one of these events made; None if none of them did.

    Raises:
        JournalError: it cannot be read.
    """
    found = journal.rows(
        "SELECT map, keys FROM theory_version WHERE event IN (SELECT value FROM json_each(?)) ORDER BY number LIMIT 1",
        (json.dumps(list(events)),),
    )
    return _map_of(*found[0]) if found else None


MAP_FILE = "map_file_event"
"""The name in ``meta`` of the application that the file here comes from; others may have been made in other copies since."""

MAP_FILE_WRITTEN = "map_file_written"
"""The name in ``meta`` of that application with the map, as JSON, that the program wrote into the file here after it."""

_APPLICATIONS = "kind = 'adopt' AND hash NOT IN (SELECT event FROM undone)"


def last_application(journal: Journal) -> str:
    """The event of the last standing application of a file, in any copy; ``""`` if there is none."""
    found = journal.row(
        f"SELECT hash FROM event WHERE {_APPLICATIONS} ORDER BY clock DESC, hash DESC LIMIT 1"
    )
    return str(found[0]) if found else ""


def file_as_applied(journal: Journal) -> TheoryMap:
    """The map in ``theory_map.yaml`` when the file here was last applied or written (the current map may have changed since).

    Raises:
        JournalError: the act that says so is damaged.
    """
    if written := file_as_written(journal):
        return written
    act = _application(journal, journal.database.meta(MAP_FILE))
    return from_plain(json.loads(act.file or act.map))


def file_as_written(journal: Journal) -> TheoryMap | None:
    """The map in ``theory_map.yaml`` as the program wrote it last; None if a file was applied here since, or that was undone."""
    event, _, plain = journal.database.meta(MAP_FILE_WRITTEN).partition("\n")
    is_here = event and event == journal.database.meta(MAP_FILE)
    if not is_here or not journal.row(f"SELECT 1 FROM event WHERE {_APPLICATIONS} AND hash = ?", (event,)):
        return None
    try:
        return from_plain(json.loads(plain))
    except (LookupError, TypeError, AttributeError, ValueError):
        return None


def file_for_all(journal: Journal, application: str) -> TheoryMap:
    """What ``theory_map.yaml`` is to say after an application, wherever it was made.

    That is the file that was applied, with what others applied apart before it.

    Raises:
        JournalError: the act of the application is damaged.
    """
    from review.theory_map.merging import merged_apart

    act = _application(journal, application)
    file = json.loads(act.file or act.map)
    stored = journal.value("SELECT map FROM theory_version WHERE event = ?", (application,))
    if not stored:
        return from_plain(file)
    return merged_apart(json.loads(act.map), _plain_of(stored), file) or from_plain(file)


def _application(journal: Journal, event: str) -> acts.Adopt:
    """The application of a file that made an event, or else the last one."""
    read = ((one.hash, acts.read_plain(one.act)) for one in journal.events(_APPLICATIONS))
    applied = {hash_: act for hash_, act in read if isinstance(act, acts.Adopt)}
    if not applied:
        raise JournalError(
            f"{journal.path.name}: the act that adopted the theory map is damaged; `review verify` reports details"
        )
    return applied.get(event) or list(applied.values())[-1]


def numbers(journal: Journal) -> dict[str, int]:
    """For every act on the map the version that it made, or if it was undone the last one before it."""
    return dict(
        journal.rows(
            "SELECT made.hash, (SELECT max(number) FROM theory_version JOIN event AS maker ON maker.hash = theory_version.event"
            " WHERE (maker.clock, maker.hash) <= (made.clock, made.hash)) AS number FROM event AS made"
            " WHERE made.subject = ? AND number IS NOT NULL",
            (MAP_SUBJECT,),
        )
    )
