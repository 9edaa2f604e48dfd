"""Verdicts: what the review concludes on a theory or rival framing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from review.domain.theories.heads import heads


class VerdictKind(StrEnum):
    """The verdicts that there are."""

    SUPPORTED = "supported"
    PARTIALLY_SUPPORTED = "partially-supported"
    REFINED = "refined"
    MIXED = "mixed"
    CHALLENGED = "challenged"
    INSUFFICIENT_EVIDENCE = "insufficient-evidence"
    NOT_EXPLORED = "not-explored"


class Verdict(Struct, frozen=True):
    """A verdict on `code`, given under the version `theory_version` of the theory map (`theory_event`).

    `caveat` and `gap` may be empty. `others` are verdicts that nobody has replaced since: given apart, in other copies of the
    review, or on a theory that was merged into this one (`on_another`). `since` says in words what changed since it was given, of the theory or its evidence; empty if nothing did.

    `given_on` is the code as it was then, which may have another id since. `follows` are the verdicts that it replaced. `evidence` is a
    digest of the evidence then, `sources` and `codings` are their numbers.
    """

    event: str
    code: str
    verdict: VerdictKind
    caveat: str
    gap: str
    reviewer: str
    time: str
    theory_event: str
    theory_version: int | None = None
    others: tuple[Verdict, ...] = ()
    since: tuple[str, ...] = ()
    given_on: str = ""
    follows: tuple[str, ...] = ()
    evidence: str = ""
    sources: int = 0
    codings: int = 0

    @property
    def former(self) -> str:
        """The id of the theory that it was given on, if that is another one now; ``""`` if it is not."""
        return "" if self.given_on == self.code else self.given_on

    def on_another(self, other: Verdict) -> str:
        """The former id of the theory that another standing verdict was given on; ``""`` if it was given apart on this one."""
        return "" if other.given_on == self.given_on else other.given_on


class EvidenceDigest(Struct, frozen=True):
    """The evidence on a theory: a digest of codings, stances and ties of configurations, and its size."""

    digest: str = ""
    sources: int = 0
    codings: int = 0


def present_verdict(verdicts: Sequence[Verdict]) -> Verdict | None:
    """The verdict that counts of those on one theory, given in their order, with the others that count as well.

    The last one counts. A verdict on the theory under its present id goes before one on a theory that was merged into it.
    """
    shown = heads({one.event: one.follows for one in verdicts})
    standing = [one for one in verdicts if one.event in shown]
    own = [one for one in standing if one.given_on == one.code] or standing
    if not own:
        return None
    return replace(own[-1], others=tuple(one for one in standing if one is not own[-1]))


def by_code(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    """Verdicts by their theory, in the order given."""
    found: dict[str, list[Verdict]] = {}
    for one in verdicts:
        found.setdefault(one.code, []).append(one)
    return found
