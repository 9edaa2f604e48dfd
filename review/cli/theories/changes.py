"""Commands that change the theory map: theory refine, add, programme, split, merge, move …; theory export."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from pathlib import Path

from msgspec import UNSET

from review.acts import Part
from review.cli.command import AddVerb, Command, Result, verbs_of
from review.cli.theories import history
from review.domain import Inference
from review.domain.wording.unknown import unknown_name
from review.errors import UnknownNameError
from review.project import Project
from review.project.theories.changes import Grounds, MapChanged
from review.views.acknowledgements import LeftAsItIs
from review.views.theory import MapChanged as ChangedMap
from review.views.theory import MapFile, MapText


def _arguments(parser: ArgumentParser) -> None:
    add_verb = verbs_of(parser)

    _wording_arguments(add_verb)
    _structure_arguments(add_verb)
    _grounds(add_verb("adopt", "apply the changes made to theory_map.yaml"))
    add_verb("leave", "ignore the changes made to theory_map.yaml")
    history.arguments(add_verb)
    export = add_verb("export", "write the current map as a new file")
    export.add_argument("file", type=Path, nargs="?", metavar="FILE", help="default: standard output")


def _wording_arguments(add_verb: AddVerb) -> None:
    refine = add_verb("refine", "change the wording of a theory, rival framing or sub-theme")
    refine.add_argument("code", metavar="CODE", help="the theory, rival framing or sub-theme to change")
    refine.add_argument("--name", help="its new name")
    refine.add_argument("--proposition", help="its new proposition")
    refine.add_argument("--key-terms", help="terms separated by commas")
    refine.add_argument(
        "--wording-only",
        action="store_true",
        help="the meaning is the same: no coding has to be looked at again",
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

    programme = add_verb("programme", "word the overall programme theory, a paragraph above the theories")
    programme.add_argument("text", metavar="TEXT", help="the programme theory")
    for verb in (refine, add, programme):
        _grounds(verb)
        _configuration(verb)

    reject = add_verb("reject", "stop suggesting a theory; its codings are kept")
    reinstate = add_verb("reinstate", "reinstate a rejected theory")
    for verb in (reject, reinstate):
        verb.add_argument("code", metavar="CODE", help="the theory or rival framing")
        _grounds(verb)


def _structure_arguments(add_verb: AddVerb) -> None:
    split = add_verb("split", "split a code; the part that keeps its id, else the first, keeps its codings")
    split.add_argument("code", metavar="CODE", help="the theory, rival framing or sub-theme to split")
    split.add_argument(
        "--into",
        action="append",
        default=[],
        required=True,
        type=_named,
        metavar="ID=NAME",
        help="a part; at least two",
    )
    split.add_argument(
        "--proposition", action="append", default=[], type=_named, metavar="ID=TEXT",
        help="what a part claims; parts begin with the old proposition",
    )  # fmt: skip
    merge = add_verb("merge", "merge codes into one of them; codings and sub-themes follow")
    merge.add_argument("codes", nargs="+", metavar="CODE", help="the codes to merge")
    merge.add_argument("--into", required=True, metavar="CODE", help="the code that stays")
    move = add_verb("move", "move a sub-theme under another theory or rival framing; its codings follow")
    move.add_argument("code", metavar="SUBTHEME", help="the sub-theme")
    move.add_argument("--under", required=True, metavar="CODE", help="the theory or framing that it moves to")
    move.add_argument(
        "--as", dest="new_id", default="", metavar="ID", help="its new id; by default it keeps its own"
    )
    rename = add_verb("rename", "give a code another name; no coding has to be looked at again")
    rename.add_argument("code", metavar="CODE", help="the theory, rival framing or sub-theme")
    rename.add_argument("name", metavar="NAME", help="its new name")
    for verb in (split, merge, move, rename):
        _grounds(verb)
    _configuration(merge)


def _named(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (sign and name.strip() and value.strip()):
        raise ArgumentTypeError(f"'{text}' is not an id and a text; write it like T8=Trust")
    return name.strip(), value.strip()


def _grounds(verb: ArgumentParser) -> None:
    verb.add_argument("--reason", required=True, metavar="T", help="why the map changes")
    verb.add_argument(
        "--inference",
        choices=[str(kind) for kind in Inference],
        default="",
        help="the kind of reasoning that led to it",
    )
    verb.add_argument(
        "--trigger",
        action="append",
        default=[],
        metavar="ID",
        help="a coding, memo or comment that led to it",
    )


def _configuration(verb: ArgumentParser) -> None:
    verb.add_argument(
        "--if", dest="if_", default="", metavar="T", help="the theory restated: in which context"
    )
    verb.add_argument("--then", default="", metavar="T", help="the theory restated: which outcome")
    verb.add_argument("--because", default="", metavar="T", help="the theory restated: by which mechanism")
    verb.add_argument(
        "--draws-on", action="append", default=[], metavar="RECORD", help="a record whose theory it draws on"
    )


def _grounds_of(project: Project, options: Namespace) -> Grounds:
    given = vars(options)
    return Grounds(
        inference=options.inference,
        triggers=options.trigger,
        if_=given.get("if_", ""),
        then=given.get("then", ""),
        because=given.get("because", ""),
        draws_on=[project.records.find(record) for record in given.get("draws_on", ())],
    )


def _changed(done: MapChanged) -> Result:
    return Result(ChangedMap.of(done), [done.message])


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
        wording_only=options.wording_only,
        grounds=_grounds_of(project, options),
    )
    return _changed(done)


def _add(project: Project, options: Namespace) -> Result:
    grounds = _grounds_of(project, options)
    if options.under:
        done = project.theory.add_subtheme(
            options.under,
            options.code,
            options.reason,
            name=options.name,
            definition=options.proposition,
            grounds=grounds,
        )
    else:
        done = project.theory.add(
            options.code,
            options.reason,
            name=options.name,
            proposition=options.proposition,
            rivals=options.rivals,
            category=options.category,
            grounds=grounds,
        )
    return _changed(done)


def _reject(project: Project, options: Namespace) -> Result:
    return _changed(
        project.theory.reject(options.code, options.reason, grounds=_grounds_of(project, options))
    )


def _reinstate(project: Project, options: Namespace) -> Result:
    grounds = _grounds_of(project, options)
    return _changed(project.theory.reinstate(options.code, options.reason, grounds=grounds))


def _adopt(project: Project, options: Namespace) -> Result:
    return _changed(project.map_file.adopt(options.reason, grounds=_grounds_of(project, options)))


def _programme(project: Project, options: Namespace) -> Result:
    grounds = _grounds_of(project, options)
    return _changed(project.structure.word_programme(options.text, options.reason, grounds=grounds))


def _split(project: Project, options: Namespace) -> Result:
    propositions = dict(options.proposition)
    ids = [name for name, _ in options.into]
    if stray := next((name for name in propositions if name not in ids), ""):
        raise UnknownNameError(unknown_name("part", stray, ids))
    parts = [
        Part(id=name, name=called, proposition=propositions.get(name, UNSET)) for name, called in options.into
    ]
    grounds = _grounds_of(project, options)
    return _changed(project.structure.split(options.code, parts, options.reason, grounds=grounds))


def _merge(project: Project, options: Namespace) -> Result:
    grounds = _grounds_of(project, options)
    return _changed(project.structure.merge(options.codes, options.into, options.reason, grounds=grounds))


def _move(project: Project, options: Namespace) -> Result:
    done = project.structure.move_subtheme(
        options.code,
        options.under,
        options.reason,
        new_id=options.new_id,
        grounds=_grounds_of(project, options),
    )
    return _changed(done)


def _rename(project: Project, options: Namespace) -> Result:
    grounds = _grounds_of(project, options)
    return _changed(project.structure.rename(options.code, options.name, options.reason, grounds=grounds))


def _leave(project: Project, options: Namespace) -> Result:  # noqa: ARG001 - all verbs have the same signature
    project.map_file.leave()
    return Result(
        LeftAsItIs(event=None),
        [f"the changes to {project.map_file.path.name} are ignored until it is edited again"],
    )


def _export(project: Project, options: Namespace) -> Result:
    from review.theory_map.writing import to_yaml

    theory_map, version, event = project.theory.current
    if options.file is None:
        text = to_yaml(theory_map)
        return Result(MapText(yaml=text, version=version, event=event), text.rstrip("\n").split("\n"))
    written = project.exports.write_theory_map(theory_map, options.file)
    return Result(MapFile.of(written, version, event), [f"{written}: version {version}"])


_VERBS: dict[str, Callable[[Project, Namespace], Result]] = {
    "refine": _refine,
    "add": _add,
    "reject": _reject,
    "reinstate": _reinstate,
    "adopt": _adopt,
    "leave": _leave,
    "programme": _programme,
    "split": _split,
    "merge": _merge,
    "move": _move,
    "rename": _rename,
    **history.VERBS,
    "export": _export,
}


def _theory(project: Project, options: Namespace) -> Result:
    return _VERBS[options.verb](project, options)


COMMANDS = (
    Command(
        "theory",
        "refine, add, rename, split, merge, move, reject, reinstate, programme, adopt, leave, log, story, diff, export",
        _theory,
        _arguments,
        answers_notices=lambda options: options.verb in {"adopt", "leave"},
        looks=lambda options: options.verb in history.VERBS,
    ),
)
