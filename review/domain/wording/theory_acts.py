"""What an act on the theory map did, in the words that people read; `TheoryVersion.change` names its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from review.domain.wording.counted import first_of

_MOST_NAMED = 8
"""Of codes that one act changed in the same way, those beyond these are counted: an import can bring hundreds."""

DONE: Mapping[str, str] = {
    "adopt": "file applied",
    "refine": "reworded",
    "add": "added",
    "rename": "renamed",
    "split": "split",
    "merge-theories": "merged",
    "move-subtheme": "moved",
    "reject-theory": "rejected",
    "reinstate": "reinstated",
    "programme-theory": "programme theory worded",
    "import-codes": "imported",
}
"""What each kind of act did to the codes that it is about."""


def act_in_words(change: str, codes: Sequence[str]) -> str:
    """What an act did to its codes, the one that it is about first: ``T3, T4 merged into T1``, ``T5.a moved as T6.d``."""
    named = [code for code in codes if code not in ("", change)]
    done = DONE.get(change, change)
    if not named:
        return done
    first, others = named[0], ", ".join(named[1:])
    if change == "merge-theories" and others:
        return f"{others} {done} into {first}"
    if change == "move-subtheme" and others:
        return f"{first} {done} as {others}"
    if change == "split" and others:
        return f"{first} {done} (new: {others})"
    return f"{first_of(named, _MOST_NAMED)} {done}"
