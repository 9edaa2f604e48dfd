"""The command sync with a server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from review.cli import main
from tests.reviews import new_review
from tests.servers import PostgresServer


def answer(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> tuple[int, str, str]:
    code = main(["--project", str(folder), *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_server_is_remembered_without_its_password_and_shown_nowhere(
    tmp_path: Path,
    postgres: PostgresServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database = postgres.new_database()
    postgres.run("postgres", "DROP ROLE IF EXISTS cli_ann", "CREATE ROLE cli_ann LOGIN PASSWORD 'geheim'")
    postgres.run(database, "GRANT CREATE ON SCHEMA public TO cli_ann")
    new_review(tmp_path / "r", "ann").close()
    given = postgres.address(database, "cli_ann", "geheim")
    code, out, err = answer(capsys, tmp_path / "r", "--json", "sync", given)
    said = json.loads(out)
    assert (code, said["received"], said["refused"], said["files"]) == (0, 0, [], 0)
    assert said["sent"] > 0
    assert said["at"] == postgres.address(database, "cli_ann")
    assert "geheim" not in out + err
    code, out, err = answer(capsys, tmp_path / "r", "sync")
    assert code == 2
    assert "asks for a password; put it into ~/.pgpass or the file that PGPASSFILE names" in err
    assert err.count("\n") == 1
    monkeypatch.setenv("PGPASSWORD", "geheim")
    code, out, err = answer(capsys, tmp_path / "r", "sync")
    assert (code, out) == (0, "0 acts sent, 0 received\n")
    code, out, err = answer(capsys, tmp_path / "r", "sync", given, "--pdfs")
    assert code == 2
    assert "files do not travel through a server" in err


def test_a_review_comes_beside_others_on_a_server_only_if_asked(
    tmp_path: Path, postgres: PostgresServer, capsys: pytest.CaptureFixture[str]
) -> None:
    address = postgres.admin_address(postgres.new_database())
    for name in ("ours", "another"):
        new_review(tmp_path / name, "ann").close()
    assert answer(capsys, tmp_path / "ours", "sync", address)[0] == 0
    code, _, err = answer(capsys, tmp_path / "another", "sync", address)
    assert code == 2
    assert "holds 1 other review (“A small review”) and not this one, and nothing was sent" in err
    assert answer(capsys, tmp_path / "another", "sync", address, "--beside-others")[0] == 0
    assert answer(capsys, tmp_path / "another", "sync")[0] == 0


def test_a_review_on_a_server_is_joined_by_its_address(
    tmp_path: Path, postgres: PostgresServer, capsys: pytest.CaptureFixture[str]
) -> None:
    address = postgres.admin_address(postgres.new_database())
    ann = new_review(tmp_path / "ann", "ann")
    ann.sharing.sync_server(address)
    code = main(["--json", "join", address, str(tmp_path / "bob")])
    said = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (said["project"], said["received"], said["refused"]) == (str(tmp_path / "bob"), ann.revision, [])
    ann.close()
    assert answer(capsys, tmp_path / "bob", "sync") == (0, "0 acts sent, 0 received\n", "")
    assert main(["join", f"{address}#ffff", str(tmp_path / "eve")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "eve").exists()


def test_who_exchanges_across_a_network_without_encryption_is_warned_on_standard_error(
    tmp_path: Path,
    postgres: PostgresServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = postgres.admin_address(postgres.new_database())
    new_review(tmp_path / "ann", "ann").close()
    assert answer(capsys, tmp_path / "ann", "sync", address)[2] == ""
    # The server of the tests answers on this machine only.
    monkeypatch.setattr("review.sync.postgres.connecting.is_open_to_listeners", lambda _connection: True)
    code, out, err = answer(capsys, tmp_path / "ann", "sync")
    assert (code, out) == (0, "0 acts sent, 0 received\n")
    assert (
        "is not encrypted, and others on the network can read it; put sslmode=verify-full into the address"
        in err
    )
    assert err.count("\n") == 1
    assert main(["join", address, str(tmp_path / "bob")]) == 0
    assert "is not encrypted" in capsys.readouterr().err
