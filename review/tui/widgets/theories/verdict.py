"""A verdict on a theory as text: in a word beside its evidence, in full, as a line of its story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from review.domain.theories.verdict import Verdict, VerdictKind
from review.domain.wording.moments import day_of
from review.domain.wording.named import named
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED, WARNING

WORDS: Mapping[VerdictKind, str] = {
    VerdictKind.SUPPORTED: "supported",
    VerdictKind.PARTIALLY_SUPPORTED: "partly",
    VerdictKind.REFINED: "refined",
    VerdictKind.MIXED: "mixed",
    VerdictKind.CHALLENGED: "challenged",
    VerdictKind.INSUFFICIENT_EVIDENCE: "too little",
    VerdictKind.NOT_EXPLORED: "unexplored",
}
"""Each verdict in a word or two, for lists."""

CHANGED = "!"
"""Marks a verdict that should be looked at again: theory or evidence changed since, or there is another."""


def verdict_word(verdict: Verdict | None) -> Content:
    """The verdict in a word, marked if it should be looked at again; empty without one."""
    if verdict is None:
        return Content("")
    mark = (CHANGED, "bold $text-warning") if verdict.since or verdict.others else ("", "")
    return Content.assemble((WORDS[verdict.verdict], "italic"), mark)


def verdict_lines(verdict: Verdict | None, key: str) -> Iterator[Content]:
    """The verdict with caveat and gap, who gave it and when, and what changed since; `key` gives one."""
    if verdict is None:
        yield Content.assemble(("Verdict  ", "bold"), (f"none yet ({key})", MUTED))
        return
    yield Content.assemble(
        ("Verdict  ", "bold"), (named(verdict.verdict), "bold $accent"), (given(verdict), MUTED)
    )
    for name, text in (("caveat", verdict.caveat), ("gap", verdict.gap)):
        if text:
            yield Content.assemble((f"{name}: ", MUTED), plain(text))
    if verdict.since:
        yield Content.styled(f"since then: {plain('; '.join(verdict.since))}", WARNING)
    for other in verdict.others:
        former = plain(verdict.on_another(other))
        how = f"given on {former}, which is {plain(other.code)} now" if former else "given apart"
        yield Content.styled(f"{how}{_in_full(other)} ({key} settles it)", WARNING)


def given(verdict: Verdict) -> str:
    """By whom, when and under which version of the map a verdict was given: ` · Ana, 2026-03-12, map v2`."""
    version = f", map v{verdict.theory_version}" if verdict.theory_version else ""
    return f" · {plain(verdict.reviewer)}, {day_of(verdict.time)}{version}"


def verdict_line(verdict: Verdict) -> Content:
    """A verdict in a line of its theory's story: ``verdict on T2: mixed · Ana, 2026-03-12, map v2; gap: …``, on T1 now."""
    on = f" on {plain(verdict.former)}" if verdict.former else ""
    return Content.styled(f"verdict{on}{_in_full(verdict)}", "$accent")


def _in_full(verdict: Verdict) -> str:
    said = (("caveat", verdict.caveat), ("gap", verdict.gap))
    more = "".join(f"; {name}: {plain(text)}" for name, text in said if text)
    return f": {named(verdict.verdict)}{given(verdict)}{more}"
