import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.errors import TheoryMapError, UnknownNameError
from review.theory_map import TheoryMap, from_plain
from review.theory_map.changes import (
    Difference,
    differences,
    refined,
    reinstated,
    rejected,
    with_subtheme,
    with_theory,
)
from review.theory_map.reading import parse_theory_map
from tests.theory_map.maps import edited, small_map

T3 = {"name": "Demand", "category": "market", "proposition": "Councils learn what is needed."}


def sentences(new: TheoryMap) -> list[str]:
    return [difference.sentence for difference in differences(small_map(), new)]


def test_a_refinement_changes_the_wording_in_values_and_plain_alike() -> None:
    new = refined(
        small_map(), "T1", proposition="Many providers make person-oriented care.", key_terms=["rivalry"]
    )

    assert new.theory_of("T1").proposition == "Many providers make person-oriented care."
    assert new.theory_of("T1").key_terms == ("rivalry",)
    assert new == from_plain(new.to_plain())
    assert small_map().theory_of("T1").key_terms == ("competition", "tender")


def test_a_sub_themes_proposition_is_its_definition() -> None:
    new = refined(small_map(), "T1.a", name="Rivalry", proposition="What rivalry does")

    assert new.code_names["T1.a"] == "Rivalry"
    assert new.proposition_of("T1.a") == "What rivalry does"


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


def test_a_theory_is_added_with_the_next_free_key_and_the_others_keep_theirs() -> None:
    new = with_theory(small_map(), "T3", T3)

    assert [code.key for code in new.codes] == ["1", "2", "3", "a"]
    assert sentences(new) == ["theory T3 'Demand' added"]


def test_a_rival_framing_is_added_among_the_rival_framings() -> None:
    new = with_theory(
        small_map(), "RB", {"name": "No tools", "proposition": "No wish.", "rivals": ["T2"]}, rival=True
    )

    assert new.competitors("T2") == ("RA", "RB")
    assert sentences(new) == ["rival framing RB 'No tools' added"]


def test_a_sub_theme_is_added_under_its_theory() -> None:
    new = with_subtheme(small_map(), "T2", "T2.a", "Failure", "When providers fail")

    assert new.theory_of("T2.a").id == "T2"
    assert sentences(new) == ["sub-theme T2.a 'Failure' added"]
    assert differences(small_map(), new)[0].path == "theories.T2.subthemes.T2.a"


def test_a_rejected_theory_stays_and_can_be_reinstated() -> None:
    without = rejected(small_map(), "T2")

    assert without.theory_of("T2").rejected
    assert sentences(without) == ["theory T2: rejected was 'no', is now 'yes'"]
    assert reinstated(without, "T2") == small_map()


@pytest.mark.parametrize("act", [refined, rejected, reinstated])
def test_an_unknown_code_is_reported_with_the_nearest(act) -> None:
    with pytest.raises(UnknownNameError, match=r"^Unknown .* 't1'\. Did you mean 'T1'\?$"):
        act(small_map(), "t1")


def test_a_sub_theme_cannot_be_rejected() -> None:
    with pytest.raises(
        UnknownNameError, match=r"^T1.a is a sub-theme. Theories and rival framings: T1, T2, RA$"
    ):
        rejected(small_map(), "T1.a")


def test_a_taken_identifier_is_refused() -> None:
    with pytest.raises(TheoryMapError, match=r"theories\.RA: identifier already used by 'Councils cannot'"):
        with_theory(small_map(), "RA", T3)
    with pytest.raises(
        TheoryMapError, match=r"T1\.subthemes\.T2: identifier already used by 'Market limits'"
    ):
        with_subtheme(small_map(), "T1", "T2", "name")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda m: refined(m, "T1", name=" "), "theories.T1.name: is empty"),
        (lambda m: refined(m, "T1", key_terms=["a", "a"]), "theories.T1.key_terms: 'a' is listed twice"),
        (
            lambda m: with_subtheme(m, "T1", "T1 b", "name"),
            "theories.T1.subthemes.T1 b: 'T1 b' is not an identifier",
        ),
        (lambda m: with_theory(m, "T3", {"name": "a"}), "theories.T3.proposition: is missing"),
        (
            lambda m: with_theory(m, "T3", T3 | {"key": "1"}),
            "theories.T3.key: '1' key already used (theories.T1.key)",
        ),
    ],
)
def test_a_change_that_makes_a_mistake_is_refused(change, told: str) -> None:
    with pytest.raises(TheoryMapError) as raised:
        change(small_map())

    assert str(raised.value).startswith(told)


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


@given(name=st.text(), proposition=st.text(), key_terms=st.lists(st.text()))
def test_any_wording_is_accepted_or_refused_and_kept_in_step(
    name: str, proposition: str, key_terms: list[str]
) -> None:
    try:
        new = refined(small_map(), "T1", name, proposition, key_terms)
    except TheoryMapError:
        return
    assert from_plain(new.to_plain()) == new
    assert not differences(new, from_plain(new.to_plain()))
    assert bool(differences(small_map(), new)) == (new != small_map())
