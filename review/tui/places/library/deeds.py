"""What is done to one record or many in the Library: it asks for what is needed, does it, and says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from review.acts.records import RELATIONS
from review.domain.record import Role
from review.domain.wording.counted import counted
from review.domain.wording.named import capitalised, named
from review.tui.dialogs.choose import Chooser, keyed
from review.tui.places.record_acts import edit_reference, new_memo, new_source_type, not_retrieved, these
from review.tui.support.reference_fields import unconfirmed

if TYPE_CHECKING:
    from review.domain import Selection
    from review.tui.places.base import ReviewScreen
    from review.tui.widgets.screens.long_work import Monitor

MANY = 20
"""On more records than this an act takes long enough that the screen does not wait for it."""

_STAY_MARKED = "the records stay marked"
"""What is said where not all of them were reached: the same keys go on with them."""

_SAME_WORK = "same-work"
"""The choice beside the relations by which two records are merged."""


class Deeds:
    """Asks on `screen`, does what is asked for, and has it shown; marks are cleared once all is done."""

    def __init__(self, screen: ReviewScreen, clear_marks: Callable[[], bool]) -> None:
        self._screen = screen
        self._clear_marks = clear_marks
        self._project = screen.project

    def decide(self, keys: Sequence[int], what: str, selection: Selection) -> None:
        """Decide on all these records, which `what` names; `selection` lists them."""
        from review.tui.places.library.decide_all import DecideAll
        from review.tui.places.library.deciding import BulkDesk

        if self._project.read_only:
            self._screen.report(f"Nothing can be decided: {self._project.read_only}", "warning")
        elif not keys:
            self._screen.report(
                self._screen.with_keys(
                    "Mark records with {records.mark}, or search or filter: {library.decide} decides on all of them."
                )
            )
        else:
            desk = BulkDesk(self._project, keys, what, selection)

            def decided(done: str | None) -> None:
                were_marked = bool(done) and not desk.was_stopped and self._clear_marks()
                self._screen.stored(f"{done} They are no longer marked." if were_marked else done)

            self._screen.app.push_screen(DecideAll(desk, self._screen.key_of("app.undo")), decided)

    def edit(self, record: str) -> None:
        """Edit a reference."""
        from review.tui.dialogs.edit_reference import EditReference

        def store(changes: Mapping[str, str]) -> str:
            return edit_reference(self._project, record, changes).message

        self._screen.app.push_screen(
            EditReference(self._project.records.get(record), store), self._screen.stored
        )

    def memo(self, record: str) -> None:
        """Write a memo on a record."""
        title = f"Memo on {self._project.records.get(record).author_year}"
        self._screen.app.push_screen(new_memo(self._project, record, title), self._screen.stored)

    def not_retrieved(self, record: str) -> None:
        """Report that a record's document could not be obtained."""
        if self._screen.act(lambda: self._project.records.without_document(record)):
            self._screen.app.push_screen(not_retrieved(self._project, record), self._screen.stored)

    def confirm(self, records: list[str]) -> None:
        """Confirm all values found in the files of these records."""
        waiting = [one for one in records if unconfirmed(self._project.records.get(one))]
        if not records:
            return
        if not waiting:
            already = "This reference is" if len(records) == 1 else "These references are"
            self._screen.report(f"{already} already confirmed.")
        elif len(records) == 1:
            if done := self._screen.act(lambda: self._project.records.confirm(records[0])):
                self._screen.report(done.message)
                self._screen.project_changed()
        else:
            self._for_each(
                "Reference",
                "confirmed",
                waiting,
                lambda record, batch: self._project.records.confirm(record, batch=batch),
            )

    def source_type(self, records: list[str]) -> None:
        """Set the source type of these records."""
        if records:

            def take(kind: str | None) -> None:
                if kind:
                    self._for_each(
                        "Source type",
                        "set",
                        records,
                        lambda record, batch: self._project.records.set_source_type(record, kind, batch),
                    )

            self._screen.app.push_screen(new_source_type(self._project, records), take)

    def facets(self, records: list[str]) -> None:
        """Set the values of a facet of these records, all of them, or facets of one."""
        from review.tui.places.describing import set_facet_of_all, set_facets

        if len(records) == 1:
            set_facets(self._screen, records[0], these(self._project, records))
        elif records:
            set_facet_of_all(
                self._screen,
                these(self._project, records),
                lambda facet, values: self._for_each(
                    facet.name,
                    "set",
                    records,
                    lambda record, batch: self._project.annotations.set_facet(
                        record, facet.id, values, batch
                    ),
                ),
            )

    def role(self, records: list[str]) -> None:
        """Set the role of these records."""
        if records:

            def take(role: str | None) -> None:
                if role:
                    self._for_each(
                        "Role",
                        "set",
                        records,
                        lambda record, batch: self._project.records.set_role(record, Role(role), batch),
                    )

            choices = keyed([(role, named(role), "") for role in Role])
            title = f"Role of {these(self._project, records)} (only evidence counts in N)"
            self._screen.app.push_screen(Chooser(title, choices), take)

    def relate(self, one: str, other: str) -> None:
        """Ask how two records are related, or whether to merge them."""

        def take(relation: str | None) -> None:
            references = self._project.references
            if relation is None:
                return
            if relation == _SAME_WORK:
                done = self._screen.act(lambda: references.merge_by_hand(one, other))
            else:
                done = self._screen.act(lambda: references.relate(one, other, relation))
            if done:
                self._screen.report(done.message)
                self._clear_marks()
                self._screen.project_changed()

        choices = keyed(
            [
                *((name, words, "") for name, words in RELATIONS.items()),
                (_SAME_WORK, "the same work", "becomes one record; u undoes it"),
            ]
        )
        self._screen.app.push_screen(Chooser("These two are …", choices), take)

    def _for_each(self, what: str, how: str, records: list[str], act: Callable[[str, str], object]) -> None:
        """Do an act to each record: `what` of it is `how` then (``Role``, ``set``).

        `act` gets the name of the batch, by which one undo reverses them all.
        """
        batch = uuid4().hex if len(records) > 1 else ""
        if len(records) > MANY:
            self._for_many(what, how, records, partial(_with_batch, act, batch))
            return
        done = 0
        for record in records:
            if self._screen.act(partial(act, record, batch)) is None:
                break  # the cause (another process that writes) also affects the others
            done += 1
        if done == len(records):
            self._screen.report(self._done(f"{what} {how}", done))
            self._clear_marks()
        elif done:
            of = counted(len(records), "record")
            self._screen.report(f"{what} {how} for {done:,} of {of}; {_STAY_MARKED}.", "warning")
        if done:
            self._screen.project_changed()

    def _for_many(self, what: str, how: str, records: list[str], act: Callable[[str], object]) -> None:
        """The same in a dialog that says how far it is, and can be stopped."""
        from review.project.runs.on_many import on_many
        from review.tui.dialogs.files.work import Work
        from review.tui.widgets.screens.long_work import StoppedError

        total = len(records)

        def job(monitor: Monitor) -> str:
            def progress(done: int) -> None:
                monitor.note(f"{done:,} of {total:,} {how} …")  # it is stopped between two records

            progress(0)
            if on_many(self._project.journal, records, act, progress, monitor.stop) < total:
                raise StoppedError(here=f"{capitalised(_STAY_MARKED)}.")
            return f"{how} for {counted(total, 'record')}."

        def ended(done: str | None) -> None:
            if done:
                self._clear_marks()
            self._screen.stored(done and self._done(f"{what} {how}", total))

        heading = f"{what} of {these(self._project, records)}"
        self._screen.app.push_screen(Work(heading, job, closes=True), ended)

    def _done(self, what: str, count: int) -> str:
        if count == 1:
            return f"{what} for 1 record."
        return f"{what} for {count:,} records, no longer marked. {self._screen.key_of('app.undo')} undoes all of them."


def _with_batch(act: Callable[[str, str], object], batch: str, record: str) -> object:
    return act(record, batch)
