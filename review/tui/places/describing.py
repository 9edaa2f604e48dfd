"""Facets, comments and appraisals on the screen, shared by places."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from review.domain.theories.configuration import Configuration, Fragment
from review.domain.wording.one_line import first_words
from review.tui.dialogs.choose import Chooser, keyed
from review.tui.dialogs.descriptions.choose_several import ChooseSeveral
from review.tui.dialogs.descriptions.comment import CommentForm
from review.tui.dialogs.text_prompt import TextPrompt

if TYPE_CHECKING:
    from review.theory_map.values import Facet
    from review.tui.dialogs.appraisal.appraising import Passage
    from review.tui.places.base import ReviewScreen

BETWEEN = "; "
"""Between the values of a facet that are typed or shown."""


NO_FACETS = "The theory map has no facets: list some under `facets` in theory_map.yaml."


def set_facets(screen: ReviewScreen, target: str, called: str) -> None:
    """Ask for a facet of a record or coding, which is `called` so, then for its values, until the list of facets is closed."""
    project = screen.project
    facets = {facet.id: facet for facet in project.theory.map.facets}
    if not facets:
        screen.report(NO_FACETS)
        return
    values = screen.act(lambda: project.annotations.facets_of(target))
    if values is None:
        return
    choices = [(one.id, one.name, BETWEEN.join(values.get(one.id, ()))) for one in facets.values()]

    def chosen(facet: str | None) -> None:
        if facet:
            _set_values(screen, target, called, facets[facet])

    screen.app.push_screen(Chooser(f"Facets of {called}", keyed(choices)), chosen)


def _set_values(screen: ReviewScreen, target: str, called: str, facet: Facet) -> None:
    """Ask for the values of a facet and store them; then show the facets again."""
    project = screen.project
    present = project.annotations.facets_of(target).get(facet.id, ())

    def store(values: tuple[str, ...] | None) -> None:
        if values is not None and values != present:
            screen.act(lambda: project.annotations.set_facet(target, facet.id, values))
            screen.project_changed()
        set_facets(screen, target, called)

    _ask_values(screen, facet, called, present, store)


def set_facet_of_all(
    screen: ReviewScreen, called: str, store: Callable[[Facet, tuple[str, ...]], None]
) -> None:
    """Ask for a facet and its values, which `store` gives to several records, `called` so; nothing is stored without a value."""
    facets = {facet.id: facet for facet in screen.project.theory.map.facets}
    if not facets:
        screen.report(NO_FACETS)
        return

    def chosen(name: str | None) -> None:
        if name:
            facet = facets[name]
            _ask_values(screen, facet, called, (), lambda values: store(facet, values) if values else None)

    choices = keyed([(one.id, one.name, "") for one in facets.values()])
    screen.app.push_screen(Chooser(f"Facets of {called}", choices), chosen)


def _ask_values(
    screen: ReviewScreen,
    facet: Facet,
    called: str,
    present: tuple[str, ...],
    take: Callable[[tuple[str, ...] | None], None],
) -> None:
    """Ask for the values of a facet: those of the map are marked, others typed; None if it was cancelled."""

    def typed(text: str | None) -> None:
        parts = None if text is None else text.split(BETWEEN.strip())
        take(None if parts is None else tuple(part.strip() for part in parts if part.strip()))

    title = f"{facet.name} of {called}"
    if facet.values:
        screen.app.push_screen(ChooseSeveral(title, facet.values, present), take)
    else:
        hint = "Several values are separated by a semicolon."
        screen.app.push_screen(TextPrompt(title, BETWEEN.join(present), hint), typed)


def comment(screen: ReviewScreen, on: str = "", called: str = "") -> None:
    """Write down a comment, on a record, coding, configuration (its id; its label is `called`) or code or on the whole review."""
    screen.app.push_screen(CommentForm(screen.project, on, called), screen.stored)


def appraise(
    screen: ReviewScreen,
    record: str,
    target: str = "",
    passage: Passage | None = None,
    *,
    of_passage: bool = False,
    at_top: bool = False,
) -> None:
    """Appraise a record, or a passage of it, for a theory or configuration, by default for the whole review.

    `at_top`: what is appraised is in the lower half of the screen.
    """
    from review.tui.dialogs.appraisal.appraising import Appraising
    from review.tui.dialogs.appraisal.form import AppraisalForm

    appraising = screen.act(
        lambda: Appraising(screen.project, record, target, passage, of_passage=of_passage)
    )
    if appraising:
        screen.app.push_screen(AppraisalForm(appraising, at_top=at_top), screen.stored)


def appraise_for(screen: ReviewScreen, one: Configuration, fragment: Fragment | None) -> None:
    """Appraise a source for a configuration: that of a fragment, or of it the passage; else one that is chosen."""
    from review.tui.dialogs.appraisal.appraising import Passage

    if fragment is not None:
        passage = Passage(
            (fragment.start, fragment.end),
            fragment.text_sha256,
            fragment.cited_page,
            first_words(fragment.quote),
        )
        appraise(screen, fragment.record, one.id, None if fragment.is_lost else passage)
        return
    now = screen.act(lambda: screen.project.configurations.find(one.id, last_pages=False))
    if now is None:
        return
    sources = {part.record: part.citation for part in now.fragments}

    def chosen(record: str | None) -> None:
        if record:
            appraise(screen, record, one.id)

    if len(sources) > 1:
        choices = [(record, citation, "") for record, citation in sources.items()]
        screen.app.push_screen(Chooser(f"Appraise which source for {one.label}?", keyed(choices)), chosen)
    elif sources:
        chosen(next(iter(sources)))
    else:
        screen.report(f"{one.label} has no passage of a source yet.")
