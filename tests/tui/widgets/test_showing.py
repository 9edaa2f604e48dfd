"""Texts that take the place of others have the screen laid out only where they take other room."""

from textual.content import Content
from textual.widgets import Static

from review.tui.widgets.fitting.showing import show, show_within
from tests.tui.hosts import Host, settled


async def test_a_text_that_takes_other_room_is_given_it():
    block = Static()
    async with Host(block).run_test(size=(40, 10)) as pilot:
        for lines in (1, 3, 2):
            show(block, Content("line\n" * lines).rstrip())
            await settled(pilot)
            assert block.size.height == lines


async def test_the_room_of_a_text_is_that_on_the_screen_whatever_was_shown_within_it():
    block = Static(Content("one\ntwo"))
    async with Host(block).run_test(size=(40, 10)) as pilot:
        await settled(pilot)
        show_within(block, Content("short"))
        await settled(pilot)
        assert block.size.height == 2
        show(block, Content("short again"))
        await settled(pilot)
        assert block.size.height == 1
