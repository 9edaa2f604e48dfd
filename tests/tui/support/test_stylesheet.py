"""Styles are parsed once for each theme, and looked up once for each situation."""

from rich.style import Style
from textual.css.parse import parse
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget

from review.tui.app import ReviewApp
from review.tui.support import stylesheet
from review.tui.support.stylesheet import Memory, ThemedStylesheet, parse_ahead

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


def of_textual(app: ReviewApp) -> Stylesheet:
    """Textual's own stylesheet with the same sources."""
    sheet = Stylesheet(variables=app.get_css_variables())
    sheet.source = app.stylesheet.source.copy()
    sheet.parse()
    return sheet


def rules_and_parts(node: DOMNode) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
    parts = {name: styles.base.get_rules() for name, styles in node._component_styles.items()}
    return dict(node.styles.base.get_rules()), {name: dict(rules) for name, rules in parts.items()}


async def test_every_widget_has_the_styles_that_textual_finds_for_it(worked_app):
    async with worked_app.run_test(size=(120, 40)) as pilot:
        for key in ("slash", "escape", "enter", "f3", "f5", "down", "e", "escape", "ctrl+t", "f9", "f2"):
            await pilot.press(key)
            await pilot.pause()
            nodes = list(worked_app.screen.walk_children(with_self=True))
            ours = [rules_and_parts(node) for node in nodes]
            of_textual(worked_app).update_nodes(nodes)
            assert [rules_and_parts(node) for node in nodes] == ours


async def test_rules_are_searched_once_for_widgets_in_the_same_situation(worked_app, monkeypatch):
    monkeypatch.setattr(stylesheet, "Memory", Memory)
    worked_app.stylesheet = ThemedStylesheet(worked_app.get_css_variables())
    searched: list[str] = []
    check = Stylesheet._check_rule.__func__

    def noted(cls, rule, path):
        searched.append(str(path[-1]))
        return check(cls, rule, path)

    monkeypatch.setattr(Stylesheet, "_check_rule", classmethod(noted))
    async with worked_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3", "f2", "f3")
        assert searched
        searched.clear()
        await pilot.press("f2", "f3")
        assert not searched


def test_a_number_of_a_situation_is_not_used_again(monkeypatch):
    monkeypatch.setattr(stylesheet, "MOST_SITUATIONS", 3)
    memory = Memory()
    numbers = [memory.number(seen) for seen in "abcabcdefabc"]
    assert numbers[:6] == [*numbers[:3]] * 2
    assert len({*numbers[:3], *numbers[6:]}) == 3 + len(numbers[6:])


async def test_a_new_widget_holds_styles_also_where_those_of_one_like_it_were_animated(worked_app):
    async with worked_app.run_test():
        nodes = [DOMNode(classes="title") for _ in range(2)]
        for node, animate in zip(nodes, (True, False), strict=True):
            node._attach(worked_app.screen)
            worked_app.stylesheet.apply(node, animate=animate)
        assert [node.styles.base.get_rules()["text_style"] for node in nodes] == [Style(bold=True)] * 2


def drawn_again(monkeypatch) -> list[str]:
    """The widgets that are called to be drawn again from now on."""
    found: list[str] = []
    call = Widget.notify_style_update

    def noted(widget):
        found.append(type(widget).__name__)
        call(widget)

    monkeypatch.setattr(Widget, "notify_style_update", noted)
    return found


async def test_a_place_that_comes_back_is_drawn_again_only_in_another_theme(worked_app, monkeypatch):
    async with worked_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f5", "f2")
        again = drawn_again(monkeypatch)
        await pilot.press("f5")
        assert "MapPane" not in again
        await pilot.press("f2", "ctrl+t")
        before = worked_app.screen_stack[0].styles.background
        again.clear()
        await pilot.press("f5")
        assert "MapPane" in again
        assert worked_app.screen.styles.background == before


async def test_a_widget_in_one_with_other_styles_is_drawn_again(worked_app, monkeypatch):
    async with worked_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        worked_app.screen.update_node_styles(animate=False)
        again = drawn_again(monkeypatch)
        worked_app.screen.update_node_styles(animate=False)
        assert not again
        worked_app.screen.styles.base.background = "red"
        worked_app.screen.update_node_styles(animate=False)
        assert {"TheoryMapScreen", "MapPane", "TheoryDetail"} <= {*again}


def test_what_was_parsed_ahead_is_not_parsed_again(monkeypatch, tmp_path):
    (tmp_path / "ahead.tcss").write_text("Label { color: $ink; }")
    parse_ahead({"ink": "green"}, [tmp_path / "ahead.tcss"], [])
    parsed = parsed_into(monkeypatch)
    for ink, sources in (("green", 0), ("yellow", 1)):
        sheet = ThemedStylesheet({"ink": ink})
        sheet.read(tmp_path / "ahead.tcss")
        assert len(inks(sheet)) == 1
        assert len(parsed) == sources
