"""Commands about records: records, show, edit, decide, source-type."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from typing import Any

from review.cli.command import Command, Result, acknowledged
from review.errors import ReviewError
from review.model import Coding, Decision, DecisionKind, Record, Role, Selection
from review.model.counted import counted
from review.project import Project

SHORT = 12
"""Characters of an id that people are shown."""


def record_argument(parser: ArgumentParser) -> None:
    """The argument that names a record."""
    parser.add_argument(
        "record", metavar="RECORD", help="the beginning of an id, a DOI, or a path in corpus/"
    )


def _records_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--where", action="append", default=[], metavar="FIELD=VALUE", help="a condition; all must hold"
    )
    parser.add_argument(
        "--search", default="", metavar="TEXT", help="words in title, authors, abstract or document"
    )
    parser.add_argument("--sort", default="added", metavar="FIELD")


def _records(project: Project, options: Namespace) -> Result:
    where = []
    for condition in options.where:
        field, separator, value = condition.partition("=")
        if not separator:
            raise ReviewError(f"--where {condition}: write FIELD=VALUE, for example role=evidence")
        where.append((field.strip(), value.strip()))
    keys = project.listing(Selection(tuple(where), options.search, options.sort))
    found = list(project.whole_records(keys))
    decided = _decided(project.all_decisions())
    coded = _coded(project, project.codings())
    rows = [_summary(record, outcomes, decided, coded) for record, outcomes in found]
    lines = [
        f"{record.id[:SHORT]}  {record.author_year}  {record.title}  "
        + "  ".join(f"{stage}: {outcome}" for stage, outcome in outcomes.items())
        for record, outcomes in found
    ]
    return Result({"records": rows}, [*lines, counted(len(found), "record")])


def _decided(decisions: Iterable[Decision]) -> dict[tuple[str, str], dict[str, str]]:
    """What each reviewer decided, by record and stage."""
    decided: dict[tuple[str, str], dict[str, str]] = {}
    for decision in decisions:
        decided.setdefault((decision.record, decision.stage), {})[decision.reviewer] = str(decision.decision)
    return decided


def _coded(project: Project, codings: Iterable[Coding]) -> dict[str, list[str]]:
    """The codes that each record carries, in the map's order."""
    found: dict[str, set[str]] = {}
    for coding in codings:
        found.setdefault(coding.record, set()).update(coding.codes)
    order = list(project.theory_map.code_names)
    return {
        record: sorted(codes, key=lambda c: (order.index(c) if c in order else len(order), c))
        for record, codes in found.items()
    }


def _summary(
    record: Record,
    outcomes: Mapping[str, str],
    decided: dict[tuple[str, str], dict[str, str]],
    coded: dict[str, list[str]],
) -> dict[str, Any]:
    return {
        "record": record.id,
        "title": record.title,
        "authors": list(record.authors),
        "year": record.year,
        "author_year": record.author_year,
        "doi": record.doi,
        "source_type": record.source_type or "unclassified",
        "role": str(record.role),
        "status": record.reading_status,
        "stages": {
            stage: {"decision": outcome, "by": decided.get((record.id, stage), {})}
            for stage, outcome in outcomes.items()
        },
        "codes": coded.get(record.id, []),
    }


def coding_object(coding: Coding) -> dict[str, Any]:
    """A coding as JSON shows it."""
    return {
        "coding": coding.id,
        "codes": list(coding.codes),
        "stance": str(coding.stance),
        "status": str(coding.status) if coding.status else None,
        "page": coding.page,
        "page_label": coding.page_label,
        "start": coding.start,
        "end": coding.end,
        "quote": coding.quote,
        "memo": coding.memo,
        "reviewer": coding.reviewer,
        "theory_version": coding.theory_version,
    }


