"""Verdicts: what the review concludes on a theory or rival framing."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


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

    `caveat` and `gap` may be empty. `others` are verdicts given apart, in other copies of the review, that nobody has replaced
    since. `since` says in words what changed since it was given, of the theory or its evidence; empty if nothing did.
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
