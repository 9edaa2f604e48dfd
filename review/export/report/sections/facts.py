"""What the program knows of the review in a sentence or two, for the headings of an abstract."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from review.domain.theories.verdict import VerdictKind
from review.export.report.draft import Draft
from review.export.report.sentences import Part, counted, listed, sentence, was
from review.export.report.template import Facts
from review.export.words import Names


def facts(draft: Draft, which: Facts) -> Part:
    """The sentences; nothing if the review has nothing on it."""
    return _FACTS[which](draft)


def _question(draft: Draft) -> Part:
    question = draft.material.theory_map.question
    return sentence("The review asks: ", question) if question else ""


def _design(draft: Draft) -> Part:
    theories, rivals = draft.material.theory_map.theories, draft.material.theory_map.rival_framings
    against = (" and ", counted(len(rivals), "rival framing", "rival framings")) if rivals else ""
    return sentence(
        "Realist review, reported by the RAMESES publication standards, with a map of ",
        counted(len(theories), "theory", "theories", "theories"),
        against,
    )


def _searches(draft: Draft) -> Part:
    names = list(
        dict.fromkeys(source.name for search in draft.material.searches() for source in search.sources)
    )
    if not names:
        return ""
    dates = sorted(
        {source.date for search in draft.material.searches() for source in search.sources if source.date}
    )
    when = (
        f", searched between {dates[0]} and {dates[-1]}"
        if len(dates) > 1
        else f", searched {dates[0]}"
        if dates
        else ""
    )
    return sentence(counted(len(names), "source", "sources searched"), ": ", "; ".join(names), when)


def _criteria(draft: Draft) -> Part:
    texts = [one.text.rstrip(".") for one in draft.material.theory_map.criteria if not one.excludes]
    return sentence("Documents had to meet these criteria: ", "; ".join(texts)) if texts else ""


def _analysis(draft: Draft) -> Part:
    codings = [one for one in draft.material.codings() if one.record in draft.material.included]
    if not codings:
        return ""
    reviewers = {coding.reviewer for coding in codings}
    kept = draft.material.configurations()
    composed = (
        ", and ",
        counted(len(kept), "context-mechanism-outcome configuration", "configurations"),
        f" {was(len(kept))} composed of them",
    )
    return sentence(
        counted(len(codings), "passage", "codings"),
        f" {was(len(codings))} coded by ",
        counted(len(reviewers), "reviewer", "coders"),
        composed if kept else "",
    )


def _included(draft: Draft) -> Part:
    total = len(draft.material.included)
    if not total:
        return ""
    verdicts = draft.material.verdicts()
    explored = [code for code, one in verdicts.items() if one.verdict is not VerdictKind.NOT_EXPLORED]
    names = draft.material.words[Names.VERDICT]
    said = [
        f"{draft.material.named(code)} ({names[verdicts[code].verdict]})"
        for code in draft.material.theory_map.code_names
        if code in explored
    ]
    return (
        *sentence(counted(total, "document", "included"), f" {was(total)} included"),
        *((" ", *sentence("Verdicts: ", listed(said))) if said else ()),
    )


_FACTS: Mapping[Facts, Callable[[Draft], Part]] = {
    Facts.QUESTION: _question,
    Facts.DESIGN: _design,
    Facts.SEARCHES: _searches,
    Facts.CRITERIA: _criteria,
    Facts.ANALYSIS: _analysis,
    Facts.INCLUDED: _included,
}
