"""The form for a new configuration: a field for each role, and the theories that it is tied to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from review.domain import Stance
from review.domain.theories.configuration import CONTEXT, OUTCOME, REASONING, RESOURCE, ordered
from review.domain.wording.named import named
from review.tui.dialogs.form import Form, Line, form_keys
from review.tui.dialogs.theories.ties import pick_tie
from review.tui.support.plain import content

if TYPE_CHECKING:
    from review.project import Project

MEANINGS: Mapping[str, str] = {
    CONTEXT: "for whom, in which circumstances",
    RESOURCE: "what the programme offers",
    OUTCOME: "what follows",
    REASONING: "how people respond",
}
"""What elements of the four roles say that every review has."""

LEADS: Mapping[str, str] = {CONTEXT: "If", OUTCOME: "then", REASONING: "because"}
"""How the clauses of a statement begin; the others with ``and``."""


ABOUT = "In which context which mechanism leads to which outcome. Fields may stay empty: configurations may be partial."


class NewConfiguration(Form):
    """The form for a configuration, with a field for each role; one may be enough. `made` is called with its id."""

    CSS_PATH = "new_configuration.tcss"
    ENTER_GOES_ON = True
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"tab": "Next field"}
    BINDINGS: ClassVar[list[BindingType]] = [
        *form_keys("new-configuration"),
        Binding("ctrl+o", "tie", "Theories", priority=True, id="new-configuration.tie"),
    ]

    def __init__(self, project: Project, made: Callable[[str], None]) -> None:
        super().__init__("New configuration")
        self._project = project
        self._made = made
        self._ties: dict[str, Stance] = {}
        names = {role.id: role.name.lower() for role in project.theory.map.configuration_roles}
        self._roles = {role: names[role] for role in ordered(list(names)) if role in names}

    def compose_body(self) -> ComposeResult:
        """What it is for, a field for each role, and the theories that it is tied to."""
        yield Static(ABOUT, id="about")
        for role in self._roles:
            yield Static(content(self._clause(role)), classes="field-label")
            yield Line(id=f"role-{role}")
        yield Static(id="complaint")
        yield Static("Theories", classes="field-label")
        yield Static(id="ties", classes="muted")

    def _clause(self, role: str) -> str:
        """A role as a clause: ``If: for whom, in which circumstances (context)``."""
        lead, name = LEADS.get(role, "and"), self._roles[role]
        return f"{lead}: {MEANINGS[role]} ({name})" if role in MEANINGS else f"{lead}: {name}"

    def save(self, typed: Mapping[str, str]) -> None:
        """Begin the configuration and close."""
        wordings = {role: typed[f"role-{role}"] for role in self._roles}
        if any(wordings.values()):
            self.close_with(lambda: self._begin(wordings))
        else:
            self.query(Line).first().focus()
            self.complain("Word at least one element; the others may come later.")

    def _begin(self, wordings: Mapping[str, str]) -> str:
        done = self._project.configurations.new(wordings, self._ties)
        self._made(done.cmoc)
        return done.message

    def on_mount(self) -> None:
        """Say which theories were chosen."""
        self._show_ties()

    @property
    def is_changed(self) -> bool:
        """Whether something was typed or chosen."""
        return bool(self._ties) or super().is_changed

    def action_tie(self) -> None:
        """Choose a theory and the stance toward it, or remove it."""
        pick_tie(self.app, self._project.theory.map, "New configuration", self._ties, self._tie)

    def _tie(self, code: str, stance: Stance | None) -> None:
        if stance:
            self._ties[code] = stance
        else:
            self._ties.pop(code, None)
        self._show_ties()

    def _show_ties(self) -> None:
        names = self._project.theory.map.code_names
        ties = ", ".join(f"{code} {names[code]}: {named(stance)}" for code, stance in self._ties.items())
        self.query_one("#ties", Static).update(content(ties or "none yet"))
