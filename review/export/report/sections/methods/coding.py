"""Methods: what was extracted from documents, and how passages were coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from review.domain import Coding, EvidenceStatus, Stance
from review.domain.act import codings_of, passages_of
from review.domain.wording.counted import are, has, was
from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sentences import Part, amount, counted, items, listed, said, sentence, strong

NAMED = 12
"""So many uncoded documents are named; of more there is only the number."""

STANCES: Mapping[Stance, str] = {
    Stance.BEARS_ON: "it is about the theory, and not judged further",
    Stance.SUPPORTS: "it speaks for the theory",
    Stance.CHALLENGES: "it speaks against the theory",
    Stance.REFINES: "it changes the theory's wording or boundary",
    Stance.EXTENDS: "it adds a context, mechanism or outcome",
}
"""What the stances mean, in the order in which they are listed."""

STATUSES: Mapping[EvidenceStatus, str] = {
    EvidenceStatus.MEASURED: "measured",
    EvidenceStatus.REPORTED: "reported",
    EvidenceStatus.AUTHOR: "an inference of the document's authors",
    EvidenceStatus.REVIEWER: "an inference of the reviewer",
}


def coding(draft: Draft) -> Iterator[Block]:
    """What was coded to what by whom, stances and statuses with their meaning and number."""
    material = draft.material
    yield Heading(2, "Data extraction and coding", "methods-coding")
    every = list(material.codings())
    if not every:
        yield said(
            sentence("No passage was coded in the program"),
            [Gap("What was extracted from the documents, how, and by whom.")],
        )
        return
    listed_codings = [one for one in every if one.record in material.included]
    yield said(_what(draft, every, listed_codings), _memos(draft, listed_codings), _facets(draft))
    yield said(
        sentence("Each coding has a stance toward its theory; a document may have passages of several:")
    )
    yield items(_stances(listed_codings))
    yield said(_statuses(listed_codings), _recoded(draft), _recognised(draft, listed_codings))
    yield said([Gap("Whether somebody else checked codings, and how the team talked about them.")])


def _what(draft: Draft, every: list[Coding], counted_ones: list[Coding]) -> Part:
    theory_map = draft.material.theory_map
    documents = {one.record for one in counted_ones}
    names = sorted({one.reviewer for one in counted_ones})
    subthemes = sum(len(code.subthemes) for code in theory_map.codes)
    under = (" and ", counted(subthemes, "sub-theme", "sub-themes")) if subthemes else ""
    by = (
        (", by ", counted(len(names), "reviewer", "reviewers who coded"), f" ({', '.join(names)})")
        if names
        else ""
    )
    first = sentence(
        "Passages were coded to ",
        counted(len(theory_map.codes), "theory and rival framing", "codes", "theories and rival framings"),
        under,
        "; one passage can have several codes",
    )
    passages = passages_of(counted_ones)
    codings = codings_of(counted_ones)
    times = counted(codings, "coding", "codings of included documents")
    second = sentence(
        counted(passages, "passage", "coded passages of included documents"),
        " of ",
        counted(len(documents), "included document", "included documents coded"),
        f" {was(passages)} coded",
        (", in ", times) if passages < codings else "",
        by,
        draft.see("evidence"),
    )
    others = codings_of(every) - codings
    third = (
        sentence(
            counted(others, "coding", "codings of other documents"),
            f" of documents that were not included {are(others)} left out",
        )
        if others
        else ()
    )
    imported = sum(one.id in draft.material.imported_codings() for one in counted_ones)
    fourth = (
        sentence(
            amount(imported, "imported codings of included documents"),
            f" of the passages {was(imported)} coded in another program and imported",
        )
        if imported
        else ()
    )
    more = [(" ", one) for one in (third, _uncoded(draft, documents), fourth) if one]
    return *first, " ", *second, *more


def _uncoded(draft: Draft, coded: Collection[str]) -> Part:
    """How many included documents have no coded passage."""
    left = draft.material.included - set(coded)
    if not left:
        return ()
    return sentence(
        counted(len(left), "included document", "included documents without a coded passage"),
        f" {has(len(left))} no coded passage",
        draft.cited(left) if len(left) <= NAMED else "",
    ), (" ", Gap("Whether these were read and bear on no theory, or wait to be coded."))


def _memos(draft: Draft, counted_ones: list[Coding]) -> Part:
    for_all = draft.material.memos_for_all()
    many = (len(draft.material.memos) if for_all is None else for_all) + sum(
        bool(one.memo) for one in counted_ones
    )
    return sentence(counted(many, "memo", "memos"), f" {was(many)} written on the way") if many else ""


def _facets(draft: Draft) -> Part:
    described = {one.record for one in draft.material.facets if one.record in draft.material.included}
    names = [facet.name for facet in draft.material.theory_map.facets]
    if not (described and names):
        return ""
    return sentence(
        "Of ",
        counted(len(described), "included document", "included documents described"),
        f" characteristics were noted: {', '.join(names)}",
    )


def _stances(counted_ones: list[Coding]) -> Iterator[Part]:
    for stance, meaning in STANCES.items():
        many = codings_of(one for one in counted_ones if stance in one.stances.values())
        yield [
            strong(stance.value.replace("-", " ").capitalize()),
            f": {meaning} (",
            counted(many, "passage", f"passages that {stance}"),
            ")",
        ]


def _statuses(counted_ones: list[Coding]) -> Part:
    found = Counter(one.status for one in counted_ones if one.status)
    if not found:
        return ""
    parts: list[Part] = [
        (amount(found[status], f"claims {status}"), f" {are(found[status])} {words}")
        for status, words in STATUSES.items()
        if found[status]
    ]
    unset = len(counted_ones) - sum(found.values())
    without = ("; ", amount(unset, "claims without a status"), f" {has(unset)} no status") if unset else ""
    return sentence("Where it was set, a status says what a claim is based on: ", listed(parts), without)


def _recoded(draft: Draft) -> Part:
    """Codings that were changed, or wait for another look, because a theory changed."""
    work = draft.material.theory_work()
    changed, kept = work.codings_changed, work.kept
    waiting = draft.material.to_recheck_in_words
    first = (
        sentence(
            "After theories were reworded, ",
            counted(changed + kept, "coding", "codings looked at again after a theory was reworded"),
            f" {was(changed + kept)} looked at again: ",
            amount(changed, "codings changed after a theory was"),
            f" {was(changed)} changed or removed, and ",
            amount(kept, "codings that were looked at again and kept"),
            f" {was(kept)} kept as {'it was' if kept == 1 else 'they were'}",
        )
        if changed or kept
        else ()
    )
    return *first, *(
        (" " if first else "", Gap(f"Whether all of this still holds: {waiting[:1].lower()}{waiting[1:]}"))
        if waiting
        else ()
    )


def _recognised(draft: Draft, counted_ones: list[Coding]) -> Part:
    many = sum(map(draft.material.is_recognised, counted_ones))
    if not many:
        return ""
    return sentence(
        "The text of ",
        counted(many, "passage", "passages recognised from images"),
        f" {was(many)} recognised from an image",
    )
