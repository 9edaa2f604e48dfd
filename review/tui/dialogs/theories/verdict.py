"""The form that gives a verdict on a theory, with the numbers of its evidence in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from review.domain.theories.verdict import Verdict, VerdictKind
from review.domain.wording.named import named
from review.tui.dialogs.form import Form, Line, form_keys
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED

if TYPE_CHECKING:
    from review.project import Acknowledgement, Project
    from review.theory_map import Code

DO_NOT_WEIGH = "Counts locate evidence and do not weigh it."

KINDS = tuple(VerdictKind)


class VerdictKinds(Widget, can_focus=True):
    """The verdicts that there are, each with a digit that chooses it; what else is typed is for the caveat."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(number), f"choose('{kind}')", named(kind).capitalize(), show=False, id=f"verdict.{kind}"
            )
            for number, kind in enumerate(KINDS, 1)
        ),
        Binding("down", "move(1)", "Next verdict", show=False, id="verdict.next"),
        Binding("up", "move(-1)", "Previous verdict", show=False, id="verdict.previous"),
        Binding("enter", "go_on", "To the caveat", id="verdict.choose"),
    ]

    class Left(Message):
        """The caveat is next; it begins with what was `typed`."""

        def __init__(self, typed: str = "") -> None:
            super().__init__()
            self.typed = typed

    def __init__(self, chosen: VerdictKind | None) -> None:
        super().__init__(id="kinds")
        self.chosen = chosen

    def render(self) -> Content:
        """A line for each verdict."""
        return Content("\n").join(self._line(number, kind) for number, kind in enumerate(KINDS, 1))

    def _line(self, number: int, kind: VerdictKind) -> Content:
        is_chosen = kind is self.chosen
        sign = ("● ", "$accent") if is_chosen else ("○ ", MUTED)
        return Content.assemble(
            sign, (f"{number} ", "bold $accent"), (named(kind), "bold" if is_chosen else "")
        )

    def on_key(self, event: events.Key) -> None:
        """Go on with a letter, so that none is lost."""
        if event.is_printable and event.character and not event.character.isdigit():
            event.stop()
            self.post_message(self.Left(event.character))

    def action_choose(self, kind: str) -> None:
        """Choose a verdict."""
        self.chosen = VerdictKind(kind)
        self.refresh()

    def action_go_on(self) -> None:
        """Go on to caveat and gap."""
        self.post_message(self.Left())

    def action_move(self, by: int) -> None:
        """Choose the next verdict, or the one before."""
        place = KINDS.index(self.chosen) + by if self.chosen else 0
        self.chosen = KINDS[min(max(0, place), len(KINDS) - 1)]
        self.refresh()


class VerdictForm(Form):
    """Asks for a verdict, a caveat and a gap; `evidence` are lines about what the theory has."""

    CSS_PATH = "verdict.tcss"
    AUTO_FOCUS = "#kinds"
    ENTER_GOES_ON = True
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"tab": "Next field"}
    BINDINGS: ClassVar[list[BindingType]] = form_keys("verdict")

    def __init__(
        self, project: Project, theory: Code, present: Verdict | None, evidence: Sequence[Content]
    ) -> None:
        super().__init__(f"Verdict on {theory.id} {theory.name}")
        self._project = project
        self._theory = theory
        self._present = present
        self._evidence = evidence

    def compose_body(self) -> ComposeResult:
        """The evidence, the verdicts, caveat and gap."""
        present = self._present
        yield Static(Content("\n").join([*self._evidence, Content.styled(DO_NOT_WEIGH, MUTED)]))
        yield VerdictKinds(present.verdict if present else None)
        yield Static(Content("Caveat: what limits it"), classes="field-label")
        yield Line(present.caveat if present else "", "may be left out", id="caveat")
        yield Static(Content("Gap: which evidence is missing"), classes="field-label")
        yield Line(present.gap if present else "", "may be left out", id="gap")
        yield Static(id="complaint")

    @property
    def _chosen(self) -> VerdictKind | None:
        return self.query_one(VerdictKinds).chosen

    @property
    def is_changed(self) -> bool:
        """Whether another verdict was chosen or something typed."""
        before = self._present.verdict if self._present else None
        return self._chosen is not before or super().is_changed

    @on(VerdictKinds.Left)
    def _go_on(self, message: VerdictKinds.Left) -> None:
        if self._chosen is None:
            self._ask()
            return
        caveat = self.query_one("#caveat", Line)
        caveat.focus()
        caveat.insert_text_at_cursor(message.typed)

    def _ask(self) -> None:
        self.query_one("#kinds").focus()
        self.complain("Choose a verdict first, by its digit.")

    def save(self, typed: Mapping[str, str]) -> None:
        """Store the verdict and close, or ask for what is missing."""
        chosen = self._chosen
        if chosen is None:
            self._ask()
            return

        def give() -> Acknowledgement:
            return self._project.verdicts.give(
                self._theory.id, chosen, caveat=typed["caveat"], gap=typed["gap"]
            )

        self.close_with(lambda: plain(give().message))
