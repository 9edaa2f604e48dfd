"""Copies of a review exchange through a real PostgreSQL server: nothing is lost, nothing is doubled."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from review.domain.team.exchange import SharedEvent
from review.errors import ReviewError
from review.project import Project
from review.project.sharing.live import LiveExchange
from review.sync.postgres.connecting import ServerAwayError
from review.sync.postgres.rows import body_of
from review.sync.postgres.server import Server
from tests.journal.random_acts import tables
from tests.project.sharing.copies import a_copy
from tests.reviews import a_document, a_review, add_record
from tests.servers import PostgresServer, running_server

PATIENCE = 60.0


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Project, Project]]:
    """Ann's and Bob's copies of one review with a record that has a text."""
    ann = a_review(tmp_path / "ann", "ann")
    add_record(ann, "Markets for care", document=a_document())
    bob = a_copy(ann, tmp_path / "bob", "bob")
    yield ann, bob
    ann.close()
    bob.close()


@pytest.fixture
def address(postgres: PostgresServer) -> str:
    """A database of its own."""
    return postgres.admin_address(postgres.new_database())


def until(happened: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def memos(project: Project) -> set[str]:
    return {memo.text for memo in project.annotations.memos("T1")}


def test_two_copies_exchange_acts_and_texts_both_ways(two: tuple[Project, Project], address: str) -> None:
    ann, bob = two
    ann.annotations.memo("T1", "from Ann")
    bob.annotations.memo("T1", "from Bob")
    record = add_record(bob, "Duties of councils", document=a_document(("A new text.",)))
    first = ann.sharing.sync_server(address)
    assert (first.sent, first.received, first.texts) == (ann.revision, 0, 1)
    second = bob.sharing.sync_server(address)
    assert (second.sent, second.received, second.texts, second.refused) == (2, 1, 1, ())
    third = ann.sharing.sync_server()
    assert (third.sent, third.received, third.texts) == (0, 2, 1)
    assert ann.sharing.known() == bob.sharing.known()
    assert tables(ann.journal) == tables(bob.journal)
    assert ann.documents.text_of(record).text == "A new text."
    assert ann.sharing.sync_server() == bob.sharing.sync_server()


def test_the_address_is_remembered_without_its_password(
    two: tuple[Project, Project], postgres: PostgresServer
) -> None:
    ann, _ = two
    database = postgres.new_database()
    postgres.run("postgres", "DROP ROLE IF EXISTS ann", "CREATE ROLE ann LOGIN PASSWORD 'geheim'")
    postgres.run(database, "GRANT CREATE ON SCHEMA public TO ann")
    report = ann.sharing.sync_server(postgres.address(database, "ann", "geheim"))
    assert report.at == ann.sharing.shared_at == postgres.address(database, "ann")
    assert ann.sharing.is_on_server
    assert b"geheim" not in b"".join(path.read_bytes() for path in ann.folder.rglob("*") if path.is_file())
    with pytest.raises(ReviewError, match="asks for a password"):
        ann.sharing.sync_server()


def test_rows_that_another_role_wrote_are_refused_as_lines_of_a_folder_are(
    two: tuple[Project, Project], address: str
) -> None:
    ann, bob = two
    ann.sharing.sync_server(address)
    before = tables(bob.journal)
    foreign = SharedEvent(
        ann.sharing.review, "", "", "x", 1, "t", "eve", '{"kind":"begin-review","review":"%s"}' % ("f" * 32)
    )
    with psycopg.connect(address) as eve:
        for body in ("{}", body_of(foreign)):
            eve.execute(
                "INSERT INTO event (review, hash, body) VALUES (%s, encode(sha256(convert_to(%s, 'UTF8')), 'hex'), %s)",
                (ann.sharing.review, body, body),
            )
        eve.execute(
            "INSERT INTO text (review, sha256, body, layout, glyphs, reader) VALUES (%s, encode(sha256('x'), 'hex'), 'x', '', '', '')",
            (ann.sharing.review,),
        )
    refused = bob.sharing.sync_server(address).refused
    assert sorted((one.file.split(",")[0][:4], one.reason.split(" ", 2)[-1]) for one in refused) == [
        ("text", "no document of this review"),
        ("the ", "begins another review"),
        ("the ", "is not an event"),
    ]
    assert tables(bob.journal) == before
    bob.annotations.memo("T1", "goes on")
    assert bob.sharing.sync_server().sent == 1


def test_a_server_that_went_back_to_an_older_state_receives_again_what_it_lost(
    two: tuple[Project, Project], address: str
) -> None:
    ann, bob = two
    ann.sharing.sync_server(address)
    ann.annotations.memo("T1", "lost there")
    ann.sharing.sync_server()
    with psycopg.connect(address) as administrator:
        administrator.execute("DELETE FROM event WHERE body LIKE '%%lost there%%'")
    assert ann.sharing.sync_server().sent == 1
    bob.sharing.sync_server(address)
    assert "lost there" in memos(bob)


def test_a_connection_lost_in_the_middle_keeps_what_came_and_the_next_time_makes_up_for_the_rest(
    two: tuple[Project, Project], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = two
    for number in range(20):
        ann.annotations.memo("T1", f"memo {number}")
    ann.sharing.sync_server(address)
    all_of = Server.events

    def some_of(server: Server, hashes: frozenset[str]):
        for number, found in enumerate(all_of(server, hashes)):
            if number == 7:
                raise ServerAwayError("lost")
            yield found

    monkeypatch.setattr(Server, "events", some_of)
    with pytest.raises(ServerAwayError):
        bob.sharing.sync_server(address)
    assert len(bob.sharing.known() & ann.sharing.known()) == len(bob.sharing.known())
    assert len(memos(bob)) == 7
    monkeypatch.undo()
    assert bob.sharing.sync_server(address).received == 13
    assert memos(bob) == memos(ann)


def test_reading_only_exchanges_nothing(two: tuple[Project, Project], address: str) -> None:
    ann, _ = two
    reader = Project.open(ann.folder, "ann", read_only=True)
    with pytest.raises(ReviewError, match="cannot be synchronised"):
        reader.sharing.sync_server(address)
    reader.close()


def test_a_server_that_answers_nothing_is_waited_for_and_what_waits_is_counted(
    two: tuple[Project, Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.project.sharing.live.SLOW", 0.1)
    monkeypatch.setattr("review.project.sharing.live.FIRST_PAUSE", 0.1)
    ann, bob = two
    with running_server() as machine:
        address = f"{machine.admin_address(machine.new_database())}&connect_timeout=2"
        ann.sharing.sync_server(address)
        bob.sharing.sync_server(address)
        live = LiveExchange(ann.sharing, lambda: None)
        live.start()
        try:
            until(lambda: live.state == "in touch")
            for text in ("one", "two"):
                bob.annotations.memo("T1", text)
            bob.sharing.sync_server()
            until(lambda: memos(ann) == {"one", "two"})
            with machine.frozen():
                ann.annotations.memo("T1", "three")
                live.wake()
                until(lambda: live.state == "no answer, 1 to send")
                assert "has not answered yet" in live.in_words[0]
                assert ann.sharing.waiting() == 1
                monkeypatch.setattr("review.sync.postgres.patience.LONGEST_SILENCE", 0.1)
                until(lambda: live.state == "offline, 1 to send")
            monkeypatch.undo()
            until(lambda: live.state == "in touch")
        finally:
            live.stop()
        assert bob.sharing.sync_server().received == 1


def test_an_error_that_nobody_foresaw_is_said_and_the_exchange_goes_on(
    two: tuple[Project, Project], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.project.sharing.live.FIRST_PAUSE", 0.1)
    ann, bob = two
    ann.sharing.sync_server(address)
    bob.annotations.memo("T1", "from Bob")
    bob.sharing.sync_server(address)

    def fails(_server: Server, _hashes: frozenset[str]) -> Iterator[SharedEvent]:
        raise KeyError("nobody knows")

    monkeypatch.setattr(Server, "events", fails)
    live = LiveExchange(ann.sharing, lambda: None)
    live.start()
    try:
        until(lambda: live.why)
        (line,) = live.in_words
        assert line.startswith("Server: offline: the exchange failed (KeyError in ")
        assert "nobody knows" not in line
        monkeypatch.undo()
        until(lambda: live.state == "in touch" and "from Bob" in memos(ann))
    finally:
        live.stop()


def test_it_goes_on_with_its_server_after_an_exchange_with_a_folder(
    two: tuple[Project, Project], tmp_path: Path
) -> None:
    ann, _ = two
    nobody = "postgresql://ann@127.0.0.1:1/review"
    ann.journal.database.set_meta("shared_at", nobody)
    live = LiveExchange(ann.sharing, lambda: None)
    ann.sharing.sync_folder(tmp_path / "shared")
    live.start()
    try:
        until(lambda: nobody in live.why)
    finally:
        live.stop()
    assert ann.sharing.shared_at == str(tmp_path / "shared")


def test_while_both_are_open_acts_travel_by_themselves_and_a_stopped_server_costs_nothing(
    two: tuple[Project, Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.project.sharing.live.LONGEST_PAUSE", 0.2)
    monkeypatch.setattr("review.project.sharing.live.FIRST_PAUSE", 0.1)
    ann, bob = two
    with running_server() as machine:
        address = machine.admin_address(machine.new_database())
        ann.sharing.sync_server(address)
        bob.sharing.sync_server(address)
        changes: list[str] = []
        lives = [LiveExchange(one.sharing, lambda: changes.append("")) for one in two]
        for live in lives:
            live.start()
        try:
            until(lambda: [live.state for live in lives] == ["in touch", "in touch"])
            before = len(changes)
            ann.annotations.memo("T1", "one")
            lives[0].wake()
            until(lambda: "one" in memos(bob) and len(changes) > before)
            machine.stop()
            until(lambda: [live.state for live in lives] == ["offline", "offline"])
            ann.annotations.memo("T1", "two")
            bob.annotations.memo("T1", "three")
            bob.annotations.memo("T1", "four")
            assert [live.state for live in lives] == ["offline, 1 to send", "offline, 2 to send"]
            until(lambda: "does not answer" in lives[0].why)
            machine.start()
            until(lambda: memos(ann) == memos(bob) == {"one", "two", "three", "four"})
            until(lambda: [live.state for live in lives] == ["in touch", "in touch"])
            bob.annotations.memo("T1", "at the end")
        finally:
            for live in lives:
                live.stop()
        assert not any(live._thread.is_alive() for live in lives)
        assert ann.sharing.sync_server().received == 1
        assert tables(ann.journal) == tables(bob.journal)
        for one in two:
            assert [line for line in one.history.verify() if "the file is gone" not in line] == []
