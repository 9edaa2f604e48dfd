"""The file of a handout, read back by an HTML parser."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import html
from msgspec import structs

from review.domain.wording.quoted import nested
from review.export import EXPORTS, ExportMaterial
from review.export.formats.html import POLICY
from review.export.formats.text import legible
from review.export.handout.page import INFERRED, NOTE_LINES
from review.project import Project
from tests.export.figures.awkward import EMPTY, hostile
from tests.export.hostile import TEXT
from tests.export.reviews import SMALL
from tests.export.theory_work import C1, REVIEW, VERDICTS, fragment

HANDOUT = EXPORTS["handout"]
REVIEWS = {"small": SMALL, "theory work": REVIEW, "empty": EMPTY, "awkward": hostile()}
HEADINGS = ("h1", "h2", "h3", "h4")


def written(review: ExportMaterial, folder: Path) -> str:
    (path,) = HANDOUT.write(review, folder)
    assert path.name == "handout.html"
    return path.read_text("utf-8")


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module", params=REVIEWS)
def content(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(REVIEWS[request.param], tmp_path_factory.mktemp("out"))


def test_nothing_runs_and_nothing_is_fetched(content: str) -> None:
    page = html.fromstring(content)
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    assert not page.xpath(
        "//script | //iframe | //object | //embed | //link | //base | //form | //img | //video | //audio | //@src"
    )
    assert not [one for one in page.xpath("//@*") if one.attrname.startswith("on")]
    assert all(one.startswith("#") for one in page.xpath("//@href | //@*[name()='xlink:href']"))
    rules = " ".join(page.xpath("//style/text()"))
    assert "@import" not in rules
    assert set(re.findall(r"url\(([^)]{0,1})", content)) <= {"#"}


def test_headings_lead_through_it_and_no_level_is_left_out(content: str) -> None:
    page = html.fromstring(content)
    levels = [int(one.tag[1]) for one in page.iter(*HEADINGS)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= level + 1 for level, later in pairwise(levels))
    assert all(text_of(one) for one in page.iter(*HEADINGS))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(page.xpath("//@aria-labelledby")) <= set(ids)
    assert page.get("lang") == "en-GB"


def test_it_says_what_it_is_and_that_counts_do_not_weigh(content: str) -> None:
    top = text_of(html.fromstring(content).find(".//header"))
    assert "This is a handout for a meeting" in top
    assert "Counts locate evidence and do not weigh it." in top
    assert re.search(r"As of \d{4}-\d\d-\d\d \d\d:\d\d UTC\. Theory map v\d", top)


def test_each_question_has_room_to_write(content: str) -> None:
    asked = html.fromstring(content).find_class("asked")
    assert all(len(one.findall(".//hr")) == NOTE_LINES for one in asked)
    numbers = [text_of(one.find("h4")).partition(".")[0] for one in asked]
    assert numbers == [str(number) for number in range(1, 1 + len(asked))]


@pytest.mark.parametrize("review", REVIEWS.values(), ids=list(REVIEWS))
def test_equal_reviews_give_equal_bytes(review: ExportMaterial, tmp_path: Path) -> None:
    assert written(review, tmp_path) == written(replace(review), tmp_path)


def test_a_configuration_stands_as_if_then_because(tmp_path: Path) -> None:
    page = html.fromstring(written(REVIEW, tmp_path))
    (one,) = page.find_class("configuration")
    assert [text_of(part) for part in one.iter("dt", "dd")] == [
        "IF",
        "no adviser is at hand",
        "THEN",
        "they take the first vacancy",
        "BECAUSE",
        f"nobody told them to wait {INFERRED}",
    ]
    assert [text_of(part) for part in one.iter("blockquote")] == [
        "“they asked a neighbour” (Rahman, 2016, pp. 41–42)"
    ]


def test_the_map_is_drawn_as_it_is_now_and_is_there_in_words(tmp_path: Path) -> None:
    page = html.fromstring(written(replace(REVIEW, first_map=lambda: EMPTY.theory_map), tmp_path))
    (drawing,) = page.iter("svg")
    assert drawing.get("role") == "img"
    assert drawing.get("aria-label").startswith("Theories: T1 Market logic, T2 Market limitations.")
    assert "At first" not in drawing.text_content()
    assert "Many providers are the surest way." in [text_of(one) for one in page.find_class("proposition")]


def test_it_is_for_the_eye_in_light_and_dark_and_for_a4(tmp_path: Path) -> None:
    rules = html.fromstring(written(REVIEW, tmp_path)).findtext(".//style")
    for rule in (
        "prefers-color-scheme: dark",
        "@page { size: A4",
        "break-before: page",
        "break-inside: avoid",
    ):
        assert rule in rules


def test_passages_of_documents_that_are_not_included_are_not_in_it(tmp_path: Path) -> None:
    secret = "said by an excluded document"
    elements = tuple(
        structs.replace(
            one,
            fragments=(
                *one.fragments,
                *(
                    fragment(f"x{relation}", "r9", relation, quote=secret)
                    for relation in ("shows", "against")
                ),
            ),
        )
        for one in C1.elements
    )
    review = replace(REVIEW, configurations=lambda: (structs.replace(C1, elements=elements),))
    content = written(review, tmp_path)
    assert "they asked a neighbour" in content
    assert secret not in content
    assert "Okoro" not in content


def test_a_review_that_has_nothing_says_what_to_do_first(tmp_path: Path) -> None:
    page = html.fromstring(written(EMPTY, tmp_path))
    assert [text_of(one) for one in page.iter("h1", "h2")] == [
        "Untitled review",
        "The question",
        "The theory map",
        "Configurations: if, then, because",
        "Questions to discuss",
    ]
    said = text_of(page.find(".//main"))
    assert "No theories yet: add theories to the theory map first." in said
    assert "The review has no open questions yet" in said
    assert HANDOUT.preview(EMPTY).text == ""


@settings(max_examples=25, deadline=None)
@given(TEXT)
def test_no_text_is_taken_for_markup(text: str) -> None:
    from review.export.handout.assembling import handout
    from review.export.handout.page import render

    elements = tuple(
        structs.replace(
            one,
            wording=text,
            fragments=tuple(structs.replace(part, quote=text) for part in one.fragments),
        )
        for one in C1.elements
    )
    verdict = structs.replace(VERDICTS[0], gap=text, caveat=text)
    configuration = structs.replace(C1, elements=elements, written=text, label=f"C{text}")
    theory_map = structs.replace(
        REVIEW.theory_map, title=text, question=text, programme_theory=text, categories={"market": text}
    )
    made = replace(
        REVIEW,
        theory_map=theory_map,
        configurations=lambda: (configuration,),
        verdicts=lambda: {"T1": verdict},
    )
    page = html.fromstring(render(replace(handout(made), sections=()), made).decode())
    assert not page.xpath("//script | //a | //b | //img | //dd//*[not(self::br or self::span)]")
    for line_end in page.iter("br"):
        line_end.tail = "\n" + (line_end.tail or "")
    quoted = page.xpath("//blockquote//span")[0].text_content()
    assert quoted == re.sub("[\u2028\u2029]", "\n", legible(nested(text)))


def test_the_preview_is_an_outline_with_the_questions_counted() -> None:
    shown = HANDOUT.preview(REVIEW, 40)
    found = [line.strip() for line in shown.text.splitlines()]
    assert shown.title == REVIEW.theory_map.title
    assert {"The question", "T1 Market logic", "C1 (kept, 1 quotation)"} <= set(found)
    assert "What we inferred (1 question)" in found
    assert max(map(len, shown.text.splitlines())) <= 40


def test_the_handout_of_the_demonstration_has_every_part(made_demonstration: Path, tmp_path: Path) -> None:
    with Project.open(made_demonstration, "Demo Reviewer A", read_only=True) as project:
        excluded = {
            record.author_year
            for record in project.records.all()
            if project.screening.outcome(record.id, "theory-map") != "include"
        }
        (path,) = project.exports.write(["handout"], out=tmp_path / "out")
    page = html.fromstring(path.read_text("utf-8"))
    assert len(page.find_class("theory")) == 9
    assert [text_of(one.find("h3")) for one in page.find_class("configuration")] == [
        f"C{number}" for number in range(1, 7)
    ]
    cited = [text_of(one) for one in page.iter("blockquote")]
    assert all(re.search(r"\(.+, 20\d\d, pp?\. \S+\)", one) for one in cited)
    assert not [one for one in cited for name in excluded if name in one]
    assert len(page.find_class("asked")) == 10
