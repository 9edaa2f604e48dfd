"""The lines around the record in Screening: stages and progress, decisions so far, suggestions, last act."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from textual.content import Content

from review.domain import Decision, Record, Role
from review.domain.team.work import StageWork
from review.domain.wording.counted import are, counted, do
from review.domain.wording.named import capitalised, named
from review.tui.places.screening.desk import ScreeningDesk
from review.tui.places.screening.orders import order_in_words, why_not_ranked
from review.tui.places.screening.standing import Standing
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.fitting.fitted import clickable, first_that_fits, with_keys
from review.tui.widgets.record_columns import fitted
from review.tui.widgets.record_details import STYLES
from review.tui.widgets.suggestions import code_in_short, score_text

LEAST_BAR, MOST_BAR = 6, 40
"""The width of the progress bar in cells."""

NAME, SHORT_NAME = 24, 14
"""The most cells of a name, and of one where there is little room."""

COUNTING = "  counting …"
"""Shown in place of how far the stage is until that is counted."""


def key_hint(key: str, does: str, action: str) -> Content:
    """A key and what it does; a click does it, too."""
    return clickable(Content.assemble((key, "bold $accent"), (f" {does}", MUTED)), action)


def hints(*parts: Content) -> Content:
    """Keys beside each other."""
    return Content("  ").join(parts)


# Stages and progress


def progress_line(desk: ScreeningDesk, width: int) -> Content:
    """The stages with what is left of each, how far this one is, and the order."""
    tabs = Content.styled("│", MUTED).join(_tab(desk, place) for place in range(len(desk.tally.stages)))
    stage = desk.queue.stage
    done, reached = desk.tally.done(stage, desk.queue.left), desk.tally.reached(stage)
    counts = desk.counting.knows(desk.queue)
    far = Content(f"  {_far(desk, done, reached)}" if reached and counts else "" if counts else COUNTING)
    briefly = Content(f"  {done:,} of {reached:,} decided") if reached and counts else far
    here = _tab(desk, desk.tally.stages.index(stage))
    came = order_in_words(desk)
    orders = [
        Content.styled(f"  {plain(words)}" if words else "", MUTED)
        for words in dict.fromkeys((came, came.partition(", next: ")[0]))
    ]
    if reached and counts:
        for order in orders:
            room = width - tabs.cell_length - far.cell_length - order.cell_length - 3
            if room >= LEAST_BAR:
                return _apart(tabs + _bar(done, reached, min(room, MOST_BAR)) + far, order, width)
    left = tabs + far
    for order in orders:
        if left.cell_length + order.cell_length <= width:
            return _apart(left, order, width)
    wordings = (left, tabs + briefly, here + far, here + briefly)
    return first_that_fits(wordings, width)


def _apart(left: Content, order: Content, width: int) -> Content:
    """The order at the right edge."""
    return Content.assemble(left, " " * (width - left.cell_length - order.cell_length - 1), order)


def _far(desk: ScreeningDesk, done: int, reached: int) -> str:
    """How far the stage is for this reviewer, and where several work, how many records are this reviewer's own."""
    stage = desk.queue.stage
    if desk.tally.in_pilot(stage):
        return f"pilot: {done:,} of {reached:,} decided by you"
    own = f", {desk.tally.own[stage]:,} by you" if stage in desk.tally.own else ""
    return f"{done:,} of {reached:,} decided{own}"


def _tab(desk: ScreeningDesk, place: int) -> Content:
    stage = desk.tally.stages[place]
    here = stage == desk.queue.stage
    left = desk.queue.left if here else desk.tally.left[stage]
    name = fitted(named(stage), NAME).rstrip()
    style = "bold $background on $accent" if here else MUTED
    number = f"{left:,} " if desk.tally.is_counted else ""
    return clickable(Content.styled(f" {name} {number}", style), f"screen.stage_at({place})")


def _bar(done: int, of: int, width: int) -> Content:
    full = min(width, round(width * done / of))
    return Content.assemble(" ", ("━" * full, "$accent"), ("·" * (width - full), MUTED))


# The record


