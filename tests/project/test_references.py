import shutil
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from review.domain import ReadingStatus
from review.errors import ReviewError, UnknownNameError
from review.journal import validity
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
    return [record.title for record in project.records.all()]


def test_each_reference_is_a_record_and_comes_in_once(project: Project, tmp_path: Path) -> None:
    file = written(tmp_path / "search.ris", RIS)

    first = project.references.import_file(file, "Social Care Online")
    again = project.references.import_file(file, "Social Care Online")

    assert (first.format, first.records, first.added, first.duplicates, first.refused) == ("ris", 2, 2, 0, ())
    assert (again.added, again.duplicates) == (0, 2)
    record = project.records.get(project.records.find("10.5555/fjcm.2015.0411"))
    assert record.author_year == "Fennimarsh and Tarrowby, 2015"
    assert record.origins["title"].confirmed
    (source,) = project.references.sources(record.id)
    assert (source.source, source.path, source.body["other"]["ZZ"]) == (
        "Social Care Online",
        "search.ris",
        ["kept as it is"],
    )
    assert not [problem for problem in project.history.verify() if "file is gone" not in problem]


def test_decisions_made_elsewhere_come_along(project: Project, tmp_path: Path) -> None:
    report = project.references.import_file(written(tmp_path / "rayyan.csv", RAYYAN))

    assert report.decisions == 2
    included, excluded = project.records.all()
    assert project.screening.outcome(included.id, "title-abstract") == "include"
    (decision,) = project.screening.decisions(excluded.id)
    assert (decision.reviewer, decision.criteria, decision.note) == ("Ann", ("E1",), "wrong topic")
    project.screening.decide(included.id, "exclude", "title-abstract")
    left = project.learning.stopping("title-abstract")
    assert (left.read, left.imported) == (2, 2), "what was decided first"


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
    project.references.import_file(written(tmp_path / "search.ris", RIS))
    a_pdf(project.documents.corpus / "fennimarsh.pdf", "Steering or standing back in the market for care")
    a_pdf(project.documents.corpus / "other.pdf", "A report that nobody has referenced so far")

    report = project.documents.ingest()

    assert report.files[0].record == project.records.find("10.5555/fjcm.2015.0411")
    assert report.files[0].message.startswith("Attached to an imported reference (same title).")
    assert len(project.records.all()) == 3
    assert project.documents.get(report.files[0].record) is not None
    assert {file.status for file in project.documents.ingest().files} == {ReadingStatus.UNCHANGED}


def test_a_file_is_attached_by_hand_once(project: Project, tmp_path: Path) -> None:
    project.references.import_file(written(tmp_path / "search.ris", RIS))
    record = project.records.all()[1].id
    file = a_pdf(tmp_path / "lantern.pdf", "Something else on its cover")

    report = project.documents.attach(record, file)

    assert report.record == record
    assert project.records.get(record).title == "Whose choice?"
    assert project.documents.file_of(record) == project.documents.corpus / "lantern.pdf"
    with pytest.raises(ReviewError, match="already has a file"):
        project.documents.attach(record, file)
    other = project.records.all()[0].id
    with pytest.raises(ReviewError, match=r"belongs to another record|the same file as"):
        project.documents.attach(other, file)


def test_a_reading_of_another_file_than_the_one_before_is_named_whatever_is_read_later(
    project: Project, tmp_path: Path
) -> None:
    project.references.import_file(written(tmp_path / "search.ris", RIS))
    record = project.records.all()[1].id
    first, second = (
        a_pdf(tmp_path / "first.pdf", "One paper"),
        a_pdf(tmp_path / "second.pdf", "Whose choice?"),
    )
    project.documents.attach(record, first)
    for file in (second, first):
        project.documents.attach(record, file, instead=True)
    again = project.journal.events("record = ? AND kind = 'reread'", (record,))[-1]
    project.journal.append("ann", validity.checked(again.act))
    readings = [project.history.describe(event) for event in project.journal.events("kind = 'reread'")]
    other = "document read again (from another file than before) of Lantern Minds, 2016"
    assert readings == [other, other, "document read again of Lantern Minds, 2016"]


