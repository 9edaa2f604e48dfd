"""The introduction: why the review is needed, its programme theory, and its question."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from review.domain import Role
from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sections.asked import asked
from review.export.report.sections.rejected import held, rejected
from review.export.report.sentences import Part, counted, items, said, sentence, strong
from review.theory_map import Code


def introduction(draft: Draft) -> Iterator[Block]:
    """Rationale (as the template has it), programme theory with its theories, objectives and focus."""
    yield from asked(draft, draft.template.introduction, 2, "introduction")
    yield from _programme_theory(draft)
    yield from _question(draft)


def _programme_theory(draft: Draft) -> Iterator[Block]:
    theory_map = draft.material.theory_map
    yield Heading(2, "Programme theory", "programme-theory")
    yield said(
        sentence(theory_map.programme_theory)
        if theory_map.programme_theory
        else [
            Gap(
                "The programme theory: how the programme is thought to work, in a paragraph (review theory programme …)."
            )
        ]
    )
    theories, rivals = held(theory_map.theories), held(theory_map.rival_framings)
    categories = {
        name: theory_map.categories.get(name, name)
        for name in dict.fromkeys(one.category for one in theories)
        if name
    }
    grouped = (" in ", counted(len(categories), "category", "categories", "categories")) if categories else ""
    origin = draft.cited(one.id for one in draft.material.records if one.role is Role.THEORY_SOURCE)
    yield said(
        sentence(
            "The theory map has ", counted(len(theories), "theory", "theories", "theories"), grouped, ":"
        ),
    )
    yield items(_theory(one, categories) for one in theories)
    if rivals:
        yield said(
            sentence(
                "Against these it has ",
                counted(len(rivals), "rival framing", "rival framings"),
                ", which the evidence may support instead:",
            )
        )
        yield items(_rival(one, {code.id for code in theories}) for one in rivals)
    yield said(
        rejected(draft),
        sentence("The theories draw on", origin) if origin else "",
        [Gap("Where the theories come from, and how the map was drawn.")],
    )


def _theory(one: Code, categories: dict[str, str]) -> Part:
    category = f" ({categories[one.category]})" if one.category in categories else ""
    return strong(f"{one.id} {one.name}"), f"{category}. {one.proposition}"


def _rival(one: Code, theories: Collection[str]) -> Part:
    of = [code for code in one.rivals if code in theories]
    rivals = f" (a rival of {', '.join(of)})" if of else ""
    return strong(f"{one.id} {one.name}"), f"{rivals}. {one.proposition}"


def _question(draft: Draft) -> Iterator[Block]:
    question = draft.material.theory_map.question
    yield Heading(2, "Objectives and focus of the review", "objectives")
    yield said(
        sentence("The review asks: ", question) if question else [Gap("The question of the review.")],
        [Gap("The objectives, and why the review has this focus.")],
    )
