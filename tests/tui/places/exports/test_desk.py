"""Exports without a screen: what is shown of each, and the files written."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from review.errors import ReviewError
from review.project import Project
from review.tui.dialogs.formats import FORMATS
from review.tui.places.exports.desk import MODEL_CARD, ROWS, ExportsDesk
from review.tui.support.settings import Settings
from tests.reviews import a_document, add_record


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings")


@pytest.fixture
def desk(worked: Project, settings: Settings) -> ExportsDesk:
    return ExportsDesk(worked, settings)


def choose(desk: ExportsDesk, name: str) -> None:
    desk.choose([export.name for export in desk.exports].index(name))


def test_none_is_chosen_at_first_and_nothing_written(worked: Project, desk: ExportsDesk):
    assert (desk.chosen, desk.title, desk.to_write(every=False), desk.file) == ("", "", [], None)
    every = [export.name for export in worked.exports.all() if export.name != "annotated"]
    others = [name for name in every if name not in ("report", "model-card")]
    assert desk.to_write(every=True) == ["report", *others, "model-card"]
    assert set(desk.last_written()) == {"not written yet"}


def test_the_preview_has_a_caption_and_right_aligned_numbers(desk: ExportsDesk):
    preview = desk.preview("source-types")
    assert preview.caption.startswith("Table 1. Source types of the included documents (N = ")
    assert "empirical" in " ".join(map(str, preview.rows[0])).casefold()
    aligned = dict(zip(preview.headings, preview.right, strict=True))
    assert aligned["n"]
    assert not aligned[preview.headings[0]]
    assert preview.more.startswith("Note. Included at the stage ")
    assert preview.message == ""


def test_a_table_without_rows_says_what_to_do(project: Project, settings: Settings):
    preview = ExportsDesk(project, settings).preview("evidence")
    assert preview.rows == ()
    assert preview.message == "No rows yet: decide and code first."
    assert preview.caption


def test_a_table_that_cannot_be_made_says_why(desk: ExportsDesk):
    assert "unknown" in desk.preview("no-such-table").message.casefold()


def test_a_long_table_is_shown_in_part(worked: Project, desk: ExportsDesk):
    record = worked.records.all()[0].id
    text = worked.documents.text_of(record).text
    for start in range(ROWS + 5):
        worked.coding.code(record, ["T1"], start, len(text))
    preview = desk.preview("evidence")
    assert len(preview.rows) == ROWS
    left = len(worked.exports.table("evidence").printed().rows) - ROWS
    assert preview.more.splitlines()[0] == f"… and {left} more rows"


def test_a_preview_is_kept_until_something_is_done(worked: Project, desk: ExportsDesk):
    choose(desk, "codebook")
    assert not desk.is_kept
    kept = desk.preview("codebook")
    assert desk.is_kept
    assert desk.preview("codebook") is kept
    worked.coding.code(worked.records.all()[0].id, ["T1"], 0, 9)
    assert not desk.is_kept
    assert desk.preview("codebook") is not kept
    desk.forget_previews()
    assert not desk.is_kept


@pytest.mark.parametrize(("name", "slow"), [(MODEL_CARD, True), ("evidence", False)])
def test_only_the_model_card_is_slow(desk: ExportsDesk, name: str, slow: bool):
    choose(desk, name)
    assert desk.is_slow is slow


def test_the_latest_file_is_the_one_that_opens_also_after_the_next_start(
    worked: Project, desk: ExportsDesk, settings: Settings
):
    choose(desk, "codebook")
    written = desk.write(desk.to_write(every=False))
    assert desk.report(written).endswith("/review/exports: codebook.csv, codebook.xlsx. Press o to open it.")
    os.utime(worked.folder / "exports" / "codebook.csv", (0, 0))
    for later in (desk, ExportsDesk(worked, settings)):
        choose(later, "codebook")
        assert later.file == worked.folder / "exports" / "codebook.xlsx"
        choose(later, "evidence")
        assert later.file is None


def test_each_export_says_when_it_was_last_written_and_in_which_formats(worked: Project, desk: ExportsDesk):
    desk.write(["evidence", "matrix"])
    noon = datetime(2017, 5, 4, 12, 30).astimezone()
    for path in (worked.folder / "exports").glob("matrix.*"):
        os.utime(path, (noon.timestamp(), noon.timestamp()))
    lines = dict(zip((export.name for export in desk.exports), desk.last_written(), strict=True))
    today = desk.files()["evidence"][0].at
    assert today.astimezone(UTC) <= datetime.now(UTC)
    assert lines["evidence"].endswith(f"{today:%H:%M}: csv, xlsx")
    assert lines["matrix"] == "2017-05-04 12:30: csv, xlsx"
    before = noon.timestamp() - 3600
    os.utime(worked.folder / "exports" / "matrix.csv", (before, before))
    older = dict(zip((export.name for export in desk.exports), desk.last_written(), strict=True))
    assert older["matrix"] == "2017-05-04 12:30: xlsx; older: csv"
    assert lines["codebook"] == "not written yet"


def test_formats_and_folder_are_chosen_once(worked: Project, desk: ExportsDesk, settings: Settings):
    assert (
        desk.write_as(["md"])
        == "Written are tables as md; references as ris; causal map as csv, xlsx; PRISMA for R as csv; figures as svg, png; handout as html; annotated PDFs as pdf; report as md."
    )
    assert desk.write_to("../tables") == f"Exports are written to {worked.folder.parent / 'tables'}."
    later = ExportsDesk(worked, settings)
    assert later.formats == ("md",)
    later.write(["codebook"])
    assert (worked.folder.parent / "tables" / "codebook.md").is_file()
    written = dict(zip((export.name for export in later.exports), later.last_written(), strict=True))
    assert written["codebook"].startswith("today")
    later.write_to("exports")
    assert later.folder == worked.exports.folder
    assert settings.exports().folders == {}


@pytest.mark.parametrize("folder", ["theory_map.yaml", "~nobody-of-this-name/x", "a\0b"])
def test_a_folder_that_cannot_be_one_is_refused(worked: Project, desk: ExportsDesk, folder: str):
    with pytest.raises(ReviewError, match="give a"):
        desk.write_to(folder)
    assert desk.folder == worked.exports.folder


def test_references_of_some_records_are_shown_and_written(worked: Project, desk: ExportsDesk):
    choose(desk, "references")
    every = len(desk.preview("references").rows)
    assert desk.heading.startswith("References (all, excluded ones too): for reference managers")
    assert "References of" in desk.references.choose_typed("theory-map=include; role=evidence")
    assert "(theory-map=include; role=evidence)" in desk.heading
    assert desk.preview("references").caption.endswith(" (theory-map=include; role=evidence)")
    some = desk.preview("references").rows
    assert 0 < len(some) < every
    (file,) = desk.write(["references"])
    assert file.read_text("utf-8").count("TY  - ") == len(some)
    assert f" references.ris: {len(some)} of {every} records." in desk.report([file])
    kept = file.read_bytes()
    desk.references.choose_typed("year=1066")
    assert desk.preview("references").message == "No record meets year=1066: press r to choose others."
    with pytest.raises(ReviewError, match="no record meets year=1066; nothing was written"):
        desk.write(["references"])
    assert file.read_bytes() == kept
    desk.references.choose_typed("theory-map=include; role=evidence")
    choose(desk, "codebook")
    assert "theory-map" not in desk.heading
    with pytest.raises(ReviewError, match="Unknown decision"):
        desk.references.choose_typed("theory-map=in")
    assert desk.references.typed == "theory-map=include; role=evidence"
    desk.references.choose_typed("all")
    assert (desk.references.typed, len(desk.preview("references").rows)) == ("all", every)


def test_documents_that_cannot_be_annotated_are_reported(project: Project, settings: Settings):
    record = add_record(project, "Markets", document=a_document())
    project.coding.code(record, ["T1"], 0, 10)
    desk = ExportsDesk(project, settings)
    choose(desk, "annotated")
    assert desk.to_write(every=False) == ["annotated"]
    written = desk.write(desk.to_write(every=False))
    line = desk.report(written)
    assert written == []
    assert line.startswith("Nothing was written. ")
    assert "has no file here" in line
    desk.write(["codebook"])
    assert desk.refused == []


def test_copies_in_their_folder_are_the_files_of_the_export(worked: Project, desk: ExportsDesk):
    copy = worked.exports.folder / "annotated" / "Rahman-2016.pdf"
    copy.parent.mkdir(parents=True)
    copy.touch()
    choose(desk, "annotated")
    assert desk.file == copy


def test_of_many_files_four_are_named(desk: ExportsDesk):
    line = desk.report([Path(f"{n}.{ending}") for n in "abcde" for ending in ("csv", "meta.json")])
    assert line.endswith("/review/exports: a.csv, b.csv, c.csv, d.csv and 1 more. Press o to open it.")


def test_the_whole_path_of_the_folder_is_shown_from_the_home_folder(
    worked: Project, desk: ExportsDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    for home, shown in ((worked.folder.parent, "~/review/exports"), (tmp_path / "x", str(desk.folder))):
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.setenv("USERPROFILE", str(home))
        assert desk.report([Path("a.csv")]) == f"Written to {shown}: a.csv. Press o to open it."


def test_references_have_formats_of_their_own(worked: Project, desk: ExportsDesk):
    said = desk.write_as(["md", "bibtex", "rayyan"])
    assert (
        said
        == "Written are tables as md; references as bibtex, rayyan; causal map as csv, xlsx; PRISMA for R as csv; figures as svg, png; handout as html; annotated PDFs as pdf; report as md."
    )
    choose(desk, "references")
    names = {path.name for path in desk.write(["references"])}
    assert names == {"references.bib", "references-rayyan.csv"}
    assert desk.file is not None
    assert desk.file.name in names
    assert {path.name for path in desk.write(["codebook"])} == {"codebook.md"}
    written = desk.write(desk.to_write(every=True))
    assert "Press o to open it. Annotated PDFs: written only when chosen. references.bib: " in desk.report(
        written
    )
    assert {path.suffix for path in written} == {
        ".md",
        ".bib",
        ".csv",
        ".svg",
        ".png",
        ".html",
        ".xlsx",
        ".json",
        ".txt",
    }
    lines = dict(zip((export.name for export in desk.exports), desk.last_written(), strict=True))
    assert lines["references"].endswith(": bib, csv")


def test_every_format_of_an_export_can_be_chosen(worked: Project):
    assert set(FORMATS) == {known for export in worked.exports.all() for known in export.formats}


def test_what_has_no_rows_yet_says_what_it_needs(project: Project, settings: Settings):
    desk = ExportsDesk(project, settings)
    assert desk.preview("cmocs").message == "No rows yet: compose a configuration first."
    assert desk.preview("appraisal").message == "No rows yet: appraise documents first."


def test_low_levels_are_left_out_of_one_dimension_after_the_other(
    worked: Project, desk: ExportsDesk, tmp_path: Path
):
    record = worked.coding.codings()[0].record
    worked.screening.decide(record, "include", worked.theory.map.last_stage)
    worked.appraisals.appraise(record, {"relevance": "low"}, "another country")
    choose(desk, "evidence")
    whole = desk.preview("evidence").rows
    assert (
        desk.low_levels.leave_out_next(desk.chosen)
        == "Tables are shown and written without low relevance; nothing is excluded."
    )
    assert desk.heading.startswith("Coded evidence (without low relevance): ")
    assert len(desk.preview("evidence").rows) < len(whole)
    assert "higher by nobody" in desk.preview("evidence").more or desk.preview("evidence").message
    desk.write_to(str(tmp_path / "out"))
    desk.write(["evidence", "codebook"])
    assert "without_low" in (tmp_path / "out/evidence-without-low-relevance.csv.meta.json").read_text("utf-8")
    assert len(desk.files()["evidence"]) == len(desk.files()["codebook"]) == 2
    choose(desk, "codebook")
    desk.low_levels.leave_out_next(desk.chosen)
    assert "stays whole" in desk.low_levels.leave_out_next(desk.chosen)
    assert desk.heading.startswith("Codebook: ")
    desk.write(["codebook"])
    assert (
        desk.low_levels.leave_out_next(desk.chosen)
        == "Tables are whole again: nothing is left out by its level."
    )
    assert desk.preview("evidence").rows == whole
