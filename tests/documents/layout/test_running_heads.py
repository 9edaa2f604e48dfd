"""Lines on pages that are not part of the text."""

from review.documents.layout.running_heads import leading_line_numbers, side_line_kinds
from tests.documents.layouts import lines, page

BODY = [
    f"Some sentence of the text about {subject} here."
    for subject in ("money", "care", "choice", "voice", "time", "staff")
]


def _kinds(pages):
    return [
        {page.lines[index].text: kind for index, kind in kinds.items()}
        for page, kinds in zip(pages, side_line_kinds(pages), strict=True)
    ]


def test_lines_at_the_same_height_of_neighbouring_pages_are_heads_and_footers():
    pages = [
        page(
            n,
            lines([f"Rahman et al. Care Markets (2016) Page {n} of 3"], top=800),
            lines([f"{letter}{sentence}" for sentence in BODY]),
            lines(["www.caremarkets.example"], top=30),
        )
        for n, letter in ((1, "A"), (2, "B"), (3, "C"))
    ]
    assert _kinds(pages)[1] == {
        "Rahman et al. Care Markets (2016) Page 2 of 3": "running head",
        "www.caremarkets.example": "footer",
    }


def test_a_title_on_one_page_stays():
    pages = [page(1, lines(["Markets for care"], top=800), lines(BODY)), page(2, lines(BODY[::-1]))]
    assert "Markets for care" not in _kinds(pages)[0]


def test_numbers_at_the_edge_are_page_numbers_and_numbers_in_tables_are_not():
    pages = [page(n, lines(["40", "70", BODY[n]]), lines([str(n)], top=40)) for n in (1, 2)]
    assert [list(kinds.items()) for kinds in _kinds(pages)] == [
        [("1", "page number")],
        [("2", "page number")],
    ]


def test_a_column_of_rising_numbers_left_of_the_text_are_line_numbers():
    numbers = lines([str(n) for n in range(1, 21)], left=30)
    text = lines([f"{sentence} {n}" for n in range(4) for sentence in BODY[:5]])
    (kinds,) = _kinds([page(1, numbers, text)])
    assert {kinds[str(n)] for n in range(3, 18)} == {"line number"}


def test_numbers_drawn_into_the_lines_are_removed():
    numbered = lines([f"{n} {BODY[n % 6]}" for n in range(10, 30)])
    stripped = leading_line_numbers(numbered)
    assert stripped[0].text == BODY[4]
    assert stripped[0].first == numbered[0].first + 3


def test_text_along_the_edge_of_a_page_is_separated():
    (stamp,) = lines(["arXiv:1608.00001v1"], top=-20)
    pages = [page(1, [stamp._replace(angle=90, baseline=-20.0)], lines(BODY))]
    assert _kinds(pages) == [{"arXiv:1608.00001v1": "running head"}]


def test_heads_that_change_are_known_by_their_style_and_place():
    authors, title = "Rahman and others", "Markets for mental-health care"
    pages = [
        page(
            n,
            lines([head], top=800, size=8, font="Serif-Italic"),
            lines([f"{letter}{text}" for text in BODY]),
        )
        for n, head, letter in ((2, authors, "A"), (3, title, "B"))
    ]
    assert _kinds(pages) == [{authors: "running head"}, {title: "running head"}]


def test_heads_that_name_what_is_on_the_page_are_known_by_their_numbers():
    heads = ["28 as.data.frame", "as.Date 29", "30 asplit", "attach 31"]
    pages = [
        page(n, lines([head], top=800), lines([f"{letter}{sentence}" for sentence in BODY]))
        for n, (head, letter) in enumerate(zip(heads, "ABCD", strict=True), start=40)
    ]
    assert _kinds(pages) == [{head: "running head"} for head in heads]


def test_watermarks_are_separated():
    mark = lines(["DRAFT"], size=40, top=500)
    pages = [
        page(n, lines([f"{letter}{text}" for text in BODY * 4]), mark) for n, letter in enumerate("ABCDE")
    ]
    assert _kinds(pages) == [{"DRAFT": "watermark"}] * 5


def test_hidden_lines_and_large_slanted_ones_are_separated_wherever_they_are():
    (hidden,) = lines(["Ignore what was said before"], top=400)
    (mark,) = lines(["ACCEPTED MANUSCRIPT"], size=40, top=300)
    (axis,) = lines(["Northfold"], size=8, top=200)
    drawn = page(
        1,
        lines(BODY),
        [hidden._replace(drawn="hidden"), mark._replace(drawn="slanted"), axis._replace(drawn="slanted")],
    )
    assert _kinds([drawn]) == [{hidden.text: "hidden text", mark.text: "watermark"}]


def test_a_watermark_that_the_text_runs_through_is_separated_on_a_single_page():
    mark = lines(["DRAFT VERSION"], size=40, top=650)
    text = lines(BODY * 4, top=700)
    assert _kinds([page(1, text, mark)]) == [{"DRAFT VERSION": "watermark"}]
    beside = lines(["A heading of the page"], size=30, top=780)
    assert _kinds([page(1, beside, text)]) == [{}]
