"""What is drawn, of ordinary and of awkward reviews: nothing overlaps, is cut off or too pale, and nothing is markup."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import pytest
from lxml import etree

from review.export import ExportMaterial
from review.export.figures.characters import cells
from review.export.figures.drawing import CUT, LACKING
from review.export.figures.shades import contrast
from review.export.figures.sheet import MOST
from review.export.formats.text import legible
from tests.export.figures.awkward import EMPTY, REVIEWS, configurations, hostile
from tests.export.figures.sheets import FIGURES, behind, images_of, outside, overlaps, sheets_of, texts
from tests.export.reviews import material

every_figure = pytest.mark.parametrize("name", FIGURES)
every_review = pytest.mark.parametrize("review", REVIEWS.values(), ids=list(REVIEWS))


@every_figure
@every_review
def test_no_text_runs_into_another_or_out_of_its_box(name: str, review: ExportMaterial) -> None:
    for sheet in sheets_of(name, review):
        assert list(overlaps(sheet)) == []
        assert [one.text for one in sheet.texts if outside(sheet, one, 0.4)] == []


@every_figure
@every_review
def test_every_text_is_legible_on_what_is_behind_it(name: str, review: ExportMaterial) -> None:
    for sheet in sheets_of(name, review):
        for text in sheet.texts:
            assert contrast(text.colour, behind(sheet, text)) >= 4.5, text


@every_figure
@every_review
def test_a_sheet_fits_a_page(name: str, review: ExportMaterial) -> None:
    for sheet in sheets_of(name, review):
        assert 0 < sheet.height <= MOST + 15


@every_figure
@pytest.mark.parametrize(
    ("review", "file_format"),
    [
        *(pytest.param(review, "svg", id=f"svg-{of}") for of, review in REVIEWS.items()),
        *(pytest.param(REVIEWS["theory work"], other, id=f"{other}-theory work") for other in ("png", "pdf")),
    ],
)
def test_equal_reviews_give_equal_bytes(name: str, review: ExportMaterial, file_format: str) -> None:
    first = images_of(name, review, file_format)
    later = FIGURES[name].images(replace(review, as_of="2031-01-01T00:00:00Z"), file_format)
    assert first == later
    start = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[file_format]
    assert all(one.startswith(start) for one in first)


OTHER_PROCESS = """
import hashlib
from tests.export.figures.awkward import REVIEWS
from tests.export.figures.sheets import FIGURES
for name in FIGURES:
    for file_format in ("svg", "pdf"):
        print(name, hashlib.sha256(b"".join(FIGURES[name].images(REVIEWS["theory work"], file_format))).hexdigest())
