"""Connecting to a server, and its errors in one line each, never with a password."""

from __future__ import annotations

from ipaddress import ip_address
from types import TracebackType
from typing import TYPE_CHECKING

from review.errors import ReviewError
from review.extras import how_to_add
from review.sync.postgres.address import Address
from review.sync.postgres.patience import Silence, with_patience

if TYPE_CHECKING:
    import psycopg

MISSING = f"exchange through a server is not installed; install it with: {how_to_add('team')}"

_SECONDS_TO_CONNECT = 10
_SECONDS_FOR_A_LOCK = 30

_LACKS_RIGHT = "42501"
_OF_SQLSTATE = {
    "25006": "only allows reading; use the address of the primary server",
    "28000": "does not let this user in; its administrator can (docs/reference/server.md)",
    "28P01": "rejected the password; put the right one into ~/.pgpass or the file that PGPASSFILE names",
    "3D000": "has no such database; ask its administrator for the name",
    "53100": "has no space left on its disk; nothing was lost, try again later",
    "53300": "has too many connections; try again later",
    "55P03": "is busy with a change of its tables; try again later",
    "57014": "stopped the exchange; nothing was lost, try again",
    "57P03": "is starting or stopping; try again in a moment",
    _LACKS_RIGHT: "does not give this user the rights that an exchange needs; its administrator can (docs/reference/server.md)",
}
_OF_MESSAGE = (
    ("password authentication failed", _OF_SQLSTATE["28P01"]),
    ("no password supplied", "asks for a password; put it into ~/.pgpass or the file that PGPASSFILE names"),
    ("no pg_hba.conf entry", _OF_SQLSTATE["28000"]),
    ("is not permitted to log in", _OF_SQLSTATE["28000"]),
    ("permission denied for database", _OF_SQLSTATE["28000"]),
    ("too many clients", _OF_SQLSTATE["53300"]),
    ("too many connections", _OF_SQLSTATE["53300"]),
    ("remaining connection slots", _OF_SQLSTATE["53300"]),
    ("the database system is", _OF_SQLSTATE["57P03"]),
    ("definition of service", "is named by a service that is not in ~/.pg_service.conf"),
    ("could not translate host name", "has a name that is unknown; check the address, or your connection"),
    ("failed to resolve host", "has a name that is unknown; check the address, or your connection"),
    ("could not send SSL", "has no valid TLS; check sslmode in the address"),
    ("certificate", "has a certificate that cannot be checked; see sslrootcert in docs/reference/server.md"),
    ("server does not support SSL", "offers no TLS; its administrator can turn it on"),
    ("timeout expired", "does not answer; check the address, or your connection"),
    ("Connection refused", "does not answer; check the address, or whether it is running"),
    ("No such file or directory", "does not answer; check the address, or whether it is running"),
    ("Network is unreachable", "cannot be reached; check your connection"),
    ("No route to host", "cannot be reached; check your connection"),
)


class ServerError(ReviewError):
    """A server cannot be used as it is; somebody has to change something."""


class ServerAwayError(ServerError):
    """A server does not answer, or the connection was lost: nothing was lost, and later it may work."""


class in_plain_words:  # noqa: N801 - used as a function, as the journal's
    """A context that turns psycopg's errors into one line that names the server and what to do.

    Raises:
        ServerError: instead of any ``psycopg.Error``; `ServerAwayError` where the server does not answer.
    """

    def __init__(self, address: Address) -> None:
        self._address = address

    def __enter__(self) -> None:
        """Nothing is done before."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise the error in plain words, if there is one."""
        import psycopg

        if isinstance(error, psycopg.Error):
            is_away = isinstance(error, psycopg.OperationalError)
            # Without a cause: its text may repeat what was given, a password included.
            raise (ServerAwayError if is_away else ServerError)(
                f"{self._address.shown}: {_meaning(error)}"
            ) from None


def _meaning(error: psycopg.Error) -> str:
    if error.sqlstate in _OF_SQLSTATE:
        return _OF_SQLSTATE[error.sqlstate]
    said = str(error)
    if "does not exist" in said and "FATAL" in said:
        return _OF_SQLSTATE["3D000"] if "database" in said else _OF_SQLSTATE["28000"]
    for words, meaning in _OF_MESSAGE:
        if words in said:
            return meaning
    if error.sqlstate:
        return f"answered with error {error.sqlstate}; ask its administrator"
    return "the connection failed or was lost; nothing was lost, try again later"


def connect(
    address: Address, seconds: int = _SECONDS_TO_CONNECT, silence: Silence | None = None
) -> psycopg.Connection[tuple[object, ...]]:
    """A connection on which each statement is a transaction of its own, unless one is begun.

    `seconds`: how long to wait for the connection, unless the address says otherwise. `silence` knows how long an answer is waited for.
    What the address leaves open comes from libpq's own places: ``PGHOST`` and others, ``~/.pgpass``, service files.

    Raises:
        ReviewError: psycopg is missing, or the address is not valid.
        ServerError: the server cannot be used.
    """
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        raise ReviewError(MISSING) from error
    defaults: dict[str, str | int] = {
        "connect_timeout": seconds,
        "application_name": "realist-review",
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
    }
    try:
        given = {name: value for name, value in conninfo_to_dict(address.given).items() if value is not None}
    except psycopg.Error:
        raise ReviewError(
            f"{address.shown}: the address is not valid; write postgresql://USER@HOST/DATABASE"
        ) from None
    parameters = {**defaults, **given, "client_encoding": "UTF8"}
    with in_plain_words(address):
        # Prepared statements would not survive a pool of connections between here and the server.
        patient = with_patience(silence or Silence())
        # psycopg types each parameter by name; these come from the address, as texts.
        connection = patient.connect(autocommit=True, prepare_threshold=None, **parameters)  # type: ignore[arg-type]
        try:
            connection.execute(f"SET lock_timeout = '{_SECONDS_FOR_A_LOCK}s'")
        except BaseException:
            connection.close()
            raise
    return connection


def is_open_to_listeners(connection: psycopg.Connection[tuple[object, ...]]) -> bool:
    """Whether a connection crosses a network without encryption."""
    info = connection.info
    is_local = info.host.startswith(("/", "@")) or not info.hostaddr or ip_address(info.hostaddr).is_loopback
    return not is_local and not connection.pgconn.ssl_in_use
