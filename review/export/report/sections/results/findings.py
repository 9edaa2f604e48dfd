"""Results: what was found on each theory and rival framing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from review.domain import CodeEvidence, Stance
from review.domain.theories.verdict import Verdict, VerdictKind
from review.domain.wording.counted import are, do, has, was
from review.domain.wording.named import named
from review.domain.wording.share import percentage
from review.export.report.blocks import Block, Fact, Gap, Heading, Look, Reference
from review.export.report.draft import Draft
from review.export.report.sections.desk import desk_prose
from review.export.report.sections.rejected import held, why_rejected
from review.export.report.sections.results.configurations import homes, of_theory, untied
from review.export.report.sentences import (
    Part,
    amount,
    counted,
    items,
    listed,
    number,
    said,
    sentence,
    strong,
)
from review.export.words import LOCATES, Names
from review.theory_map import Code

MOST_SUBTHEMES = 12
"""The most sub-themes of a theory that are named; of more, those with the most documents."""

_STANCES: tuple[tuple[Stance, str, str], ...] = (
    (Stance.SUPPORTS, "supports", "support"),
    (Stance.CHALLENGES, "challenges", "challenge"),
    (Stance.REFINES, "refines", "refine"),
    (Stance.EXTENDS, "extends", "extend"),
    (Stance.BEARS_ON, "bears on", "bear on"),
)


def findings(draft: Draft) -> Iterator[Block]:
    """The synthesis of all theories, then each theory and rival framing that was explored; the others are named."""
    yield Heading(2, "Main findings", "results-findings")
    material = draft.material
    yield from desk_prose(draft, "findings", 3)
    if "synthesis" in draft.tables:
        yield said(
            sentence(
                "What the included documents say of each theory, and the verdict on it, is in ",
                Reference("table-synthesis"),
            ),
            draft.shown("figure-heat", "By source type it"),
            _broken_down(draft),
            sentence(LOCATES),
        )
        yield draft.tables["synthesis"]
        yield from draft.figure("figure-heat")
    explored = [code for code in material.theory_map.codes if _is_explored(draft, code)]
    explored.sort(key=lambda code: code.rejected)  # what was rejected comes last
    others = [code for code in held(material.theory_map.codes) if code not in explored]
    home = homes(draft, explored)
    for code in explored:
        yield from _theory(draft, code, home)
    yield from _configurations(draft, home)
    if others:
        yield Heading(3, "Not explored", "findings-not-explored")
        given = [code for code in others if code.id in material.verdicts()]
        yield said(
            _named(draft, given, "theories not explored", "not explored"),
            _named(
                draft,
                [code for code in others if code not in given],
                "theories without anything",
                "left without a verdict, and without an included document or text",
            ),
            [Gap("Why.")],
        )


def _broken_down(draft: Draft) -> Part:
    """Where the documents on each theory are by source type and by population; nothing if the report has neither table."""
    tables: list[Part] = [
        (f"{what} in ", Reference(f"table-{name}"))
        for name, what in (
            ("source-types-by-theory", "by source type"),
            ("population-theory", "by population"),
        )
        if name in draft.tables
    ]
    return sentence("The documents on each theory are given ", listed(tables)) if tables else ""


def _named(draft: Draft, codes: Sequence[Code], of: str, what: str) -> Part:
    """How many theories and rival framings are left out for a reason, and which; nothing if there are none."""
    if not codes:
        return ""
    return sentence(
        counted(len(codes), "theory or rival framing", of, "theories and rival framings"),
        f" {was(len(codes))} {what}: ",
        listed([draft.material.named(code.id) for code in codes]),
    )


def _is_explored(draft: Draft, code: Code) -> bool:
    """Whether there is anything on a theory: a verdict other than that it was not explored, prose or evidence."""
    verdict = draft.material.verdicts().get(code.id)
    if verdict and verdict.verdict is not VerdictKind.NOT_EXPLORED:
        return True
    written = draft.material.prose().get(code.id)
    return bool(written and written.text.strip()) or _evidence(draft, code).sources > 0


def _evidence(draft: Draft, code: Code) -> CodeEvidence:
    """The counts on a theory with its sub-themes."""
    return next(count for count in draft.material.evidence() if count.code == code.id)


def _theory(draft: Draft, code: Code, home: Mapping[str, str]) -> Iterator[Block]:
    material = draft.material
    yield Heading(3, material.named(code.id), f"theory-{code.id}")
    reason = why_rejected(draft, code)
    yield said(
        [strong("Rival framing: " if code.is_rival else "Theory: "), code.proposition],
        sentence("It was rejected", f": {reason}" if reason else "") if code.rejected else "",
        look=Look.BODY,
    )
    yield said(*_counts(draft, code))
    if prose := desk_prose(draft, code.id, 4):
        yield from prose
    elif not code.rejected:
        yield said([Gap(f"The findings on {code.id}: write them at the desk (review desk {code.id}).")])
    yield from of_theory(draft, code, home)
    yield from _verdict(draft, code)
    yield from _rivals(draft, code)


def _configurations(draft: Draft, home: Mapping[str, str]) -> Iterator[Block]:
    """The chains of all configurations, and those that are under no theory."""
    every = draft.material.configurations()
    if not every:
        return
    yield Heading(3, "Configurations", "findings-configurations")
    yield said(
        sentence(
            counted(len(every), "configuration", "configurations"),
            f" {was(len(every))} composed in all",
            draft.see("cmoc-sources"),
        ),
        draft.shown("figure-cmoc", "How contexts, mechanisms and outcomes hang together"),
    )
    yield from draft.figure("figure-cmoc")
    yield from untied(draft, home)


def _counts(draft: Draft, code: Code) -> Iterator[Part]:
    material, count = draft.material, _evidence(draft, code)
    total = material.table_one.total
    share = percentage(count.sources, total)
    yield sentence(
        counted(count.sources, "included document", f"coded to {code.id}"),
        f" {are(count.sources)} coded to it (",
        number(share, f"per cent of N coded to {code.id}") if share is not None else "0",
        " %), with ",
        counted(count.codings, "passage", f"passages under {code.id}"),
        _cited_under(draft, code),
    )
    if stances := _stances(count, code):
        yield sentence("Of the documents, ", listed(stances), "; a document may do several of these")
    if looked := material.looked_at().get(code.id):
        yield sentence(
            counted(looked, "further passage", f"passages looked at for evidence against {code.id}"),
            f" {was(looked)} looked at for evidence against it, and {has(looked)} none",
        )
    if subthemes := named_subthemes(draft.material.evidence(), code):
        yield sentence("Sub-themes: ", listed(subthemes))


def _stances(count: CodeEvidence, code: Code) -> list[Part]:
    """How many documents support, challenge, refine or extend a theory, without those that none does."""
    return [
        (
            amount(number, f"documents that {stance} {code.id}"),
            f" {one if number == 1 else many} it",
        )
        for stance, one, many in _STANCES
        if (number := count.sources_by_stance.get(stance))
    ]


def named_subthemes(evidence: Iterable[CodeEvidence], code: Code) -> list[Part]:
    """The sub-themes of a theory to which documents are coded, with their number; of many, those with the most."""
    found = [one for one in evidence if one.theory == code.id and one.code != code.id and one.sources]
    kept = found
    if len(found) > MOST_SUBTHEMES:
        kept = sorted(found, key=lambda one: -one.sources)[:MOST_SUBTHEMES]
    named: list[Part] = [
        (f"{one.code} {one.name} (", counted(one.sources, "document", f"coded to {one.code}"), ")")
        for one in kept
    ]
    others = len(found) - len(kept)
    return [*named, counted(others, "other", f"other sub-themes of {code.id}")] if others else named


def _cited_under(draft: Draft, code: Code) -> Part:
    cited = draft.material.cited_under()
    if not cited:
        return ""
    many = len(cited.get(code.id, ()))
    return "; ", counted(many, "work", f"cited under {code.id}"), f" {are(many)} cited under it in the text"


def _verdict(draft: Draft, code: Code) -> Iterator[Block]:
    verdict = draft.material.verdicts().get(code.id)
    if verdict is None:
        if code.rejected:
            return
        yield said([strong("Verdict: "), Gap(f"The verdict on {code.id} (review verdict {code.id} …).")])
        return
    names = draft.material.words[Names.VERDICT]
    yield said(
        [
            strong("Verdict: "),
            Fact(names[verdict.verdict], f"verdict on {code.id}"),
            _although(draft, code, verdict),
            ".",
        ],
        [strong("Caveat: "), Fact(_ended(verdict.caveat), f"caveat of {code.id}")] if verdict.caveat else "",
        [strong("Gap in the evidence: "), Fact(_ended(verdict.gap), f"gap of {code.id}")]
        if verdict.gap
        else "",
        [Gap(f"The verdict again, or why it stays. Since it was given: {'; '.join(verdict.since)}.")]
        if verdict.since
        else "",
        *_apart(verdict),
    )


def _although(draft: Draft, code: Code, verdict: Verdict) -> str:
    """That a theory was not explored although documents are coded to it; nothing of other verdicts."""
    is_coded = _evidence(draft, code).sources > 0
    explored = verdict.verdict is not VerdictKind.NOT_EXPLORED
    return "" if explored or not is_coded else " further, although documents are coded to it"


def _apart(verdict: Verdict) -> Iterator[Part]:
    """Verdicts that were given apart, in other copies of the review, or on a theory that was merged into this one."""
    for one in verdict.others:
        former, said = verdict.on_another(one), named(one.verdict)
        yield [
            Gap(
                f"One verdict on the merged theory: {one.reviewer} gave another one on {former}, which is {one.code} now ({said})."
                if former
                else f"The verdict that the team agrees on: {one.reviewer} gave another one in another copy of the review ({said})."
            )
        ]


def _rivals(draft: Draft, code: Code) -> Iterator[Block]:
    """What competes with a theory and is not rejected, with the verdict on it and the passages that speak to both."""
    material = draft.material
    known = {one.id for one in held(material.theory_map.codes)}
    competitors = [one for one in material.theory_map.competitors(code.id) if one in known]
    if not competitors:
        return
    verdicts, names = material.verdicts(), material.words[Names.VERDICT]
    lines: list[Part] = []
    for other in competitors:
        both = sum({one.theory, one.rival} == {code.id, other} for one in material.rivals())
        verdict = f"verdict {names[verdicts[other].verdict]}" if other in verdicts else "no verdict"
        lines.append(
            (
                f"{material.named(other)} ({verdict}); ",
                counted(both, "passage", f"passages on {code.id} and {other}"),
                f" {do(both, 'speak')} to both.",
            )
        )
    begins = "The theories that it is a rival of" if code.is_rival else "What competes with this theory"
    yield said(sentence(begins, draft.see("rivals"), ":"))
    yield items(lines)


def _ended(text: str) -> str:
    """A text with a full stop."""
    return text if text.endswith((".", "?", "!")) else f"{text}."