def standing_lines(desk: ScreeningDesk) -> Content:
    """What is to be known before deciding: decisions so far, role, why it is offered again, what goes with the decision."""
    standing = desk.standing if desk.record else None
    decisions = [_so_far(desk, decision) for decision in standing.decisions] if standing else []
    if standing and standing.in_conflict:
        decisions.append(Content.styled("conflict", STYLES["conflict"]))
    if standing and (settled := standing.settlement):
        decisions.append(
            Content.assemble(("settled: ", MUTED), (plain(settled.in_words), STYLES[settled.decision]))
        )
        if against := settled.against(standing.decisions):
            decisions.append(Content.styled(against, WARNING))
    if standing and standing.came_open and standing.settled_by_others and standing.own is None:
        done = "decided meanwhile; nothing is needed of you"
        decisions.append(Content.assemble((done, WARNING), "  ", key_hint("n", "next", "screen.skip")))
    coming = [f"{criterion} overridden: {plain(reason)}" for criterion, reason in desk.overrides.items()]
    if desk.note:
        coming.insert(0, f"note: {plain(desk.note)}")
    lines = [Content(" · ").join(decisions)] if decisions else []
    if desk.record and standing:
        lines += _about(desk.record, standing)
    if coming:
        lines.append(Content.styled("with your decision: " + " · ".join(coming), WARNING))
    return Content("\n").join(lines)


def _about(record: Record, standing: Standing) -> Iterator[Content]:
    """What is special about a record: its role, the pilot, that it is offered again or not retrieved; and its facets."""
    if record.role is not Role.EVIDENCE:
        role = f"{named(record.role)}: not screened and not counted; its role is changed in the Library (F2)"
        yield Content.styled(role, WARNING)
    if other := standing.other_stage:
        yield Content.styled(plain(capitalised(other)), WARNING)
    if asked := standing.asked_for:
        yield Content.styled(asked, MUTED)
    if standing.waits_for_pilot:
        waits = f"waits until the pilot of {plain(named(standing.stage))} is finished"
        hint = key_hint("n", "next", "screen.skip")
        yield Content.assemble((waits, WARNING), "  ", hint)
    if standing.offered_again:
        yield Content.styled(f"offered again: {plain(standing.offered_again)}", WARNING)
    if record.reading_status == "not-retrieved":
        yield Content.styled(plain(record.message), WARNING)
    if facets := standing.facets:
        yield Content.styled(plain(facets), MUTED)


def _so_far(desk: ScreeningDesk, decision: Decision) -> Content:
    who = "you" if decision.reviewer == desk.project.reviewer else plain(decision.reviewer)
    by = f" by {plain(', '.join(decision.criteria))}" if decision.criteria else ""
    by += f" for {plain(', '.join(decision.theories))}" if decision.theories else ""
    return Content.assemble((f"{who}: ", MUTED), (f"{decision.decision}{by}", STYLES[decision.decision]))


# Suggestions and the last act


def suggestion_line(desk: ScreeningDesk, width: int) -> Content:
    """The similarity to what was included, the likely theories with their rivals, and the source type, in one line."""
    if desk.record is None:
        return Content("")
    if desk.unswayed:
        waits = Content.styled("suggestions come after the decision", MUTED)
        return with_keys([waits], key_hint("b", "show them", "screen.unswayed"), width)
    keys = hints(key_hint("w", "why", "screen.details"), key_hint("t", "type", "screen.source_type"))
    return with_keys(suggestion_wordings(desk), keys, width)


def suggestion_wordings(desk: ScreeningDesk) -> list[Content]:
    """The suggestions in one line, from the longest wording to the shortest: words and names are shortened before scores go."""
    named, briefly, ids = (_codes(desk, most) for most in (NAME, SHORT_NAME, 0))
    whole, part = _source_type(desk, NAME), _source_type(desk, SHORT_NAME)
    return [
        Content(" · ").join([one for one in (_relevance(desk, brief=brief), *codes, kind) if one.plain])
        for codes, kind, brief in (
            *((named[:number], whole, False) for number in range(len(named), 1, -1)),
            *(([*named[:1], *ids[1:2]], whole, False), (named[:1], whole, False), (named[:1], part, False)),
            *((named[:1], part, True), (briefly[:1], part, True), (ids[:1], part, True)),
        )
    ]


def _codes(desk: ScreeningDesk, most: int) -> list[Content]:
    """The likely codes, with the first cells of their names."""
    known = desk.project.theory.map.code_names
    names = {code: shorten(name, most) for code, name in known.items()} if most else {}
    return [code_in_short(code, names) for code in desk.likely_codes]


def _relevance(desk: ScreeningDesk, *, brief: bool = False) -> Content:
    item = desk.item
    if item is None:
        return Content.styled(why_not_ranked(desk) if desk.queue.model else "no suggestions yet", MUTED)
    if item.by_lot:
        return Content.styled("chosen at random", MUTED)
    to = "" if desk.queue.learned_from else "to the question "
    said = "sim. " if brief else f"similarity {to}"
    return Content.assemble((said, MUTED), (score_text(item.score, calibrated=False), "bold"))


