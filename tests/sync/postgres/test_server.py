"""Events and texts through a real server."""

from __future__ import annotations

import hashlib
import socket
from threading import Barrier, Thread
from types import SimpleNamespace

import psycopg
import pytest
from msgspec.structs import replace

from review.domain.team.exchange import SharedText
from review.sync.postgres.address import Address
from review.sync.postgres.connecting import ServerAwayError, ServerError, is_open_to_listeners
from review.sync.postgres.rows import body_of
from review.sync.postgres.server import Server
from tests.servers import PostgresServer, running_server
from tests.sync.postgres.events import REVIEW, an_event, events

WITH_BODY = "INSERT INTO event (review, hash, body) VALUES (%s, %s, %s)"


def a_text(words: str) -> SharedText:
    return SharedText(
        hashlib.sha256(words.encode()).hexdigest(), words, '{"pages":[]}', b"\x00\xff", "pdfium 1"
    )


def test_what_one_sends_another_receives_once(address: Address) -> None:
    made = events(2_500)
    with Server.open(address, REVIEW) as ann, Server.open(address, REVIEW) as ben:
        assert ann.differing_events(made) == (frozenset(made), frozenset())
        assert ann.send_events(made.values()) == 2_500
        assert ann.send_events(list(made.values())[:100]) == 0
        assert ben.differing_events(()).only_there == frozenset(made)
        found = {one.event.hash: one.event for one in ben.events(frozenset(made))}
        assert found == made
        assert ben.refused == []
        assert ben.differing_events(made) == (frozenset(), frozenset())


def test_only_the_hashes_near_a_difference_travel(address: Address) -> None:
    made = events(2_000)
    extra = an_event(1, replica="tower")
    with Server.open(address, REVIEW) as server:
        server.send_events(made.values())
        server.send_events([extra])
        assert server.differing_events(made).only_there == {extra.hash}
        alike = [one for one in made if one[:2] == extra.hash[:2]]
        assert len(alike) < 100
        here = {*made, an_event(9_999).hash} - {alike[0]}
        assert server.differing_events(here) == (
            {an_event(9_999).hash},
            {extra.hash, alike[0]},
        )


def test_texts_travel_with_signs_that_databases_refuse(address: Address) -> None:
    text = a_text("NUL \x00, a tab\t and Größe")
    with Server.open(address, REVIEW) as server:
        assert server.differing_texts([text.sha256]).only_here == {text.sha256}
        assert server.send_texts([text, text]) == 1
        (found,) = server.texts({text.sha256})
        assert found.text == text
        assert server.differing_texts(()).only_there == {text.sha256}


def test_an_act_with_a_file_name_that_is_not_text_travels(address: Address) -> None:
    event = an_event(1)
    event = replace(event, act=r'{"kind":"ingest","path":"a\udcff.pdf"}')
    event = replace(event, hash=hashlib.sha256(body_of(event).encode()).hexdigest())
    with Server.open(address, REVIEW) as server:
        server.send_events([event])
        assert [one.event for one in server.events({event.hash})] == [event]
        assert server.refused == []


def test_several_reviews_share_a_server(address: Address) -> None:
    other = "f" * 32
    with Server.open(address, REVIEW) as ours, Server.open(address, other) as theirs:
        ours.send_events(events(3).values())
        theirs.send_events(events(2, review=other).values())
        assert len(ours.differing_events(()).only_there) == 3
        assert len(theirs.differing_events(()).only_there) == 2
        assert not list(theirs.events({an_event(3).hash}))
        assert ours.reviews() == (REVIEW, other)


