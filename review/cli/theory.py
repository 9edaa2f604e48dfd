"""Commands about the theory map: theory refine, add, reject, reinstate, log, export, adopt, leave."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from review.cli.command import Command, Result, acknowledged, shared_options
from review.project import Project
from review.views.acknowledgements import LeftAsItIs
from review.views.theory import MapFile, MapHistory, MapText


def _arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)

    def add_verb(name: str, description: str) -> ArgumentParser:
        return verbs.add_parser(name, help=description, description=description, parents=[shared_options()])

    refine = add_verb("refine", "change the wording of a theory, rival framing or sub-theme")
    refine.add_argument("code", metavar="CODE", help="the theory, rival framing or sub-theme to change")
    refine.add_argument("--name", help="its new name")
    refine.add_argument("--proposition", help="its new proposition")
    refine.add_argument("--key-terms", help="terms separated by commas")
    refine.add_argument(
        "--trigger", action="append", default=[], metavar="CODING", help="a coding that led to this"
    )

    add = add_verb("add", "add a theory, a rival framing (--rivals) or a sub-theme (--under)")
    add.add_argument("code", metavar="CODE", help="its id, such as T8, RC or T1.d")
    add.add_argument("--name", required=True, help="its name")
    add.add_argument("--proposition", default="", help="what it claims")
    add.add_argument("--category", default="", help="one of the categories of the map")
    add.add_argument(
        "--rivals", action="append", metavar="CODE", help="a theory that the framing competes with"
    )
    add.add_argument("--under", metavar="CODE", help="the theory or framing of the sub-theme")

    reject = add_verb("reject", "stop suggesting a theory; its codings are kept")
    reinstate = add_verb("reinstate", "reinstate a rejected theory")
    for verb in (reject, reinstate):
        verb.add_argument("code", metavar="CODE", help="the theory or rival framing")
    adopt = add_verb("adopt", "apply the changes made to theory_map.yaml")
    for verb in (refine, add, reject, reinstate, adopt):
        verb.add_argument("--reason", required=True, metavar="T", help="why the map changes")
    add_verb("leave", "ignore the changes made to theory_map.yaml")
    add_verb("log", "list all versions with what changed and why")
    export = add_verb("export", "write the current map as a new file")
    export.add_argument("file", type=Path, nargs="?", metavar="FILE", help="default: standard output")


def _refine(project: Project, options: Namespace) -> Result:
    terms = (
        None
        if options.key_terms is None
        else [term.strip() for term in options.key_terms.split(",") if term.strip()]
    )
    done = project.theory.refine(
        options.code,
        options.reason,
        name=options.name,
        proposition=options.proposition,
        key_terms=terms,
        triggers=options.trigger,
    )
    return acknowledged(done.event, done.message)


def _add(project: Project, options: Namespace) -> Result:
    if options.under:
        done = project.theory.add_subtheme(
            options.under, options.code, options.reason, name=options.name, definition=options.proposition
        )
    else:
        done = project.theory.add(
            options.code,
            options.reason,
            name=options.name,
            proposition=options.proposition,
            rivals=options.rivals,
            category=options.category,
        )
    return acknowledged(done.event, done.message)


def _reject(project: Project, options: Namespace) -> Result:
    done = project.theory.reject(options.code, options.reason)
    return acknowledged(done.event, done.message)


def _reinstate(project: Project, options: Namespace) -> Result:
    done = project.theory.reinstate(options.code, options.reason)
    return acknowledged(done.event, done.message)


def _adopt(project: Project, options: Namespace) -> Result:
    done = project.theory.adopt(options.reason)
    return acknowledged(done.event, done.message)


def _leave(project: Project, options: Namespace) -> Result:  # noqa: ARG001 - all verbs have the same signature
    project.theory.leave()
    return Result(
        LeftAsItIs(event=None),
        [f"the changes to {project.theory.map_file.name} are ignored until it is edited again"],
    )


def _log(project: Project, options: Namespace) -> Result:  # noqa: ARG001 - all verbs have the same signature
    versions = project.theory.versions()
    lines = [
        f"{v.number}  {v.time[:16].replace('T', ' ')}  {v.reviewer}  {' '.join(filter(None, (v.change, v.code)))}: {v.reason}"
        for v in versions
    ]
    return Result(MapHistory.of(versions), lines)


def _export(project: Project, options: Namespace) -> Result:
    from review.theory_map.writing import to_yaml

    version = project.theory.version
    if options.file is None:
        text = to_yaml(project.theory.map)
        return Result(MapText(yaml=text, version=version), text.rstrip("\n").split("\n"))
    written = project.exports.write_theory_map(project.theory.map, options.file)
    return Result(MapFile.of(written, version), [f"{written}: version {version}"])


_VERBS: dict[str, Callable[[Project, Namespace], Result]] = {
    "refine": _refine,
    "add": _add,
    "reject": _reject,
    "reinstate": _reinstate,
    "adopt": _adopt,
    "leave": _leave,
    "log": _log,
    "export": _export,
}


def _theory(project: Project, options: Namespace) -> Result:
    return _VERBS[options.verb](project, options)


COMMANDS = (
    Command(
        "theory",
        "refine, add, reject, reinstate, adopt, leave, log, export",
        _theory,
        _arguments,
        answers_notices=lambda options: options.verb in {"adopt", "leave"},
    ),
)