def test_a_wrong_file_gives_its_place_to_the_right_one_and_can_go_to_its_own_record(
    project: Project, tmp_path: Path
) -> None:
    project.references.import_file(written(tmp_path / "search.ris", RIS))
    owner, record, *_ = [one.id for one in project.records.all()]
    project.documents.attach(record, a_pdf(tmp_path / "wrong.pdf", "Another paper altogether"))
    coding = project.coding.code(record, ["T1"], 0, 15)
    report = project.documents.attach(record, a_pdf(tmp_path / "right.pdf", "Whose choice?"), instead=True)

    assert (report.record, report.lost) == (record, 1)
    passed = project.history.passed_over()
    assert passed
    assert passed[1].startswith("document read again (from another file than before) of ")
    document = project.documents.get(record)
    assert document is not None
    assert "Whose choice?" in document.text
    assert project.documents.file_of(record) == project.documents.corpus / "right.pdf"
    assert project.records.get(record).title == "Whose choice?"
    assert [one.id for one in project.coding.codings(record) if one.is_lost] == [coding.id]
    assert {file.status for file in project.documents.ingest().files} == {ReadingStatus.UNCHANGED}

    project.documents.attach(owner, project.documents.corpus / "wrong.pdf")
    assert project.documents.file_of(owner) == project.documents.corpus / "wrong.pdf"
    with pytest.raises(ReviewError, match="the same file as"):
        project.documents.attach(owner, tmp_path / "right.pdf", instead=True)
    assert project.history.verify() == []


def test_a_copy_left_by_a_killed_run_is_used_and_no_second_one_made(project: Project, tmp_path: Path) -> None:
    project.references.import_file(written(tmp_path / "search.ris", RIS))
    record = project.records.all()[1].id
    file = a_pdf(tmp_path / "lantern.pdf", "Something else on its cover")
    project.documents.corpus.mkdir(exist_ok=True)
    shutil.copyfile(file, project.documents.corpus / "lantern.pdf")

    project.documents.attach(record, file)

    assert project.documents.file_of(record) == project.documents.corpus / "lantern.pdf"
    assert not (project.documents.corpus / "lantern-2.pdf").exists()
    assert not project.corpus.new_files()


def test_merging_hides_a_record_keeps_its_source_and_is_undone(project: Project, tmp_path: Path) -> None:
    project.references.import_file(written(tmp_path / "one.ris", RIS))
    project.references.import_file(written(tmp_path / "two.ris", RIS.replace("VL  - 11", "VL  - 12")))
    assert len(project.records.all()) == 3

    report = project.references.dedupe(apply=True)

    assert (len(report.groups), report.merged) == (1, 1)
    assert len(project.records.all()) == 2
    kept = project.records.find("10.5555/fjcm.2015.0411")
    assert [source.path for source in project.references.sources(kept)] == ["one.ris", "two.ris"]
    assert project.references.import_file(tmp_path / "two.ris").added == 0
    project.history.undo()
    assert len(project.records.all()) == 3


def test_merges_of_one_command_are_undone_and_redone_together(project: Project, tmp_path: Path) -> None:
    known = len(project.records.all())
    for volume in (11, 12):
        text = "".join(
            f"TY  - JOUR\nTI  - Study {word} of invented care markets in four councils\nAU  - Rahman, A\nPY  - 2016\n"
            f"JO  - Care\nDO  - 10.5555/{word}\nM1  - {volume}\nPB  - Press {volume}\nER  - \n"
            for word in ("alpha", "beta", "gamma")
        )
        project.references.import_file(written(tmp_path / f"{volume}.ris", text))
    assert len(project.records.all()) == known + 6

    assert project.references.dedupe(apply=True).merged == 3
    assert project.history.undo().message == "Undone: 3 merges of records"
    assert len(project.records.all()) == known + 6
    assert project.history.redo().message == "Redone: 3 merges of records"
    assert len(project.records.all()) == known + 3
    assert project.history.undo().message == "Undone: 3 merges of records"
    assert [event.kind for event in project.history.events()].count("undo") == 6  # each stays in the log
    assert project.history.verify() == []


