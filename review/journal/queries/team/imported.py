"""Decisions and codings that came with a file: they were not made in this program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePath

from review.domain.wording.caseless import caseless
from review.journal.journal import Journal


def imported_decisions(journal: Journal) -> Mapping[str, str]:
    """The name of the file that decisions came with, by the event of each that did.

    An import of a reference and the decisions in it follow each other in the journal of one copy, with at most the reference's
    source type between. What a reviewer decides on the record afterwards is not one of them.
    """
    rows = journal.rows(
        "SELECT made.hash, made.reviewer, json_extract(made.act, '$.decision'), came.reviewer,"
        " json_extract(came.act, '$.path'), json_extract(came.act, '$.reference.decisions')"
        " FROM event AS came JOIN event AS made ON made.replica = came.replica AND made.clock > came.clock"
        " AND made.clock <= came.clock + json_array_length(came.act, '$.reference.decisions')"
        " + (ifnull(json_extract(came.act, '$.reference.source_type'), '') <> '')"
        " WHERE came.kind = 'import' AND instr(came.act, '\"decisions\":[{') AND json_valid(came.act)"
        " AND made.kind = 'decide' AND made.record = came.record AND json_valid(made.act)"
    )
    said = journal.rows(
        "SELECT hash, json_extract(act, '$.imported_from') FROM event"
        " WHERE kind = 'decide' AND instr(act, '\"imported_from\":') AND json_valid(act)"
    )
    # Decisions that were imported by an earlier version do not say so themselves.
    return {
        made: PurePath(str(path)).name
        for made, reviewer, decision, importer, path, given in rows
        if (caseless(reviewer), decision) in _given(given, importer)
    } | {made: PurePath(str(path)).name for made, path in said if path}


def imported_codings(journal: Journal) -> frozenset[str]:
    """The codings that came with an import, such as of a project of another program."""
    rows = journal.rows(
        "SELECT hash FROM event WHERE kind = 'code' AND json_valid(act) AND json_extract(act, '$.batch') <> ''"
    )
    return frozenset(coding for (coding,) in rows)


def _given(decisions: str | None, importer: str) -> set[tuple[str, str]]:
    """The decisions of a reference, by reviewer: the importer where none is named."""
    return {
        (caseless(str(one.get("reviewer") or importer)), str(one.get("decision")))
        for one in json.loads(decisions or "[]")
    }
