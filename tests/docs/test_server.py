"""The SQL of docs/reference/server.md gives a team what it needs and no more."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

from review.sync.postgres.address import Address
from review.sync.postgres.server import Server
from review.sync.postgres.tables import STATEMENTS
from tests.servers import PostgresServer
from tests.sync.postgres.events import REVIEW, an_event

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "server.md"
FORBIDDEN = (
    "UPDATE event SET body = '{}'",
    "DELETE FROM event",
    "TRUNCATE text",
    "DROP TABLE event",
    "CREATE TABLE more (id int)",
    "CREATE TEMP TABLE more (id int)",
    "COMMENT ON TABLE event IS 'realist-review 9'",
    "INSERT INTO event (review, hash, body, written_by) VALUES ('r', 'h', 'b', 'ben')",
    "CREATE RULE more AS ON INSERT TO event DO INSTEAD NOTHING",
)


def plain(sql: str) -> str:
    return " ".join(re.sub(r"--.*", "", sql).split())


def test_a_member_of_the_team_reads_and_adds_and_nothing_else(postgres: PostgresServer) -> None:
    roles, tables = re.findall(r"```sql\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    for statement in STATEMENTS:
        assert plain(statement) in plain(tables)
    # Roles are the whole server's: other tests have an `ann` of theirs.
    names = {"ann": "doc_ann", "ben": "doc_ben"}
    for old, new in names.items():
        roles = roles.replace(f"ROLE {old} ", f"ROLE {new} ")
    postgres.run("postgres", *(one for one in roles.split(";") if one.strip()))
    postgres.run("review", *(one for one in re.sub(r"--.*", "", tables).split(";") if one.strip()))
    address = Address.of(postgres.address("review", "doc_ann", "a%20long%20one"))
    with Server.open(address, REVIEW) as server:
        assert server.send_events([an_event(1)]) == 1
        assert server.differing_events(()).only_there == {an_event(1).hash}
        (found,) = server.events({an_event(1).hash})
        assert found.file == "the server, written by doc_ann"
    with psycopg.connect(address.given, autocommit=True) as ann:
        for statement in FORBIDDEN:
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.WrongObjectType)):
                ann.execute(statement)
    postgres.run("postgres", "CREATE ROLE doc_guest LOGIN PASSWORD 'guest'")
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(postgres.address("review", "doc_guest", "guest"))
