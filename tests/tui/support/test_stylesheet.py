"""Styles are parsed once for each theme."""

from textual.css.parse import parse
from textual.css.stylesheet import Stylesheet

from review.tui.support.stylesheet import ThemedStylesheet

RED, BLUE = {"ink": "red"}, {"ink": "blue"}


def parsed_into(monkeypatch) -> list[str]:
    """The sources that are parsed from now on."""
    found: list[str] = []

    def noted(scope, css, *rest, **more):
        found.append(css)
        return parse(scope, css, *rest, **more)

    monkeypatch.setattr("textual.css.stylesheet.parse", noted)
    return found


def inks(sheet: Stylesheet) -> list[str]:
    return [rule.styles.color.css for rule in sheet.rules]


def test_styles_are_parsed_again_only_where_the_variables_changed(monkeypatch):
    parsed = parsed_into(monkeypatch)
    sheet = ThemedStylesheet(dict(RED))
    sheet.add_source("Label { color: $ink; }", ("first", ""))
    red = inks(sheet)
    sheet.add_source("Button { color: $ink; }", ("second", ""))
    sheet.set_variables(dict(RED))
    sheet.reparse()
    assert inks(sheet) == red * 2
    assert [css.split()[0] for css in parsed] == ["Label", "Button"]
    sheet.set_variables(dict(BLUE))
    sheet.reparse()
    assert [css.split()[0] for css in parsed] == ["Label", "Button", "Label", "Button"]
    assert set(inks(sheet)).isdisjoint(red)


def test_a_source_that_was_read_from_a_file_is_applied_at_once(tmp_path):
    sheet = ThemedStylesheet(dict(RED))
    sheet.add_source("Label { color: $ink; }", ("first", ""))
    assert set(sheet.rules_map) == {"Label"}
    (tmp_path / "more.tcss").write_text("Button { color: $ink; }")
    sheet.read(tmp_path / "more.tcss")
    sheet.reparse()
    assert set(sheet.rules_map) == {"Label", "Button"}


async def test_another_theme_gives_other_colours(worked_app):
    async with worked_app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        before = worked_app.screen.styles.background
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert worked_app.screen.styles.background != before
