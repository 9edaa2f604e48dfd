"""The review as of a day, a time, a version of the theory map, or an event."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import NamedTuple

from review.domain import TheoryVersion
from review.domain.wording.given import as_text
from review.domain.wording.unknown import unknown_name
from review.errors import ReviewError, UnknownNameError
from review.journal.appending.one import now
from review.journal.journal import Journal
from review.journal.queries import theory
from review.journal.queries.visibility import hidden_events

_EVENT = re.compile(r"[0-9a-f]{6,64}")
_BEFORE_NEXT = (
    "(clock, hash) < ((SELECT clock FROM event WHERE hash = :next), :next) AND (subject <> 'theory-map' OR"
    " (kind NOT IN ('undo', 'redo') AND hash NOT IN (SELECT event FROM undone)))"
)
"""Acts on the map that are undone today are left out, with what undid them: version N is then the N-th in the replay, too."""

_THROUGH = "(clock, hash) <= ((SELECT clock FROM event WHERE hash = :event), :event)"


class Moment(NamedTuple):
    """A moment of a review: the condition on events up to it, and a time (ISO 8601, UTC) by which it is described."""

    where: str
    parameters: dict[str, str]
    time: str


def moment(journal: Journal, typed: str) -> Moment:
    """The moment that a person names: ``2026-11-21``, ``2026-11-21T14:30``, ``v3``, or the beginning of an event's id.

    A day is meant up to its end (UTC); a version, by number or event, up to the event before the next version; another
    event with itself. A time without a zone is UTC. A later time than the present is described by the present.

    Raises:
        ReviewError: it is not one of these.
        UnknownNameError: the version or event is unknown.
    """
    if re.fullmatch(r"v\d+", as_text("as_of", typed)):
        return at_version(journal, version_named(journal, typed))
    if time := _time(typed):
        return Moment("time <= :time", {"time": time}, min(time, now()))
    if not _EVENT.fullmatch(typed):
        raise ReviewError(
            f"'{typed}' is not a day, a time, a version or an event; write 2026-11-21, 2026-11-21T14:30, v3 or an event's id"
        )
    event = _event_named(journal, typed)
    version = next((one for one in theory.versions(journal) if one.event == event), None)
    if version:
        return at_version(journal, version)
    time = journal.value("SELECT time FROM event WHERE hash = ?", (event,))
    return Moment(_THROUGH, {"event": event}, time)


def replay(journal: Journal, until: Moment) -> Journal:
    """The review in memory as it was at a moment, without what the viewer may not see today.

    A stage may have needed fewer reviewers then: what they decided is hidden now all the same.
    """
    where = f"{until.where} AND hash NOT IN (SELECT value FROM json_each(:hidden))"
    replayed = journal.replayed(where, {**until.parameters, "hidden": json.dumps(hidden_events(journal))})
    replayed.database.viewer = journal.database.viewer
    return replayed


def at_version(journal: Journal, version: TheoryVersion) -> Moment:
    """The end of a version: everything before the event of the next one, or everything if it is the present one."""
    following = journal.value("SELECT event FROM theory_version WHERE number = ?", (version.number + 1,))
    if following is None:
        return Moment("1", {}, journal.value("SELECT max(time) FROM event"))
    parameters = {"next": following}
    time = journal.rows(f"SELECT max(time) FROM event WHERE {_BEFORE_NEXT}", parameters)[0][0]
    return Moment(_BEFORE_NEXT, parameters, time)


def version_named(journal: Journal, typed: str) -> TheoryVersion:
    """The version that a number (``3`` or ``v3``) or the beginning of its event's id names.

    Raises:
        UnknownNameError: the version is unknown.
    """
    versions = theory.versions(journal)
    named = typed.removeprefix("v")
    found = [one for one in versions if named == str(one.number)]
    if not found and len(typed) >= 6:
        found = [one for one in versions if one.event.startswith(typed)]
    if len(found) != 1:
        raise UnknownNameError(unknown_name("version", typed, [f"v{one.number}" for one in versions]))
    return found[0]


def _event_named(journal: Journal, typed: str) -> str:
    found = journal.rows("SELECT hash FROM event WHERE hash >= ? AND hash < ? || 'g' LIMIT 2", (typed, typed))
    if len(found) != 1:
        several = "matches several events; write more of it" if found else "is not the id of an event"
        raise UnknownNameError(f"'{typed}' {several}")
    return str(found[0][0])


def _time(typed: str) -> str:
    """A day or time as the last moment that it means, as events spell it; ``""`` if it is neither."""
    if "-" not in typed:  # the beginning of an id may have digits only
        return ""
    try:
        return f"{date.fromisoformat(typed).isoformat()}T23:59:59.999999+00:00"
    except ValueError:
        pass
    try:
        meant = datetime.fromisoformat(typed)
    except ValueError:
        return ""
    utc = meant.replace(tzinfo=UTC) if meant.tzinfo is None else meant.astimezone(UTC)
    return utc.isoformat(timespec="milliseconds")
