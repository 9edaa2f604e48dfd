"""The theory map's history."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field


class Inference(StrEnum):
    """The kind of reasoning that led to a change of the theory map."""

    INDUCTION = "induction"
    DEDUCTION = "deduction"
    ABDUCTION = "abduction"
    RETRODUCTION = "retroduction"


class TheoryVersion(Struct, frozen=True):
    """One version of the theory map: the act (`event`) that created it, what it changed and why.

    `change` is the kind of act, `code` the code that it is about (``""`` for the whole map) and `codes` all of them.
    `triggers` are ids of codings, memos and comments. `configuration` has what the act states of ``if``, ``then`` and
    ``because``; `draws_on` are records. `wording_only`: no coding has to be looked at again. `follows` is the event of the
    last version that changed these codes as the act's maker knew the map; None if that is not known.
    """

    number: int
    event: str
    time: str
    reviewer: str
    change: str
    code: str
    reason: str
    codes: tuple[str, ...] = ()
    inference: Inference | None = None
    triggers: tuple[str, ...] = ()
    wording_only: bool = False
    configuration: Mapping[str, str] = field(default_factory=dict)
    draws_on: tuple[str, ...] = ()
    follows: str | None = None


class WithoutEffect(Struct, frozen=True):
    """A change of the map that is in the journal but no version, because the map that it meets does not fit it.

    Mostly it is about a code that another copy merged or gave another id.
    """

    event: str
    time: str
    reviewer: str
    change: str
    code: str
    reason: str

    @property
    def sentence(self) -> str:
        """It in a line."""
        return f"{self.code or self.change}: {self.change} by {self.reviewer} on {self.time[:10]} has no effect on the present map ({self.reason})"


class SubthemeParts(Struct, frozen=True):
    """A sub-theme as part of a theory."""

    code: str
    name: str
    proposition: str = ""


class TheoryParts(Struct, frozen=True):
    """What a version of the map says of a code. A sub-theme's `proposition` is its definition."""

    name: str
    proposition: str = ""
    key_terms: tuple[str, ...] = ()
    category: str = ""
    rivals: tuple[str, ...] = ()
    subthemes: tuple[SubthemeParts, ...] = ()
    rejected: bool = False


class TheoryChange(Struct, frozen=True):
    """What one version did to `code` (``""``: the whole map).

    `before` and `after` are its parts, None where the code is not in the map. `apart` are the numbers of versions whose change of the same parts this one replaced without its maker knowing them.
    `touched`: how many standing codings there were under the code (for the whole map: under what it changed) or its sub-themes, at that moment.
    """

    version: TheoryVersion
    code: str
    before: TheoryParts | None
    after: TheoryParts | None
    apart: tuple[int, ...] = ()
    touched: int = 0
