"""What the model makes of the record in Screening: bars with their reasons; what the criteria and theories say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from review.domain import CodeSuggestion
from review.domain.wording.quoted import quoted
from review.theory_map import Criterion, TheoryMap
from review.tui.places.screening.desk import ScreeningDesk
from review.tui.places.screening.lines import hints, key_hint
from review.tui.places.screening.orders import order_learned_from, why_not_ranked
from review.tui.places.screening.passages import LikelyPassage
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED
from review.tui.widgets.fitting.fitted import with_keys
from review.tui.widgets.record_columns import fitted
from review.tui.widgets.record_details import said_in_files
from review.tui.widgets.suggestions import score_text
from review.tui.widgets.terms import because

Ink = Callable[[str], str]
"""The colour of a code on this theme."""

BAR = 20
"""The most cells of a bar of 1."""

RIVAL_BAR = 8
"""The cells of a rival's bar of 1."""

QUOTE = 160
"""The most characters shown of a passage."""

PASSAGES = 4
"""How many passages are shown beside the record; the dialog lists all."""


def bar(score: float, cells: int) -> str:
    """A bar for a score from 0 to 1, to half a cell; padded to `cells`."""
    halves = round(max(0.0, min(1.0, score)) * cells * 2)
    return ("█" * (halves // 2) + "▌" * (halves % 2)).ljust(cells)


def details(desk: ScreeningDesk, ink: Ink, width: int) -> Content:
    """Everything known about the record, in blocks."""
    if desk.record is None:
        return Content("")
    said = said_in_files(desk.record, desk.standing.notes if desk.standing else ())
    blocks = [*_suggested(desk, ink, width), said, _inclusion(desk), *_passages(desk, width)]
    return Content("\n\n").join(block for block in blocks if block.plain)


def _suggested(desk: ScreeningDesk, ink: Ink, width: int) -> list[Content]:
    if desk.unswayed:
        keys = key_hint("b", "show them", "screen.unswayed")
        return [Content.assemble(("Suggestions come after the decision.  ", MUTED), keys)]
    blocks = [_relevance(desk, width), _theories(desk, ink, width), _source_types(desk, width)]
    if not _calibrated(desk):
        blocks.append(Content.styled("Scores without % are not probabilities yet.", MUTED))
    return blocks


def _calibrated(desk: ScreeningDesk) -> bool:
    suggestions = desk.suggestions
    shown: list[bool] = []
    if suggestions is not None:
        shown += (code.calibrated for code in desk.likely_codes)
        shown += (kind.calibrated for kind in desk.likely_types)
    return all(shown)


def _relevance(desk: ScreeningDesk, width: int) -> Content:
    item = desk.item
    order = Content.styled(plain(order_learned_from(desk)), MUTED)
    if item is None:
        missing = f"This record is {why_not_ranked(desk)}.\n" if desk.queue.model else ""
        return Content.styled(missing, MUTED) + order
    if item.by_lot:
        chosen = Content.styled("Chosen at random, not by its score, to avoid bias.\n", MUTED)
        return chosen + order
    score = score_text(item.score, calibrated=False)
    lines = [_bar_line(Content.styled("Similarity", "bold"), item.score, score, "$accent", width)]
    if item.terms:
        lines.append(Content.assemble(("because: ", MUTED), because(item.terms, 6)))
    meaning = f"{_similarity(desk, item.score)}  "
    counts = key_hint("L", "how many are left", "screening.likely_left")
    return Content("\n").join([*lines, Content.assemble((meaning, MUTED), counts), order])


def _similarity(desk: ScreeningDesk, score: float) -> str:
    """What the score says: it compares with what was decided, and does not count what is left."""
    if desk.queue.calibrated:
        return f"About {score:.0%} of the decided records with this similarity were included; of those left it may be fewer."
    return "How similar the record is to the question and to what was included, beside the other records."


def _bar_line(label: Content, score: float, text: str, style: str, width: int) -> Content:
    """A label, a bar and a score; the bars of a block begin at one column."""
    room = _label_room(width)
    name = label.truncate(room, ellipsis=True)
    return Content.assemble(
        name, " " * (room - name.cell_length + 1), (bar(score, _bar_room(width)), style), f" {text:>4}"
    )


def _bar_room(width: int) -> int:
    return max(6, min(BAR, width // 3))


def _label_room(width: int) -> int:
    return max(8, min(26, width - _bar_room(width) - 6 - RIVAL_BAR - 10))


def _theories(desk: ScreeningDesk, ink: Ink, width: int) -> Content:
    if not (codes := desk.likely_codes):
        return Content("")
    has_rivals = any(code.rivals for code in codes)
    heading = Content.styled("Bears on", "bold")
    if has_rivals:
        heading += Content.styled(f"{'rival':>{_label_room(width) + _bar_room(width) + 5}}", MUTED)
    lines = [heading]
    theory_map = desk.project.theory.map
    for code in codes:
        lines.append(_theory_line(desk, code, ink, width))
        if desk.asks_for_passages and (claim := said_by(theory_map, code.code, name=False)):
            lines.append(Content(f"   {plain(claim)}"))
        if code.terms:
            lines.append(Content.assemble(("   because: ", MUTED), because(code.terms, 4)))
    return Content("\n").join(lines)


def _theory_line(desk: ScreeningDesk, code: CodeSuggestion, ink: Ink, width: int) -> Content:
    name = desk.project.theory.map.code_names.get(code.code, "")
    label = Content.assemble((plain(code.code), f"bold {ink(code.code)}"), f" {plain(name)}")
    score = score_text(code.score, calibrated=code.calibrated)
    line = _bar_line(label, code.score, score, ink(code.code), width)
    for rival, against in code.rivals[:1]:
        line += Content.assemble(
            (f"   {plain(rival)} ", f"bold {ink(rival)}"),
            (bar(against, RIVAL_BAR).rstrip(), ink(rival)),
            f" {score_text(against, calibrated=code.calibrated)}",
        )
    return line


def _source_types(desk: ScreeningDesk, width: int) -> Content:
    names = {kind.id: kind.name for kind in desk.project.theory.map.source_types}
    if desk.record and (kind := desk.record.source_type):
        return Content.assemble(("Source type  ", "bold"), plain(names.get(kind, kind)))
    suggested = desk.likely_types[:2]
    if not suggested:
        return Content("")
    heading = with_keys(
        [Content.styled("Source type", "bold")], key_hint("t", "set it", "screen.source_type"), min(width, 60)
    )
    lines = [
        _bar_line(
            Content(plain(names.get(one.source_type, one.source_type))),
            one.score,
            score_text(one.score, calibrated=one.calibrated),
            "$primary",
            width,
        )
        for one in suggested
    ]
    return Content("\n").join([heading, *lines])


def _inclusion(desk: ScreeningDesk) -> Content:
    """The inclusion criteria by group, with the words found of each."""
    criteria = [criterion for criterion in desk.criteria if not criterion.excludes]
    if not criteria:
        return Content("")
    found = desk.found()
    groups: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        groups.setdefault(criterion.group, []).append(criterion)
    lines = [Content.styled("Include: one of every group" if len(groups) > 1 else "Include", "bold")]
    for group, members in groups.items():
        if group:
            lines.append(Content.styled(plain(group), f"{MUTED} italic"))
        lines += [_criterion(criterion, found[criterion.id]) for criterion in members]
    return Content("\n").join(lines)


def _criterion(criterion: Criterion, words: Sequence[str]) -> Content:
    return Content.assemble(
        ("● ", "bold $text-success") if words else ("○ ", MUTED),
        (f"{plain(criterion.id)} ", MUTED),
        plain(criterion.text),
        (f" [{plain(', '.join(words[:4]))}]", "$text-success") if words else "",
    )


def _passages(desk: ScreeningDesk, width: int) -> list[Content]:
    if desk.unswayed or not (passages := desk.likely_passages):
        return []
    keys = hints(key_hint("v", "list", "screen.passages"), key_hint("Enter", "read", "screen.read"))
    heading = with_keys([Content.styled("Likeliest passages", "bold")], keys, min(width, 60))
    return [Content("\n").join([heading, *map(passage_line, passages[:PASSAGES])])]


def passage_line(passage: LikelyPassage, most: int = QUOTE) -> Content:
    """A passage with its page, its theory, and its beginning."""
    one = passage.suggestion
    return Content.assemble(
        (f"{plain(passage.page)}  ", MUTED),
        (f"{plain(one.code)} {score_text(one.score, calibrated=one.calibrated)}  ", "bold"),
        quoted(shorten(passage.quote, most)),
    )


def claims(desk: ScreeningDesk, ink: Ink, width: int, most: int = 2) -> Content:
    """What the likeliest theories say, a line each, for windows without room for more."""
    if desk.unswayed or not desk.asks_for_passages:
        return Content("")
    theory_map = desk.project.theory.map
    lines = [
        Content.assemble(
            (f"{plain(code.code)} ", f"bold {ink(code.code)}"),
            plain(fitted(said_by(theory_map, code.code), width)).rstrip(),
        ).truncate(width, ellipsis=True)
        for code in desk.likely_codes[:most]
    ]
    return Content("\n").join(lines)


def said_by(theory_map: TheoryMap, code: str, *, name: bool = True) -> str:
    """The proposition of a theory, or the definition of a sub-theme, with its name before it."""
    theory = theory_map.theory_of(code) if code in theory_map.code_names else None
    for sub in theory.subthemes if theory else ():
        if sub.id == code:
            return ": ".join(filter(None, (sub.name if name else "", sub.definition)))
    return theory.proposition if theory else ""
