"""The prose of the desk, with its versions, as it stands."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from review import acts
from review.domain.theories.heads import heads
from review.domain.writing.prose import Prose, ProseVersion
from review.journal.journal import Journal
from review.theory_map import TheoryMap


class _Row(NamedTuple):
    event: str
    code: str
    follows: str
    reviewer: str
    time: str
    clock: int


def versions(
    journal: Journal, theory_map: TheoryMap, code: str = "", *, only_standing: bool = False
) -> dict[str, list[ProseVersion]]:
    """The versions of the prose by the present id of their code, oldest first: on all codes, or on one.

    `only_standing`: those that were replaced come without their text, which then is not read.
    """
    rows = journal.read(
        _Row,
        "SELECT prose.event, prose.code, follows, prose.reviewer AS reviewer, prose.time AS time, clock"
        " FROM prose CROSS JOIN event ON hash = prose.event WHERE :all OR prose.code IN (SELECT value FROM json_each(:codes))"
        " ORDER BY clock, prose.event",
        {"all": not code, "codes": json.dumps(_ids_of(theory_map, code))},
    )
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[theory_map.present(row.code)].append(row)
    standing = {of: frozenset(_standing(those)) for of, those in found.items()}
    wanted = [
        row.event
        for of, those in found.items()
        for row in those
        if not only_standing or row.event in standing[of]
    ]
    texts = _texts(journal, wanted)
    return {of: _numbered(those, standing[of], texts) for of, those in found.items()}


def _ids_of(theory_map: TheoryMap, code: str) -> list[str]:
    """A code's present id and those that it had before."""
    return [code, *(former for former, now in theory_map.former_codes.items() if now == code)]


def _standing(rows: Sequence[_Row]) -> list[str]:
    return heads({row.event: json.loads(row.follows) for row in rows})


def _texts(journal: Journal, events: Sequence[str]) -> dict[str, str]:
    """The texts that acts wrote."""
    rows = journal.rows(
        "SELECT hash, act FROM event WHERE hash IN (SELECT value FROM json_each(?))", (json.dumps(events),)
    )
    read = ((event, acts.read(stored)) for event, stored in rows)
    return {event: act.text for event, act in read if isinstance(act, acts.WriteProse)}


def _numbered(
    rows: Sequence[_Row], standing: Collection[str], texts: Mapping[str, str]
) -> list[ProseVersion]:
    return [
        ProseVersion(
            number=number,
            text=texts.get(row.event, ""),
            event=row.event,
            reviewer=row.reviewer,
            time=row.time,
            written_on=row.code,
            stands=row.event in standing,
            clock=row.clock,
        )
        for number, row in enumerate(rows, 1)
    ]


def present_prose(code: str, written: Sequence[ProseVersion]) -> Prose:
    """The prose on a code, given its versions.

    The last version that nobody replaced is shown; one on the code under its present id goes before one on a code that was merged
    into it.
    """
    standing = [one for one in written if one.stands]
    own = [one for one in standing if one.written_on == code] or standing
    if not own:
        return Prose(code, 0, "")
    shown = own[-1]
    return Prose(
        code=code,
        version=shown.number,
        text=shown.text,
        event=shown.event,
        reviewer=shown.reviewer,
        time=shown.time,
        others=tuple(one.text for one in standing if one is not shown),
        written_on=tuple(
            "" if one.written_on == shown.written_on else one.written_on
            for one in standing
            if one is not shown
        ),
        known=tuple(one.event for one in written),
    )


def all_prose(journal: Journal, theory_map: TheoryMap) -> Mapping[str, Prose]:
    """The prose on every code and section that has any, the codes in the map's order, then sections and codes that are gone."""
    written = versions(journal, theory_map, only_standing=True)
    order = list(theory_map.code_names)
    codes = sorted(written, key=lambda code: order.index(code) if code in order else len(order))
    return {code: present_prose(code, written[code]) for code in codes}
