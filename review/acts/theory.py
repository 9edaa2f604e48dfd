"""Acts on the theory map; each creates a new version of it."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, UnsetType

from review.acts.act import Act, Names

SUBJECT = "theory-map"


class TheoryAct(Act, frozen=True, kw_only=True):
    """An act whose subject is the theory map; `reason` says why."""

    about = SUBJECT
    undoable = True
    reason: str

    @property
    def detail(self) -> str:
        """The code, if the act is about one."""
        return str(getattr(self, "code", ""))

    def detail_in_words(self, names: Names) -> str:
        """The code with its name."""
        return names.code(self.detail) if self.detail else ""

    @property
    def explanation(self) -> tuple[str, ...]:
        """The reason."""
        return (self.reason,) if self.reason else ()


class Adopt(TheoryAct, frozen=True, kw_only=True, tag="adopt"):
    """A whole map, as JSON text (its order is significant). `file`: the edited file, if one was applied."""

    undoable = False  # a review always has a map
    noun = "theory map applied"
    map: str
    file: str | UnsetType = UNSET


class Refine(TheoryAct, frozen=True, kw_only=True, tag="refine"):
    """The wording of a theory, rival framing or sub-theme changed; `triggers` are the codings that led to it."""

    noun = "change of wording"
    code: str
    name: str | UnsetType = UNSET
    proposition: str | UnsetType = UNSET
    key_terms: tuple[str, ...] | UnsetType = UNSET
    triggers: tuple[str, ...] = ()


class Add(TheoryAct, frozen=True, kw_only=True, tag="add"):
    """A theory or rival framing (`plain`: its entry, `rival`), or a sub-theme (`theory`: its theory) was added."""

    noun = "addition to the theory map"
    code: str
    plain: dict[str, Any] | UnsetType = UNSET
    rival: bool | UnsetType = UNSET
    theory: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    proposition: str | UnsetType = UNSET


class RejectTheory(TheoryAct, frozen=True, kw_only=True, tag="reject-theory"):
    """A theory was rejected: it is kept in the map with its codings, but no longer suggested."""

    noun = "rejection of a theory"
    code: str


class Reinstate(TheoryAct, frozen=True, kw_only=True, tag="reinstate"):
    """A rejected theory was reinstated."""

    noun = "reinstatement of a theory"
    code: str
