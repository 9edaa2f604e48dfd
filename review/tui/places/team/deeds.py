"""What is done about conflicts by one choice after another: it asks for what is needed, does it, and says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from review.domain.team.conflict import Conflict, CriterionSince
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.quoted import quoted
from review.project.sharing.synced import UNPROTECTED
from review.tui.dialogs.choose import Chooser, keyed
from review.tui.dialogs.files.file_form import FileForm
from review.tui.dialogs.files.work import Work
from review.tui.dialogs.settle import SettleForm
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.widgets.screens.long_work import Monitor

if TYPE_CHECKING:
    from review.project.sharing.synced import SyncReport
    from review.tui.places.base import ReviewScreen
    from review.tui.places.team.desk import TeamDesk

ABOUT_SHARING = (
    "A folder that all of you can reach, new or that of this review; it gets every act and text, also what blinding hides."
    " Others join with `review join FOLDER`. A server: `review sync ADDRESS`."
)
"""What is said where a shared folder is asked for."""

SHOWN = 70
"""The most characters of a criterion to choose from."""


class Deeds:
    """Asks on `screen` and does what is asked for; the screen shows what it changed when it is in front again."""

    def __init__(self, screen: ReviewScreen, desk: TeamDesk) -> None:
        self._screen = screen
        self._desk = desk
        self._project = screen.project

    def settle(self, conflict: Conflict) -> None:
        """Ask which decision counts, by which criteria, and why."""
        self._screen.app.push_screen(SettleForm(self._project, conflict.decisions), self._screen.stored)

    def tie(self, conflict: Conflict) -> None:
        """Ask for a criterion that was changed because of a conflict, and for what changed it; a tied one is untied."""
        criteria = {one.id: one for one in self._desk.criteria(conflict)}
        tied = {tie.criterion for tie in conflict.ties}

        def chosen(name: str | None) -> None:
            if name is None:
                return
            if name in tied:
                self._untie(conflict, name)
            else:
                self._because(conflict, criteria[name])

        known = [*criteria.values(), *(CriterionSince(name, "", "") for name in tied - criteria.keys())]
        if not known:
            self._screen.report(f"The map has no criteria at {named(conflict.stage)}.")
            return
        # Those that were changed since are likely meant.
        known.sort(key=lambda one: not (one.id in tied or one.is_changed))
        choices = keyed(
            [(one.id, f"{one.id}  {_short(one.now or one.before)}", _state(one, tied)) for one in known]
        )
        self._screen.app.push_screen(Chooser("Criterion changed because of this conflict", choices), chosen)

    def _because(self, conflict: Conflict, criterion: CriterionSince) -> None:
        """Ask what of the conflict changed the criterion."""

        def store(because: str) -> str:
            return self._project.conflicts.tie(
                conflict.record, conflict.stage, criterion.id, because=because
            ).message

        hint = "What of the conflict changed it"
        if criterion.is_changed:
            before = quoted(criterion.before) if criterion.before else "not there"
            hint = f"{hint}: {before} became {quoted(criterion.now) if criterion.now else 'removed'}"
        title = f"Why {criterion.id} was changed"
        self._screen.app.push_screen(TextPrompt(title, hint=hint, store=store), self._screen.stored)

    def close_sample(self, stage: str) -> None:
        """Ask why the pilot of a stage ends, or else its sample, and close it."""
        prompt = TextPrompt(
            f"Close the pilot or sample of {named(stage)}",
            hint="Why no more records are decided twice",
            store=lambda reason: self._project.team.close(stage, reason).message,
        )
        self._screen.app.push_screen(prompt, self._screen.stored)

    def exchange(self) -> None:
        """Exchange acts with the shared folder or server of the last time, or with a folder that is asked for."""
        from review.project.sharing.server import is_server

        sharing = self._project.sharing
        if not sharing.shared_at:
            self._begin()
            return

        def job(monitor: Monitor) -> str:
            monitor.say("Exchanging …")
            exchange = sharing.sync_server if is_server(sharing.shared_at) else sharing.sync_folder
            return _in_words(exchange(stop=monitor.stop))

        self._screen.app.push_screen(Work("Exchange with other copies", job), self._screen.stored)

    def _begin(self) -> None:
        """Ask for the folder to share, and begin it or exchange with it."""

        def job(folder: Path, monitor: Monitor) -> str:
            monitor.say("Exchanging …")
            return _in_words(self._project.sharing.sync_folder(folder, stop=monitor.stop))

        form = FileForm("Share this review through a folder", ABOUT_SHARING, job, exists=False, stops=True)
        self._screen.app.push_screen(form, self._screen.stored)

    def _untie(self, conflict: Conflict, name: str) -> None:
        done = self._screen.act(
            lambda: self._project.conflicts.tie(conflict.record, conflict.stage, name, off=True)
        )
        if done:
            self._screen.stored(done.message)
            self._screen.project_changed()


def _in_words(report: SyncReport) -> str:
    """What an exchange did, and what was refused."""
    lines = [
        f"{counted(report.sent, 'act')} sent, {report.received:,} received; {counted(report.conflicts, 'open conflict')}"
    ]
    lines += [f"refused: {one.file}: {one.reason}" for one in report.refused]
    return "\n".join([*lines, *report.kept_apart, *((UNPROTECTED,) if report.is_unprotected else ())])


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"


def _state(one: CriterionSince, tied: set[str]) -> str:
    """Whether it is tied already, and how it was changed."""
    return ", ".join(filter(None, ("tied: choose it to untie it" if one.id in tied else "", one.change)))
