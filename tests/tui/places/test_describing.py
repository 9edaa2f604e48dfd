"""Appraising from places beside the Reader: the Library, and Configurations."""

import pytest

from review.tui.dialogs.appraisal.form import AppraisalForm
from review.tui.dialogs.choose import Chooser
from review.tui.places.configurations import ConfigurationsScreen
from review.tui.places.library import LibraryScreen
from review.tui.places.record_acts import detail_of
from tests.tui.hosts import pressed, reported, shown


async def test_a_record_is_appraised_in_the_library(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "a")
        assert "for the review · the whole source" in shown(worked_app)
        assert "p passage" not in shown(worked_app)
        await pressed(pilot, "p")
        assert "the whole source" in shown(worked_app)
        await pressed(pilot, "1", "1", "2", *"rich", "enter")
        assert isinstance(worked_app.screen, LibraryScreen)
        (found,) = worked_app.project.appraisals.all()
        assert (found.target, found.because) == ("", ("rich",))


@pytest.mark.parametrize(("target", "called"), [("", "the review"), ("T2.a", "T2.a"), ("C1", "C1")])
def test_the_details_of_a_record_say_what_it_is_appraised_for(worked, target, called):
    worked.configurations.new()
    record = worked.records.all()[0].id
    worked.appraisals.appraise(record, {"relevance": "low"}, "thin", target=target)
    ((name, one),) = detail_of(worked, record).appraisals
    assert (name, one.because) == (called, ("thin",))


async def test_a_source_is_appraised_for_a_configuration(worked_app):
    project = worked_app.project
    cmoc = project.configurations.new({"outcome": "quality rises"}).cmoc
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f8", "a")
        assert "C1 has no passage of a source yet" in reported(worked_app)
        codings = project.coding.codings()
        first, last = codings[0], codings[-1]
        project.configurations.put(cmoc, "outcome", first.record, (first.start, first.end))
        await pressed(pilot, "a")
        assert isinstance(worked_app.screen, AppraisalForm)
        assert "for C1 If …, then quality rises." in shown(worked_app)
        await pressed(pilot, "escape")
        project.configurations.put(cmoc, "outcome", last.record, (last.start, last.end))
        await pressed(pilot, "a")
        assert isinstance(worked_app.screen, Chooser)
        await pressed(pilot, "2", "3", "tab", "x", "enter")
        assert isinstance(worked_app.screen, ConfigurationsScreen)
        (found,) = project.appraisals.all()
        assert (found.target, dict(found.levels)) == (cmoc, {"relevance": "low"})


async def test_the_passage_under_the_cursor_can_be_appraised_itself(worked_app):
    project = worked_app.project
    cmoc = project.configurations.new().cmoc
    coding = project.coding.codings()[0]
    project.configurations.put(cmoc, "outcome", coding.record, (coding.start, coding.end))
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await pressed(pilot, "f8", "enter", "down", "a", "p", "1", "tab", "x", "enter")
        (found,) = project.appraisals.all()
        assert (found.target, found.span) == (cmoc, (coding.start, coding.end))
