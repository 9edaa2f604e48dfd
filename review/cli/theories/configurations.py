"""The command cmoc: compose configurations of contexts, mechanisms and outcomes from passages."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from review.cli.annotating import comment_line, memo_line
from review.cli.command import SHORT, AddVerb, Command, Result, acknowledged, record_argument, verbs_of
from review.cli.passages import named_stances, place, place_arguments
from review.cli.theories.configuration_lines import listed, whole, width
from review.domain import EvidenceStatus, Stance
from review.domain.theories.configuration import (
    CONTEXT,
    OUTCOME,
    REASONING,
    RESOURCE,
    ConfigurationStatus,
    LinkKind,
    Relation,
)
from review.errors import ReviewError
from review.project import Project
from review.project.configurations.service import OFF
from review.views.codings import Annotations
from review.views.configurations import (
    ConfigurationList,
    ConfigurationMade,
    FragmentPut,
    ShownConfiguration,
)

_OPTIONS = {"if_": CONTEXT, "resource": RESOURCE, "because": REASONING, "then": OUTCOME}
"""The options of `new` and the roles that they word."""


def _arguments(parser: ArgumentParser) -> None:
    add_verb = verbs_of(parser)

    _new_arguments(add_verb("new", "begin a configuration; all of its parts may come later"))
    _put_arguments(add_verb("put", "put a passage into an element of a configuration"))
    _element_arguments(add_verb)
    _whole_arguments(add_verb)
    _reading_arguments(add_verb)


def _new_arguments(new: ArgumentParser) -> None:
    new.add_argument("--if", dest="if_", metavar="T", help="the context")
    new.add_argument("--resource", metavar="T", help="what the programme offers (mechanism)")
    new.add_argument("--because", metavar="T", help="how people reason about it (mechanism)")
    new.add_argument("--then", metavar="T", help="the outcome")
    new.add_argument(
        "--theory",
        action="append",
        default=[],
        metavar="CODE[=STANCE]",
        help="a theory that it bears on, or its stance toward it",
    )


def _put_arguments(put: ArgumentParser) -> None:
    _cmoc_argument(put)
    _role_argument(put)
    record_argument(put)
    place_arguments(put)
    relation = put.add_mutually_exclusive_group()
    relation.add_argument("--against", action="store_true", help="the passage speaks against the element")
    relation.add_argument("--qualifies", action="store_true", help="the passage limits or qualifies it")
    put.add_argument(
        "--element",
        default="",
        metavar="ID",
        help="the element (default: the only one of this role; without one it is made)",
    )
    put.add_argument("--wording", metavar="T", help="a new element, in these words (default: the passage's)")
    put.add_argument(
        "--status",
        choices=[str(status) for status in EvidenceStatus],
        help="where the claim comes from (default: as in your own coding of the same passage)",
    )


def _element_arguments(add_verb: AddVerb) -> None:
    retroduce = add_verb("retroduce", "add an element that is reasoned, not read")
    _cmoc_argument(retroduce)
    _role_argument(retroduce)
    retroduce.add_argument("wording", metavar="WORDING", help="the element in words")
    retroduce.add_argument(
        "--memo", required=True, metavar="T", help="what must be true for this outcome, and why you think so"
    )
    word = add_verb("word", "word an element; passages stay in it")
    _cmoc_argument(word)
    word.add_argument("element", metavar="ELEMENT", help=_ELEMENT)
    word.add_argument("wording", metavar="WORDING", help="the element in words")
    take = add_verb("take", "take a passage, or an element with its passages, out of a configuration")
    _cmoc_argument(take)
    take.add_argument(
        "part", metavar="FRAGMENT|ELEMENT", help=f"the beginning of a fragment's id; or {_ELEMENT}"
    )


_ELEMENT = "the beginning of an element's id, or its role if it is the only one of it"


def _whole_arguments(add_verb: AddVerb) -> None:
    theory = add_verb("theory", "tie a configuration to a theory, say again that it is, or untie it")
    _cmoc_argument(theory)
    theory.add_argument(
        "code",
        metavar="CODE=STANCE",
        help=f"a theory, rival framing or sub-theme with its stance toward it; `CODE={OFF}` unties it",
    )
    statement = add_verb("statement", "write the statement by hand, or have it composed again")
    _cmoc_argument(statement)
    statement.add_argument("statement", nargs="?", metavar="T", help="the statement")
    statement.add_argument("--composed", action="store_true", help="compose it of the elements again")
    link = add_verb("link", "link a configuration to another")
    _cmoc_argument(link)
    _cmoc_argument(link, "other")
    link.add_argument(
        "kind", choices=[str(kind) for kind in LinkKind], help="it leads to the other, or the other is its …"
    )
    unlink = add_verb("unlink", "remove all links from a configuration to another")
    _cmoc_argument(unlink)
    _cmoc_argument(unlink, "other")
    merge = add_verb("merge", "merge a configuration into another, with all that it has")
    _cmoc_argument(merge)
    _cmoc_argument(merge, "other")
    status = add_verb("status", "say what the review makes of a configuration")
    _cmoc_argument(status)
    status.add_argument("status", choices=[str(one) for one in ConfigurationStatus], help="the status")
    status.add_argument("--reason", required=True, metavar="T", help="why")


def _reading_arguments(add_verb: AddVerb) -> None:
    show = add_verb("show", "print a configuration with its passages")
    _cmoc_argument(show)
    several = add_verb("list", "list configurations")
    several.add_argument(
        "--theory", default="", metavar="CODE", help="those tied to a theory or its sub-themes"
    )
    several.add_argument(
        "--status", choices=[*map(str, ConfigurationStatus)], metavar="S",
        help=f"those of a status: {', '.join(ConfigurationStatus)}",
    )  # fmt: skip
    several.add_argument("--search", default="", metavar="T", help="those with these words")


def _cmoc_argument(parser: ArgumentParser, name: str = "cmoc") -> None:
    parser.add_argument(name, metavar="CMOC", help="a label such as C3, or the beginning of an id")


def _role_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "role", metavar="ROLE", help="context, resource, reasoning, outcome, or a role of the theory map"
    )


def _new(project: Project, options: Namespace) -> Result:
    given = vars(options)
    wordings = {role: given[option] for option, role in _OPTIONS.items() if given[option] is not None}
    for role, wording in wordings.items():
        if not wording.strip():
            raise ReviewError(f"the wording of the {role} is empty; nothing was saved")
    stances = {code: stance or Stance.BEARS_ON for code, stance in named_stances(options.theory).items()}
    made = project.configurations.new(wordings, stances)
    return Result(
        ConfigurationMade(event=made.event, cmoc=made.cmoc, label=made.label),
        [f"{made.label}  {made.cmoc[:SHORT]}"],
    )


def _put(project: Project, options: Namespace) -> Result:
    cmoc = project.configurations.find(options.cmoc, last_pages=False).id
    record = project.records.find(options.record)
    if options.wording is not None and not options.wording.strip():
        raise ReviewError("--wording is empty; without it a new element has the passage's words")
    relation = (
        Relation.AGAINST if options.against else Relation.QUALIFIES if options.qualifies else Relation.SHOWS
    )
    done = project.configurations.put(
        cmoc,
        options.role,
        record,
        place(project, record, options),
        relation=relation,
        element=options.element,
        wording=options.wording or "",
        status=options.status or "",
    )
    return Result(
        FragmentPut(event=done.event, element=done.element, fragment=done.fragment),
        [f"{done.fragment[:SHORT]}  {done.message}"],
    )


def _retroduce(project: Project, options: Namespace) -> Result:
    done = project.configurations.retroduce(options.cmoc, options.role, options.wording, options.memo)
    return acknowledged(done.event, done.message)


def _word(project: Project, options: Namespace) -> Result:
    done = project.configurations.word(options.cmoc, options.element, options.wording)
    return acknowledged(done.event, done.message)


def _take(project: Project, options: Namespace) -> Result:
    done = project.configurations.take(options.cmoc, options.part)
    return acknowledged(done.event, done.message)


def _theory(project: Project, options: Namespace) -> Result:
    code, sign, stance = options.code.partition("=")
    if not sign:
        raise ReviewError(
            f"say how {options.cmoc} stands to {code}: {code}=STANCE, or {code}={OFF} to untie it"
        )
    done = project.configurations.tie(options.cmoc, code, stance)
    return acknowledged(done.event, done.message)


def _statement(project: Project, options: Namespace) -> Result:
    if (options.statement is not None) == options.composed:
        raise ReviewError("give either the statement or --composed")
    if options.statement is not None and not options.statement.strip():
        raise ReviewError("the statement is empty; --composed composes it again")
    done = project.configurations.state(options.cmoc, options.statement or "")
    return acknowledged(done.event, done.message)


def _link(project: Project, options: Namespace) -> Result:
    done = project.configurations.link(options.cmoc, options.other, options.kind)
    return acknowledged(done.event, done.message)


def _unlink(project: Project, options: Namespace) -> Result:
    done = project.configurations.unlink(options.cmoc, options.other)
    return acknowledged(done.event, done.message)


def _merge(project: Project, options: Namespace) -> Result:
    done = project.configurations.merge(options.cmoc, options.other)
    return acknowledged(done.event, done.message)


def _status(project: Project, options: Namespace) -> Result:
    done = project.configurations.set_status(options.cmoc, options.status, options.reason)
    return acknowledged(done.event, done.message)


def _show(project: Project, options: Namespace) -> Result:
    one = project.configurations.find(options.cmoc)
    shown = ShownConfiguration.of(one, _annotations(project, one.id))
    said = [*map(memo_line, shown.memos), *map(comment_line, shown.comments)]
    return Result(shown, [*whole(one, width()), *said])


def _annotations(project: Project, cmoc: str = "") -> Annotations:
    """What was written on a configuration, or on anything."""
    return Annotations(project.annotations.memos(cmoc), project.annotations.comments(cmoc))


def _list(project: Project, options: Namespace) -> Result:
    found = project.configurations.all(
        theory=options.theory, status=options.status or "", search=options.search, last_pages=options.json
    )
    narrowed = options.theory or options.status or options.search
    none = (
        "No configuration fits."
        if narrowed
        else "There are no configurations yet; `review cmoc new` begins one."
    )
    return Result(ConfigurationList.of(found, _annotations(project)), listed(found, width()) or [none])


_VERBS: dict[str, Callable[[Project, Namespace], Result]] = {
    "new": _new,
    "put": _put,
    "retroduce": _retroduce,
    "word": _word,
    "take": _take,
    "theory": _theory,
    "statement": _statement,
    "link": _link,
    "unlink": _unlink,
    "merge": _merge,
    "status": _status,
    "show": _show,
    "list": _list,
}


def _cmoc(project: Project, options: Namespace) -> Result:
    return _VERBS[options.verb](project, options)


COMMANDS = (
    Command(
        "cmoc",
        "compose configurations of contexts, mechanisms and outcomes: new, put, retroduce, word, take, theory, statement, link,"
        " unlink, merge, status, show, list",
        _cmoc,
        _arguments,
    ),
)
