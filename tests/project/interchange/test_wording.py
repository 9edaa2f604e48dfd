"""The report on an imported project in lines."""

from __future__ import annotations

from review.exchange.refi.values import Skipped
from review.project.interchange.report import MappedCode, ProjectReport
from review.project.interchange.wording import mapping_lines
from review.tui.dialogs.files.project_lines import report_text


def code(number: int, *, is_top: bool = False, is_new: bool = True) -> MappedCode:
    """A code of a file, below the first one unless it is at the top."""
    path = f"Code {number}" if is_top else f"Code 1 / Code {number}"
    return MappedCode(str(number), path, f"T1.{number}", f"Code {number}", is_new=is_new, is_top=is_top)


def test_of_many_codes_new_ones_below_others_are_counted() -> None:
    few = [code(1, is_top=True), *(code(number) for number in range(2, 31))]
    assert len(mapping_lines(few)) == 30
    assert mapping_lines([*few, code(31, is_new=False)]) == [
        "  Code 1 → T1.1 (new)",
        "  Code 1 / Code 31 → T1.31 Code 31",
        "  29 codes below them: new (--json lists them)",
    ]


def test_the_dialog_says_of_each_thing_that_it_was_not_imported() -> None:
    report = ProjectReport(path="a.qdpx", skipped=(Skipped("the text of “A”", "it is empty"),))
    assert report_text(report, stored=True).plain == "Not imported: the text of “A”: it is empty."
