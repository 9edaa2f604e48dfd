"""Templates of reports."""

from pathlib import Path

import pytest

from review.errors import ReviewError, UnknownNameError
from review.export.report.template import Part, Supplement, Template, template, template_names


def test_the_generic_template_comes_first():
    assert template_names() == ("generic", "bmj-open")


@pytest.mark.parametrize("name", template_names())
def test_the_templates_of_the_program_are_valid(name):
    found = template(name)
    assert found.name
    assert set(found.parts) == set(Part)
    assert set(found.supplements) == set(Supplement) - {Supplement.EVIDENCE}
    assert found.with_evidence().supplements[-2:] == (Supplement.EVIDENCE, Supplement.RAMESES)


@pytest.mark.parametrize("name", template_names())
def test_each_answers_every_standard_that_the_program_cannot(name):
    found = template(name)
    sections = (*found.introduction, *found.methods, *found.discussion, *found.declarations)
    assert {3, 15, 16, 17, 18, 19} <= {item for one in sections for item in one.answers}


def test_bmj_open_has_the_headings_and_the_box_of_the_journal():
    found = template("bmj-open")
    assert [one.title for one in found.abstract.parts][:4] == [
        "Objectives",
        "Design",
        "Data sources",
        "Eligibility criteria",
    ]
    assert [box.title for box in found.boxes] == ["Strengths and limitations of this study"]
    assert "Patient and public involvement" in [one.title for one in found.methods]
    assert found.style == "vancouver"
    assert found.abstract.words == 300
    assert found.source


def test_a_file_of_the_users_is_a_template_too(tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text("name: Ours\nparts: [introduction, results]\nheadings: {introduction: Background}\n")
    found = template(str(path))
    assert found.parts == (Part.INTRODUCTION, Part.RESULTS)
    assert found.heading(Part.INTRODUCTION) == "Background"
    assert found.heading(Part.RESULTS) == "Results"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("parts: [results]\n", "ours.yaml:1: name: is missing"),
        ("name: A\nabstract:\n  part: []\n", "ours.yaml:3: abstract.part: is unknown"),
        ("name: A\nparts:\n  - results\n  - resluts\n", "ours.yaml:4: parts: input should be"),
        ("name: A\nparts: [results, results]\n", "ours.yaml:2: parts: 'results' is listed twice"),
        ("name: A\nboxes:\n  - title: B\n    points: []\n", "ours.yaml:4: boxes.points: "),
        ("name: ''\n", "ours.yaml:1: name: is empty"),
        ("name: A\ndeclarations:\n  - {title: F, write: x, answers: [20]}\n", "ours.yaml:3: declarations.answers: "),
        ("name: A\ndiscussion:\n  - {title: F, write: x, prose: discusion}\n", "ours.yaml:3: discussion.prose: unknown text of the desk 'discusion'"),
        ("- a\n", "ours.yaml: not a template"),
        ("name: &a A\nsource: *a\n", "ours.yaml:2: aliases such as '*a' are not supported"),
        ("name: [\n", "ours.yaml:2: not YAML"),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_with_its_line(tmp_path, text, message):
    path = tmp_path / "ours.yaml"
    path.write_text(text)
    with pytest.raises(ReviewError) as raised:
        template(str(path))
    assert str(raised.value).startswith(message), str(raised.value)


def test_files_that_are_no_template_are_refused(tmp_path: Path):
    big, bad = tmp_path / "big.yaml", tmp_path / "bad.yaml"
    big.write_text("name: A\n" + "# x\n" * 60_000)
    bad.write_bytes(b"name: \xff\n")
    for path, message in (
        (big, "big.yaml: cannot be read"),
        (bad, "bad.yaml: not UTF-8"),
        (tmp_path / "none.yaml", "none.yaml: cannot be read"),
        (tmp_path.with_suffix(".yaml"), f"{tmp_path.name}.yaml: cannot be read"),
    ):
        with pytest.raises(ReviewError, match=message):
            template(str(path))


def test_an_unknown_name_names_the_templates():
    with pytest.raises(UnknownNameError, match=r"Unknown template 'bmj'\. .*bmj-open"):
        template("bmj")


def test_the_reference_describes_every_key():
    described = Path(__file__).parents[3].joinpath("docs/reference/report-templates.md").read_text()
    for name in Template.model_fields:
        assert f"`{name}`" in described, name
