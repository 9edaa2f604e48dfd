"""A real PostgreSQL server on this machine, started for the tests by a user without privileges."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

LACK = "PostgreSQL is not installed; install it, as with apt-get install postgresql"

_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
_SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 32MB
max_connections = 60
lc_messages = 'C'
"""
_WHO_MAY = """
local all all trust
host all all 127.0.0.1/32 scram-sha-256
"""


def _program(name: str) -> Path | None:
    if found := shutil.which(name):
        return Path(found)
    found = sorted(path for place in _PLACES for path in Path("/").glob(f"{place[1:]}/{name}"))
    return found[-1] if found else None


def installed() -> bool:
    """Whether a server can be tested; a run that must not do without it fails here."""
    if _program("initdb") is None:
        assert "REVIEW_TESTS_NEED_POSTGRES" not in os.environ, LACK
        return False
    return True


class PostgresServer:
    """A server with its files in a temporary folder; it can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        # PostgreSQL refuses to run as root.
        self._user = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            self._user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        subprocess.run(
            [
                _program("initdb"),
                "-D",
                folder / "data",
                "-U",
                "admin",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "-N",
            ],
            check=True,
            capture_output=True,
            cwd=folder,
            **self._user,
        )
        for name, text in (
            ("postgresql.conf", _SETTINGS.format(port=self.port, folder=folder)),
            ("pg_hba.conf", _WHO_MAY),
        ):
            with (folder / "data" / name).open("w" if name == "pg_hba.conf" else "a") as file:
                file.write(text)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [_program("postgres"), "-D", self.folder / "data"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                **self._user,
            )
        for _ in range(600):
            try:
                psycopg.connect(self.admin_address("postgres")).close()
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self.folder / "log").read_text()
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(0.1)
            else:
                return
        pytest.fail("the server did not start within a minute")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it, with all its connections; `SIGQUIT` as when the machine fails."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(60)
            self._process = None

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let it answer nothing for a while, as a machine that is asleep: connections stay, and can be made."""
        assert self._process is not None
        backends = self.run("postgres", "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        pids = [self._process.pid, *(int(str(pid)) for (pid,) in backends)]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGCONT)

    def admin_address(self, database: str) -> str:
        """How its administrator reaches a database, without a password."""
        return f"postgresql://admin@/{database}?host={self.folder}&port={self.port}"

    def address(self, database: str, user: str, password: str = "") -> str:
        """How a user reaches a database over the loopback, which asks for a password."""
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{database}"

    def run(self, database: str, *statements: str) -> list[tuple[object, ...]]:
        """Run SQL as its administrator; the rows of the last statement."""
        with psycopg.connect(self.admin_address(database), autocommit=True) as connection:
            cursor = None
            for statement in statements:
                cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor is not None and cursor.description else []

    def new_database(self) -> str:
        """An empty database; its name."""
        name = f"review_{secrets.token_hex(6)}"
        self.run("postgres", f"CREATE DATABASE {name}")
        return name


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """A server that ends with the context."""
    # A socket's path may have little more than a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    server = None
    try:
        server = PostgresServer(folder)
        server.start()
        yield server
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
