"""Counts for the exports on theory work: changes of theories with what they led to, and saturation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import dropwhile

from review.domain import Coding, Comment, Memo, SaturationStep
from review.export.material import TheoryWork
from review.journal.journal import Journal
from review.journal.queries import looking_again, theory
from review.journal.queries.theories.fragments import fragments
from review.journal.queries.theories.groups import Groups
from review.synthesis.saturation import saturation
from review.synthesis.theory_history import code_by_code, looked_again, worded
from review.templates import has_placeholder_theories
from review.theory_map import TheoryMap


def theory_work(journal: Journal, theory_map: TheoryMap) -> TheoryWork:
    """Every change of the theory map, and the codings that were coded again because of it.

    Versions before the first whose theories are filled in are left out: nobody's theory was changed there.
    """
    versions = list(theory.history(journal))
    begun = list(dropwhile(lambda one: has_placeholder_theories(one[1]), versions)) or versions
    history = worded(versions)
    found = looked_again(history, *looking_again.answers(journal), theory_map.former_codes)
    return TheoryWork(code_by_code(worded(begun)), *found)


def saturation_of(
    journal: Journal,
    theory_map: TheoryMap,
    codings: Sequence[Coding],
    memos: Sequence[Memo],
    comments: Sequence[Comment],
    listed: Collection[str],
) -> Sequence[SaturationStep]:
    """What each of the `listed` records added, in the order in which documents were first coded."""
    known = {coding.id: coding for coding in codings}
    ordered = [known[coding] for coding, _ in looking_again.codings_in_order(journal) if coding in known]
    records = {coding.id: coding.record for coding in codings}
    on = {memo.id: memo.target for memo in memos} | {comment.id: comment.on for comment in comments}
    records |= {identifier: records.get(target, target) for identifier, target in on.items()}
    subthemes = {subtheme.id for code in theory_map.codes for subtheme in code.subthemes}
    found = fragments(journal, Groups(journal), last_pages=False)
    put = [one.record for one in found if one.record in listed]
    return saturation(ordered, theory.versions(journal), subthemes, records, put)