def test_an_event_that_is_committed_late_is_not_missed(address: Address) -> None:
    """Its transaction began before another one that was already seen, as with somebody on a slow line."""
    slow, quick, later = an_event(1), an_event(2), an_event(3)
    with Server.open(address, REVIEW) as reader, psycopg.connect(address.given) as one:
        assert reader.differing_events(()) == (frozenset(), frozenset())
        assert reader.new_events() == frozenset()
        one.execute(WITH_BODY, (REVIEW, slow.hash, body_of(slow)))
        with psycopg.connect(address.given) as two:
            two.execute(WITH_BODY, (REVIEW, quick.hash, body_of(quick)))
        assert reader.new_events() == {quick.hash}
        assert reader.new_events() == {quick.hash}, "the horizon waits for the transaction that is still open"
        one.commit()
        assert slow.hash in reader.new_events()
        one.execute(WITH_BODY, (REVIEW, later.hash, body_of(later)))
        one.commit()
        assert reader.new_events() == {later.hash}
        assert reader.new_events() == frozenset()


def test_an_event_that_is_committed_while_all_are_compared_is_not_missed(address: Address) -> None:
    slow = an_event(1)
    with psycopg.connect(address.given) as one, Server.open(address, REVIEW) as reader:
        one.execute(WITH_BODY, (REVIEW, slow.hash, body_of(slow)))
        assert reader.differing_events(()).only_there == frozenset()
        one.commit()
        assert reader.new_events() == {slow.hash}


def test_a_listener_is_woken_without_content_and_by_its_own_program(address: Address) -> None:
    ours, woken = socket.socketpair()
    with ours, woken, Server.open(address, REVIEW) as reader, Server.open(address, REVIEW) as writer:
        reader.differing_events(())
        reader.listen()
        assert not reader.wait(0, woken)
        writer.send_events([an_event(1)])
        assert reader.wait(30, woken)
        assert reader.new_events() == {an_event(1).hash}
        ours.send(b"!")
        assert not reader.wait(30, woken)
        with psycopg.connect(address.given, autocommit=True) as anybody:
            anybody.execute(f"LISTEN review_{REVIEW}")
            writer.send_events([an_event(2)])
            (heard,) = anybody.notifies(timeout=30, stop_after=1)
            assert heard.payload == ""