def test_merges_by_hand_are_undone_one_by_one(project: Project) -> None:
    one, two, three = (add_record(project, f"Study {n}") for n in range(3))
    project.references.merge(one, two, "seen")
    project.references.merge(one, three, "seen")
    project.history.undo()
    assert three in [record.id for record in project.records.all()]
    assert two not in [record.id for record in project.records.all()]


def test_two_records_that_no_group_has_are_merged_by_hand_into_the_one_with_work(project: Project) -> None:
    reference = add_record(project, "Behaviour change")
    report = add_record(project, "Overview and recommendations", document=a_document())
    with pytest.raises(ReviewError, match="cannot be merged with itself"):
        project.references.merge_by_hand(report, report)

    project.references.merge_by_hand(reference, report)
    assert [record.id for record in project.records.all()] == [reference]
    project.history.undo()
    project.screening.decide(report, "include", "title-abstract")
    project.references.merge_by_hand(reference, report)
    assert [record.id for record in project.records.all()] == [report]
    project.history.undo()
    project.screening.decide(reference, "include", "title-abstract")
    with pytest.raises(ReviewError, match="which a merge would hide"):
        project.references.merge_by_hand(reference, report)


def test_what_somebody_worked_on_is_not_merged_away(project: Project) -> None:
    kept = add_record(project, "Whose choice? What people make of personal budgets", document=a_document())
    other = add_record(project, "Whose choice? What people make of personal budgets.")
    project.screening.decide(other, "include", "title-abstract")

    with pytest.raises(ReviewError, match="which a merge would hide"):
        project.references.merge(kept, other, "same title")


def test_what_somebody_appraised_is_not_merged_away(project: Project) -> None:
    kept = add_record(project, "Whose choice? What people make of personal budgets", document=a_document())
    other = add_record(project, "Whose choice? What people make of personal budgets.")
    project.appraisals.appraise(other, {"rigour": "low"}, "eight interviews")

    with pytest.raises(ReviewError, match="which a merge would hide"):
        project.references.merge(kept, other, "same title")
    project.history.undo()
    project.references.merge(kept, other, "same title")


def test_records_of_one_study_are_related_and_stay_two(project: Project) -> None:
    one, other = add_record(project, "The protocol"), add_record(project, "The results")

    done = project.references.relate(one, other, "same-study")

    assert done.message.endswith("reports of the same study")
    assert project.references.relations(other) == [(other, one, "same-study")]
    assert len(project.records.all()) == 2
    project.history.undo()
    assert project.references.relations() == []
    with pytest.raises(UnknownNameError, match="Unknown relation 'twin'"):
        project.references.relate(one, other, "twin")
    with pytest.raises(ReviewError, match="cannot be related to itself"):
        project.references.relate(one, one, "kin")


def test_editions_are_one_study_whatever_file_names_them(project: Project, tmp_path: Path) -> None:
    book = "TY  - BOOK\nTI  - Handbook of invented care markets in England\nAU  - Rahman, A\nPY  - 2016\n"
    project.references.import_file(written(tmp_path / "one.ris", f"{book}ET  - 1st ed.\nER  - \n"))
    project.references.import_file(
        written(
            tmp_path / "two.bib",
            "@book{r, title={Handbook of invented care markets in England}, author={Rahman, A},"
            " year={2016}, edition={2}, publisher={Press}}\n",
        )
    )
    (group,) = project.references.dedupe().groups
    assert (group.relation, group.why) == ("same-study", "the same title, but the editions differ")


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        ("same-study", "reports of the same study"),
        ("kin", "related studies"),
        ("distinct", "distinct works"),
    ],
)
def test_the_log_says_what_two_records_are_to_each_other(project: Project, relation: str, words: str) -> None:
    one, two = (add_record(project, f"Study {n}", year=2015 + n) for n in range(2))
    said = project.references.relate(one, two, relation).message
    assert said.endswith(f": {words}")
    assert project.history.line(project.history.events()[-1]) == (
        f"relation: {project.history.cited(one)} and {project.history.cited(two)}, {words}"
    )


