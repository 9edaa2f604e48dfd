"""Writing a change of the theory map into the journal, with what led to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import UNSET, Struct
from msgspec.structs import replace

from review.domain.wording.unknown import meant
from review.errors import ReviewError
from review.journal.journal import Journal
from review.journal.queries import theory
from review.project.service import Acknowledgement, Context

if TYPE_CHECKING:
    from review.acts import TheoryAct
    from review.domain.theories.theory_version import Inference


class MapChanged(Acknowledgement, frozen=True):
    """A change of the theory map that was written to the journal, with the number of the version that it made."""

    version: int


class Grounds(Struct, frozen=True, kw_only=True):
    """What led to a change of the theory map.

    `inference` is the kind of reasoning, `triggers` are beginnings of ids of codings, memos and comments. `if_`, `then` and `because` restate the
    theory as a configuration; `draws_on` are ids of records with substantive theories.
    """

    inference: Inference | str = ""
    triggers: Sequence[str] = ()
    if_: str = ""
    then: str = ""
    because: str = ""
    draws_on: Sequence[str] = ()


NO_GROUNDS = Grounds()


def change(context: Context, act: TheoryAct, message: str, grounds: Grounds) -> MapChanged:
    """Write an act on the map as it stands; `message` says what it did.

    Raises:
        ReviewError: there is no reason, or nothing changes.
        UnknownNameError: the act names a code or trigger that is unknown.
        TheoryMapError: the map would have mistakes.
    """
    if not act.reason.strip():
        raise ReviewError("a change of the theory map needs a reason")
    from review.journal.projections.map_changes import changed

    journal = context.journal
    journal.look_first()
    with journal.transaction():
        act = with_grounds(journal, act, grounds)
        now = theory.current(journal)
        after = changed(now.map, act)
        if after.to_plain() == now.map.to_plain() and not (act.configuration or act.draws_on):
            raise ReviewError("nothing changes; the map already says this")
        event = journal.append(context.reviewer, act).hash
        number = theory.current(journal).number
    return MapChanged(event, f"{message} (version {number})", number)


def with_grounds(journal: Journal, act: TheoryAct, grounds: Grounds) -> TheoryAct:
    """An act with what led to it, and the version that it follows.

    Raises:
        UnknownNameError: a trigger is unknown.
    """
    from review.domain.theories.theory_version import Inference
    from review.journal.queries import descriptions

    return replace(
        act,
        inference=meant("inference", grounds.inference, Inference) if grounds.inference else UNSET,
        triggers=tuple(descriptions.found_trigger(journal, typed) for typed in grounds.triggers),
        if_=grounds.if_ or UNSET,
        then=grounds.then or UNSET,
        because=grounds.because or UNSET,
        draws_on=tuple(grounds.draws_on),
        follows=theory.last_change(journal, act.about_codes),
    )