def _show(project: Project, options: Namespace) -> Result:
    from review.cli.suggestions import suggested, suggestion_lines

    identifier = project.find(options.record)
    record = project.record(identifier)
    codings = project.codings(identifier)
    decisions = project.decisions(identifier)
    memos = project.memos(identifier)
    document = project.document(identifier)
    recognised = {page.number for page in document.pages if page.recognised} if document else set()
    suggestions = suggested(project, identifier, passages=False)
    outcomes = {stage: project.outcome(identifier, stage) for stage in project.stages}
    data = _summary(record, outcomes, _decided(decisions), _coded(project, codings)) | {
        "abstract": record.abstract,
        "organisation": record.organisation,
        "short_author": record.short_author,
        "path": record.path,
        "message": record.message,
        "origins": {
            name: {"source": origin.source, "confidence": origin.confidence, "confirmed": origin.confirmed}
            for name, origin in record.origins.items()
        },
        "pages": [
            {
                "number": page.number,
                "label": page.label,
                "recognised": page.recognised,
                "start": page.start,
                "end": page.end,
            }
            for page in document.pages
        ]
        if document
        else [],
        "decisions": [
            {
                "stage": d.stage,
                "reviewer": d.reviewer,
                "decision": str(d.decision),
                "criteria": list(d.criteria),
                "note": d.note,
                "overrides": dict(d.overrides),
                "time": d.time,
            }
            for d in decisions
        ],
        "codings": [coding_object(coding) | {"recognised": coding.page in recognised} for coding in codings],
        "memos": [{"memo": m.id, "text": m.text, "reviewer": m.reviewer, "time": m.time} for m in memos],
        "suggestions": suggestions,
    }
    lines = [
        f"{record.id[:SHORT]}  {record.author_year}",
        record.title,
        f"{counted(record.page_count, 'page')}, {record.path or 'no file'}"
        + (f" ({record.message})" if record.message else ""),
        *(
            f"{d.stage}: {d.decision} by {d.reviewer}{' (' + ', '.join(d.criteria) + ')' if d.criteria else ''} {d.note}"
            for d in decisions
        ),
        *(
            f"{c.id[:SHORT]}  p. {c.page_label}{' (recognised)' if c.page in recognised else ''}  {', '.join(c.codes)} ({c.stance}): {c.quote}"
            for c in codings
        ),
        *(f"memo by {m.reviewer}: {m.text}" for m in memos),
        *(f"suggested: {line}" for line in suggestion_lines(suggestions)),
    ]
    return Result(data, lines)


def _edit_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument("--title")
    parser.add_argument("--authors", help="'Family, Given; Family, Given'")
    parser.add_argument("--year")
    parser.add_argument("--doi")
    parser.add_argument("--short-author")
    parser.add_argument("--organisation")
    parser.add_argument("--abstract")
    parser.add_argument("--container")
    parser.add_argument("--role", choices=[str(role) for role in Role])
    parser.add_argument("--confirm", action="store_true", help="confirm what the file offered")


_EDITABLE = (
    "title",
    "authors",
    "year",
    "doi",
    "short_author",
    "organisation",
    "abstract",
    "container",
    "role",
)


def _edit(project: Project, options: Namespace) -> Result:
    record = project.find(options.record)
    fields = {name: value for name in _EDITABLE if (value := getattr(options, name)) is not None}
    if options.confirm and fields:
        raise ReviewError(
            "either --confirm what the file offered, or give values: a value is confirmed with it"
        )
    done = project.confirm(record) if options.confirm else project.edit(record, **fields)
    return acknowledged(done.event, done.message)


def _decide_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument("decision", choices=[str(kind) for kind in DecisionKind])
    parser.add_argument(
        "--stage", required=True, help="title-abstract or theory-map, or another stage of the map"
    )
    parser.add_argument(
        "--criterion", action="append", default=[], metavar="ID", help="the criterion that decided"
    )
    parser.add_argument("--note", default="", metavar="T")
    parser.add_argument(
        "--override",
        action="append",
        default=[],
        metavar="ID=REASON",
        help="a criterion of exclusion set aside, and why",
    )


def _decide(project: Project, options: Namespace) -> Result:
    overrides = {}
    for override in options.override:
        criterion, separator, reason = override.partition("=")
        if not separator:
            raise ReviewError(f"--override {override}: write ID=REASON")
        overrides[criterion.strip()] = reason.strip()
    done = project.decide(
        project.find(options.record),
        options.decision,
        options.stage,
        criteria=options.criterion,
        note=options.note,
        overrides=overrides,
    )
    return acknowledged(done.event, done.message)


def _source_type_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument("type", metavar="TYPE")


def _source_type(project: Project, options: Namespace) -> Result:
    chosen = "" if options.type == "unclassified" else options.type
    done = project.set_source_type(project.find(options.record), chosen)
    return acknowledged(done.event, done.message)


COMMANDS = (
    Command("records", "list records", _records, _records_arguments),
    Command(
        "show", "show one record: reference, pages, decisions, codings, suggestions", _show, record_argument
    ),
    Command("edit", "correct or confirm a reference", _edit, _edit_arguments),
    Command("decide", "decide on a record at a stage", _decide, _decide_arguments),
    Command("source-type", "say what kind of source a record is", _source_type, _source_type_arguments),
)
