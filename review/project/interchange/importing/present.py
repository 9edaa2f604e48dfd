"""What the review has already of a project file, and what the import has added so far."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from review.journal.queries.interchange.present import Passage


class Present:
    """What the review has already, and what the import has added so far; `there` counts it by kind.

    What is hidden from who imports (`hidden_codes`, `hidden_memos`) is not counted there, which would give it away.
    """

    def __init__(
        self,
        codes: Mapping[Passage, set[str]],
        memos: Iterable[tuple[str, str]],
        comments: Iterable[tuple[str, str]],
        hidden_codes: Mapping[Passage, set[str]],
        hidden_memos: Iterable[tuple[str, str]],
    ) -> None:
        self._codes: dict[Passage, set[str]] = defaultdict(set, {at: set(of) for at, of in codes.items()})
        self._memos = set(memos)
        self._comments = set(comments)
        self._hidden_codes = {at: set(of) for at, of in hidden_codes.items()}
        self._hidden_memos = set(hidden_memos)
        self._begun: dict[tuple[str, int, str], set[str]] = defaultdict(set)
        for at, of in codes.items():
            self._begun[at.record, at.start, at.reviewer] |= of - self._hidden_codes.get(at, set())
        self.there: Counter[str] = Counter()

    def missing(self, passage: Passage, codes: Iterable[str]) -> list[str]:
        """The codes that a reviewer has not put on a passage yet; they count as put from then on."""
        found = [code for code in codes if code not in self._codes[passage]]
        self._codes[passage].update(found)
        return found

    def hides_coding(self, passage: Passage, codes: Iterable[str]) -> bool:
        """Whether who imports may not see that a coding is there: once for each, since a new one would be new once."""
        hidden = self._hidden_codes.get(passage, set()).intersection(codes)
        self._hidden_codes.get(passage, set()).difference_update(hidden)
        self.there["coding"] += not hidden
        return bool(hidden)

    def begins(self, record: str, start: int, reviewer: str, codes: Iterable[str]) -> bool:
        """Whether who imports may see that a reviewer had put the codes on passages that begin there."""
        return self._begun[record, start, reviewer].issuperset(codes)

    def has_memo(self, target: str, beginning: str) -> bool:
        """Whether a memo that who imports may see begins so."""
        seen = self._memos - self._hidden_memos
        return any(of == target and text.startswith(beginning) for of, text in seen)

    def lacks_memo(self, target: str, text: str) -> bool:
        """Whether a memo is new; it counts as there from then on."""
        return _is_new(self._memos, target, text)

    def hides_memo(self, target: str, text: str) -> bool:
        """Whether who imports may not see that a memo is there, in the same way."""
        is_hidden = (target, text) in self._hidden_memos
        self._hidden_memos.discard((target, text))
        self.there["memo"] += not is_hidden
        return is_hidden

    def lacks_comment(self, text: str) -> bool:
        """Whether a comment on the whole review is new; it counts as there from then on."""
        is_new = _is_new(self._comments, "", text)
        self.there["comment"] += not is_new
        return is_new


def _is_new(known: set[tuple[str, str]], target: str, text: str) -> bool:
    is_new = (target, text) not in known
    known.add((target, text))
    return is_new
