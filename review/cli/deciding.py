"""The commands decide (on one record, or on all that fit) and settle (where reviewers disagree)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from review.cli.command import Result, acknowledged, record_argument, selection_arguments
from review.cli.saying import say
from review.domain import DecisionKind, Selection
from review.domain.wording.named import capitalised
from review.domain.wording.unknown import unknown_name
from review.errors import ReviewError, UnknownNameError
from review.project import Project
from review.views.acknowledgements import DecidedAll


def decide_arguments(parser: ArgumentParser) -> None:
    """A record or conditions, the decision, and what explains it."""
    parser.add_argument(
        "record",
        metavar="RECORD",
        help="the beginning of an id, a DOI, or a path in corpus/; left out with --where or --search",
    )
    decision = parser.add_argument(
        "decision", choices=[str(kind) for kind in DecisionKind], default="", help="your decision"
    )
    # With conditions, the decision is the only one of the two. Optional ones (`?`) are lost if options come before them.
    decision.required = False
    _place_arguments(parser)
    parser.add_argument("--note", default="", metavar="T", help="a note on the decision")
    parser.add_argument(
        "--override",
        action="append",
        default=[],
        metavar="ID=REASON",
        help="an exclusion criterion to override, and why (on one record)",
    )
    parser.add_argument(
        "--for",
        dest="theories",
        action="append",
        default=[],
        metavar="CODE",
        help="with park: a theory that the record waits for; it is offered again when the theory changes",
    )
    selection_arguments(parser)
    parser.add_argument("--all", action="store_true", help="decide on all that fit, instead of counting them")


def _place_arguments(parser: ArgumentParser) -> None:
    """The stage, and the criteria."""
    parser.add_argument(
        "--stage", required=True, help="title-abstract, theory-map or another stage of the theory map"
    )
    parser.add_argument(
        "--criterion", action="append", default=[], metavar="ID", help="the criterion that decided"
    )


def settle_arguments(parser: ArgumentParser) -> None:
    """A record, the decision that counts, and why."""
    record_argument(parser)
    parser.add_argument(
        "decision", choices=[str(kind) for kind in DecisionKind], help="the decision that counts"
    )
    _place_arguments(parser)
    parser.add_argument("--reason", required=True, metavar="T", help="why this decision counts")


def settle(project: Project, options: Namespace) -> Result:
    """Say which decision counts on a record where reviewers disagree."""
    done = project.screening.settle(
        project.records.find(options.record),
        options.decision,
        options.stage,
        reason=options.reason,
        criteria=options.criterion,
    )
    return acknowledged(done.event, done.message)


def decide(project: Project, options: Namespace) -> Result:
    """Decide on a record, or on all that fit the conditions."""
    if options.where or options.search.strip():
        return _decide_all(project, options)
    if not options.decision:
        raise ReviewError("give RECORD and a decision, or conditions (--where FIELD=VALUE) and a decision")
    if options.all:
        raise ReviewError("--all needs conditions (--where FIELD=VALUE or --search TEXT), not RECORD")
    overrides = {}
    for override in options.override:
        criterion, separator, reason = override.partition("=")
        if not separator:
            raise ReviewError(f"--override {override}: write ID=REASON")
        overrides[criterion.strip()] = reason.strip()
    record = project.records.find(options.record)
    done = project.screening.decide(
        record,
        options.decision,
        options.stage,
        criteria=options.criterion,
        note=options.note,
        overrides=overrides,
        theories=options.theories,
    )
    is_out = options.decision in (DecisionKind.EXCLUDE, DecisionKind.PARK)
    is_later = options.stage != project.theory.stages[0]
    if (is_out or is_later) and (other := project.screening.other_stage_in_words(record, options.stage)):
        say(capitalised(other))
    return acknowledged(done.event, done.message)


def _decide_all(project: Project, options: Namespace) -> Result:
    if options.decision:
        raise ReviewError("give either RECORD or conditions (--where, --search), not both")
    if options.override:
        raise ReviewError("--override is for one record; give RECORD instead of conditions")
    decision = options.record
    if decision not in set(DecisionKind):
        raise UnknownNameError(unknown_name("decision", decision, DecisionKind))
    where = tuple(map(project.records.condition, options.where))
    selection = Selection(where, options.search)
    plan = project.screening.plan_for_all(
        project.records.listing(selection),
        decision,
        options.stage,
        criteria=options.criterion,
        note=options.note,
        theories=options.theories,
        replaces=selection.asks_for_decided(options.stage),
    )
    if not options.all:
        lines = [plan.in_words(), *(["Nothing is stored without --all."] if plan.keys else [])]
        return Result(
            DecidedAll(records=len(plan.keys), events=(), kept=plan.kept, left_out=plan.left_out), lines
        )
    done = project.screening.decide_all(plan)
    undo = ["`review undo` reverses all of them."] if done.events else []
    return Result(
        DecidedAll(records=len(done.events), events=done.events, kept=plan.kept, left_out=plan.left_out),
        [done.message, *undo],
    )
