"""A configuration in full as lines of a width: If … and … then … because …, with the passages of each element."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from textual.content import Content

from review.domain import Stance
from review.domain.theories.appraisal import Appraisal
from review.domain.theories.chain import WORDS
from review.domain.theories.configuration import (
    OUTCOME,
    REASONING,
    Configuration,
    Element,
    Fragment,
    Link,
    Relation,
    Wording,
)
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.one_line import on_one_line
from review.domain.wording.quoted import quoted
from review.tui.places.configurations.desk import Detail
from review.tui.places.configurations.marks import (
    AGAINST,
    LOOK_AGAIN,
    MARKS,
    OUTDATED,
    PARTIAL,
    marks,
    missing,
)
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED, WARNING
from review.tui.support.word_marks import marked_words
from review.tui.widgets.items.parts import PartLine
from review.tui.widgets.items.wrapped import hanging, wrapped
from review.tui.widgets.theories.stances import STANCE_SIGNS, STANCE_STYLES

QUOTE = 320
"""The most characters shown of a quotation; Enter opens the Reader at it."""

BEGINNING = 40
"""The same for a passage whose words are those of its element."""

LEAD = 8
"""The cells for If, and, then, because."""

INDENT = 10
"""Where the passages of an element begin."""

RELATION = 11
"""The cells at the right for what a passage does for its element."""

RELATION_STYLES: Mapping[Relation, str] = {
    Relation.SHOWS: "$text-success",
    Relation.AGAINST: "$text-error",
    Relation.QUALIFIES: WARNING,
}

Ink = Callable[[str], str]
"""The colour of a code on this theme."""

Keys = Callable[[str], str]
"""The user's key of a binding."""


def detail_lines(
    detail: Detail, width: int, ink: Ink, key_of: Keys, *, signs: bool = False
) -> list[PartLine]:
    """Everything about a configuration; with `signs` changed words are marked by signs instead of styles."""
    one = detail.configuration
    blocks: list[list[PartLine]] = [
        _block(_heading(detail, ink, key_of), width),
        _block(_statements(one, key_of), width),
        list(_elements(detail, width)),
        _block(_related(one), width),
        _block(_rewordings(detail, key_of, signs=signs), width),
        _block(_appraised(detail.appraised), width),
        _block(_written(detail.written), width),
    ]
    lines: list[PartLine] = []
    for block in blocks:
        if block and lines:
            lines.append(PartLine(Content("")))
        lines += block
    return lines


def _block(contents: Iterator[Content], width: int) -> list[PartLine]:
    return [line for content in contents for line in wrapped(content, width)]


def _heading(detail: Detail, ink: Ink, key_of: Keys) -> Iterator[Content]:
    one = detail.configuration
    title = Content.assemble((plain(one.label), "bold"), f" · {named(one.status)}")
    if one.theories:
        title += Content(" · ") + Content(", ").join(
            _tie(code, stance, ink) for code, stance in one.theories.items()
        )
    yield title
    counts = [counted(len(one.sources), "source"), counted(len(one.fragments), "passage")]
    yield Content.styled(" · ".join(counts if one.fragments else ["no passages yet"]), MUTED)
    found = marks(one)
    if PARTIAL in found:
        yield _marked(PARTIAL, f"partial: no {' and no '.join(missing(one))} yet", MUTED)
    if AGAINST in found:
        against = counted(len(one.sources_that(Relation.AGAINST)), "source")
        yield _marked(AGAINST, f"evidence against it in {against}", "$text-error")
    if one.theories:
        yield _version(one, key_of)
    if one.reason:
        yield Content.assemble((f"{named(one.status)}: ", MUTED), plain(one.reason))


def _marked(mark: str, text: str, style: str) -> Content:
    """What stands out, after the letter that marks it in the list."""
    return Content.assemble((f"{MARKS[mark]} ", f"bold {style}"), (text, style))


def _tie(code: str, stance: Stance, ink: Ink) -> Content:
    return Content.assemble(
        (plain(code), f"bold {ink(code)}"),
        " ",
        (f"{STANCE_SIGNS[stance]} {named(stance)}", STANCE_STYLES[stance]),
    )


def _version(one: Configuration, key_of: Keys) -> Content:
    """Under which version of the map it was tied to its theories, and whether to look again."""
    if one.rewordings:
        of = ", ".join(f"{plain(of.code)} (v{of.judged_under} → v{of.since})" for of in one.rewordings)
        look = key_of("configurations.look_again")
        return _marked(LOOK_AGAIN, f"reworded since it was tied: {of}; {look} looks again", WARNING)
    if one.theory_version is None:
        return Content("")
    return Content.styled(f"tied under version {one.theory_version} of the theory map", MUTED)


def _elements(detail: Detail, width: int) -> Iterator[PartLine]:
    """The elements as clauses of the statement; what a partial configuration lacks is an ellipsis."""
    one = detail.configuration
    if not one.elements:
        yield PartLine(Content.styled("No elements yet.", MUTED))
        return
    for lead, belongs, is_needed in (
        ("If", lambda role: role not in {OUTCOME, REASONING}, True),
        ("then", lambda role: role == OUTCOME, True),
        ("because", lambda role: role == REASONING, False),
    ):
        found = [element for element in one.elements if belongs(element.role)]
        for number, element in enumerate(found):
            yield from _element(element, "and" if number else lead, detail, width)
        if not found and is_needed:
            yield PartLine(Content.styled(f"{lead:{LEAD}}…", MUTED))


