"""Find: what was found in the whole review is opened where it is."""

from __future__ import annotations

from review.domain.found import Found, FoundKind
from review.tui.dialogs.find import FindDialog
from review.tui.places.base import ReviewScreen
from review.tui.places.going import open_configuration


def find(screen: ReviewScreen) -> None:
    """Ask for words, beginning with those of the last time, and open what is chosen."""
    app = screen.review_app
    dialog = FindDialog(app.project.finding, app.project.theory.map.code_names, app.searched)

    def chosen(found: Found | None) -> None:
        app.searched = dialog.typed
        if found:
            open_found(screen, found)

    app.push_screen(dialog, chosen)


def open_found(screen: ReviewScreen, found: Found) -> None:
    """Open a theory on the Theory map, a configuration or a search in its place, and all else at its passage or record."""
    app = screen.review_app
    is_about_cmoc = found.kind is FoundKind.CMOC or not found.record
    if found.cmoc_id and is_about_cmoc:
        open_configuration(screen, found.cmoc_id)
    elif found.record:
        app.open_reader(found.record, found.start)
        if found.kind is FoundKind.APPRAISAL and found.start is None:
            what = "a passage that the present text does not have" if found.cited_page else "the whole source"
            app.report(f"The appraisal is of {what}; the record's details in the Library show it.")
    elif found.kind is FoundKind.SEARCH:
        _open_search(screen, found.id)
    elif found.kind is FoundKind.PROSE:
        _open_prose(screen, found.code)
    elif found.code:
        _open_theory(screen, found.code)
    elif found.cmoc:
        app.report(f"On {found.cmoc}, which was undone: {found.text}")
    else:
        app.report(f"On the whole review: {found.text}")


def _open_prose(screen: ReviewScreen, code: str) -> None:
    from review.tui.places.desk.screen import DeskScreen

    app = screen.review_app
    app.action_go("desk")
    if isinstance(app.screen, DeskScreen):
        app.screen.call_later(app.screen.show_prose, code)


def _open_theory(screen: ReviewScreen, code: str) -> None:
    from review.tui.places.theory_map import TheoryMapScreen

    app = screen.review_app
    app.action_go("theory-map")
    if isinstance(app.screen, TheoryMapScreen):
        app.screen.call_later(app.screen.show_code, code)


def _open_search(screen: ReviewScreen, search: str) -> None:
    from review.tui.places.searches import SearchesScreen

    app = screen.review_app
    app.action_go("searches")
    if isinstance(app.screen, SearchesScreen):
        app.screen.call_later(app.screen.show_search, search)
