"""Reports of a real review: their options, and what is as of an earlier moment."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from review.errors import ReviewError, UnknownNameError
from review.export.report.blocks import Quotation, inlines
from review.project import Project
from review.templates import THEORY_MAP
from tests.export.report.test_assembling import section
from tests.reviews import PARAGRAPHS, SMALL_MAP, a_document, add_record, new_review


@pytest.fixture
def record(project: Project) -> str:
    record = add_record(project, "Markets", document=a_document())
    project.screening.decide(record, "include", "theory-map")
    return record


def test_the_template_has_the_style_unless_another_is_asked_for(project: Project) -> None:
    kept = dict(project.reporting.report({"template": "bmj-open"}).options)
    assert kept.items() >= {"template": "bmj-open", "style": "vancouver"}.items()
    kept = dict(project.reporting.report({"template": "bmj-open", "style": "author-year"}).options)
    assert kept["style"] == "author-year"


def test_a_report_as_of_an_earlier_moment_has_what_there_was_then(project: Project, record: str) -> None:
    before = project.history.events()[-1].hash[:16]
    project.coding.code(record, ["T1"], 0, 10)
    then = project.reporting.report(as_of=before)
    assert dict(then.options)["as-of"] == before
    assert "No passage was coded in the program." in section(then, "methods-coding")
    assert "1 passage of 1 included document was coded" in section(
        project.reporting.report(), "methods-coding"
    )


def test_what_a_token_quotes_is_in_the_report_with_its_page(project: Project, record: str) -> None:
    coding = project.coding.code(record, ["T1"], 0, len(PARAGRAPHS[0]))
    project.desk.write("T1", f"They say so: [@{coding.id[:12]}].")
    quoted = [
        part
        for block in project.reporting.report().blocks
        for part in inlines(block)
        if isinstance(part, Quotation)
    ]
    assert [(part.text, part.of, part.source.record) for part in quoted] == [
        (PARAGRAPHS[0], coding.id, record)
    ]
    assert quoted[0].source.pages


def test_a_quotation_whose_coding_was_removed_becomes_a_gap(project: Project, record: str) -> None:
    coding = project.coding.code(record, ["T1"], 0, 10)
    project.desk.write("T1", f"They say so: [@{coding.id[:12]}].")
    project.coding.uncode(coding.id)
    assert f"[[@{coding.id[:12]}] is not in the review. Correct or remove it.]" in section(
        project.reporting.report(), "theory-T1"
    )


def test_suggestions_are_not_measured_as_of_an_earlier_moment(project: Project) -> None:
    with pytest.raises(ReviewError, match="leave out --model-card or --as-of"):
        project.reporting.report({"model-card": "yes"}, as_of="v1")


def test_an_unknown_template_is_refused_before_anything_is_written(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="Unknown template 'nope'"):
        project.exports.write(["report"], ["md"], tmp_path / "out", options={"template": "nope"})
    assert not (tmp_path / "out").exists()


def test_the_steps_of_writing_are_said_and_can_be_stopped(project: Project, tmp_path: Path) -> None:
    said: list[str] = []
    project.exports.write(["report"], ["html", "md"], tmp_path / "out", say=said.append)
    assert said[0] == "Report, introduction"
    assert said[-2:] == ["Report, html", "Report, md"]

    def stop(line: str) -> None:
        if line == "Report, md":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        project.exports.write(["report"], ["html", "md"], tmp_path / "stopped", say=stop)
    assert [path.name for path in (tmp_path / "stopped").iterdir()] == ["report.html"]


def test_placeholders_of_a_new_review_are_no_theory_at_first(tmp_path: Path) -> None:
    with closing(new_review(tmp_path / "review", map_text=THEORY_MAP.read_text("utf-8"))) as project:
        project.map_file.path.write_text(SMALL_MAP)
        project.map_file.adopt("filled in")
        report = project.reporting.report()
        assert "no theory was changed on the way" in section(report, "results-theory-map")
        (figure,) = [block for block in report.blocks if getattr(block, "key", "") == "figure-map"]
        assert "at first" not in figure.caption


def test_works_that_the_prose_names_without_a_token_are_gaps_below_the_references(project: Project) -> None:
    named = add_record(project, "Prices", authors=("Rahman, A.",), year=2016)
    quoted = add_record(project, "Advice", authors=("Okoro, C.",), year=2017)
    project.desk.write("T1", f"So it is (Rahman, 2016; Smith, 2019). [@{quoted[:12]}]")
    words = section(project.reporting.report(), "references")
    assert f"[By a token, to have it in this list: Rahman, 2016 ([@{named[:12]}]).]" in words
    assert "[The references of works that the text cites and the review does not have: Smith, 2019.]" in words
    project.desk.write("T1", f"So it is. [@{named[:12]}; @{quoted[:12]}]")
    words = section(project.reporting.report(), "references")
    assert "By a token" not in words
    assert "the review does not have" not in words


def test_a_quotation_that_was_recoded_since_is_a_gap_beside_it(project: Project, record: str) -> None:
    document = project.documents.text_of(record)
    span = next((one.start, one.end) for one in document.passages)
    coding = project.coding.code(record, ["T1"], *span).id
    project.desk.write("T1", f"It says: [@{coding[:12]}]")
    assert "Whether this still holds" not in section(project.reporting.report(), "theory-T1")
    project.coding.recode(coding, ["RA"])
    words = section(project.reporting.report(), "theory-T1")
    assert "[Whether this still holds: the passage is now coded to RA" in words
