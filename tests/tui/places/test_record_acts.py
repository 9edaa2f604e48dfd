"""Dialogs about a record, without a screen."""

from __future__ import annotations

from review.domain import RecordSuggestions, SourceTypeSuggestion
from review.project import Project
from review.tui.places.record_acts import new_source_type


def test_of_the_source_types_only_the_likeliest_is_suggested(project: Project) -> None:
    record = project.records.all()[0].id
    types = [kind.id for kind in project.theory.map.source_types]
    best, *others = reversed(types)
    scored = tuple(SourceTypeSuggestion(kind, 0.9 - place / 5) for place, kind in enumerate([best, *others]))
    details = {
        choice.value: choice.detail
        for choice in new_source_type(
            project, [record], RecordSuggestions(record, source_type=scored)
        )._choices
    }
    assert [kind for kind in types if "suggested" in details[kind]] == [best]
    unlike = RecordSuggestions(record, source_type=(SourceTypeSuggestion(best, 0.08),))
    shown = str([choice.detail for choice in new_source_type(project, [record], unlike)._choices])
    assert ".08" in shown
    assert "suggested" not in shown
    assert all(detail.startswith((".", "suggested · .")) for detail in details.values())
    assert "suggested" not in str([choice.detail for choice in new_source_type(project, [record])._choices])
