"""A form that says which decision counts where reviewers disagree, by which criteria, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeGuard

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from review.domain import Decision, DecisionKind, Settlement
from review.domain.wording.named import named
from review.errors import ReviewError
from review.tui.dialogs.form import Form, Line, form_keys
from review.tui.support.plain import content
from review.tui.widgets.record_details import decision_line

if TYPE_CHECKING:
    from review.project import Project
    from review.theory_map import Criterion


class SettleForm(Form):
    """Settles `made`, the decisions on one record at one stage, which disagree."""

    CSS_PATH = "settle.tcss"
    AUTO_FOCUS = "#decision"
    BINDINGS: ClassVar[list[BindingType]] = form_keys("settle")

    def __init__(self, project: Project, made: Sequence[Decision]) -> None:
        self._project = project
        self._made = made
        self._record, self._stage = made[0].record, made[0].stage
        self._known = self._said = self._settlement()
        self._proposed = ""
        """The criteria that were put into their field."""
        super().__init__(f"Settle {project.records.cited(self._record)} at {named(self._stage)}")

    def compose_body(self) -> ComposeResult:
        """Who decided what; then the decision, the reason, and the criteria: those of the side chosen, and which others fit."""
        yield Static(Content("\n").join(decision_line(made) for made in self._made))
        yield Static(
            Content("Decision that counts: i include, x exclude, m maybe or p park"), classes="field-label"
        )
        yield Line(id="decision")
        yield Static(Content("Reason"), classes="field-label")
        yield Line(id="reason")
        yield Static(Content(self._about_criteria(None)), classes="field-label", id="about-criteria")
        yield Line(id="criteria", selected=True)
        yield Static(id="complaint")
        yield Static(id="possible", classes="muted")

    def on_mount(self) -> None:
        """Look every second whether somebody else settled it."""
        self.set_interval(1, self._settled_meanwhile)

    def _settlement(self) -> Settlement | None:
        return self._project.screening.settlement(self._record, self._stage)

    def _settled_meanwhile(self) -> None:
        """Say what settled it since the form was opened, each settlement once."""
        stands = self._settlement()
        if stands != self._said and self._is_news(stands):
            self._said = stands
            self.complain(_by_whom(stands))

    def _is_news(self, stands: Settlement | None) -> TypeGuard[Settlement]:
        """Whether somebody else settled it, and saving was not refused for that yet."""
        return stands is not None and (self._known is None or stands.event != self._known.event)

    @on(Input.Changed, "#decision")
    def _show_possible(self, event: Input.Changed) -> None:
        """Propose the criteria of the side chosen, and list those that fit; the first key says which decision is meant."""
        kind = _decision(event.value)
        self._propose(kind)
        self.query_one("#about-criteria", Static).update(Content(self._about_criteria(kind)))
        lines = (f"{one.id}  {one.text}" for one in self._possible(kind)) if kind else ()
        self.query_one("#possible", Static).update(content("\n".join(lines)))

    def _propose(self, kind: DecisionKind | None) -> None:
        """Put in the criteria of those who decided so, unless others were typed."""
        field = self.query_one("#criteria", Line)
        if field.value == self._proposed:
            field.value = self._proposed = ", ".join(self._named_for(kind))

    @on(Input.Changed, "#criteria")
    def _keep_what_is_typed(self, event: Input.Changed) -> None:
        """What was proposed is replaced by what is typed; what was typed is added to."""
        event.input.select_on_focus = event.value == self._proposed

    def _named_for(self, kind: DecisionKind | None) -> Sequence[str]:
        """The criteria that those who decided so have named, as far as the map still has them."""
        possible = {one.id for one in self._possible(kind)} if kind else set()
        named_there = (name for made in self._made if made.decision == kind for name in made.criteria)
        return [name for name in dict.fromkeys(named_there) if name in possible]

    def _about_criteria(self, kind: DecisionKind | None) -> str:
        needed = " (needs one)" if self._needs_criterion(kind) else ""
        return f"Criteria, separated by commas{needed}"

    def _needs_criterion(self, kind: DecisionKind | None) -> bool:
        stage = self._project.theory.map.stage(self._stage)
        return kind is DecisionKind.EXCLUDE and stage.criterion_required

    def _possible(self, kind: DecisionKind) -> Sequence[Criterion]:
        excludes = {DecisionKind.INCLUDE: False, DecisionKind.EXCLUDE: True}.get(kind)
        return self._project.theory.map.criteria_of(self._stage, excludes=excludes)

    def save(self, typed: Mapping[str, str]) -> None:
        """Store the settlement and close, unless it is refused; what somebody else settled meanwhile is shown first."""
        stands = self._settlement()
        if self._is_news(stands):
            self._known = self._said = stands
            self.complain(f"Not saved: {_by_whom(stands)}; saving again settles it again")
            return
        self.close_with(lambda: self._store(typed))

    def _store(self, typed: Mapping[str, str]) -> str:
        kind = _decision(typed["decision"])
        if kind is None:
            self._go_to("decision")
            raise ReviewError("Type the decision that counts: include, exclude, maybe or park.")
        if not typed["reason"]:
            self._go_to("reason")
            raise ReviewError("Say why this decision counts.")
        known = {one.id.casefold(): one.id for one in self._possible(kind)}
        criteria = [part.strip() for part in typed["criteria"].split(",") if part.strip()]
        if self._needs_criterion(kind) and not criteria:
            self._go_to("criteria")
            raise ReviewError("An exclusion at this stage needs a criterion.")
        return self._project.screening.settle(
            self._record,
            kind,
            self._stage,
            reason=typed["reason"],
            criteria=[known.get(one.casefold(), one) for one in criteria],
        ).message

    def _go_to(self, field: str) -> None:
        self.query_one(f"#{field}").focus()


def _by_whom(stands: Settlement) -> str:
    return f"{stands.reviewer} settled this: {stands.in_words}"


def _decision(typed: str) -> DecisionKind | None:
    """A decision by its key of Screening, or by the beginning of its word."""
    word = typed.strip().casefold()
    keys = {"x": DecisionKind.EXCLUDE}
    return keys.get(word) or next(
        (kind for kind in DecisionKind if word and kind.value.startswith(word)), None
    )
