"""What the program knows of the review in a sentence or two, for the headings of an abstract."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from review.domain.act import passages_of
from review.domain.wording.counted import was
from review.export.report.draft import Draft
from review.export.report.sections.methods.plan_changes import plan_notes
from review.export.report.sections.methods.searching import KINDS
from review.export.report.sections.rejected import held
from review.export.report.sentences import SEMICOLON, Part, counted, listed, sentence
from review.export.report.template import Facts
from review.export.words import Names


def facts(draft: Draft, which: Facts) -> Part:
    """The sentences; nothing if the review has nothing on it."""
    return _FACTS[which](draft)


def _question(draft: Draft) -> Part:
    question = draft.material.theory_map.question
    return sentence("The review asks: ", question) if question else ""


def _design(draft: Draft) -> Part:
    theory_map = draft.material.theory_map
    theories, rivals = held(theory_map.theories), held(theory_map.rival_framings)
    against = (" and ", counted(len(rivals), "rival framing", "rival framings")) if rivals else ""
    return sentence(
        "Realist review, reported by the RAMESES publication standards, with a map of ",
        counted(len(theories), "theory", "theories", "theories"),
        against,
    )


def _searches(draft: Draft) -> Part:
    """The sources that were searched, each with its dates, and the kinds of searches that name none."""
    every = draft.material.searches()
    dates: dict[str, set[str]] = {}
    for source in (source for search in every for source in search.sources):
        dates.setdefault(source.name, set()).add(source.date)
    kinds = list(dict.fromkeys(search.kind for search in every if not search.sources))
    without: list[Part] = [
        counted(
            sum(search.kind is kind and not search.sources for search in every),
            KINDS[kind].one,
            f"searches {kind} without a source",
            KINDS[kind].several,
        )
        for kind in kinds
    ]
    if not dates:
        return sentence("The review made ", listed(without)) if without else ""
    names = [
        f"{name} ({', '.join(one or 'date not reported' for one in sorted(of))})"
        for name, of in dates.items()
    ]
    return sentence(
        counted(len(names), "source", "sources searched"),
        f" {was(len(names))} searched: ",
        "; ".join(names),
        (". Further: ", listed(without)) if without else "",
    )


def _criteria(draft: Draft) -> Part:
    texts = [one.text.rstrip(".") for one in draft.material.theory_map.criteria if not one.excludes]
    return sentence("Documents had to meet these criteria: ", "; ".join(texts)) if texts else ""


def _analysis(draft: Draft) -> Part:
    codings = [one for one in draft.material.codings() if one.record in draft.material.included]
    if not codings:
        return ""
    reviewers = {coding.reviewer for coding in codings}
    kept = draft.material.configurations()
    passages = sum(fragment.record in draft.material.included for one in kept for fragment in one.fragments)
    composed = (
        "; ",
        counted(len(kept), "context-mechanism-outcome configuration", "configurations"),
        f" {was(len(kept))} composed from ",
        counted(passages, "passage", "passages in configurations"),
    )
    return sentence(
        counted(passages_of(codings), "passage", "coded passages"),
        f" {was(passages_of(codings))} coded by ",
        counted(len(reviewers), "reviewer", "coders"),
        composed if kept else "",
    )


def _included(draft: Draft) -> Part:
    total = len(draft.material.included)
    if not total:
        return ""
    verdicts = draft.material.verdicts()
    names = draft.material.words[Names.VERDICT]
    codes = held(draft.material.theory_map.codes)
    said = (
        [
            f"{code.name} ({names[verdicts[code.id].verdict] if code.id in verdicts else 'no verdict'})"
            for code in codes
        ]
        if verdicts
        else []
    )
    return (
        *sentence(counted(total, "document", "included"), f" {was(total)} included"),
        *((" ", *sentence("Verdicts: ", listed(said, between=SEMICOLON))) if said else ()),
    )


def _registration(draft: Draft) -> Part:
    return "; ".join(plan_notes(draft))


_FACTS: Mapping[Facts, Callable[[Draft], Part]] = {
    Facts.QUESTION: _question,
    Facts.DESIGN: _design,
    Facts.SEARCHES: _searches,
    Facts.CRITERIA: _criteria,
    Facts.ANALYSIS: _analysis,
    Facts.INCLUDED: _included,
    Facts.REGISTRATION: _registration,
}
