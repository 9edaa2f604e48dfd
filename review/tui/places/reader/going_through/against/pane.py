"""The Reader's pane for evidence against a theory or configuration: one key for each answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, TypeVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content

from review.domain import Stance
from review.domain.suggestions.against import AgainstQueue
from review.domain.theories.configuration import Configuration, Element, Relation
from review.project import Project
from review.tui.dialogs.choose import Chooser, keyed
from review.tui.places.base import ReviewScreen
from review.tui.places.reader.going_through.against.challenging import Challenging
from review.tui.places.reader.going_through.against.note import note_lines
from review.tui.places.reader.going_through.pane import GoingThroughPane
from review.tui.places.reader.presenter import Presenter
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.support.plain import plain

T = TypeVar("T")

SAID_EVERY = 0.5
"""Seconds after which the pane looks how far a search is."""

OF_CODES, OF_CONFIGURATIONS = frozenset({"into_configuration"}), frozenset({"to_theory"})
"""Answers for one kind of target only."""

_RELATIONS = {
    Stance.CHALLENGES: Relation.AGAINST,
    Stance.REFINES: Relation.QUALIFIES,
    Stance.SUPPORTS: Relation.SHOWS,
}
"""What the key of a stance says of a configuration."""


class AgainstPane(GoingThroughPane[Challenging]):
    """Shows a passage that may challenge a claim, and takes the answer: coded, put into a configuration, or looked at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("minus", "stance('challenges')", "Challenges", show=False, id="against.challenges"),
        Binding("tilde", "stance('refines')", "Refines", show=False, id="against.refines"),
        Binding("plus", "stance('supports')", "Supports", show=False, id="against.supports"),
        Binding("circumflex_accent", "stance('extends')", "Extends", show=False, id="against.extends"),
        Binding("full_stop", "stance('bears-on')", "Bears on", show=False, id="against.bears_on"),
        Binding("x", "look_at", "Nothing there", id="against.looked_at"),
        Binding("c", "into_configuration", "Into a configuration", id="against.into_configuration"),
        Binding("s", "to_theory", "Challenges its theory", id="against.to_theory"),
        Binding("n", "step(1)", "Later", id="against.later"),
        Binding("p", "step(-1)", "Previous", show=False, id="against.previous"),
        Binding("down,j", "scroll_text(1)", "Scroll the text down", show=False, id="against.down"),
        Binding("up,k", "scroll_text(-1)", "Scroll the text up", show=False, id="against.up"),
        Binding("escape,E", "end", "End", id="against.end"),
    ]  # fmt: skip

    ANSWERS = frozenset({"stance", "look_at", "into_configuration", "to_theory", "step"})

    def __init__(self, project: Project) -> None:
        super().__init__(id="against")
        self._project = project
        self._batches = BackgroundQuestions(self, self._ask, self._take)
        self._presenter: Presenter | None = None
        self._asked: Challenging | None = None

    def on_mount(self) -> None:
        """Look now and then how far the search for passages is."""
        self.set_interval(SAID_EVERY, self.say_progress)

    def say_progress(self) -> None:
        """Show how far the search is, while one runs and that is news."""
        walk = self.walk
        if walk is None or self._presenter is None or not self._batches.is_busy:
            return
        progress = self._project.learning.suggestions.progress
        if walk.is_due and progress != walk.progress:
            walk.progress = progress
            self.show(self._presenter)

    # Batches come from the learning process when it can answer

    @staticmethod
    def _ask(walk: Challenging) -> AgainstQueue | str:
        return walk.ask()

    def _take(self, walk: Challenging, answer: AgainstQueue | str) -> None:
        if walk is self.walk and walk.is_due:
            walk.take(answer)
            self.post_message(self.Goes(walk.place))

    def note(self, walk: Challenging, presenter: Presenter) -> Content:
        """The claim and the passage; where all have an answer, the next ones are asked for."""
        self._presenter = presenter
        if walk.is_due and walk.current is None and not (self._batches.is_busy and walk is self._asked):
            self._asked = walk
            self._batches.ask(walk)
        return note_lines(walk, presenter, self.width_of_text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the answers that the target cannot have."""
        if self.walk is not None:
            is_code = self.walk.claimed.is_code
            if action in (OF_CONFIGURATIONS if is_code else OF_CODES):
                return False
            if action == "stance" and not is_code and Stance(str(parameters[0])) not in _RELATIONS:
                return False
        return super().check_action(action, parameters)

    # Answers

    def action_look_at(self) -> None:
        """Nothing in the passage is evidence against the claim."""
        self.store(Challenging.look_at)

    def action_stance(self, stance: str) -> None:
        """Code the passage to the theory with a stance, or put it into the configuration in the relation of that key."""
        if self.walk is None:
            return
        if self.walk.claimed.is_code:
            self._code(self.walk.target.id, Stance(stance))
        elif of := self._configurations():
            self._choose_element(of[0], _RELATIONS[Stance(stance)])

    def _code(self, code: str, stance: Stance) -> None:
        self.store_stance(lambda walk, same: walk.code(code, stance, same_stance=same))

    def action_to_theory(self) -> None:
        """Code the passage as challenging a theory of the configuration; after a question if there are several."""
        if self.walk is None or not (of := self._configurations()):
            return
        names = self._project.theory.map.code_names
        theories = [code for code in of[0].theories if code in names]
        self._choose(
            theories,
            lambda code: f"{code} {names[code]}",
            "Which theory does the passage challenge?",
            partial(self._code, stance=Stance.CHALLENGES),
            f"{self.walk.target.label} is tied to no theory.",
        )

    def action_into_configuration(self) -> None:
        """Put the passage as evidence against into a configuration of the theory; after a question if there are several."""
        if self.walk is None or (of := self._configurations()) is None:
            return
        self._choose(
            of,
            lambda one: f"{one.label} {one.as_read}",
            "Into which configuration as evidence against?",
            partial(self._choose_element, relation=Relation.AGAINST),
            f"No configuration is tied to {self.walk.target.label}.",
        )

    def _configurations(self) -> Sequence[Configuration] | None:
        """Those that a passage can be put into; None, after a notice, if the target is gone."""
        assert self.walk is not None
        return cast("ReviewScreen", self.screen).act(self.walk.configurations)

    def _choose_element(self, configuration: Configuration, relation: Relation) -> None:
        """Put the passage into an element: the only outcome, or the one that is chosen."""

        def put(element: Element) -> None:
            self.store(lambda walk: walk.put(configuration, element, relation))

        self._choose(
            Challenging.elements(configuration),
            lambda one: f"{one.role}: {one.wording}",
            f"Into which element of {configuration.label}?",
            put,
            f"{configuration.label} has no element yet.",
        )

    def _choose(
        self, of: Sequence[T], label: Callable[[T], str], question: str, then: Callable[[T], None], none: str
    ) -> None:
        """Go on with the only one, or with the one that is chosen; a notice says that there is none."""
        if not of:
            cast("ReviewScreen", self.screen).report(none)
        elif len(of) == 1:
            then(of[0])
        else:

            def chosen(place: str | None) -> None:
                if place is not None:
                    then(of[int(place)])

            choices = keyed([(str(place), plain(label(one)), "") for place, one in enumerate(of)])
            self.app.push_screen(Chooser(question, choices), chosen)
