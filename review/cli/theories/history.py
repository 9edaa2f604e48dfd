"""Commands that show how theories changed: theory log, story, diff."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator

from review.cli.command import SHORT, AddVerb, Result
from review.domain import TheoryVersion
from review.domain.theories.theory_version import TheoryChange, TheoryParts, in_words
from review.domain.theories.verdict import Verdict
from review.domain.wording.counted import counted
from review.domain.wording.moments import minute_of
from review.domain.wording.named import named
from review.domain.wording.part_changes import part_changes
from review.domain.wording.word_changes import marked
from review.project import Project
from review.project.theories.history import TheoryDifference
from review.views.theories.changes import MapHistory
from review.views.theories.differences import MapDifferences
from review.views.theories.story import Story


def arguments(add_verb: AddVerb) -> None:
    """Declare the verbs."""
    log = add_verb("log", "list all versions, or those of a code, with what changed and why")
    log.add_argument(
        "code", nargs="?", default="", metavar="CODE", help="a theory, rival framing or sub-theme"
    )
    story = add_verb(
        "story", "print the story of a theory: its first wording, and every change with its reason"
    )
    story.add_argument(
        "code",
        metavar="CODE",
        help="a theory, rival framing or sub-theme, or programme-theory for the overall one",
    )
    diff = add_verb("diff", "show what differs between two versions of the map")
    diff.add_argument("old", metavar="V", help="a version: 1, v1 or the beginning of its event's id")
    diff.add_argument("new", metavar="V", help="the version to compare it with")


def _log(project: Project, options: Namespace) -> Result:
    found = project.theory_history.log(options.code)
    lost = [one for one in project.theory_history.without_effect() if options.code in ("", one.code)]
    lines = [line for change in found for line in _logged(project, change)]
    lines += project.theory_history.reports(options.code)
    return Result(MapHistory.of(found, lost), lines)


def _logged(project: Project, change: TheoryChange) -> Iterator[str]:
    yield f"{_heading(change.version)}{_beside(project, change)}"
    if change.version.configuration:
        yield f"   {in_words(change.version.configuration)}"
    yield from (f"   {rule.sentence}" for rule in change.rules)


def _heading(version: TheoryVersion) -> str:
    when = minute_of(version.time)
    return f"v{version.number}  {when}  {version.reviewer}  {version.act_in_words}: {version.reason}"


def _beside(project: Project, change: TheoryChange) -> str:
    """What else is known of a change, in brackets."""
    version = change.version
    said = [
        version.inference or "",
        f"triggered by {', '.join(trigger[:SHORT] for trigger in version.triggers)}"
        if version.triggers
        else "",
        f"draws on {'; '.join(project.history.cited(record) or record[:SHORT] for record in version.draws_on)}"
        if version.draws_on
        else "",
        counted(change.touched, "coding") if change.touched else "",
        f"replaced {', '.join(f'v{number}' for number in change.apart)}, made apart" if change.apart else "",
    ]
    said = [one for one in said if one]
    return f" ({'; '.join(said)})" if said else ""


def _story(project: Project, options: Namespace) -> Result:
    chapters = project.theory_history.story(options.code)
    given = project.verdicts.history(options.code)
    now = project.theory.map.present(options.code)
    if now != options.code:  # the story of a code that is another one now ends with that
        given = [one for one in given if one.given_on == options.code]
    present = project.verdicts.all().get(now) if given else None
    lines = [_earlier(chapters[0], options.code)] if chapters else []
    lines = [line for line in lines if line]
    for number, change in enumerate(chapters, 1):
        until = chapters[number].version.number if number < len(chapters) else None
        lines += _chapter(project, number, change)
        lines += [
            _verdict_line(one, present) for one in given if _falls(one, change.version.number, until, number)
        ]
    return Result(Story.of(options.code, chapters, given, present), lines)


def _earlier(first: TheoryChange, code: str) -> str:
    """Where the story of a code that came of a split or move begins; ``""`` of others."""
    version = first.version
    if first.before or version.change not in {"split", "move-subtheme"} or version.code == code:
        return ""
    return f"It came from {version.code} in v{version.number}: `review theory story {version.code}` prints what came before."


def _falls(verdict: Verdict, since: int, until: int | None, chapter: int) -> bool:
    """Whether a verdict was given between two versions; one under an unknown version falls into the first chapter."""
    if verdict.theory_version is None:
        return chapter == 1
    return (since <= verdict.theory_version or chapter == 1) and (
        until is None or verdict.theory_version < until
    )


def _verdict_line(verdict: Verdict, present: Verdict | None) -> str:
    """A verdict in the story of its theory, and what changed since if it is the one that counts."""
    explained = [
        f"{name}: {text}" for name, text in (("caveat", verdict.caveat), ("gap", verdict.gap)) if text
    ]
    since = present.since if present and present.event == verdict.event else ()
    said = "; ".join([named(verdict.verdict), *explained, *since])
    on = f" on {verdict.former}" if verdict.former else ""
    return f"   verdict{on} {minute_of(verdict.time)}  {verdict.reviewer}: {said}"


def _chapter(project: Project, number: int, change: TheoryChange) -> Iterator[str]:
    yield f"{number}  {_heading(change.version)}{_beside(project, change)}"
    yield from (f"   {line}" for line in _changed(change.made_from, change.after))


def _changed(before: TheoryParts | None, after: TheoryParts | None) -> Iterator[str]:
    """The wording of a theory with the changed words marked; of its other parts only what changed."""
    for label, words in part_changes(before, after):
        yield f"{label}: {marked(words)}" if label else marked(words)


def _diff(project: Project, options: Namespace) -> Result:
    found = project.theory_history.diff(options.old, options.new)
    lines = [line for one in found.theories for line in _different(one)]
    lines += [rule.sentence for rule in found.rules]
    same = f"v{found.old.number} and v{found.new.number} are the same"
    return Result(MapDifferences.of(found), lines or [same])


def _different(one: TheoryDifference) -> Iterator[str]:
    counts = " -> ".join(counted(n, "source") for n in one.sources if n is not None)
    how = "is new" if one.before is None else "is gone" if one.after is None else "changed"
    how = "is worded the same" if one.before == one.after else how
    verdicts = " -> ".join(named(kind) if kind else "none" for kind in one.verdict)
    beside = [counts, f"verdict: {verdicts}" if any(one.verdict) else ""]
    said = "; ".join(part for part in beside if part)
    yield f"{one.code} {how} ({said})" if said else f"{one.code} {how}"
    if one.before != one.after:
        yield from (f"   {line}" for line in _changed(one.before, one.after))


VERBS: dict[str, Callable[[Project, Namespace], Result]] = {"log": _log, "story": _story, "diff": _diff}
"""The function of each verb."""
