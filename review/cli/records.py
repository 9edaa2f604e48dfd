"""Commands about records: records, show, edit, decide, settle, source-type, not-retrieved."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from shutil import get_terminal_size

from review.cli.annotating import comment_line, memo_line
from review.cli.command import (
    SHORT,
    Command,
    Result,
    acknowledged,
    always,
    record_argument,
    selection_arguments,
)
from review.cli.deciding import decide, decide_arguments, settle, settle_arguments
from review.domain import Coding, Record, Role, Selection, codes_in_words
from review.domain.searches.wording import came_from
from review.domain.wording.counted import counted
from review.domain.wording.explained import explained
from review.domain.wording.named import named
from review.domain.wording.one_line import first_words, on_one_line
from review.domain.wording.quoted import quoted
from review.project import Project
from review.project.records import EDITABLE
from review.views.codings import Annotations, StandingCoding
from review.views.records import (
    ListedRecord,
    RecordList,
    StandingDecision,
    StandingSettlement,
    WholeRecord,
)
from review.views.theories.appraisals import StandingAppraisal

_WITHOUT_TERMINAL = (200, 24)
"""Columns and lines where the output goes to no terminal."""

_LEAST_OF_TITLE = 40
"""How many characters of a title are shown where there is no room for it."""


def _records_arguments(parser: ArgumentParser) -> None:
    selection_arguments(parser)
    parser.add_argument(
        "--sort",
        metavar="FIELD",
        help="added, author_year, title, year, source_type, codings or a stage; default: added, with --search those"
        " found in title or authors first",
    )


def _records(project: Project, options: Namespace) -> Result:
    where = tuple(map(project.records.condition, options.where))
    selection = Selection(where, options.search, options.sort or "added", names_first=not options.sort)
    keys = project.records.listing(selection)
    found = list(project.records.whole(keys))
    listed = RecordList.of(
        found,
        project.screening.all_decisions(),
        project.coding.codings(last_pages=False),
        list(project.theory.map.code_names),
        project.searches.ties(),
    )
    columns = get_terminal_size(_WITHOUT_TERMINAL).columns
    lines = [_record_line(record, outcomes, columns) for record, outcomes in found]
    return Result(listed, [*lines, counted(len(found), "record")])


def _record_line(record: Record, outcomes: Mapping[str, str], columns: int) -> str:
    """A record and its decisions in a line, the title as far as there is room, and always its beginning."""
    before = f"{record.id[:SHORT]}  {record.author_year}  "
    after = "  ".join(f"{named(stage)}: {outcome}" for stage, outcome in outcomes.items())
    room = max(_LEAST_OF_TITLE, columns - len(before) - len(after) - 2)
    return f"{before}{first_words(record.title, room)}  {after}"


def _show(project: Project, options: Namespace) -> Result:
    from review.cli.suggestions import suggested, suggestion_lines, uncalibrated_scores

    identifier = project.records.find(options.record)
    record = project.records.get(identifier)
    codings = project.coding.codings(identifier)
    decisions = project.screening.decisions(identifier)
    settlements = project.screening.settlements(identifier)
    outcomes = {stage: project.screening.outcome(identifier, stage) for stage in project.theory.stages}
    ties = project.searches.ties(identifier)
    listed = ListedRecord.of(record, outcomes, decisions, codings, list(project.theory.map.code_names), ties)
    whole = WholeRecord.whole(
        listed,
        record,
        project.documents.get(identifier),
        decisions,
        codings,
        _annotations(project, identifier, codings),
        suggested(project, identifier, passages=False),
        settlements,
        project.appraisals.all(record=identifier),
        project.references.notes(identifier),
    )
    lines = [
        f"{record.id[:SHORT]}  {record.author_year}",
        record.title,
        (
            f"{record.extent or '0 pages'}, {project.documents.where_its_file_is(record)}"
            if record.file_sha256
            else "no document"
        )
        + (f" ({record.message})" if record.message else ""),
        *([f"{came_from(ties)}"] if ties else []),
        *([f"labels: {', '.join(whole.labels)}"] if whole.labels else []),
        *(f"note in its reference: {on_one_line(note)}" for note in whole.notes),
        *map(_decision_line, whole.decisions),
        *_conflict_lines(whole),
        *map(_settlement_line, whole.settlements),
        *(f"{named(one.stage)}: {against}" for one in settlements if (against := one.against(decisions))),
        *(line for coding in whole.codings for line in _coding_lines(coding)),
        *map(_facet_line, whole.facets.items()),
        *(_appraisal_line(project, one) for one in whole.appraisals),
        *map(memo_line, whole.memos),
        *map(comment_line, whole.comments),
        *(f"suggested: {line}" for line in suggestion_lines(whole.suggestions)),
        *uncalibrated_scores(whole.suggestions),
    ]
    return Result(whole, lines)


def _appraisal_line(project: Project, one: StandingAppraisal) -> str:
    """An appraisal in a line: what for, of which passage, by whom, and why."""
    levels = ", ".join(f"{dimension} {named(level)}" for dimension, level in one.levels.items())
    target = f" for {project.targets.label(one.target)}" if one.target else ""
    of = (
        f" of {quoted(first_words(one.quote))}{' (lost)' if one.lost else ''}"
        if one.start is not None
        else ""
    )
    return f"appraised{target}{of} by {one.reviewer}: {levels}: {on_one_line('; '.join(one.because))}"


def _annotations(project: Project, record: str, codings: Sequence[Coding]) -> Annotations:
    """What was written on a record and its codings."""
    targets = (record, *(coding.id for coding in codings))
    return Annotations(
        [memo for target in targets for memo in project.annotations.memos(target)],
        [comment for target in targets for comment in project.annotations.comments(target)],
        {target: project.annotations.facets_of(target) for target in targets},
    )


def _decision_line(decision: StandingDecision) -> str:
    criteria = f" ({', '.join(decision.criteria)})" if decision.criteria else ""
    criteria += f" for {', '.join(decision.theories)}" if decision.theories else ""
    explanation = "; ".join(explained(decision.overrides, decision.note))
    return f"{named(decision.stage)}: {decision.decision} by {decision.reviewer}{criteria}" + (
        f": {on_one_line(explanation)}" if explanation else ""
    )


def _conflict_lines(whole: WholeRecord) -> Iterator[str]:
    """The stages at which the decisions, as far as they may be seen, disagree, and nothing was settled."""
    settled = {settlement.stage for settlement in whole.settlements}
    for stage in dict.fromkeys(decision.stage for decision in whole.decisions):
        disagree = len({made.decision for made in whole.decisions if made.stage == stage}) > 1
        if disagree and stage not in settled:
            yield f"{named(stage)}: conflict, until the reviewers agree or `review settle` says which decision counts"


def _settlement_line(settlement: StandingSettlement) -> str:
    criteria = f" ({', '.join(settlement.criteria)})" if settlement.criteria else ""
    return (
        f"{named(settlement.stage)}: settled as {settlement.decision} by {settlement.reviewer}{criteria}:"
        f" {on_one_line(settlement.reason)}"
    )


def _coding_lines(coding: StandingCoding) -> Iterator[str]:
    """The coding, then its facets, memos and comments."""
    page = f"{coding.cited_page}{' (recognised)' if coding.recognised else ''}{' (lost: not in the present text)' if coding.lost else ''}"
    yield f"{coding.coding[:SHORT]}  {page}  {codes_in_words(coding.stances)}: {on_one_line(coding.quote)}"
    if coding.memo:
        yield f"   memo by {coding.reviewer}: {on_one_line(coding.memo)}"
    yield from (f"   {_facet_line(one)}" for one in coding.facets.items())
    yield from (f"   {memo_line(memo)}" for memo in coding.memos)
    yield from (f"   {comment_line(comment)}" for comment in coding.comments)


def _facet_line(facet: tuple[str, Sequence[str]]) -> str:
    name, values = facet
    return f"{name}: {'; '.join(values)}"


def _edit_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument("--title", help="the title")
    parser.add_argument("--authors", help="'Family, Given; Family, Given'")
    parser.add_argument("--year", help="four digits")
    parser.add_argument("--doi", help="the DOI")
    parser.add_argument("--short-author", help="the name used in citations")
    parser.add_argument("--organisation", help="the publisher, if no person is named")
    parser.add_argument("--abstract", help="the abstract")
    parser.add_argument("--container", help="the journal or series")
    parser.add_argument("--role", choices=[str(role) for role in Role], help="its role in the review")
    parser.add_argument(
        "--confirm",
        action="store_true",
        help="confirm the values found in the file (others than those given)",
    )


def _edit(project: Project, options: Namespace) -> Result:
    record = project.records.find(options.record)
    fields = {name: value for name in EDITABLE if (value := getattr(options, name)) is not None}
    done = [project.records.edit(record, **fields)] if fields or not options.confirm else []
    waiting = any(not one.confirmed for one in project.records.get(record).origins.values())
    if options.confirm and (waiting or not fields):
        done.append(project.records.confirm(record))
    return acknowledged(done[-1].event, "; ".join(one.message for one in done))


def _source_type_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument("type", metavar="TYPE", help="the source type's id, or unclassified")


def _source_type(project: Project, options: Namespace) -> Result:
    chosen = "" if options.type == "unclassified" else options.type
    done = project.records.set_source_type(project.records.find(options.record), chosen)
    return acknowledged(done.event, done.message)


def _not_retrieved_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument("--reason", required=True, metavar="T", help="why the document could not be obtained")


def _not_retrieved(project: Project, options: Namespace) -> Result:
    done = project.records.set_not_retrieved(project.records.find(options.record), options.reason)
    return acknowledged(done.event, done.message)


COMMANDS = (
    Command("records", "list records", _records, _records_arguments, looks=always),
    Command(
        "show",
        "show one record: reference, pages, decisions, codings, suggestions",
        _show,
        record_argument,
        looks=always,
    ),
    Command("edit", "correct or confirm a reference", _edit, _edit_arguments),
    Command("decide", "decide on a record, or on all that fit, at a stage", decide, decide_arguments),
    Command("settle", "say which decision counts where reviewers disagree", settle, settle_arguments),
    Command("source-type", "set a record's source type", _source_type, _source_type_arguments),
    Command(
        "not-retrieved",
        "report that a record's document could not be obtained",
        _not_retrieved,
        _not_retrieved_arguments,
    ),
)
