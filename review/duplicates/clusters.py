"""Clusters built by joining pairs, with the reasons for joining."""

from __future__ import annotations

_MOST_REASONS = 3


class Clusters:
    """Clusters of the numbers below `count`, at first one each; a cluster is named by one of its members."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._name = list(range(count))
        self._members: dict[int, list[int]] = {}
        self._reasons: dict[int, list[str]] = {}

    def name(self, member: int) -> int:
        """The name of the cluster of `member`."""
        return self._name[member]

    def members(self, member: int) -> list[int]:
        """All members of the cluster of `member`."""
        return self._members.get(self._name[member], [member])

    def join(self, left: int, right: int, why: str) -> None:
        """Joins the clusters of `left` and `right`."""
        larger, smaller = sorted((left, right), key=lambda member: -len(self.members(member)))
        name, gone = self._name[larger], self._name[smaller]
        joined = self.members(larger) + self.members(smaller)
        for member in self.members(smaller):
            self._name[member] = name
        self._members[name] = joined
        self._members.pop(gone, None)
        self._reasons[name] = self._reasons.get(name, []) + self._reasons.pop(gone, []) + [why]

    def joined(self) -> list[tuple[list[int], str]]:
        """The clusters of two or more: their members in order and the first reasons, at most three."""
        return [
            (sorted(members), "; ".join(list(dict.fromkeys(self._reasons[name]))[:_MOST_REASONS]))
            for name, members in self._members.items()
        ]
