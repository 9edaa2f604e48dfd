"""The report of any review, whatever was done in it, is whole: hypothesis looks for one that is not."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.export.material import ExportMaterial
from review.export.report.assembling import assembled
from review.export.report.blocks import Gap, Heading, Number, Paragraph, Reference, Table, inlines
from review.export.report.template import Part, Supplement, Template, template_names
from review.project import Project
from tests.export.reviews import SMALL
from tests.export.theory_work import REVIEW
from tests.journal.random_acts import acts, perform
from tests.reviews import a_document, a_review, add_record


def check(project: Project, template: str) -> None:
    """What must be true of every report."""
    report = project.reporting.report({"template": template, "evidence": "yes"})
    keys = [key for block in report.blocks if (key := getattr(block, "key", ""))]
    assert len(keys) == len(set(keys))
    for block in report.blocks:
        parts = inlines(block)
        assert {part.key for part in parts if isinstance(part, Reference)} <= set(keys)
        assert all(part.text for part in parts if isinstance(part, Number))
        assert not isinstance(block, Paragraph) or block.parts
        assert not isinstance(block, Heading) or block.text.strip()
        assert not isinstance(block, Table) or {len(row) for row in block.printed.rows} == {
            len(block.printed.columns)
        }
    n = project.screening.counts().included
    words = " ".join(getattr(part, "text", "") for block in report.blocks for part in inlines(block))
    assert f"{n} documents were included" in words or n < 2


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(acts())
def test_a_report_is_whole_whatever_was_done(done: list[tuple]) -> None:
    with TemporaryDirectory() as folder, closing(a_review(Path(folder) / "review")) as project:
        record = add_record(project, "Markets", document=a_document())
        add_record(project, "Duties")
        perform(project, record, done)
        for template in template_names():
            check(project, template)


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(list(Part)), unique=True, min_size=1),
    st.lists(st.sampled_from(list(Supplement)), unique=True),
    st.sampled_from([REVIEW, SMALL]),
)
def test_a_template_with_any_parts_refers_to_nothing_that_it_leaves_out(
    parts: list[Part], supplements: list[Supplement], review: ExportMaterial
) -> None:
    chosen = Template.model_validate({"name": "Any", "parts": parts, "supplements": supplements})
    blocks = assembled(review, chosen).blocks
    keys = {getattr(block, "key", "") for block in blocks}
    named = {part.key for block in blocks for part in inlines(block) if isinstance(part, Reference)}
    assert named <= keys


@pytest.mark.parametrize("name", template_names())
def test_a_review_that_just_began_has_a_report(project: Project, name: str) -> None:
    check(project, name)
    gaps = [
        part.text
        for block in project.reporting.report({"template": name}).blocks
        for part in inlines(block)
        if isinstance(part, Gap)
    ]
    assert gaps
    assert not any("`" in text for text in gaps), "Word and HTML would show the signs of Markdown"
