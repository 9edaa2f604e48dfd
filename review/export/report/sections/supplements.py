"""The supplements: what a reader needs to follow every step, table by table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from review.domain.searches.flow import Box
from review.domain.theories.theory_version import TheoryChange
from review.domain.wording.counted import was
from review.domain.wording.moments import day_of
from review.export.report.blocks import Block, Gap, Heading, Reference
from review.export.report.draft import SUPPLEMENTARY_TABLES, Draft
from review.export.report.sections.results.flow import by_criteria
from review.export.report.sections.results.theory_map import gone_codes
from review.export.report.sentences import Part, counted, items, said, sentence, strong
from review.export.report.template import Part as TemplatePart
from review.export.report.template import Supplement
from review.export.tables.theories.theory_changes import difference, versions_in_words

_NOTHING: Mapping[Supplement, str] = {
    Supplement.SEARCHES: "No search was logged in the program",
    Supplement.EXCLUDED: "No record was excluded",
    Supplement.APPRAISAL: "No document was appraised in the program",
    Supplement.CONFIGURATIONS: "No configuration was composed in the program",
    Supplement.RIVALS: "No passage speaks to a theory and to its rival",
    Supplement.BREAKDOWN: "No document is included yet",
    Supplement.THEORY_CHANGES: "No theory was changed",
    Supplement.DEVIATIONS: "No deviation from a frozen plan is on record",
    Supplement.EVIDENCE: "No passage of an included document was coded",
}
"""What is said of a supplement that has no table."""

TITLES: Mapping[Supplement, str] = {
    Supplement.SEARCHES: "Search log",
    Supplement.CRITERIA: "Criteria, theories and rival framings",
    Supplement.EXCLUDED: "Excluded documents",
    Supplement.APPRAISAL: "Appraisal of documents",
    Supplement.CONFIGURATIONS: "Configurations and their sources",
    Supplement.RIVALS: "Theories and their rivals",
    Supplement.BREAKDOWN: "Source types and populations by theory",
    Supplement.THEORY_CHANGES: "How the theories changed",
    Supplement.DEVIATIONS: "Deviations from the plan",
    Supplement.EVIDENCE: "Coded evidence",
    Supplement.MODEL_CARD: "Model card",
    Supplement.RAMESES: "RAMESES publication standards",
}


def supplements(draft: Draft) -> Iterator[Block]:
    """The supplements that the template has, in its order; the list of standards is added when the rest is written."""
    for number, supplement in enumerate(draft.template.supplements, start=1):
        yield Heading(2, f"Supplement {number}. {TITLES[supplement]}", f"supplement-{supplement}")
        if supplement is Supplement.RAMESES:
            continue
        more = list(_MORE.get(supplement, _none)(draft))
        tables = [
            draft.tables[name] for name in SUPPLEMENTARY_TABLES.get(supplement, {}) if name in draft.tables
        ]
        yield from more
        yield from tables
        if not (more or tables):
            yield said(sentence(_NOTHING[supplement]))


def _none(draft: Draft) -> Iterator[Block]:  # noqa: ARG001 - as the others
    yield from ()


def _criteria(draft: Draft) -> Iterator[Block]:
    """Where the criteria are; the theories follow as their table."""
    if TemplatePart.METHODS in draft.template.parts:
        yield said(["The criteria are in ", Reference("methods-selection"), "."])
    yield said(["The theories and rival framings are these:"])


def _screened_out(draft: Draft) -> Iterator[Block]:
    """How many were excluded on title and abstract, by criterion; the table has those excluded later."""
    count = draft.material.flow().boxes.get(Box.EXCLUDED_SCREENING)
    if count and count.n and len(draft.material.theory_map.stages) > 1:
        yield said(
            sentence(
                counted(count.n, "record", Box.EXCLUDED_SCREENING),
                f" {was(count.n)} excluded at screening",
                by_criteria(draft, count),
                "; these are not listed one by one",
            ),
            sentence("Those excluded at assessment are in ", Reference("table-excluded"))
            if "excluded" in draft.tables
            else "",
        )


def _stories(draft: Draft) -> Iterator[Block]:
    """The story of each theory that changed, came of a split or went: every wording, with its reason; then saturation."""
    changes = draft.material.theory_work().changes
    for code in [*(code.id for code in draft.material.theory_map.codes), *gone_codes(draft.material)]:
        chapters = [one for one in changes if one.code == code]
        if any(one.before or one.version.change == "split" for one in chapters):
            name = next((one.before.name for one in reversed(chapters) if one.before), "")
            is_there = code in draft.material.theory_map.code_names
            heading = draft.material.named(code) if is_there else f"{code} {name}"
            yield Heading(3, heading, f"story-{code}")
            yield items(
                (_chapter(draft, one, is_last=one is chapters[-1]) for one in chapters), is_numbered=True
            )
    if draft.material.saturation():
        yield said(draft.shown("figure-saturation", "What each coded document added"))
        yield from draft.figure("figure-saturation")


def _chapter(draft: Draft, one: TheoryChange, *, is_last: bool) -> Part:
    """A version of a theory. If it is the last one and was made apart, nobody has said yet what holds."""
    version = one.version
    _, after = difference(one)
    because = version.reason.rstrip(".")
    led = [coding for trigger in version.triggers if (coding := draft.material.coding_of.get(trigger))]
    return (
        strong(f"Version {version.number}, {day_of(version.time)}: {version.act_in_words}. "),
        _ended(" ".join(after.split())) or _without_text(one),
        f" Reason: {because}." if because else (" ", Gap("The reason.")),
        f" ({version.inference})" if version.inference else "",
        (" Led to by", draft.cited(coding.record for coding in led), ".") if led else "",
        f" Made apart, in another copy of the review, without knowledge of {versions_in_words(one.apart)}, which it replaced."
        if one.apart
        else "",
        (" ", Gap(f"Which wording of {one.code} holds: word it again.")) if one.apart and is_last else "",
    )


def _without_text(one: TheoryChange) -> str:
    """What a change did to a theory that has nothing to show for it: most are splits and merges of it, which keep its wording."""
    if one.after is None:
        return "Taken out of the map."
    before = one.made_from if one.apart else one.before
    return "Its wording stays." if one.after == before else "Its proposition was taken out."


_MORE: Mapping[Supplement, Callable[[Draft], Iterator[Block]]] = {
    Supplement.CRITERIA: _criteria,
    Supplement.EXCLUDED: _screened_out,
    Supplement.THEORY_CHANGES: _stories,
}
"""What supplements have above their tables."""


def _ended(text: str) -> str:
    """A text with a full stop; nothing stays nothing."""
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
