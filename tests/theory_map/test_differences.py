import pytest

from review.theory_map import TheoryMap
from review.theory_map.differences import Difference, differences
from review.theory_map.reading import parse_theory_map
from tests.theory_map.maps import edited, small_map


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        (
            "Many providers make good care.",
            "Markets work.",
            Difference(
                "theories.T1.proposition",
                "Many providers make good care.",
                "Markets work.",
                "theory T1: proposition was 'Many providers make good care.', is now 'Markets work.'",
            ),
        ),
        (
            "[competition, tender]",
            "[competition, price]",
            Difference(
                "theories.T1.key_terms",
                "competition, tender",
                "competition, price",
                "theory T1: key terms: added 'price'; removed 'tender'",
            ),
        ),
        (
            "[T1, T2]",
            "[T2, T1]",
            Difference(
                "rival_framings.RA.rivals", "T1, T2", "T2, T1", "rival framing RA: rivals: in another order"
            ),
        ),
        (
            "    key_terms: [competition, tender]\n",
            "",
            Difference(
                "theories.T1.key_terms",
                "competition, tender",
                "",
                "theory T1: key terms: removed 'competition', 'tender'",
            ),
        ),
        (
            "{reviewers: 2}",
            "{reviewers: 1}",
            Difference(
                "stages.theory-map.reviewers", "2", "1", "stage theory-map: reviewers was '2', is now '1'"
            ),
        ),
        (
            "    E1: {text: Too old, stage: title-abstract}\n",
            "",
            Difference("criteria.exclude.E1", "Too old", "", "exclusion criterion E1 'Too old' removed"),
        ),
        (
            "title: A small review",
            "title: Another",
            Difference("title", "A small review", "Another", "title was 'A small review', is now 'Another'"),
        ),
        (
            "facets:\n",
            "suggestions: {blind_share: 0.2}\nfacets:\n",
            Difference("suggestions.blind_share", "", "0.2", "suggestions: blind share '0.2' added"),
        ),
        (
            "market: Care as a market\n",
            "market: Care as a market\n  other: Another\n",
            Difference("categories.other", "", "Another", "category other 'Another' added"),
        ),
        (
            "  title-abstract:\n  theory-map: {reviewers: 2}",
            "  theory-map: {reviewers: 2}\n  title-abstract:",
            Difference(
                "stages",
                "title-abstract, theory-map",
                "theory-map, title-abstract",
                "stages: the order was title-abstract, theory-map, is now theory-map, title-abstract",
            ),
        ),
    ],
)
def test_a_hand_edit_is_shown_as_a_difference(old: str, new: str, difference: Difference) -> None:
    assert differences(small_map(), parse_theory_map(edited(old, new))) == (difference,)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  T2:\n", "  # a comment\n  T2:\n"),
        ("proposition: Councils must shape", "proposition: >-\n      Councils must\n      shape"),
        ('key: "2"', "key: 2\n    rejected: false\n    key_terms: []"),
        ("  title-abstract:\n", "  title-abstract: {reviewers: 1, criterion_required: false}\n"),
        ('"#6699ff"', '"#6699FF"'),
    ],
)
def test_another_way_to_write_the_same_makes_no_difference(old: str, new: str) -> None:
    assert differences(small_map(), parse_theory_map(edited(old, new))) == ()


def test_languages_are_named_before_and_after_whether_one_several_or_the_usual_one() -> None:
    def with_language(written: str) -> TheoryMap:
        return parse_theory_map(edited("facets:\n", f"{written}\nfacets:\n"))

    usual, one, several = (
        with_language(""),
        with_language("language: zh"),
        with_language("language: [de, zh]"),
    )
    said = [differences(*pair) for pair in ((usual, several), (several, one), (one, usual))]

    assert [one.sentence for (one,) in said] == [
        "language was 'en', is now 'de, zh'",
        "language was 'de, zh', is now 'zh'",
        "language was 'zh', is now 'en'",
    ]
    assert [(one.before, one.after) for (one,) in said] == [("en", "de, zh"), ("de, zh", "zh"), ("zh", "en")]