def test_several_who_send_the_same_events_at_once_do_not_wait_for_ever(address: Address) -> None:
    made = events(3_000)
    start = Barrier(4)
    sent: list[int] = []

    def send(number: int) -> None:
        with Server.open(address, REVIEW) as server:
            start.wait(30)
            order = sorted(made.values(), key=lambda event: (event.clock * (7 + number)) % 3_001)
            sent.append(server.send_events(order))

    threads = [Thread(target=send, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert sum(sent) == 3_000
    assert len(sent) == 4


def test_two_who_come_first_make_the_tables_once(address: Address) -> None:
    start = Barrier(5)
    opened: list[bool] = []

    def come() -> None:
        start.wait(30)
        with Server.open(address, REVIEW):
            opened.append(True)

    threads = [Thread(target=come) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(opened) == 5


# --- rows that somebody else wrote ---------------------------------------------------------------------------------


def test_a_row_that_does_not_give_its_hash_cannot_be_stored(address: Address) -> None:
    """So nobody can take the place of an event to come."""
    with Server.open(address, REVIEW) as server, psycopg.connect(address.given, autocommit=True) as hostile:
        to_come = an_event(1)
        with pytest.raises(psycopg.errors.CheckViolation):
            hostile.execute(WITH_BODY, (REVIEW, to_come.hash, "{}"))
        assert server.send_events([to_come]) == 1


JUNK = [
    "",
    "{}",
    "not JSON",
    '{"act":' + "[" * 100_000 + "]" * 100_000 + "}",
    '{"act":{},"clock":"1","previous":"","replica":"","reviewer":"","time":""}',
    '{"act":{},"clock":1e999,"previous":"","replica":"","reviewer":"","time":""}',
    '{"act":{}, "clock":1,"previous":"","replica":"","reviewer":"","time":""}',
    '{"act":{},"clock":1,"more":1,"previous":"","replica":"","reviewer":"","time":""}',
    '{"act":{},"clock":1,"previous":"","replica":"","reviewer":"\N{BELL}","time":""}',
    "\u202e",
]


def test_junk_with_a_right_hash_is_refused_row_by_row(address: Address) -> None:
    good = an_event(1)
    with Server.open(address, REVIEW) as server, psycopg.connect(address.given, autocommit=True) as hostile:
        for body in JUNK:
            hostile.execute(WITH_BODY, (REVIEW, hashlib.sha256(body.encode()).hexdigest(), body))
        server.send_events([good])
        there = server.differing_events(()).only_there
        assert len(there) == len(JUNK) + 1
        assert [one.event for one in server.events(there)] == [good]
        assert len(server.refused) == len(JUNK)
        assert all("\n" not in one.reason and "written by admin" in one.file for one in server.refused)


def test_what_is_too_large_is_refused_on_the_server(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.sync.postgres.server.LARGEST_EVENT", 5_000)
    monkeypatch.setattr("review.sync.postgres.server.LARGEST_TEXT", 5_000)
    large, text = an_event(1, note="x" * 6_000), a_text("y" * 6_000)
    with Server.open(address, REVIEW) as server:
        server.send_events([large])
        server.send_texts([text])
        assert not list(server.events({large.hash}))
        assert not list(server.texts({text.sha256}))
        assert [one.reason[-19:] for one in server.refused] == ["is larger than 0 MB", "is larger than 0 MB"]


# --- servers that cannot be used ------------------------------------------------------------------------------------


def refusal(address: str) -> str:
    with pytest.raises(ServerError) as raised:
        Server.open(Address.of(address), REVIEW)
    said = str(raised.value)
    assert "\n" not in said
    assert "geheim" not in said
    assert raised.value.__cause__ is None
    return said


def test_why_a_server_cannot_be_used_is_one_line_without_the_password(
    postgres: PostgresServer, database: str
) -> None:
    postgres.run("postgres", "DROP ROLE IF EXISTS zoe", "CREATE ROLE zoe LOGIN PASSWORD 'right'")
    assert "rejected the password" in refusal(postgres.address(database, "zoe", "geheim"))
    assert "asks for a password" in refusal(postgres.address(database, "zoe"))
    assert "rejected the password" in refusal(postgres.address(database, "nobody-knows", "geheim"))
    assert "has no such database" in refusal(postgres.address("nowhere", "zoe", "right"))
    assert "may not make them" in refusal(postgres.address(database, "zoe", "right"))
    assert "does not answer" in refusal("postgresql://ann:geheim@127.0.0.1:1/review")
    assert "a name that is unknown" in refusal("postgresql://ann:geheim@no-such-host.invalid/review")
    assert "does not answer" in refusal("postgresql:///review?host=/nowhere&password=geheim")
    assert "offers no TLS" in refusal(postgres.address(database, "zoe", "geheim") + "?sslmode=require")
    postgres.run("postgres", f"REVOKE CONNECT ON DATABASE {database} FROM public")
    assert "does not let this user in" in refusal(postgres.address(database, "zoe", "right"))


@pytest.mark.parametrize("query", ["port=x", "no_such_setting=1&password=geheim", "sslmode=perhaps"])
def test_an_address_that_is_not_valid_is_one_line(postgres: PostgresServer, query: str) -> None:
    from review.errors import ReviewError

    with pytest.raises(ReviewError) as raised:
        Server.open(Address.of(f"postgresql:///review?{query}"), REVIEW)
    assert "\n" not in str(raised.value)
    assert "geheim" not in str(raised.value)


def test_a_service_file_and_a_password_file_work(
    postgres: PostgresServer, database: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.run("postgres", "DROP ROLE IF EXISTS yan", "CREATE ROLE yan LOGIN PASSWORD 'right'")
    postgres.run("postgres", f"GRANT ALL ON DATABASE {database} TO yan")
    postgres.run(database, "GRANT CREATE ON SCHEMA public TO yan")
    passwords = tmp_path / "passwords"
    passwords.write_text(f"127.0.0.1:{postgres.port}:{database}:yan:right\n")
    passwords.chmod(0o600)
    services = tmp_path / "services"
    services.write_text(f"[ours]\nhost=127.0.0.1\nport={postgres.port}\ndbname={database}\nuser=yan\n")
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    with Server.open(Address.of("postgresql://?service=ours"), REVIEW) as server:
        assert server.send_events([an_event(1)]) == 1
        assert not server.is_unprotected
    assert "not in ~/.pg_service.conf" in refusal("postgresql://?service=theirs")


def test_a_server_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.sync.postgres.connecting._SECONDS_TO_CONNECT", 2)
    with socket.create_server(("127.0.0.1", 0)) as hangs:
        assert "does not answer" in refusal(f"postgresql://ann@127.0.0.1:{hangs.getsockname()[1]}/review")


@pytest.mark.parametrize(
    ("host", "address", "is_encrypted", "is_open"),
    [
        ("/run/postgresql", "", False, False),
        ("localhost", "127.0.0.1", False, False),
        ("localhost", "127.0.1.1", False, False),
        ("localhost", "::1", False, False),
        ("db.example.org", "192.0.2.7", False, True),
        ("db.example.org", "192.0.2.7", True, False),
        ("db.example.org", "2001:db8::7", False, True),
    ],
)
def test_only_what_leaves_the_machine_unencrypted_is_open_to_listeners(
    host: str, address: str, is_encrypted: bool, is_open: bool
) -> None:
    connection = SimpleNamespace(
        info=SimpleNamespace(host=host, hostaddr=address), pgconn=SimpleNamespace(ssl_in_use=is_encrypted)
    )
    assert is_open_to_listeners(connection) is is_open


def test_a_table_of_another_program_stays_as_it_is(postgres: PostgresServer, database: str) -> None:
    postgres.run(database, "CREATE TABLE event (id int, name text)")
    assert "of another program" in refusal(postgres.admin_address(database))
    assert postgres.run(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(1,)]


def test_tables_of_another_version_say_which(
    postgres: PostgresServer, address: Address, database: str
) -> None:
    Server.open(address, REVIEW).close()
    postgres.run(database, "COMMENT ON TABLE event IS 'realist-review 2'")
    assert "a newer realist-review (version 2; this one knows 1); update the program" in refusal(
        address.given
    )
    postgres.run(database, "COMMENT ON TABLE event IS 'realist-review 0'")
    assert "an older realist-review (version 0; this one needs 1)" in refusal(address.given)
    postgres.run(database, "COMMENT ON TABLE event IS NULL")
    assert "of another program" in refusal(address.given)


def test_a_server_that_only_reads_says_so(postgres: PostgresServer, address: Address, database: str) -> None:
    Server.open(address, REVIEW).close()
    postgres.run("postgres", f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    with Server.open(address, REVIEW) as server, pytest.raises(ServerError, match="only allows reading"):
        server.send_events([an_event(1)])


def test_a_server_that_stops_in_the_middle_loses_and_doubles_nothing() -> None:
    made = events(5_000)
    with running_server() as machine:
        address = Address.of(machine.admin_address(machine.new_database()))

        def until_it_fails():
            for number, event in enumerate(made.values()):
                if number == 2_700:
                    machine.stop()
                yield event

        with Server.open(address, REVIEW) as ann:
            with pytest.raises(ServerAwayError) as raised:
                ann.send_events(until_it_fails())
            assert "\n" not in str(raised.value)
        with pytest.raises(ServerAwayError):
            Server.open(address, REVIEW)
        machine.start()
        with Server.open(address, REVIEW) as ann:
            missing = ann.differing_events(made).only_here
            assert len(missing) == 3_000
            assert ann.send_events(made[one] for one in missing) == 3_000
        with Server.open(address, REVIEW) as ben:
            there = ben.differing_events(()).only_there
            found = ben.events(there)
            first = [next(found) for _ in range(1_000)]
            machine.stop()
            with pytest.raises(ServerAwayError):
                list(found)
            machine.start()
        with Server.open(address, REVIEW) as ben:
            rest = ben.differing_events([one.event.hash for one in first]).only_there
            assert {one.event.hash for one in [*first, *ben.events(rest)]} == set(made)