"""


@pytest.mark.slow
def test_another_process_makes_the_same_bytes() -> None:
    seed = "1" if os.environ.get("PYTHONHASHSEED") == "7" else "7"
    done = subprocess.run(
        [sys.executable, "-c", OTHER_PROCESS],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert done.stdout.splitlines() == [
        f"{name} {hashlib.sha256(b''.join(images_of(name, REVIEWS['theory work'], file_format))).hexdigest()}"
        for name in FIGURES
        for file_format in ("svg", "pdf")
    ]


@every_figure
@every_review
def test_an_svg_is_xml_with_its_texts_as_text(name: str, review: ExportMaterial) -> None:
    for svg, sheet in zip(
        images_of(name, review), sheets_of(name, review, has_every_letter=True), strict=True
    ):
        root = etree.fromstring(svg)
        written = {" ".join("".join(one.itertext()).split()) for one in root.iter("{*}text")}
        assert root.find(".//{*}title").text
        assert {" ".join(one.split()) for one in texts(sheet)} <= written
        assert b"<script" not in svg
        assert b"<dc:date" not in svg


def test_what_the_font_lacks_is_shown_as_a_box_and_said_so_but_kept_in_the_svg() -> None:
    review = REVIEWS["hostile"]
    sheet = sheets_of("figure-map", review)[0]
    assert sheet.lacks
    svg = b"".join(images_of("figure-map", review)).decode()
    assert "日本の介護市場" in svg
    assert LACKING not in svg
    png = FIGURES["figure-map"].images(review, "png")
    plain = images_of("figure-map", REVIEWS["small"], "png")
    assert not sheets_of("figure-map", REVIEWS["small"])[0].lacks
    assert png
    assert plain


def test_a_text_that_is_shortened_is_said_to_be() -> None:
    svg = b"".join(images_of("figure-map", REVIEWS["hostile"])).decode()
    assert CUT in svg
    assert CUT not in b"".join(images_of("figure-map", REVIEWS["small"])).decode()


def test_what_was_shortened_is_said_where_the_notes_of_a_figure_begin() -> None:
    cut = [sheet for sheet in sheets_of("figure-cmoc", REVIEWS["hostile"]) if sheet.is_cut]
    assert cut
    for sheet in cut:
        note, said = sheet.texts[-2:]
        assert note.text.startswith("In italics")
        assert said.x == note.x


def test_dollars_and_underscores_are_letters() -> None:
    found = [text for sheet in sheets_of("figure-map", REVIEWS["hostile"]) for text in texts(sheet)]
    assert any("$x_1$" in text for text in found)
    assert any("\\unknown{" in text for text in found)


@every_figure
def test_an_empty_review_is_drawn_as_what_to_do(name: str) -> None:
    (svg,) = images_of(name, EMPTY)
    said = " ".join("".join(one.itertext()) for one in etree.fromstring(svg).iter("{*}text"))
    assert said == f"Nothing to show yet: {FIGURES[name].needs}."
    assert FIGURES[name].preview(EMPTY, 80).text == ""


@pytest.mark.slow
def test_hundreds_of_configurations_are_drawn_on_several_sheets() -> None:
    review = material(configurations=configurations(300))
    sheets = sheets_of("figure-cmoc", review)
    shown = [text for sheet in sheets for text in texts(sheet)]
    assert len(sheets) > 10
    assert all(sheet.height <= MOST + 15 for sheet in sheets)
    assert all(f"C{number}" in shown for number in range(300) if number % 11 != 7)
    assert all(list(overlaps(sheet)) == [] for sheet in sheets)


@every_figure
@every_review
@pytest.mark.parametrize("width", [60, 100, 160])
def test_as_text_it_is_no_wider_than_the_terminal(name: str, review: ExportMaterial, width: int) -> None:
    lines = FIGURES[name].preview(review, width).text.splitlines()
    assert [line for line in lines if cells(line) > width] == []
    assert all(legible(line) == line for line in lines)


def test_four_hundred_years_are_at_most_forty_bars() -> None:
    picture = FIGURES["figure-years"].make(hostile())
    assert picture.span == 20
    assert len(picture.bars()) <= 40
    assert sum(sum(of) for _, of in picture.bars()) + picture.without == 60
    assert picture.note == "Each bar is of 20 years. Left out: 1 document without a year."


NOWHERE = """
import sys
from tests.export.figures.awkward import REVIEWS
from tests.export.figures.sheets import FIGURES
FIGURES["figure-years"].images(REVIEWS["small"], "png")
"""


def test_drawing_writes_nothing_to_the_terminal_where_no_settings_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "matplotlibrc").write_text("no such setting : 1\nfont.size : 40\nsvg.fonttype : path\n")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", NOWHERE],
        env={**os.environ, "MPLCONFIGDIR": str(tmp_path / "file" / "below"), "MATPLOTLIBRC": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_a_persons_settings_of_matplotlib_change_nothing() -> None:
    with mpl.rc_context({"svg.fonttype": "path", "font.size": 40, "axes.grid": True, "text.usetex": True}):
        theirs = FIGURES["figure-years"].images(REVIEWS["small"], "svg")
    assert theirs == FIGURES["figure-years"].images(REVIEWS["small"], "svg")
