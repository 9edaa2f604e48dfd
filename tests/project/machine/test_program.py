"""Whether the libraries that the program needs are there."""

import pytest

from review.project.machine import program
from review.project.machine.finding import LONGEST, State, one_line


@pytest.mark.parametrize(
    ("needed", "wrong"),
    [
        (["pytest>=8", 'no-such-library>=1; extra == "ocr"'], ""),
        (["no-such-library>=1"], "no-such-library is missing"),
        (["pytest==0.1"], "and must be 0.1"),
    ],
)
def test_what_is_missing_or_of_another_version_is_named(monkeypatch, needed, wrong):
    monkeypatch.setattr(program, "requires", lambda _name: needed)
    found = program.libraries()
    assert wrong in found.found
    assert found.state is (State.PROBLEM if wrong else State.WORKS)


def test_what_comes_from_outside_is_one_line_of_a_usual_length():
    assert one_line("a\n\tb  c") == "a b c"
    assert len(one_line("x" * 5000)) == LONGEST
