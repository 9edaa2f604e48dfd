"""The ids of things in files: the same whenever, and from whatever copy, a review is exported."""

from __future__ import annotations

import uuid

_NAMESPACE = uuid.UUID("9d6c5f0a-41d3-5be2-9a57-2f7d4b8e6c10")


class Ids:
    """Ids of one review's things, made from the review's own id and what a thing is called in it."""

    def __init__(self, review: str) -> None:
        self._review = review

    def of(self, kind: str, *name: object) -> str:
        """The id of a thing of a kind, such as a code."""
        return str(uuid.uuid5(_NAMESPACE, "\0".join((self._review, kind, *map(str, name)))))

    def code(self, code: str) -> str:
        """The id of a theory, rival framing or sub-theme."""
        return self.of("code", code)

    def user(self, reviewer: str) -> str:
        """The id of a reviewer."""
        return self.of("user", reviewer)

    def configuration(self, cmoc: str) -> str:
        """The id of a configuration."""
        return self.of("configuration", cmoc)

    def source(self, record: str) -> str:
        """The id of a record."""
        return self.of("source", record)
