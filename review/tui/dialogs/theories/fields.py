"""The fields of forms about theories: what a change says, and what led to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from review.domain import Inference, ReadingStatus, Selection
from review.domain.wording.quoted import quoted
from review.errors import ReviewError
from review.project.theories.changes import Grounds
from review.tui.support.plain import plain

if TYPE_CHECKING:
    from review.project import Project


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its label, initial value and placeholder; an `area` has several lines.

    What is typed is completed to one of the `suggestions`; with `is_list`, Up and Down go through them. `digits`: other signs
    cannot be typed.
    """

    id: str
    label: str
    value: str = ""
    hint: str = ""
    needed: bool = True
    area: bool = False
    suggestions: Collection[str] = ()
    is_list: bool = False
    digits: bool = False


class FieldError(ReviewError):
    """What was typed in a field, by its id, is wrong."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True, slots=True)
class Trigger:
    """A coding, memo or comment that may have led to a change: its id, and what it says."""

    id: str
    text: str


@dataclass(frozen=True)
class GroundsAsked:
    """What a form asks about what led to a change.

    `triggers` are those to choose from, `records` finds a record by what was typed; with `configuration`, also for the theory
    restated as if … then … because, and for substantive theories that it draws on.
    """

    triggers: Sequence[Trigger] = ()
    records: Mapping[str, str] | None = None
    find: Callable[[str], str] | None = None
    configuration: bool = True


MOST_COMPLETED = 1000
"""The most records that are completed by their citation: more take a moment to read."""

REASON = Field("reason", "Reason for the change", hint="which evidence calls for it")
INFERENCE = Field(
    "inference",
    "Kind of inference",
    hint=f"Down chooses: {', '.join(Inference)}",
    needed=False,
    suggestions=tuple(Inference),
    is_list=True,
)
DRAWS_ON = "draws-on"
CONFIGURATION = (
    Field("if", "If: in which circumstances", needed=False),
    Field("then", "Then: with which outcome", needed=False),
    Field("because", "Because: by which mechanism", needed=False),
)
WORDING_ONLY = Field(
    "wording-only",
    "Wording only: the meaning is the same, nobody has to look again",
    hint="y or nothing",
    needed=False,
    suggestions=("yes",),
)


def draws_on(asked: GroundsAsked) -> Field:
    """The field for records with substantive theories."""
    known = tuple(asked.records or ())
    hint = "citations, separated by semicolons"
    return Field(DRAWS_ON, "Theories drawn on", hint=hint, needed=False, suggestions=known)


def grounds_fields(asked: GroundsAsked) -> tuple[Field, ...]:
    """The fields about what led to a change, below the reason."""
    return (INFERENCE, *((*CONFIGURATION, draws_on(asked)) if asked.configuration else ()))


def grounds_of(typed: Mapping[str, str], asked: GroundsAsked, triggers: Sequence[str]) -> Grounds:
    """What was typed about what led to a change.

    Raises:
        FieldError: the kind of inference or a record is unknown.
    """
    return Grounds(
        inference=_inference(typed.get("inference", "")),
        triggers=triggers,
        if_=typed.get("if", ""),
        then=typed.get("then", ""),
        because=typed.get("because", ""),
        draws_on=[_record(one.strip(), asked) for one in typed.get(DRAWS_ON, "").split(";") if one.strip()],
    )


def _inference(typed: str) -> Inference | str:
    if not typed:
        return ""
    begins = [kind for kind in Inference if kind.startswith(typed.casefold())]
    if len(begins) != 1:
        raise FieldError(INFERENCE.id, f"'{typed}' is not a kind of inference: {', '.join(Inference)}.")
    return begins[0]


def _record(typed: str, asked: GroundsAsked) -> str:
    known = {cited.casefold(): record for cited, record in (asked.records or {}).items()}
    if typed.casefold() in known:
        return known[typed.casefold()]
    if asked.find is None:
        raise FieldError(DRAWS_ON, f"There is no record '{typed}'.")
    try:
        return asked.find(typed)
    except ReviewError as error:
        raise FieldError(DRAWS_ON, str(error)) from None


def asked_about(project: Project, codes: Collection[str] = (), *, configuration: bool = True) -> GroundsAsked:
    """What a form asks about a change of `codes`: its passages, memos and comments are the triggers to choose from."""
    codings = [coding for code in codes for coding in project.coding.codings(code=code)]
    cited = project.records.cited
    passages = [
        Trigger(one.id, f"{cited(one.record)}, {one.cited_page}: {quoted(one.quote)}") for one in codings
    ]
    about = {*codes, *(one.id for one in codings), *(one.record for one in codings)}
    memos = [
        Trigger(one.id, f"memo by {one.reviewer}: {one.text}")
        for one in project.annotations.memos()
        if one.target in about
    ]
    comments = [
        Trigger(one.id, f"comment ({one.source}{f', {one.who}' if one.who else ''}): {one.text}")
        for one in project.annotations.comments()
        if not one.on or one.on in about
    ]
    found = {one.id: one for one in (*passages, *memos, *comments)}
    return GroundsAsked(tuple(found.values()), _cited(project), partial(_find, project), configuration)


def _cited(project: Project) -> Mapping[str, str]:
    """The records to complete by their citation: all, in a large review those whose document was read."""
    records = project.records
    read = Selection((("reading_status", ReadingStatus.ADDED),))
    keys = records.listing(read if records.count() > MOST_COMPLETED else None)
    return {plain(row.author_year): row.record for row in records.rows(keys[:MOST_COMPLETED])}


def _find(project: Project, typed: str) -> str:
    """The record with this citation, else as it is named anywhere.

    Raises:
        UnknownNameError: none or several are.
    """
    cited = project.records.cited_as(typed)
    return cited[0] if len(cited) == 1 else project.records.find(typed)
