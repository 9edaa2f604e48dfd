"""Methods: the plan, and how the review departed from it."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.theories.theory_version import Deviation, FrozenPlan
from review.domain.wording.counted import has
from review.domain.wording.moments import day_of
from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sentences import Part, counted, items, listed, said, sentence, strong

FEW = 12
"""So many deviations are listed in the text; more are in their table only."""


def plan_changes(draft: Draft) -> Iterator[Block]:
    """When the plan was frozen, and what was changed since, with the reasons that were given."""
    plan = draft.material.plan()
    yield Heading(2, "Protocol, and changes in the review process", "methods-changes")
    if not plan.frozen:
        yield said(
            sentence(
                "The plan of the review was not frozen in the program, so that it cannot say what was changed after it"
            ),
            [Gap("Where the protocol is (registration), what was changed of it, and why.")],
        )
        return
    days = [f"{day_of(one.time)} (version {one.version} of the theory map)" for one in plan.frozen]
    notes = plan_notes(draft)
    many = len(plan.deviations)
    yield said(
        sentence("The plan (question, criteria, stages and theories) was frozen on ", listed(days)),
        _before(plan.frozen[0], many=len(plan.frozen) > 1),
        sentence("It is noted with the plan: ", "; ".join(notes)) if notes else "",
        sentence(
            counted(many, "change", "deviations"),
            f" {has(many)} been made to it since",
            draft.see("deviations") if many else "",
            ":" if 0 < many <= FEW else "",
        ),
    )
    if 0 < many <= FEW:
        yield items(_deviation(one) for one in plan.deviations)
    yield said(
        [
            Gap(
                "Any other change of the review process, with the reason."
                if notes
                else "Where the protocol is (registration), and any other change of the review process, with the reason."
            )
        ]
    )


def _before(first: FrozenPlan, *, many: bool) -> Part:
    """What was done before the plan was frozen first; nothing if it came before all work."""
    done = (
        (first.decisions, "decision", "decisions"),
        (first.codings, "coding", "codings"),
        (first.verdicts, "verdict", "verdicts"),
        (max(0, first.version - 1), "change of the theory map", "changes of the theory map"),
    )
    parts: list[Part] = [
        counted(count, noun, f"{plural} before the plan was frozen", plural)
        for count, noun, plural in done
        if count
    ]
    if not parts:
        return ""
    return sentence(f"Before it was {'first ' if many else ''}frozen, ", listed(parts), " had been made")


def plan_notes(draft: Draft) -> list[str]:
    """What was noted when the plan was frozen, such as where it is registered; each once."""
    return list(dict.fromkeys(note for one in draft.material.plan().frozen if (note := one.note.strip())))


def _deviation(one: Deviation) -> Part:
    touched = "coding" if one.parts_before or one.parts_after else "decision"
    return (
        strong(f"{day_of(one.version.time)}, {one.what}. "),
        one.version.reason.rstrip(".") or Gap("The reason."),
        " (",
        counted(
            one.touched,
            f"{touched} made before",
            f"{touched}s touched by the change of {day_of(one.version.time)}",
            f"{touched}s made before",
        ),
        ").",
    )
