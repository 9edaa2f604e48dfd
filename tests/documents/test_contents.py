import pytest

from review.documents.layout.assemble import contents_end


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Need and demand . . . . . . . . 12", "Need and demand . . . . . . . . 12"),
        ("Executive summary........iii This statement says", "Executive summary........iii "),
        ("One ..... 1 Two ..... 2", "One ..... 1 Two ..... 2"),
        ("He said: wait ... 3 of them came.", ""),
        ("A plain paragraph with 12 people.", ""),
        ("", ""),
    ],
)
def test_lines_of_a_contents_page_are_distinguished_from_what_follows(text: str, contents: str) -> None:
    assert text[: contents_end(text)] == contents
