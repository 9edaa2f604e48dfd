"""What the review has of a project file already, and what the import has added so far."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from review.journal.queries.interchange.present import Passage


class Present:
    """What the review has already, and what the import has added so far."""

    def __init__(
        self,
        codes: Mapping[Passage, set[str]],
        memos: Iterable[tuple[str, str]],
        comments: Iterable[tuple[str, str]],
    ) -> None:
        self._codes: dict[Passage, set[str]] = defaultdict(set, {at: set(of) for at, of in codes.items()})
        self._memos = set(memos)
        self._comments = set(comments)
        self.there: Counter[str] = Counter()

    def missing(self, passage: Passage, codes: Iterable[str]) -> list[str]:
        """The codes that a reviewer has not put on a passage yet; they count as put from then on."""
        found = [code for code in codes if code not in self._codes[passage]]
        self._codes[passage].update(found)
        self.there["coding"] += not found
        return found

    def lacks_memo(self, target: str, text: str) -> bool:
        """Whether a memo is new; it counts as there from then on."""
        return self._is_new("memo", self._memos, target, text)

    def lacks_comment(self, text: str) -> bool:
        """The same of a comment on the whole review."""
        return self._is_new("comment", self._comments, "", text)

    def _is_new(self, what: str, known: set[tuple[str, str]], target: str, text: str) -> bool:
        is_new = (target, text) not in known
        known.add((target, text))
        self.there[what] += not is_new
        return is_new
