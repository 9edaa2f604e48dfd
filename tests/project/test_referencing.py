from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from review.errors import ReviewError, UnknownNameError
from review.model import ReadingStatus
from review.project import Project
from tests.reviews import a_document, add_record

RIS = """TY  - JOUR
TI  - Steering or standing back in the market for care
AU  - Fennimarsh, Orla
AU  - Tarrowby, Piers
PY  - 2015
DO  - 10.5555/fjcm.2015.0411
T2  - Fictional Journal of Care Markets
VL  - 11
ZZ  - kept as it is
ER  -

TY  - RPRT
TI  - Whose choice?
AU  - Lantern Minds
PY  - 2016
ER  -
"""

RAYYAN = """key,title,year,notes
1,Small and local and going under,2017,"RAYYAN-INCLUSION: {""Ann""=>""Included""} | RAYYAN-EXCLUSION-REASONS: "
2,Home care fees in two towns,2015,"RAYYAN-INCLUSION: {""Ann""=>""Excluded""} | RAYYAN-EXCLUSION-REASONS: E1,wrong topic"
"""


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def titles(project: Project) -> list[str]:
    return [record.title for record in project.records()]


def test_each_reference_is_a_record_and_comes_in_once(project: Project, tmp_path: Path) -> None:
    file = written(tmp_path / "search.ris", RIS)

    first = project.import_references(file, "Social Care Online")
    again = project.import_references(file, "Social Care Online")

    assert (first.format, first.records, first.added, first.duplicates, first.refused) == ("ris", 2, 2, 0, ())
    assert (again.added, again.duplicates) == (0, 2)
    record = project.record(project.find("10.5555/fjcm.2015.0411"))
    assert record.author_year == "Fennimarsh and Tarrowby, 2015"
    assert record.origins["title"].confirmed
    (source,) = project.sources(record.id)
    assert (source.source, source.path, source.body["other"]["ZZ"]) == (
        "Social Care Online",
        "search.ris",
        ["kept as it is"],
    )
    assert not [problem for problem in project.verify() if "file is gone" not in problem]


def test_decisions_made_elsewhere_come_along(project: Project, tmp_path: Path) -> None:
    report = project.import_references(written(tmp_path / "rayyan.csv", RAYYAN))

    assert report.decisions == 2
    included, excluded = project.records()
    assert project.outcome(included.id, "title-abstract") == "include"
    (decision,) = project.decisions(excluded.id)
    assert (decision.reviewer, decision.criteria, decision.note) == ("Ann", ("E1",), "wrong topic")


def a_pdf(path: Path, title: str) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle(title)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(72, 760, title)
    canvas.setFont("Helvetica", 11)
    for row in range(12):
        canvas.drawString(
            72,
            700 - 14 * row,
            f"Line {row} tells of councils, providers and people who choose their support.",
        )
    canvas.save()
    return path


def test_a_document_finds_its_reference(project: Project, tmp_path: Path) -> None:
    project.import_references(written(tmp_path / "search.ris", RIS))
    a_pdf(project.corpus / "fennimarsh.pdf", "Steering or standing back in the market for care")
    a_pdf(project.corpus / "other.pdf", "A report that nobody has referenced so far")

    report = project.ingest()

    assert report.files[0].record == project.find("10.5555/fjcm.2015.0411")
    assert report.files[0].message.startswith("Put behind a reference (same title).")
    assert len(project.records()) == 3
    assert project.document(report.files[0].record) is not None
    assert {file.status for file in project.ingest().files} == {ReadingStatus.UNCHANGED}


def test_a_file_is_attached_by_hand_once(project: Project, tmp_path: Path) -> None:
    project.import_references(written(tmp_path / "search.ris", RIS))
    record = project.records()[1].id
    file = a_pdf(tmp_path / "lantern.pdf", "Something else on its cover")

    report = project.attach(record, file)

    assert report.record == record
    assert project.record(record).title == "Whose choice?"
    assert project.file_of(record) == project.corpus / "lantern.pdf"
    with pytest.raises(ReviewError, match="has a file already"):
        project.attach(record, file)
    other = project.records()[0].id
    with pytest.raises(ReviewError, match=r"stands behind another record|the same file as"):
        project.attach(other, file)


def test_merging_hides_a_record_keeps_its_source_and_is_undone(project: Project, tmp_path: Path) -> None:
    project.import_references(written(tmp_path / "one.ris", RIS))
    project.import_references(written(tmp_path / "two.ris", RIS.replace("VL  - 11", "VL  - 12")))
    assert len(project.records()) == 3

    report = project.dedupe(apply=True)

    assert (len(report.groups), report.merged) == (1, 1)
    assert len(project.records()) == 2
    kept = project.find("10.5555/fjcm.2015.0411")
    assert [source.path for source in project.sources(kept)] == ["one.ris", "two.ris"]
    assert project.import_references(tmp_path / "two.ris").added == 0
    project.undo()
    assert len(project.records()) == 3


