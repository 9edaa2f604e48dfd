"""Who may talk to the server: a person who has the token, from the server's own page, under a name of this machine.

Any program and any page in any browser on this machine can reach a port on the loopback. The token keeps out other people's
programs; `Host` keeps out names that somebody else made point here; `Origin` keeps out other pages, to which a browser
would add the cookie where they are on this machine, too.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

_LOCAL = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.ASCII | re.IGNORECASE)


def _secret() -> str:
    return secrets.token_urlsafe(32)


def _is(secret: str, given: str) -> bool:
    """Whether it is the secret; the comparison takes equally long for any text."""
    return secrets.compare_digest(secret.encode(), given.encode(errors="replace"))


@dataclass(frozen=True)
class Access:
    """The two secrets of a server: the token in its address, and the cookie that a browser gets for it.

    The cookie's name is random, too: browsers send cookies to every port, so that those of two servers would clash.
    """

    token: str = field(default_factory=_secret, repr=False)
    cookie: str = field(default_factory=_secret, repr=False)
    cookie_name: str = field(default_factory=lambda: f"review_{secrets.token_hex(4)}")

    def opens(self, token: str) -> bool:
        """Whether this is the token of the address."""
        return _is(self.token, token)

    def knows(self, cookie: str) -> bool:
        """Whether a browser with this cookie came with the token before."""
        return _is(self.cookie, cookie)


def is_local(hosts: Sequence[str]) -> bool:
    """Whether a request's `Host` headers are one, which names this machine; through ssh its port may differ."""
    return len(hosts) == 1 and _LOCAL.fullmatch(hosts[0]) is not None


def is_own(origins: Sequence[str], host: str) -> bool:
    """Whether a request's `Origin` headers are one, which is the page of this very server."""
    return len(origins) == 1 and origins[0].casefold() == f"http://{host}".casefold()
