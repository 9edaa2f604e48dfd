"""The address of a server, and the same without its password, which is what is shown and remembered."""

from __future__ import annotations

from typing import Self
from urllib.parse import unquote

from msgspec import Struct

from review.errors import ReviewError

SCHEMES = ("postgresql://", "postgres://")


def is_address(text: str) -> bool:
    """Whether a text names a PostgreSQL server and not a folder."""
    return text.startswith(SCHEMES)


class Address(Struct, frozen=True):
    """Where a server is: `given` may hold a password and is never shown; `shown` holds none."""

    given: str
    shown: str

    @classmethod
    def of(cls, text: str) -> Self:
        """The address in a text such as ``postgresql://ann@db.example.org/review``.

        Raises:
            ReviewError: it is not one, or a password in it is ambiguous; the line repeats neither.
        """
        scheme = next((one for one in SCHEMES if text.startswith(one)), "")
        if not scheme or not text.isprintable() or " " in text:
            raise ReviewError("the address is not valid; write postgresql://USER@HOST/DATABASE")
        rest = text[len(scheme) :]
        end = min((place for sign in "/?" if (place := rest.find(sign)) >= 0), default=len(rest))
        authority, path = rest[:end], rest[end:]
        if rest.count("@") > authority.count("@") or authority.count("@") > 1:
            raise ReviewError("the address has an unexpected @; write @ as %40, / as %2F and ? as %3F")
        user, at, hosts = authority.rpartition("@")
        named, question, query = path.partition("?")
        kept = "&".join(one for one in query.split("&") if not _is_secret(one))
        shown = f"{scheme}{user.partition(':')[0]}{at}{hosts}{named}{question if kept else ''}{kept}"
        return cls(text, shown)


def _is_secret(parameter: str) -> bool:
    name = unquote(parameter.partition("=")[0])
    return "password" in name or "secret" in name