def test_what_somebody_worked_on_is_not_merged_away(project: Project) -> None:
    kept = add_record(project, "Whose choice? What people make of personal budgets", document=a_document())
    other = add_record(project, "Whose choice? What people make of personal budgets.")
    project.decide(other, "include", "title-abstract")

    with pytest.raises(ReviewError, match="which a merge would hide"):
        project.merge_records(kept, other, "same title")


def test_records_of_one_study_are_related_and_stay_two(project: Project) -> None:
    one, other = add_record(project, "The protocol"), add_record(project, "The results")

    done = project.relate(one, other, "same-study")

    assert "same-study" in done.message
    assert project.relations(other) == [(other, one, "same-study")]
    assert len(project.records()) == 2
    project.undo()
    assert project.relations() == []
    with pytest.raises(UnknownNameError, match="'twin' is no relation"):
        project.relate(one, other, "twin")
    with pytest.raises(ReviewError, match="not related to itself"):
        project.relate(one, one, "kin")


def three_that_are_one(project: Project, tmp_path: Path) -> tuple[str, ...]:
    for number in (11, 12, 13):
        text = RIS.replace("VL  - 11", f"N1  - {number}\nVL  - 11\nUR  - https://example.org/{number}")
        project.import_references(written(tmp_path / f"{number}.ris", text))
    (group, *_) = [
        group for group in project.dedupe().groups if "10.5555" in project.record(group.records[0]).doi
    ]
    assert group.certain
    assert len(group.records) == 3
    return group.records


def test_a_group_shrinks_as_its_records_are_merged_and_is_whole_again_after_undo(
    project: Project, tmp_path: Path
) -> None:
    first, second, third = three_that_are_one(project, tmp_path)
    found = project.dedupe().groups

    project.merge_records(second, first, "same DOI")
    assert (second, third) in {group.records for group in project.unsettled(found)}
    project.merge_records(third, second, "same DOI")
    assert not [group for group in project.unsettled(found) if third in group.records]
    project.undo()
    project.undo()
    assert project.unsettled(found) == found


def test_what_a_reviewer_calls_distinct_is_not_merged_nor_shown_again(
    project: Project, tmp_path: Path
) -> None:
    first, second, third = three_that_are_one(project, tmp_path)

    project.relate(first, second, "distinct")
    (group,) = [group for group in project.dedupe(apply=True).groups if first in group.records]
    assert not group.certain
    assert project.record(second)
    project.relate(first, third, "distinct")
    project.relate(third, second, "distinct")
    assert not [group for group in project.dedupe().groups if first in group.records]


@pytest.mark.parametrize("name", ["ris", "bibtex", "csl-json", "asreview", "rayyan"])
def test_what_goes_out_comes_back(project: Project, tmp_path: Path, name: str) -> None:
    project.import_references(written(tmp_path / "search.ris", RIS))
    record = project.find("10.5555/fjcm.2015.0411")
    project.decide(record, "include", "theory-map")
    project.set_source_type(record, "policy")

    (file,) = project.export(["references"], [name])

    from tests.reviews import new_review

    other = new_review(tmp_path / "other", "bob")
    report = other.import_references(file)
    assert (report.records, report.added, report.refused) == (2, 2, ())
    assert titles(other) == titles(project)
    back = other.find("10.5555/fjcm.2015.0411")
    assert other.record(back).source_type == "policy"
    assert other.outcome(back, "theory-map") == "include"
    other.close()


def test_a_readable_copy_stands_in_for_a_protected_file(project: Project, tmp_path: Path) -> None:
    import pikepdf

    plain = a_pdf(tmp_path / "plain.pdf", "Minutes of the board on closing two houses")
    with pikepdf.open(plain) as document:
        document.save(project.corpus / "minutes.pdf", encryption=pikepdf.Encryption(owner="o", user="secret"))
    (protected,) = project.ingest().files
    assert protected.status is ReadingStatus.ENCRYPTED
    project.decide(protected.record, "include", "title-abstract")

    project.attach(protected.record, plain)

    assert len(project.records()) == 1
    document = project.document(protected.record)
    assert document is not None
    assert "Minutes of the board" in document.text
    assert project.outcome(protected.record, "title-abstract") == "include"
    assert project.file_of(protected.record) == project.corpus / "plain.pdf"
    with pytest.raises(ReviewError, match="has a file already"):
        project.attach(protected.record, tmp_path / "plain.pdf")
