"""The story of a theory with the verdicts on it."""

from review.project import Project
from review.tui.dialogs.theories.story import verdicts_after


def test_a_verdict_comes_after_the_wording_under_which_it_was_given(worked: Project):
    worked.verdicts.give("T1", "supported")
    worked.theory.refine("T3", "clearer", proposition="People choose.")
    worked.verdicts.give("T1", "mixed")
    worked.theory.refine("T1", "clearer", proposition="Many providers compete.")
    worked.verdicts.give("T1", "challenged")
    chapters = worked.theory_history.story("T1")
    found = verdicts_after(chapters, worked.verdicts.history("T1"))
    assert [change.version.number for change in chapters] == [1, 3]
    assert [[one.verdict for one in verdicts] for verdicts in found] == [
        ["supported", "mixed"],
        ["challenged"],
    ]
    assert verdicts_after(chapters, []) == [[], []]
