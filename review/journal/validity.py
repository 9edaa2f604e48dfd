"""Which acts have an effect: those that `review.acts` reads and whose values make sense to the folds.

All others are kept as they are, without effect. Only this module decides that: the types say what an act of
each kind looks like, and this module adds what types cannot say (a passage starts before it ends, a role is one of three).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from review import acts
from review.domain.act import EvidenceStatus, Stance
from review.domain.canonical import finite
from review.domain.record import ReadingStatus, Role

if TYPE_CHECKING:
    from review.acts import Act, Unread
    from review.theory_map import TheoryMap

_SUBJECT = (
    r"(record|coding|holds|reject|done|memo|comment|relate|labels|plan|appraisal|verdict|looked-at|cmoc|element|fragment|search|prose|cited-text|flow|sample):[^:]+|(facet|cmoc-link|found-by):[^:]+:[^:]+"
    r"|decision:[^:]+:[^:]+:.*|settlement:[^:]+:[^:]+|conflict-tie:[^:]+:[^:]+:[^:]+|theory-map|cmoc-merges"
)
_MOST = 2**53
"""Larger whole numbers are not offsets, pages or years, and not every JSON reader keeps them exact."""


def read(text: object) -> dict[str, Any] | None:
    """The JSON object in a stored text, or None if it is not one (NaN and infinities are not JSON)."""
    if not isinstance(text, str):
        return None
    try:
        act = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None
    return act if isinstance(act, dict) else None


_DECODER = json.JSONDecoder(parse_float=finite, parse_constant=finite)


def unread(act: object) -> Unread | None:
    """Why an act has no effect, or None if it has one; `reason` is empty if only a newer version knows its kind."""
    found = checked(act)
    return found if isinstance(found, acts.Unread) else None


def checked(act: object, *, kept: bool = False) -> Act | Unread:
    """An act with an effect, by its type, or why it has none.

    `kept`: the act had an effect when it arrived, so only whether it can be read and stored is checked.
    """
    found = acts.read_plain(act)
    if isinstance(found, acts.Unread):
        return _in_words(found)
    if isinstance(found, acts.Reversal | acts.Reanchor) and not re.fullmatch(
        _SUBJECT, found.subject, re.DOTALL
    ):
        return acts.Unread(found.kind)  # of something that only a newer version knows
    if not _is_storable(act):
        return acts.Unread(found.kind, f"{named(found.kind)} with text or a number that cannot be stored")
    fault = "" if kept else next(_faults(found), "")
    return acts.Unread(found.kind, f"{named(found.kind)} {fault}") if fault else found


def checked_import(spelled: str) -> acts.Import | Unread:
    """What `checked` gives for the canonical JSON of an import; quickly, since a reference file has thousands."""
    found = acts.read(spelled)
    if not isinstance(found, acts.Import) or "\\ud" in spelled or not _has_small_numbers(found):
        found = checked(read(spelled))  # what is strange in it is looked at closely
    elif fault := next(_faults_of_subject(found), ""):  # nothing else can be wrong with one
        return acts.Unread(found.kind, f"{named(found.kind)} {fault}")
    assert isinstance(found, acts.Import | acts.Unread)
    return found


def _has_small_numbers(act: acts.Import) -> bool:
    """The same as `_has_no_huge_number`, of the only numbers that an import has."""
    line, found_at, year = act.line, act.reference.line, act.reference.year or 0
    return -_MOST < line < _MOST and -_MOST < found_at < _MOST and -_MOST < year < _MOST


def is_text(value: object) -> bool:
    """Whether a value is text that a database can store (lone surrogates are not)."""
    if not isinstance(value, str):
        return False
    if value.isascii():
        return True
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def named(kind: str) -> str:
    """A kind of act with its article: ``an `edit` act``."""
    return f"{'an' if kind[:1] in 'aeiou' else 'a'} `{kind}` act"


def _in_words(found: Unread) -> Unread:
    if not found.kind:
        return acts.Unread("", f"an act that {found.reason}")
    if not found.reason:
        return found
    said, _, place = found.reason.partition(" - at ")
    if missing := re.fullmatch(r"Object missing required field (`\w+`)", said):
        inside = f" in {place.replace('$.', '')}" if place else ""
        return acts.Unread(found.kind, f"{named(found.kind)} that lacks {missing[1]}{inside}")
    where = f" in {place.replace('$.', '')}" if place else ""
    return acts.Unread(
        found.kind, f"{named(found.kind)} that is not valid{where}: {said[:1].lower()}{said[1:]}"
    )


def _is_storable(act: object) -> bool:
    """Whether every text and number in an act can be stored in a column."""
    try:
        msgspec.json.encode(act)
    except (UnicodeEncodeError, OverflowError, RecursionError):
        return False
    return _has_no_huge_number(act)


def _has_no_huge_number(value: object) -> bool:
    if isinstance(value, dict | list):
        # A loop, and most values seen here: every act passes.
        for one in value.values() if isinstance(value, dict) else value:
            if one and type(one) is not str and not _has_no_huge_number(one):
                return False
        return True
    return not isinstance(value, int) or -_MOST < value < _MOST


def _faults(act: Act) -> Iterator[str]:
    """What makes no sense in a complete act, in words that continue after its name."""
    yield from _faults_of_subject(act)
    if (
        isinstance(act, acts.Code | acts.Recode | acts.PutFragment)
        and act.status
        and act.status not in _STATUSES
    ):
        yield f"whose `status` is not one of {', '.join(_STATUSES)}"
    match act:
        case (
            acts.Quotation()
            | acts.Reject()
            | acts.Done()
            | acts.Reanchor()
            | acts.Appraise()
            | acts.LookedAt()
        ) if not 0 <= act.start <= act.end:
            yield f"whose passage {act.start}-{act.end} is not valid"
        case acts.Appraise() if not act.levels:
            yield "without a level"
        case acts.GiveVerdict() if min(act.codings, act.sources) < 0:
            yield "whose number of sources or codings is not valid"
        case acts.Label() if not _are_labels(act):
            yield "whose pages or labels are not valid"
        case acts.Merge() if act.kept == act.record:
            yield "that merges a record into itself"
        case acts.Adopt() if wrong := _no_map_in(act):
            yield f"whose `{wrong}` is not a theory map"
        case acts.Add() if not (act.name if act.theory else act.plain):
            yield f"that lacks `{'name' if act.theory else 'plain'}`"
        case acts.NewCmoc() | acts.ConfigurationAct() | acts.PutFragment():
            yield from _configuration_faults(act)
        case _:
            yield from _other_faults(act)


def _faults_of_subject(act: Act) -> Iterator[str]:
    for name in _names_of_subject(type(act)):
        value = getattr(act, name)
        if not value or ":" in value:
            yield f"whose `{name}` is empty or has a colon"


@cache
def _names_of_subject(kind: type[Act]) -> tuple[str, ...]:
    """The fields that make up the subject of an act of this kind."""
    return tuple(name for name in re.findall(r"{act\.(\w+)}", kind.about) if name != "subject")


def _configuration_faults(act: Act) -> Iterator[str]:
    if isinstance(act, acts.ConfigurationAct) and not act.cmoc:
        yield "that names no configuration"
    match act:
        case acts.NewCmoc() if not _LABEL.fullmatch(act.label):
            yield "whose `label` is not C and a number"
        case acts.AddElement() | acts.PutFragment() if not act.role.strip():
            yield "whose `role` is empty"
        case acts.TieCmoc() if act.stance and act.stance not in tuple(Stance):
            yield f"whose `stance` is not one of {', '.join(Stance)}"
        case acts.LinkCmocs() | acts.UnlinkCmocs() if act.to == act.cmoc:
            yield "that links a configuration to itself"
        case acts.MergeCmocs() if act.merged in {"", act.cmoc}:
            yield "that merges a configuration into itself or none"


_LABEL = re.compile(r"C[0-9]{1,12}")


def _other_faults(act: Act) -> Iterator[str]:
    match act:
        case acts.LogSearch() if not _has_numbers(act):
            yield "with a number that is not valid"
        case acts.StateFlow() if isinstance(act.n, int) and act.n < 0:
            yield "whose `n` is negative"
        case acts.Ingest() | acts.Reread():
            if act.status not in _READINGS:
                yield f"whose `status` is not one of {', '.join(_READINGS)}"
            yield from _metadata_faults(act.metadata)
        case acts.DrawPilot() if not 2 <= act.reviewers <= _MOST_REVIEWERS:
            yield "whose `reviewers` is not valid"
        case acts.ImportCodes() if not act.added:
            yield "that adds no code"
        case acts.WriteProse() if not act.code:
            yield "that names no code"
        case acts.Edit():
            yield from _role_faults(act.fields.given().get("role", Role.EVIDENCE))


_MOST_REVIEWERS = 1000
"""More do not decide on one record: such a pilot would never end."""

_READINGS = tuple(map(str, ReadingStatus))
_STATUSES = tuple(map(str, EvidenceStatus))


def _metadata_faults(metadata: Mapping[str, acts.MetadataValue]) -> Iterator[str]:
    for name, found in metadata.items():
        if name == "role":
            yield from _role_faults(found.value)
        elif name in acts.RECORD_VALUES:
            expected = _VALUES.get(name, str)
            if not isinstance(found.value, expected):
                yield f"whose `{name}` in `metadata` has a value of another type"


_VALUES: Mapping[str, type | tuple[type, ...]] = {"authors": tuple, "year": (int, type(None))}


def _role_faults(role: object) -> Iterator[str]:
    if role not in tuple(Role):
        yield f"whose `role` is not one of {', '.join(Role)}"


def _has_numbers(act: acts.LogSearch) -> bool:
    """Whether no number of a search is negative, and its round is 1 or more."""
    found = [result.n for line in act.lines for result in line.results or ()]
    found += [act.total_stated, *(line.total_stated for line in act.lines)]
    return act.round >= 1 and all(number is None or number >= 0 for number in found)


def _are_labels(act: acts.Label) -> bool:
    """Whether pages and labels belong together, one label for each page, or none."""
    pages = act.through - act.page + 1
    return act.page >= 1 and pages >= 1 and (not act.labels or len(act.labels) == pages)


def _is_map(text: str) -> bool:
    """Whether a text is a theory map that the program can work with."""
    try:
        return workable_map(json.loads(text)) is not None
    except (ValueError, RecursionError):
        return False


def _no_map_in(act: acts.Adopt) -> str:
    """Which field of an applied map is not one; ``""`` if all are."""
    texts = {"map": act.map, "file": act.file, "made_from": act.made_from}
    return next((name for name, of in texts.items() if (of or name == "map") and not _is_map(of or "")), "")


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def workable_map(plain: object) -> TheoryMap | None:
    """A JSON value as a theory map if the program can work with it, whatever rules are newer than its act."""
    from review.theory_map.values import from_plain

    try:
        found = from_plain(plain)  # type: ignore[arg-type]  # whatever it is, what does not fit raises
        words = [
            found.title,
            found.question,
            found.programme_theory,
            *(text for one in found.reviewers for text in (one.name, one.role)),
            *found.code_names.values(),
        ]
        words += [said for code in found.codes for said in (code.proposition, code.category, code.key)]
        words += [said for criterion in found.criteria for said in (criterion.text, criterion.stage)]
        words += [code for former in found.former_codes.items() for code in former]
        words += [term for code in found.codes for term in code.key_terms]
        words += [term for criterion in found.criteria for term in criterion.key_terms]
        needed = [stage.reviewers for stage in found.stages]
        shares: list[object] = [found.accept_from, found.shares.blind, found.shares.random]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    is_workable = (
        bool(found.codes and found.stages)
        and all(map(is_text, words))
        and all(type(number) is int for number in needed)
        and all(map(_is_share, shares))
    )
    return found if is_workable else None
