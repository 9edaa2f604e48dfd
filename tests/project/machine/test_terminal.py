"""What the environment says of a terminal."""

import pytest

from review.project.machine.finding import State
from review.project.machine.terminal import Terminal, findings, shows_only_ascii


@pytest.mark.parametrize(
    ("environment", "only_ascii"),
    [
        ({}, False),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "en_GB.utf8"}, False),
        ({"LANG": "en_GB.ISO-8859-1"}, True),
        ({"LANG": "C"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LC_CTYPE": "C.UTF-8"}, False),
        ({"LANG": "C", "LC_CTYPE": "en_GB.UTF-8"}, False),
        ({"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, True),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "C"}, False),
        ({"LANG": "C", "REVIEW_ASCII": "0"}, False),
        ({"LANG": "en_GB.UTF-8", "REVIEW_ASCII": "1"}, True),
    ],
)
def test_the_locale_or_the_user_says_whether_only_ascii_is_shown(environment, only_ascii):
    assert shows_only_ascii(environment) is only_ascii


@pytest.mark.parametrize(
    ("terminal", "found"),
    [
        (
            Terminal({"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "en_GB.UTF-8"}),
            {"terminal": "80 × 24 characters", "colours": "16 million", "signs": "UTF-8"},
        ),
        (
            Terminal({"TERM": "tmux-256color", "LANG": "C"}, tmux={"mouse": "off"}),
            {"colours": "256", "signs": "ASCII only, by the locale", "mouse": "tmux keeps clicks to itself"},
        ),
        (
            Terminal({"TERM": "linux", "NO_COLOR": "1", "REVIEW_ASCII": "1"}, tmux={"mouse": "on"}),
            {"colours": "none, because NO_COLOR is set", "mouse": "tmux passes clicks on"},
        ),
        (Terminal({"TERM": "vt220"}), {"colours": "none known"}),
        (Terminal({"TERM": "rxvt"}), {"colours": "16"}),
    ],
)
def test_what_a_terminal_can_do(terminal, found):
    all_of_them = {one.check: one for one in findings(terminal)}
    assert {check: all_of_them[check].found for check in found} == found
    assert all(one.state is not State.PROBLEM for one in all_of_them.values())


@pytest.mark.parametrize(
    ("terminal", "check"),
    [
        (Terminal({"TERM": "xterm"}, width=79), "terminal"),
        (Terminal({"TERM": "xterm"}, height=20), "terminal"),
        (Terminal({"TERM": "dumb"}), "keys"),
        (Terminal({}), "keys"),
    ],
)
def test_what_is_wrong_with_a_terminal_comes_with_what_to_do(terminal, check):
    (wrong,) = [one for one in findings(terminal) if one.state is State.PROBLEM]
    assert wrong.check == check
    assert wrong.advice


def test_without_a_terminal_nothing_is_said_of_it():
    (only,) = findings(Terminal({"TERM": "dumb"}, is_one=False, width=3))
    assert only.state is State.NOT_CHECKED