def _source_type(desk: ScreeningDesk, most: int) -> Content:
    names: Mapping[str, str] = {kind.id: kind.name for kind in desk.project.theory.map.source_types}
    if desk.record and (kind := desk.record.source_type):
        return Content(shorten(names.get(kind, kind), most))
    best = desk.likely_types[:1]
    return Content(f"{shorten(names.get(best[0].source_type, best[0].source_type), most)}?" if best else "")


def last_line(last: str, suggested: str, width: int) -> Content:
    """The reviewer's last act with the key that undoes it, and on a second line what was `suggested` for its record."""
    if not last:
        return Content.styled("nothing to undo yet: every decision is saved at once", MUTED)
    line = with_keys(
        [Content.assemble(("last: ", MUTED), plain(last))], key_hint("u", "undo", "app.undo"), width
    )
    if not suggested:
        return line
    second = Content.assemble(("suggested for it: ", MUTED), suggested).truncate(width, ellipsis=True)
    return Content.assemble(line, "\n", second)


# Without a record


def nothing_waits(desk: ScreeningDesk, key_of: Callable[[str], str]) -> Content:
    """The message shown when no record is left: what to do next; `key_of` gives the key of a binding."""
    tally, stage = desk.tally, desk.queue.stage
    place = tally.stages.index(stage)
    name = plain(named(stage))
    if desk.project.context.comments_only:
        return _message(
            "Nothing waits for you here.",
            "You are a stakeholder in the theory map: stakeholders comment (`review comment`), and do nothing else.",
        )
    if desk.counting.is_due:
        return _message(f"Looking for what waits at {name} …")
    if not tally.reached(tally.stages[0]):
        corpus = f"{plain(desk.project.folder.name)}/corpus"
        return _message(
            "There are no records yet.",
            f"Put PDFs or texts into {corpus}, go to the Library (F2) and press {key_of('library.ingest')} to read them, or import references there.",
        )
    if not tally.reached(stage):
        before = plain(named(tally.stages[place - 1]))
        waiting = tally.left[tally.stages[place - 1]]
        return _message(
            f"No record has reached {name} yet.",
            f"Records come here when they are included at {before}, where {counted(waiting, 'record')} "
            f"{are(waiting)} left: {key_of('screening.stage')} goes there.",
        )
    shared = tally.shared[stage]
    if shared and shared.pilot:
        return _message(
            f"Your part of the pilot of {name} is done.",
            f"{shared.pilot.left:,} of {counted(shared.pilot.records, 'record')} wait for other reviewers; "
            "then the others can be decided.",
            *_who(shared),
            *_exchange(desk, key_of),
            f"{key_of('team.work')}, then {key_of('team.close_sample')} in Team (F11) ends the pilot before that.",
        )
    following = next((one for one in tally.stages if tally.left[one]), "")
    then = (
        f"{key_of('screening.stage')} goes to {plain(named(following))}, where {counted(tally.left[following], 'record')} "
        f"{are(tally.left[following])} left."
        if following
        else "Open an included record in the Library (F2) to read and code it."
    )
    decided = counted(tally.reached(stage), "record")
    by_you = f", {tally.own[stage]:,} by you" if stage in tally.own else ""
    headline = (
        f"Nothing is left at {name} for you: {decided} decided{by_you}."
        if by_you
        else f"Nothing is left at {name}: {decided} decided."
    )
    others = _second(shared.second if shared else 0)
    others += _who(shared)
    return _message(
        headline, then, *others, *_conflicts(tally.conflicts[stage], key_of("screening.conflict"))
    )


def _exchange(desk: ScreeningDesk, key_of: Callable[[str], str]) -> list[str]:
    """How decisions in other copies come here, in a review that exchanges with them."""
    if not desk.project.sharing.shared_at:
        return []
    keys = f"{key_of('team.copies')}, then {key_of('team.exchange')} in Team (F11)"
    return [f"What they decided in their copies comes with an exchange: {keys}."]


def _second(number: int) -> list[str]:
    """How many records wait for another reviewer's decision."""
    return (
        [f"{counted(number, 'record')} {do(number, 'lack')} a second decision, by somebody else."]
        if number
        else []
    )


def _who(work: StageWork | None) -> list[str]:
    """Whose decisions the records can have that lack some."""
    return [plain(work.who)] if work and work.who else []


def _conflicts(number: int, key: str) -> list[str]:
    shown = f"{key} shows {'it' if number == 1 else 'the next'}, with all decisions above the title."
    on = f"{counted(number, 'record')}: {shown}"
    return [f"Reviewers disagree on {on}"] if number else []


def _message(headline: str, *lines: str) -> Content:
    return Content.assemble((headline, "bold"), "\n\n", "\n".join(lines))