def three_that_are_one(project: Project, tmp_path: Path) -> tuple[str, ...]:
    for number in (11, 12, 13):
        text = RIS.replace("VL  - 11", f"N1  - {number}\nVL  - 11\nUR  - https://example.org/{number}")
        project.references.import_file(written(tmp_path / f"{number}.ris", text))
    (group, *_) = [
        group
        for group in project.references.dedupe().groups
        if "10.5555" in project.records.get(group.records[0]).doi
    ]
    assert group.certain
    assert len(group.records) == 3
    return group.records


def test_a_group_shrinks_as_its_records_are_merged_and_is_whole_again_after_undo(
    project: Project, tmp_path: Path
) -> None:
    first, second, third = three_that_are_one(project, tmp_path)
    found = project.references.dedupe().groups

    project.references.merge(second, first, "same DOI")
    assert (second, third) in {group.records for group in project.references.unsettled(found)}
    project.references.merge(third, second, "same DOI")
    assert not [group for group in project.references.unsettled(found) if third in group.records]
    project.history.undo()
    project.history.undo()
    assert project.references.unsettled(found) == found


def test_what_a_reviewer_calls_distinct_is_not_merged_nor_shown_again(
    project: Project, tmp_path: Path
) -> None:
    first, second, third = three_that_are_one(project, tmp_path)

    project.references.relate(first, second, "distinct")
    (group,) = [group for group in project.references.dedupe(apply=True).groups if first in group.records]
    assert not group.certain
    assert project.records.get(second)
    project.references.relate(first, third, "distinct")
    project.references.relate(third, second, "distinct")
    assert not [group for group in project.references.dedupe().groups if first in group.records]


@pytest.mark.parametrize("name", ["ris", "bibtex", "csl-json", "asreview", "rayyan"])
def test_what_goes_out_comes_back(project: Project, tmp_path: Path, name: str) -> None:
    project.references.import_file(written(tmp_path / "search.ris", RIS))
    record = project.records.find("10.5555/fjcm.2015.0411")
    project.screening.decide(record, "include", "theory-map")
    project.records.set_source_type(record, "policy")

    (file,) = project.exports.write(["references"], [name])

    from tests.reviews import new_review

    other = new_review(tmp_path / "other", "bob")
    report = other.references.import_file(file)
    assert (report.records, report.added, report.refused) == (2, 2, ())
    assert titles(other) == titles(project)
    back = other.records.find("10.5555/fjcm.2015.0411")
    assert other.records.get(back).source_type == "policy"
    assert other.screening.outcome(back, "theory-map") == "include"
    other.close()


def test_a_readable_copy_replaces_a_protected_file(project: Project, tmp_path: Path) -> None:
    import pikepdf

    plain = a_pdf(tmp_path / "plain.pdf", "Minutes of the board on closing two houses")
    with pikepdf.open(plain) as document:
        document.save(
            project.documents.corpus / "minutes.pdf", encryption=pikepdf.Encryption(owner="o", user="secret")
        )
    (protected,) = project.documents.ingest().files
    assert protected.status is ReadingStatus.ENCRYPTED
    project.screening.decide(protected.record, "include", "title-abstract")

    project.documents.attach(protected.record, plain)

    assert len(project.records.all()) == 1
    document = project.documents.get(protected.record)
    assert document is not None
    assert "Minutes of the board" in document.text
    assert project.screening.outcome(protected.record, "title-abstract") == "include"
    assert project.documents.file_of(protected.record) == project.documents.corpus / "plain.pdf"
    with pytest.raises(ReviewError, match="already has a file"):
        project.documents.attach(protected.record, tmp_path / "plain.pdf")


