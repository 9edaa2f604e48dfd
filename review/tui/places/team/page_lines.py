"""Agreement, everybody's work and the copies of the review, as lines of a width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace
from textual.content import Content

from review.domain.team.agreement import CodeAgreement, Disagreement, Figure, Kappa, StageAgreement
from review.domain.team.copies import ReviewCopy
from review.domain.team.work import StageWork
from review.domain.wording.counted import counted
from review.domain.wording.moments import day_of
from review.domain.wording.named import capitalised, named
from review.domain.wording.short_id import short_id
from review.tui.places.team.conflict_lines import INDENT
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.items.parts import PartLine
from review.tui.widgets.items.wrapped import flowing, wrapped
from review.tui.widgets.record_columns import SIGNS
from review.tui.widgets.record_details import STYLES

_KAPPA = {
    Kappa.COHEN: "Cohen's kappa",
    Kappa.FLEISS: "Fleiss' kappa",
    Kappa.QUADRATIC: "Weighted kappa (quadratic)",
    Kappa.LINEAR: "Weighted kappa (linear)",
}

_AGREE = "Pairs that agree"
"""What the share of equal judgements is of where more than two judge: three reviewers of a record are three pairs."""

AHEAD = "dated in the future: a clock is wrong, that machine's or this one's"

_BESIDE = "Until the program ends, it also goes on exchanging by itself with the server of before."

NAME = 24
"""The cells of the names of figures."""


def work_lines(work: Iterable[StageWork], width: int) -> list[PartLine]:
    """By stage what waits for the reviewer, what is done, and what lacks a second decision."""
    lines: list[PartLine] = []
    for one in work:
        own = f"{one.left:,} left for you, {one.done:,} done by you"
        many = (
            f"{one.reviewers} reviewers decide on each record"
            if one.reviewers > 1
            else "one reviewer decides"
        )
        texts = [
            Content.styled(capitalised(named(one.stage)), "bold"),
            Content(own),
            Content.styled(many, MUTED),
        ]
        texts += [content(sentence) for sentence in one.sentences]
        for number, text in enumerate(texts):
            lines += wrapped(text, width, f"stage:{one.stage}", INDENT if number else 0)
        lines.append(PartLine(Content("")))
    return lines


def agreement_lines(found: Iterable[StageAgreement], cited: Mapping[str, str], width: int) -> list[PartLine]:
    """By stage where reviewers disagree, what settled it and what it changed; then how far they agree."""
    lines: list[PartLine] = []
    for one in found:
        lines += wrapped(Content.styled(capitalised(named(one.stage)), "bold"), width)
        if not one.figures.n:
            lines += wrapped(content(one.figures.per_cent.reason), width, "", INDENT)
        else:
            said = f"Reviewers differ on {len(one.disagreements):,} of {counted(one.figures.n, 'record')} that two or more decided on."
            lines += wrapped(Content(said), width, "", INDENT)
        for apart in one.disagreements:
            lines += _disagreement(apart, cited, f"{one.stage}:{apart.record}", width)
        lines += _figures(one, width)
        lines.append(PartLine(Content("")))
    return lines


def code_lines(codes: Sequence[tuple[str, CodeAgreement]], width: int) -> list[PartLine]:
    """How far coders agree on where each code belongs, those first on which they differ most; nothing where only one coded."""
    if not codes:
        return []
    lines = wrapped(Content.styled("Codes", "bold"), width)
    for name, one in sorted(codes, key=lambda each: -len(each[1].differences)):
        differ = f": coders differ on {len(one.differences):,} of {counted(one.passages.n, 'coded stretch', 'coded stretches')}"
        lines += wrapped(Content.assemble((plain(name), "bold"), differ), width, f"code:{one.code}", INDENT)
        for of, figures in (("overlapping passages", one.passages), ("characters", one.characters)):
            said = ", ".join(
                (
                    f"{'pairs that agree' if len(figures.reviewers) > 2 else 'the same'} {_value(figures.per_cent, '.1f')}",
                    f"{_KAPPA[figures.kappa_of]} {_value(figures.kappa, '.2f')}",
                    f"alpha {_value(figures.alpha, '.2f')}",
                )
            )
            lines += wrapped(content(f"{of}: {said}", MUTED), width, f"code:{one.code}", 2 * INDENT)
    return lines


def _value(figure: Figure, digits: str) -> str:
    """A figure without its interval, and without a reason where there is none."""
    return _figure(replace(figure, interval=None, reason=""), digits).removesuffix(" ()")


def _disagreement(one: Disagreement, cited: Mapping[str, str], part: str, width: int) -> Iterator[PartLine]:
    sides = [
        Content.assemble((f"{SIGNS[made.decision]} ", STYLES[made.decision]), plain(made.reviewer))
        for made in one.decisions
    ]
    reference = Content.styled(plain(cited.get(one.record, one.record)), "bold")
    yield from flowing([reference, *sides], width, part, INDENT)
    if one.settled:
        yield from wrapped(
            Content.styled(f"settled by {plain(one.settled.reviewer)}: {plain(one.settled.in_words)}", MUTED),
            width,
            part,
            2 * INDENT,
        )
    for tie in one.criteria_changed:
        because = f": {plain(tie.because)}" if tie.because else ""
        changed = Content.styled(f"changed because of it: {plain(tie.criterion)}{because}", WARNING)
        yield from wrapped(changed, width, part, 2 * INDENT)


def _figures(one: StageAgreement, width: int) -> Iterator[PartLine]:
    """The figures, a line each, with the 95 % interval; the reason where there is none."""
    figures = one.figures
    if not figures.n:
        return
    yield PartLine(Content(""))
    named_figures: list[tuple[str, Figure, str]] = [
        (_AGREE if len(figures.reviewers) > 2 else "The same", figures.per_cent, ".1f"),
        (_KAPPA[figures.kappa_of], figures.kappa, ".2f"),
        ("Krippendorff's alpha", figures.alpha, ".2f"),
    ]
    for name, figure, digits in named_figures:
        yield from wrapped(Content(f"{name:<{NAME}}{_figure(figure, digits)}"), width, "figures", INDENT)
    about = "In brackets: 95 % intervals."
    if len(figures.reviewers) > 2:
        about += f" {_AGREE}: the share of a record's pairs of decisions that are the same, on average."
    yield from wrapped(Content.styled(about, MUTED), width, "figures", INDENT)


def _figure(figure: Figure, digits: str) -> str:
    if figure.value is None:
        return f"– ({figure.reason})"
    unit = " %" if digits == ".1f" else ""
    if figure.interval is None:
        return f"{figure.value:z{digits}}{unit}"
    low, high = figure.interval
    return f"{figure.value:z{digits}}{unit} ({low:z{digits}} to {high:z{digits}})"


def copies_lines(
    copies: Sequence[ReviewCopy],
    shared_at: str,
    exchange: Sequence[str],
    width: int,
    *,
    key: str = "e",
    is_beside: bool = False,
) -> list[PartLine]:
    """The copies whose acts are here, this one first, with forks; where this copy exchanged last, and does so again by `key`.

    `exchange` says how the exchange with the server stands, if there is one: what is wrong comes behind the first sentence. `is_beside`:
    it goes on with a server, and this copy has exchanged with a folder since.
    """
    again = f"Exchanged last with {plain(shared_at)}: {key} exchanges there again."
    lines = wrapped(Content(again if shared_at else "This copy shares nothing yet."), width)
    if is_beside and exchange:
        lines += wrapped(Content(_BESIDE), width)
    for number, sentence in enumerate(exchange):
        lines += wrapped(content(sentence, WARNING if number else ""), width)
    lines.append(PartLine(Content("")))
    for one in copies:
        head = Content.assemble(
            ("This copy" if one.is_own else f"Copy {plain(short_id(one.replica))}", "bold"),
            (f" · {', '.join(map(plain, one.reviewers))}" if one.reviewers else "", MUTED),
        )
        acts = f"{counted(one.acts, 'act')}{f', the last on {day_of(one.last)}' if one.last else ''}"
        texts = [head, Content(acts)]
        if one.is_ahead:
            texts.append(Content.styled(AHEAD, WARNING))
        if one.forks:
            forks = (
                f"{counted(one.forks, 'fork')}: a file was copied and went on in two places; all acts count"
            )
            texts.append(Content.styled(forks, MUTED))
        for number, text in enumerate(texts):
            lines += wrapped(text, width, f"copy:{one.replica}", INDENT if number else 0)
    return lines
