"""Methods: how passages were analysed and put together: configurations, verdicts, gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from review.domain.theories.configuration import ConfigurationStatus, Relation
from review.domain.theories.gap import ENOUGH
from review.domain.wording.counted import has, was
from review.domain.wording.named import named
from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sections.rejected import held
from review.export.report.sentences import Part, amount, counted, listed, said, sentence
from review.export.words import LOCATES


def analysis(draft: Draft) -> Iterator[Block]:
    """Configurations, evidence against, verdicts and gaps, and the rule that counts do not weigh."""
    yield Heading(2, "Analysis and synthesis", "methods-analysis")
    yield said(_configurations(draft), _retroduced(draft), _against(draft))
    yield said(_looked_at(draft))
    yield said(
        _verdicts(draft),
        sentence(
            "A theory with fewer than ",
            amount(ENOUGH, "documents from which on a theory has more than a few"),
            " included documents is named as a gap, and so is one that all documents support or all challenge",
        ),
        sentence(LOCATES),
        [
            Gap(
                "How explanations were made and tested: abduction and retroduction, and how rival explanations were weighed."
            )
        ],
    )


def _configurations(draft: Draft) -> Part:
    every = draft.material.configurations()
    if not every:
        return sentence("No context-mechanism-outcome configuration was composed in the program")
    statuses = Counter(one.status for one in every)
    parts: list[Part] = [
        (
            amount(statuses[status], f"configurations {status}"),
            f" {was(statuses[status])} {_status(status, statuses[status])}",
        )
        for status in ConfigurationStatus
        if statuses[status]
    ]
    passages = sum(len(one.fragments) for one in every)
    return sentence(
        counted(len(every), "context-mechanism-outcome configuration", "configurations"),
        f" {was(len(every))} composed from ",
        counted(passages, "passage", "passages in configurations"),
        ": ",
        listed(parts),
        draft.see("cmocs"),
    )


_STATUSES = {
    ConfigurationStatus.CANDIDATE: "left as candidates",
    ConfigurationStatus.KEPT: "kept",
    ConfigurationStatus.SET_ASIDE: "set aside",
}


def _status(status: ConfigurationStatus, many: int) -> str:
    return (
        "left as a candidate" if many == 1 and status is ConfigurationStatus.CANDIDATE else _STATUSES[status]
    )


def _retroduced(draft: Draft) -> Part:
    elements = [element for one in draft.material.configurations() for element in one.elements]
    many = sum(element.is_retroduced for element in elements)
    if not many:
        return ""
    return sentence(
        counted(many, "element", "retroduced elements"),
        f" {has(many)} no passage that shows it and {was(many)} retroduced: a memo says what must be true for the outcome",
    )


def _against(draft: Draft) -> Part:
    every = draft.material.configurations()
    if not every:
        return ""
    many = sum(bool(one.sources_that(Relation.AGAINST)) for one in every)
    return sentence(
        "Evidence against a configuration is kept in it: ",
        counted(many, "configuration", "configurations with a passage against"),
        f" {has(many)} a passage that is against one of its elements",
    )


def _looked_at(draft: Draft) -> Part:
    """How evidence against theories was searched for; nothing where nobody said that there is none in a passage."""
    found = draft.material.looked_at()
    codes = [code for code in draft.material.theory_map.code_names if found.get(code)]
    labels = {one.id: one.label for one in draft.material.configurations()}
    named = [*codes, *(labels[one] for one in found if one in labels)]
    passages = sum(found.values())
    if not passages or not named:
        return ""
    return sentence(
        "Passages that most likely speak against ",
        listed(named),
        " were looked for: ",
        counted(passages, "passage", "passages looked at for evidence against"),
        f" {was(passages)} looked at and found to have nothing against; what was found is coded",
    )


def _verdicts(draft: Draft) -> Part:
    verdicts = draft.material.verdicts()
    codes = held(draft.material.theory_map.codes)
    given = sum(code.id in verdicts for code in codes)
    if not given:
        return sentence("No verdict on a theory or rival framing was given in the program")
    kinds = sorted({named(verdicts[code.id].verdict) for code in codes if code.id in verdicts})
    return sentence(
        "A verdict was given on ",
        amount(given, "theories with a verdict"),
        " of ",
        counted(len(codes), "theory and rival framing", "codes", "theories and rival framings"),
        f" ({', '.join(kinds)}), each with its caveat and the gap that it leaves, where there are some",
    )
