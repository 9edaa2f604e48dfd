"""Where passages are in the text of a document here."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from review.exchange.refi.values import QdaArea, QdaCoding, QdaSelection, QdaSource, SourceKind
from review.project.interchange.importing.placing import Placing, longest_name, selected

TEXT = "Councils shape the market.\nPeople choose. People choose again, and more people do.\n"


def source(text: str | None, *selections: QdaSelection, areas: Sequence[QdaArea] = ()) -> QdaSource:
    return QdaSource(
        guid="s", name="S", kind=SourceKind.PDF, text=text, selections=selections, areas=tuple(areas)
    )


def selection(quote: str, text: str = TEXT, guid: str = "a", **more: object) -> QdaSelection:
    start = text.index(quote)
    return QdaSelection(guid=guid, start=start, end=start + len(quote), **more)  # type: ignore[arg-type]


def area(guid: str, page: int = 1, text: str = "", *codes: str) -> QdaArea:
    codings = tuple(QdaCoding(guid=f"{guid} {code} {page}", code=code) for code in codes)
    return QdaArea(guid=guid, page=page, left=0, bottom=0, right=9, top=9, text=text, codings=codings)


def quotes(of: QdaSource, text: str, spans: dict[int, tuple[int, int]] | None = None) -> list[str | None]:
    """The words of each passage here; `spans` has those of areas, by their pages."""

    def spans_in(areas: Sequence[QdaArea]) -> list[tuple[int, int] | None]:
        return [(spans or {}).get(one.page) for one in areas]

    found = Placing(of, text, spans_in).all(selected(of))
    return [text[slice(*span)] if span else None for span in found]


def test_offsets_count_where_only_characters_differ_that_files_cannot_hold() -> None:
    """Some readers of PDFs put one where a word is hyphenated; the words alone would have two places."""
    here = "Yes. Peo\ufffeple chose.\nYes. Peo\ufffeple chose.\n"
    there = here.replace("\ufffe", " ")
    assert Placing(source(there), here).all(selected(source(there, selection("chose", there)))) == [(13, 18)]


def test_offsets_count_where_the_text_is_the_same_and_ends_are_trimmed() -> None:
    assert quotes(source(TEXT, selection(" shape the market.\n")), TEXT) == ["shape the market."]


def test_offsets_count_where_hard_line_ends_are_spaces_here() -> None:
    here = TEXT.replace("market.\nPeople", "market. People")
    passage = selection("choose. People", TEXT)
    assert quotes(source(TEXT, passage), here) == ["choose. People"]
    twice = "People choose.\n" * 3
    assert Placing(source(twice), twice.replace("\n", " ")).all(
        selected(source(twice, QdaSelection(guid="a", start=15, end=21)))
    ) == [(15, 21)]


def test_another_reading_is_searched_for_the_words_and_those_around_them() -> None:
    here = "Coun-\ncils shape  the market. (p. 1) People choose. People choose again, and more people do."
    found = quotes(source(TEXT, selection("Councils shape"), selection("again, and more", guid="b")), here)
    assert found == ["Coun-\ncils shape", "again, and more"]


def test_words_that_are_not_here_or_in_two_places_are_not_placed() -> None:
    assert quotes(source(TEXT, selection("Councils")), "Nothing of it.") == [None]
    two = "People choose here. Much later, elsewhere: people choose."
    assert quotes(source(None, QdaSelection(guid="a", start=0, end=9, name="people choose")), two.lower()) == [None]  # fmt: skip


def named(*names: str, text: str = TEXT, shift: int = 0) -> QdaSource:
    """A source without its text, its selections named by how they begin."""
    found = (
        QdaSelection(
            guid=str(n), start=text.index(one) + shift, end=text.index(one) + len(one) + shift, name=one
        )
        for n, one in enumerate(names)
    )
    return source(None, *found)


def test_without_the_text_positions_count_if_all_names_are_the_words_there() -> None:
    here = "👋 People choose again.\nPeople choose again.\n"
    second = QdaSelection(guid="a", start=25, end=45, name="People choose again.")
    nameless = QdaSelection(guid="b", start=3, end=9)
    # Windows counts both characters of the line end, and the one beyond 16 bits twice.
    assert quotes(source(None, second, nameless), here) == ["People choose again.", "People"]
    assert quotes(source(None, replace(second, name="Nobody chose again.")), here) == [None]


def test_a_name_that_may_be_cut_is_only_a_beginning() -> None:
    text = "They waited six weeks, and nobody told them why they had to. They left. Nobody came.\n"
    cut, whole = (
        "six weeks, and nobody told them why they had",
        "They waited six weeks, and nobody told them why they had to.",
    )
    moved = named(cut, whole, "Nobody came.", text=text, shift=7)
    passages = selected(moved, longest_name([moved]))
    placing = Placing(moved, text)
    assert [one.is_open for one in passages] == [True, True, False]
    assert [span and text[slice(*span)] for span in placing.all(passages)] == [None, None, "Nobody came."]
    assert [span and text[slice(*span)] for span in map(placing.beginning, passages)] == [cut, whole, None]


@pytest.mark.parametrize(
    ("names", "longest"), [([], 0), (["a" * 40, "b"], 40), (["ab", "c"], 0), (["ab", "cd"], 2)]
)
def test_names_are_cut_at_the_longest_if_that_is_long_or_several_have_it(
    names: list[str], longest: int
) -> None:
    found = (QdaSelection(guid=one, start=0, end=1, name=one) for one in names)
    assert longest_name([source(None, *found)]) == longest


def test_broken_offsets_are_not_placed() -> None:
    broken = [(5, 5), (9, 3), (-1, 4), (0, 10**9), (26, 27)]
    of = source(TEXT, *(QdaSelection(guid=str(n), start=a, end=b) for n, (a, b) in enumerate(broken)))
    assert quotes(of, TEXT) == [None] * 5


def test_without_the_text_a_name_that_is_a_quotation_is_searched() -> None:
    named = [
        QdaSelection(guid="a", start=0, end=1, name="shape the market"),
        QdaSelection(guid="b", start=0, end=1, name="shape the mar…"),
        QdaSelection(guid="c", start=0, end=1, name="market"),
    ]
    assert quotes(source(None, *named), TEXT) == ["shape the market", None, None]


def test_areas_are_read_by_their_own_text_or_else_by_the_page() -> None:
    areas = [area("a", 1, "People choose again"), area("b", 2), area("c", 3)]
    assert quotes(source(None, areas=areas), TEXT, {1: (0, 8), 2: (0, 14)}) == [
        "People choose again", "Councils shape", None,
    ]  # fmt: skip


def test_areas_of_one_passage_on_several_pages_are_one_and_the_text_selection_counts() -> None:
    two_pages = [area("a", 1, "", "c1"), area("a", 2, "", "c1", "c2")]
    [one] = selected(source(None, areas=two_pages))
    assert [coding.code for coding in one.codings] == ["c1", "c2"]
    assert quotes(source(None, areas=two_pages), TEXT, {1: (9, 14), 2: (19, 25)}) == ["shape the market"]
    both = source(TEXT, selection("People choose."), areas=two_pages)
    assert quotes(both, TEXT, {1: (0, 8), 2: (0, 8)}) == ["People choose."]
