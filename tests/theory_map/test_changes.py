import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.errors import TheoryMapError, UnknownNameError
from review.theory_map import TheoryMap, from_plain
from review.theory_map.changes import (
    refined,
    reinstated,
    rejected,
    with_subtheme,
    with_theory,
)
from review.theory_map.differences import differences
from tests.theory_map.maps import small_map

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
