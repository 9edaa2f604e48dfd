"""What is done to a configuration by one choice after another, such as the other one, then the kind of link."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from review.domain import Stance
from review.domain.theories.configuration import Configuration, ConfigurationStatus, Element, Fragment
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.project.configurations.service import OFF
from review.tui.dialogs.base import Question
from review.tui.dialogs.choose import Chooser, keyed
from review.tui.dialogs.theories.new_configuration import MEANINGS
from review.tui.dialogs.theories.ties import pick_tie
from review.tui.places.configurations.chain_view import ChainScreen
from review.tui.places.configurations.choices import another, kinds, look_again, roles, statuses, unlink
from review.tui.places.configurations.desk import ConfigurationsDesk
from review.tui.places.configurations.forms import reason_for, retroduce, word
from review.tui.places.configurations.marks import LOOK_AGAIN, MARKS
from review.tui.support.plain import plain
from review.tui.support.word_marks import marked_words, needs_signs

if TYPE_CHECKING:
    from review.project import Acknowledgement
    from review.tui.places.base import ReviewScreen

OnElement = Callable[[Element], object]
"""Acts on an element."""


class Deeds:
    """Asks on `screen` for what a deed needs, does it, reports it, and has the screen show what it changed."""

    def __init__(self, screen: ReviewScreen, desk: ConfigurationsDesk) -> None:
        self._screen = screen
        self._desk = desk
        self._project = screen.project
        self._service = screen.project.configurations

    # Elements and passages; `part` is the one under the cursor, if one is

    def retroduce(self, one: Configuration) -> None:
        """Ask for a role, then for the wording and the memo of an element that no passage shows."""
        self._choose(
            roles(self._project, one, MEANINGS),
            lambda role: self._screen.app.push_screen(
                retroduce(self._project, one, role), self._screen.stored
            ),
        )

    def word(self, one: Configuration, part: Element | Fragment | None) -> None:
        """Word an element, which is asked for if none is meant."""

        def ask(element: Element) -> None:
            self._screen.app.push_screen(word(self._project, one, element), self._screen.stored)

        self._with_element(one, part, "Word which element?", ask)

    def take(self, one: Configuration, part: Element | Fragment | None) -> None:
        """Take out a passage or an element, which is asked for if none is meant."""
        if isinstance(part, Fragment):
            self._take(one, part.id)
        else:
            self._with_element(one, part, "Take out which element?", partial(self._take_element, one))

    def _take_element(self, one: Configuration, element: Element) -> None:
        """Take out an element, after a question if passages go with it."""

        def answered(is_meant: bool | None) -> None:
            if is_meant:
                self._take(one, element.id)

        if element.fragments:
            number = len(element.fragments)
            passages = f"Its {number:,} passages go" if number > 1 else "Its passage goes"
            undo = self._screen.key_of("app.undo")
            what = f"{passages} with it. {undo} brings {'all' if number > 1 else 'both'} back."
            question = Question(f"Take out the {named(element.role)}?", what, undoable=True)
            self._screen.app.push_screen(question, answered)
        else:
            self._take(one, element.id)

    def _take(self, one: Configuration, part: str) -> None:
        self._do(lambda: self._service.take(one.id, part))

    def _with_element(
        self, one: Configuration, part: Element | Fragment | None, title: str, act: OnElement
    ) -> None:
        """Act on the element that is meant, or on the only one, or on one that is chosen."""
        elements = {element.id: element for element in one.elements}
        if part is not None:
            act(elements[part.element if isinstance(part, Fragment) else part.id])
        elif len(elements) == 1:
            act(*elements.values())
        elif elements:
            choices = keyed([(each.id, named(each.role), plain(each.wording)) for each in elements.values()])
            self._choose(Chooser(title, choices), lambda element: act(elements[element]))
        else:
            self._say("It has no elements yet: {configurations.retroduce} adds one.")

    # Theories and the status

    def tie(self, one: Configuration) -> None:
        """Ask for a theory, then for the stance toward it, or whether it is untied."""

        def tie(code: str, stance: Stance | None) -> None:
            self._do(lambda: self._service.tie(one.id, code, stance or OFF))

        pick_tie(self._screen.app, self._desk.map, plain(one.label), one.theories, tie)

    def look_again(self, one: Configuration) -> None:
        """Ask of each theory that was reworded since whether the configuration still holds toward it."""
        if one.reworded:
            code = one.reworded[0]
            changed = self._desk.detail.rewordings.get(code, ()) if self._desk.detail else ()
            words = marked_words(changed, signs=needs_signs(self._screen.app))
            self._choose(look_again(one, code, words), partial(self._judge, one, code))
        else:
            waiting = sum(bool(other.reworded) for other in self._desk.listed)
            mark = MARKS[LOOK_AGAIN]
            others = f"; the list marks {counted(waiting, 'other')} with {mark}" if waiting else ""
            self._screen.report(
                f"No theory of {plain(one.label)} was reworded since it was tied to it{others}."
            )

    def _judge(self, one: Configuration, code: str, stance: str) -> None:
        """Tie it again, and go on with the next theory that was reworded."""
        is_done = self._do(lambda: self._service.tie(one.id, code, stance))
        if is_done and (now := self._desk.chosen) and now.reworded:
            self.look_again(now)

    def set_status(self, one: Configuration) -> None:
        """Ask for the status, then for the reason."""
        self._choose(
            statuses(one),
            lambda status: self._screen.app.push_screen(
                reason_for(self._project, one, ConfigurationStatus(status)), self._screen.stored
            ),
        )

    # Other configurations

    def link(self, one: Configuration) -> None:
        """Ask for another configuration, then for the kind of link."""
        if self._has_others():
            chooser = another(self._project, one, f"Link {plain(one.label)} to which one?")
            self._choose(chooser, partial(self._link, one))

    def _link(self, one: Configuration, to: str) -> None:
        if other := self._screen.act(lambda: self._service.find(to, last_pages=False)):
            self._choose(
                kinds(one, other), lambda kind: self._do(lambda: self._service.link(one.id, to, kind))
            )

    def unlink(self, one: Configuration) -> None:
        """Ask whose links with the configuration are removed."""
        if one.links or one.linked_from:
            self._choose(unlink(one), lambda pair: self._do(lambda: self._service.unlink(*pair.split())))
        else:
            self._say_without_links(one)

    def draw_chain(self, one: Configuration) -> None:
        """Show what the configuration is linked with, drawn."""
        if drawing := self._desk.chain():
            title = f"What {plain(one.label)} is linked with"
            self._screen.app.push_screen(ChainScreen(title, drawing, self._desk.chained()))
        else:
            self._say_without_links(one)

    def merge(self, one: Configuration) -> None:
        """Ask which other configuration is merged into this one."""
        if self._has_others():
            label = plain(one.label)
            about = f"{label} then shows the elements, passages, theories and links of both; its statement, status and stances count."
            self._choose(
                another(self._project, one, f"Merge which one into {label}?", about),
                lambda other: self._do(lambda: self._service.merge(one.id, other)),
            )

    def _has_others(self) -> bool:
        """Whether there are other configurations; it is said if there are none."""
        if self._desk.total < 2:
            self._say("There is no other configuration yet: {configurations.new} begins one.")
            return False
        return True

    def _say_without_links(self, one: Configuration) -> None:
        self._say(f"{plain(one.label)} has no links; {{configurations.link}} makes one.")

    # How each is done

    def _choose(self, chooser: Chooser, then: Callable[[str], object]) -> None:
        """Go on with what is chosen, if anything."""

        def chosen(value: str | None) -> None:
            if value:
                then(value)

        self._screen.app.push_screen(chooser, chosen)

    def _do(self, act: Callable[[], Acknowledgement]) -> bool:
        """Do an act, report it and show what it changed; returns whether it was done."""
        done = self._screen.act(act)
        if done:
            self._screen.report(done.message)
            self._screen.project_changed()
        return done is not None

    def _say(self, text: str) -> None:
        """Report a text that names keys."""
        self._screen.report(self._screen.with_keys(text))
