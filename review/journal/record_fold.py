"""The fold of a record's events: what files offer, what imports say, what reviewers corrected."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from review.domain.citation import short_author, title_order
from review.domain.reference import RECORD_FIELDS
from review.journal.event import Event, canonical
from review.journal.validity import RECORD_VALUES

_TEXT_FIELDS = ("title", "doi", "organisation", "container", "abstract", "short_author", "role")


def fold_record(connection: sqlite3.Connection, record: str, events: Sequence[Event]) -> None:
    """Write a record's rows anew: itself, where it came from, whether it was merged into another."""
    before = connection.execute("SELECT key FROM record WHERE record = ?", (record,)).fetchone()
    values = record_values(events)
    merged = next((event for event in reversed(events) if event.kind == "merge"), None)
    connection.execute("DELETE FROM merged_record WHERE record = ?", (record,))
    if merged is not None:
        values = None
        row = (record, merged.act["kept"], merged.act.get("why", ""))
        connection.execute("INSERT INTO merged_record VALUES (?,?,?)", row)
    _write_references(connection, record, events)
    if before:
        connection.execute("DELETE FROM record_search WHERE rowid = ?", (before[0],))
    if values is None:
        connection.execute("DELETE FROM record WHERE record = ?", (record,))
    else:
        key = _write_record(connection, before[0] if before else None, values | {"record": record})
        connection.execute(
            "INSERT INTO record_search (rowid, title, authors, abstract, doi) VALUES (?,?,?,?,?)",
            (key, values["title"], "; ".join(values["authors"]), values["abstract"], values["doi"]),
        )


def _write_references(connection: sqlite3.Connection, record: str, events: Sequence[Event]) -> None:
    connection.execute("DELETE FROM reference WHERE record = ?", (record,))
    connection.executemany(
        "INSERT INTO reference VALUES (?,?,?,?,?,?)",
        [
            (
                event.hash, record, event.act.get("source", ""), event.act.get("path", ""), event.act.get("line", 0),
                canonical(event.act["reference"]),
            )
            for event in events
            if event.kind == "import"
        ],
    )  # fmt: skip


def record_values(events: Sequence[Event]) -> dict[str, Any] | None:
    """A record's fields after its events, or None where nothing brought it in."""
    values: dict[str, Any] = dict.fromkeys(_TEXT_FIELDS, "")
    values |= {"authors": [], "year": None, "role": "evidence", "source_type": "", "origins": {}}
    values |= {
        "file_sha256": "",
        "text_sha256": "",
        "reading_status": "",
        "message": "",
        "page_count": 0,
        "added": "",
    }
    origins: dict[str, dict[str, object]] = {}
    for event in events:
        match event.kind:
            case "ingest":
                _take_reading(values, event)
                _take_offers(values, origins, event)
            case "reread":
                _take_new_text(values, event)
                _take_offers(values, origins, event)
            case "import":
                _take_reference(values, origins, event)
            case "edit":
                edited = {name: value for name, value in event.act["fields"].items() if name in RECORD_VALUES}
                values |= edited
                by_hand = {"source": event.reviewer, "confidence": 1.0, "confirmed": True}
                origins |= {name: by_hand for name in edited}  # noqa: C420 - fromkeys shares no less
            case "confirm":
                origins |= {
                    name: origins[name] | {"confirmed": True}
                    for name in event.act["fields"]
                    if name in origins
                }
            case "source-type":
                values["source_type"] = event.act["source_type"]
    if not values["added"]:
        return None
    values["origins"] = origins
    values["short_author"] = values["short_author"] or short_author(
        values["authors"], values["organisation"], values["title"]
    )
    return values


def _take_reading(values: dict[str, Any], event: Event) -> None:
    """Take in what reading the file gave; the first reading that gave a text stays the project's."""
    if values["text_sha256"] and values["reading_status"] != "no-text":
        return
    act = event.act
    values |= {name: act.get(name, "") for name in ("file_sha256", "text_sha256", "message")}
    values |= {"reading_status": act.get("status", ""), "page_count": act.get("pages", 0)}


def _take_new_text(values: dict[str, Any], event: Event) -> None:
    """Take in another reading of the file, or of what became of it: that file and text are the project's from then on."""
    act = event.act
    values |= {name: act[name] for name in ("file_sha256", "text_sha256", "message")}
    values |= {"reading_status": act["status"], "page_count": act["pages"]}


def _take_offers(values: dict[str, Any], origins: dict[str, dict[str, object]], event: Event) -> None:
    """Take in what a file offers for the reference's fields; what is confirmed already stays."""
    values["added"] = values["added"] or event.time
    for name, offer in event.act.get("metadata", {}).items():
        if name in RECORD_VALUES and not origins.get(name, {}).get("confirmed"):
            values[name] = offer["value"]
            origins[name] = {
                "source": offer["source"],
                "confidence": offer["confidence"],
                "confirmed": offer.get("confirmed", False),
            }


def _take_reference(values: dict[str, Any], origins: dict[str, dict[str, object]], event: Event) -> None:
    """Take in what a reference says, which counts as confirmed; what is confirmed already stays."""
    values["added"] = values["added"] or event.time
    reference = event.act["reference"]
    for name in RECORD_FIELDS:
        if reference.get(name) and not origins.get(name, {}).get("confirmed"):
            values[name] = reference[name]
            origins[name] = {
                "source": reference.get("source_format", ""),
                "confidence": 1.0,
                "confirmed": True,
            }


def _write_record(connection: sqlite3.Connection, key: int | None, values: dict[str, Any]) -> int:
    """Write a record's row, anew where it has a key already; its key."""
    row = values | {
        "authors": canonical(values["authors"]),
        "origins": canonical(values["origins"]),
        "title_order": title_order(values["title"]),
    }
    names = list(row)
    # Not one statement for both (upsert): that makes SQLite write out the full-text index with every record.
    if key is not None:
        changes = ", ".join(f"{name} = :{name}" for name in names)
        connection.execute(f"UPDATE record SET {changes} WHERE key = :key", row | {"key": key})
        return key
    added = connection.execute(
        f"INSERT INTO record ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})", row
    )
    return int(added.lastrowid or 0)
