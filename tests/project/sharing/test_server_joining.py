"""Somebody joins a review on a real PostgreSQL server."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from review.errors import ReviewError
from review.project import Project
from review.project.sharing.server_joining import join_server
from review.sync.postgres.address import Address
from review.sync.postgres.connecting import ServerAwayError
from review.sync.postgres.server import Server
from tests.journal.random_acts import tables
from tests.reviews import new_review
from tests.servers import PostgresServer


@pytest.fixture
def address(postgres: PostgresServer) -> str:
    """A database of its own."""
    return postgres.admin_address(postgres.new_database())


def test_a_joined_copy_is_equal_and_goes_on_with_the_server(
    ann: Project, tmp_path: Path, address: str
) -> None:
    ann.sharing.sync_server(address)
    joined = join_server(address, tmp_path / "bob")
    assert (joined.received, joined.texts, joined.refused) == (ann.revision, 1, ())
    bob = Project.open(tmp_path / "bob", "bob")
    assert bob.notices == ()
    assert tables(bob.journal) == tables(ann.journal)
    assert (bob.sharing.review, bob.sharing.shared_at) == (ann.sharing.review, address)
    assert bob.sharing.replica != ann.sharing.replica
    assert bob.map_file.pending_changes() == ()
    assert bob.sharing.waiting() == 0
    bob.annotations.memo("T1", "hello")
    assert bob.sharing.sync_server().sent == ann.sharing.sync_server().received == 1
    bob.close()


def test_the_password_is_used_and_not_kept(ann: Project, tmp_path: Path, postgres: PostgresServer) -> None:
    database = postgres.new_database()
    ann.sharing.sync_server(postgres.admin_address(database))
    postgres.run("postgres", "DROP ROLE IF EXISTS joining", "CREATE ROLE joining LOGIN PASSWORD 'geheim'")
    postgres.run(database, "GRANT SELECT ON event, text TO joining")
    review = ann.sharing.review
    join_server(f"{postgres.address(database, 'joining', 'geheim')}#{review}", tmp_path / "bob")
    bob = Project.open(tmp_path / "bob", "bob")
    assert bob.sharing.shared_at == postgres.address(database, "joining")
    bob.close()
    assert b"geheim" not in b"".join(path.read_bytes() for path in bob.folder.rglob("*") if path.is_file())


def test_of_several_reviews_one_is_chosen_by_the_beginning_of_its_id(
    ann: Project, tmp_path: Path, address: str
) -> None:
    other = new_review(tmp_path / "other", "eve")
    ids = {one.sharing.review[:8]: one for one in (ann, other)}
    for one in ids.values():
        one.sharing.sync_server(address, beside_others=True)
    with psycopg.connect(address) as administrator:
        administrator.execute(
            "INSERT INTO event (review, hash, body) SELECT %s, encode(sha256(convert_to(body, 'UTF8')), 'hex'), body"
            """ FROM (VALUES ('{"kind":"adopt"}')) AS one (body)""",
            ("not\nan id",),
        )
    with pytest.raises(ReviewError, match="holds 2 reviews") as caught:
        join_server(address, tmp_path / "bob")
    said = str(caught.value)
    assert all(f"{name} (“A small review”)" in said for name in ids)
    assert f"as in {address}#{min(ids)}" in said
    assert "\n" not in said
    with pytest.raises(ReviewError, match="holds no review 0000000000") as caught:
        join_server(f"{address}#0000000000", tmp_path / "bob")
    assert all(name in str(caught.value) for name in ids)
    with pytest.raises(ReviewError, match="holds no review zz"):
        join_server(f"{address}#zz", tmp_path / "bob")
    assert not (tmp_path / "bob").exists()
    for name, one in ids.items():
        joined = join_server(f"{address}#{name}", tmp_path / name)
        assert joined.received == one.revision
    other.close()


def test_what_cannot_be_joined_is_one_line_and_changes_nothing(
    ann: Project, tmp_path: Path, address: str
) -> None:
    for at, fault in (
        (address, "holds no review yet"),
        ("postgresql://ann@127.0.0.1:1/review", "does not answer"),
        ("postgresql://ann:geheim@x@y/review", "unexpected @"),
    ):
        with pytest.raises(ReviewError, match=fault) as caught:
            join_server(at, tmp_path / "bob")
        assert "\n" not in str(caught.value)
        assert "geheim" not in str(caught.value)
    with psycopg.connect(address) as looking:
        assert looking.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (
            0,
        )
    Server.open(Address.of(address), ann.sharing.review).close()
    with pytest.raises(ReviewError, match="holds no review yet"):
        join_server(address, tmp_path / "bob")
    ann.sharing.sync_server(address)
    with pytest.raises(ReviewError, match="is not empty"):
        join_server(address, ann.folder)
    assert not (tmp_path / "bob").exists()


def test_a_connection_lost_in_the_middle_leaves_nothing_and_the_join_can_be_done_again(
    ann: Project, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann.sharing.sync_server(address)
    all_of = Server.events

    def some_of(server: Server, hashes: frozenset[str]):
        yield next(all_of(server, hashes))
        raise ServerAwayError("lost")

    monkeypatch.setattr(Server, "events", some_of)
    with pytest.raises(ServerAwayError):
        join_server(address, tmp_path / "bob")
    assert not (tmp_path / "bob").exists()
    monkeypatch.undo()
    assert join_server(address, tmp_path / "bob").received == ann.revision