def _element(element: Element, lead: str, detail: Detail, width: int) -> Iterator[PartLine]:
    role = plain(detail.roles.get(element.role, element.role).lower())
    grounds = ", retroduced" if element.is_retroduced else "" if element.fragments else ", no passage yet"
    wording = Content.assemble(plain(element.as_read), (f" ({role}{grounds})", MUTED))
    yield from hanging(Content.styled(f"{lead:{LEAD}}", "bold $accent"), wording, width, element.id)
    for other in element.others:
        yield from hanging(Content(" " * LEAD), _apart("also worded", other), width, element.id)
    if element.memo:
        memo = Content.assemble(("memo: ", MUTED), (plain(element.memo), "italic"))
        yield from hanging(Content(" " * INDENT), memo, width, element.id)
    for fragment in element.fragments:
        is_its_wording = on_one_line(fragment.quote) == on_one_line(element.wording)
        yield from _fragment(fragment, width, BEGINNING if is_its_wording else QUOTE)


def _apart(what: str, wording: Wording) -> Content:
    """What was worded apart, in another copy of the review."""
    return Content.assemble(
        (f"{what} by {plain(wording.reviewer)}: ", WARNING), quoted(shorten(wording.text, QUOTE))
    )


def _fragment(fragment: Fragment, width: int, most: int) -> Iterator[PartLine]:
    """A passage with its page and source, of its words `most`; at the right what it does for its element."""
    room = max(1, width - RELATION)
    text = Content.assemble(
        (f"{plain(fragment.cited_page)} ", MUTED),
        f"{quoted(shorten(fragment.quote, most))} ",
        (plain(fragment.citation), "bold"),
        (f" · {fragment.status.in_words}" if fragment.status else "", MUTED),
        (" · not in the present text" if fragment.is_lost else "", WARNING),
    )
    relation = Content.styled(
        f"{fragment.relation.value:>{RELATION - 1}} ", RELATION_STYLES[fragment.relation]
    )
    for number, line in enumerate(hanging(Content(" " * INDENT), text, room, fragment.id)):
        if number:
            yield line
        else:
            gap = Content(" " * (room - line.content.cell_length))
            yield PartLine(line.content + gap + relation, fragment.id)


def _statements(one: Configuration, key_of: Keys) -> Iterator[Content]:
    key = key_of("configurations.statement")
    if one.written:
        yield Content.styled("Statement, written by hand", "bold")
        if one.is_outdated:
            changed = f"elements changed since it was written; {key} words it again"
            yield _marked(OUTDATED, changed, WARNING)
        yield Content(plain(one.written))
    for other in one.others:
        yield _apart("also stated", other)


def _related(one: Configuration) -> Iterator[Content]:
    said = [f"{_leads(link)}{plain(link.label)}" for link in one.links]
    said += [_led(link) for link in one.linked_from]
    if said:
        yield Content.assemble(("Linked  ", "bold"), " · ".join(said))
    if one.merged:
        yield Content.assemble(("Merged into it  ", "bold"), plain(", ".join(one.merged)))


def _leads(link: Link) -> str:
    return f"{WORDS[link.kind]}{' ' if WORDS[link.kind].endswith(' to') else ': '}"


def _led(link: Link) -> str:
    """A link from another configuration, in words."""
    label = plain(link.label)
    return f"{label} leads to it" if WORDS[link.kind].endswith(" to") else f"{WORDS[link.kind]} of {label}"


def _rewordings(detail: Detail, key_of: Keys, *, signs: bool) -> Iterator[Content]:
    for code, words in detail.rewordings.items():
        name = f"{plain(code)} {plain(detail.codes.get(code, ''))}"
        then = next(of.judged_under for of in detail.configuration.rewordings if of.code == code)
        yield Content.assemble((f"{name} since v{then}: ", "bold"), marked_words(words, signs=signs))
    if detail.rewordings:
        yield Content.styled(f"{key_of('configurations.look_again')} says whether it still holds", WARNING)


def _appraised(appraised: Sequence[tuple[str, Appraisal]]) -> Iterator[Content]:
    """Each reviewer's appraisal of a source, or of a passage of it, for the configuration."""
    if appraised:
        yield Content.styled("Appraised for it", "bold")
    for citation, one in appraised:
        levels = ", ".join(f"{named(dimension)} {named(level)}" for dimension, level in one.levels.items())
        passage = f" ({quoted(shorten(one.quote, BEGINNING))})" if one.span else ""
        because = f": {plain(one.because[0])}" if one.because else ""
        yield Content.assemble(
            (plain(citation), "bold"),
            f"{passage} · {plain(levels)}",
            (f" · {plain(one.reviewer)}", MUTED),
            because,
        )


def _written(written: Sequence[tuple[str, str]]) -> Iterator[Content]:
    if written:
        yield Content.styled("Memos and comments", "bold")
    for who, text in written:
        yield Content.assemble((f"{plain(who)}: ", MUTED), plain(text))