COVIDENCE = """Title,Authors,Year,Journal,Issue,Tags,Covidence #,Study,Notes
On being read,"Rahman, A",2016,Care,4,Key paper,#7,S1,ask Ann
"""
FRESH = """TY  - JOUR
TI  - On being read
AU  - Rahman, A
PY  - 2016
DO  - 10.5555/read
AB  - Long.
VL  - 9
IS  - 5
TA  - C
N1  - seen
ER  -
"""


@pytest.mark.parametrize("name", ["a.csv", "z.csv"])
def test_a_merged_record_adds_what_the_kept_one_lacks_whatever_their_files_are_called(
    project: Project, tmp_path: Path, name: str
) -> None:
    project.references.import_file(written(tmp_path / name, COVIDENCE))
    project.references.import_file(written(tmp_path / "m.ris", FRESH))
    kept, merged = (record.id for record in project.records.all()[-2:])
    project.references.merge(kept, merged, "the same work")

    (reference,) = [one for one in project.exports.references().values() if one.title == "On being read"]
    assert (reference.volume, reference.issue, reference.kind) == ("9", "4", "article-journal")
    assert (reference.labels, reference.notes, reference.key) == (("Key paper",), ("ask Ann", "seen"), "#7")
    assert reference.other == {"Study": ("S1",), "TA (ris)": ("C",)}
    record = project.records.get(kept)
    assert (record.doi, record.abstract) == ("10.5555/read", "Long.")
    assert project.records.find("10.5555/read") == kept
    assert project.history.verify() == []

    project.history.undo()
    assert (project.records.get(kept).doi, project.records.get(kept).abstract) == ("", "")
    assert project.history.verify() == []


def test_what_was_merged_twice_is_still_with_the_record_that_is_left(
    project: Project, tmp_path: Path
) -> None:
    first, second, third = three_that_are_one(project, tmp_path)
    project.references.merge(second, first, "same DOI")
    project.references.merge(third, second, "same DOI")
    assert len(project.references.sources(third)) == 3
    assert {one.record for one in project.references.sources() if one.imported_as == first} == {third}


@pytest.mark.parametrize("name", ["ris", "bibtex", "csl-json", "rayyan"])
def test_what_was_merged_is_known_when_it_comes_back(project: Project, tmp_path: Path, name: str) -> None:
    project.references.import_file(written(tmp_path / "list.csv", COVIDENCE))
    project.references.import_file(written(tmp_path / "fresh.ris", FRESH))
    kept, merged = (record.id for record in project.records.all())
    project.references.merge(kept, merged, "the same work")
    (file,) = project.exports.write(["references"], [name])

    report = project.references.import_file(file)
    assert (report.added, report.duplicates, report.refused) == (0, 1, ())
    assert [record.id for record in project.records.all()] == [kept]


def test_references_for_other_programs_are_clean_and_what_is_in_a_journal_is_an_article(
    project: Project, tmp_path: Path
) -> None:
    project.references.import_file(written(tmp_path / "list.csv", COVIDENCE))
    project.screening.decide(project.records.all()[0].id, "include", "title-abstract")

    def text(format_name: str, **options: str) -> str:
        (file,) = project.exports.write(["references"], [format_name], options=options)
        return file.read_text()

    beginnings = {"ris": "TY  - JOUR", "bibtex": "@article{", "csl-json": '"type": "article-journal"'}
    for format_name, beginning in beginnings.items():
        assert beginning in text(format_name)
        clean = text(format_name, clean="yes")
        assert beginning in clean
        assert "Key paper" in clean
        assert "ask Ann" in clean
        assert "review-" not in clean.casefold()
    with pytest.raises(ReviewError, match="rayyan: is for screening and never clean"):
        text("rayyan", clean="yes")
