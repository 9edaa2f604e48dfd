"""Codes that are split, merged or moved: what becomes of their ids, wording, sub-themes and rivals."""

import pytest

from review.errors import TheoryMapError, UnknownNameError
from review.theory_map import TheoryMap, from_plain
from review.theory_map.changes import with_subtheme, with_theory
from review.theory_map.reading import checked
from review.theory_map.restructuring import NewPart, merged_codes, moved, split
from tests.theory_map.maps import small_map

T3 = {"name": "Demand", "category": "market", "proposition": "Councils learn what is needed."}


def order(theory_map: TheoryMap) -> list[str]:
    return list(theory_map.code_names)


def test_a_part_that_keeps_the_old_id_keeps_everything_else_too() -> None:
    parts = [NewPart("T3", "Tenders"), NewPart("T1", "Rivalry")]
    new = split(small_map(), "T1", parts)

    assert order(new) == ["T3", "T1", "T1.a", "T2", "RA"]
    kept, other = new.theory_of("T1"), new.theory_of("T3")
    assert (kept.name, kept.key, kept.colour) == ("Rivalry", "1", "#6699ff")
    assert kept.key_terms == ("competition", "tender")
    assert (other.name, other.category, other.key_terms, other.subthemes) == ("Tenders", "market", (), ())
    assert other.proposition == kept.proposition == "Many providers make good care."
    assert new.competitors("RA") == ("T3", "T1", "T2")
    assert new.former_codes == {}
    assert new == from_plain(new.to_plain()) == checked(new.to_plain())


def test_without_such_a_part_the_first_one_is_the_heir_and_the_old_id_leads_to_it() -> None:
    new = split(small_map(), "T1", [NewPart("T3", "Tenders"), NewPart("T4", "Rivalry", "Rivals work.")])

    assert order(new) == ["T3", "T1.a", "T4", "T2", "RA"]
    assert new.former_codes == {"T1": "T3"}
    assert new.theory_of("T3").key == "1"
    assert new.proposition_of("T4") == "Rivals work."
    assert new.competitors("T4") == ("RA",)


def test_framings_and_sub_themes_are_split_where_they_stand() -> None:
    framings = split(small_map(), "RA", [NewPart("RA", "No knowledge"), NewPart("RB", "No power")])
    assert [code.rivals for code in framings.rival_framings] == [("T1", "T2"), ("T1", "T2")]
    below = split(small_map(), "T1.a", [NewPart("T1.b", "Price"), NewPart("T1.c", "Choice", "Of people")])
    assert order(below)[:3] == ["T1", "T1.b", "T1.c"]
    assert (below.proposition_of("T1.c"), below.former_codes) == ("Of people", {"T1.a": "T1.b"})


def test_a_merged_theory_gives_its_sub_themes_and_terms_and_rivals_to_the_one_that_stays() -> None:
    new = merged_codes(with_subtheme(small_map(), "T2", "T2.a", "Failure"), ["T1", "T2"], "T2")

    assert order(new) == ["T2", "T2.a", "T1.a", "RA"]
    assert new.proposition_of("T2") == "Councils must shape the market."
    assert new.theory_of("T2").key_terms == ("competition", "tender")
    assert new.competitors("RA") == ("T2",)
    assert new.former_codes == {"T1": "T2"}
    assert new == checked(new.to_plain())


def test_what_was_done_before_in_another_copy_is_not_done_twice() -> None:
    three = with_theory(small_map(), "T3", T3)
    once = merged_codes(three, ["T1"], "T2")
    assert merged_codes(once, ["T1"], "T2") == once
    assert merged_codes(once, ["T1", "T3"], "T2").former_codes == {"T1": "T2", "T3": "T2"}
    there = moved(small_map(), "T1.a", "T2", "T2.a")
    assert moved(there, "T1.a", "T2", "T2.a") == there
    with pytest.raises(UnknownNameError, match=r"'T1\.a' is now 'T2\.a'"):
        moved(there, "T1.a", "RA", "T2.a")


def test_merged_framings_rival_what_each_of_them_did() -> None:
    two = with_theory(
        small_map(), "RB", {"name": "No wish", "proposition": "No.", "rivals": ["T2"]}, rival=True
    )
    new = merged_codes(two, ["RA"], "RB")
    assert new.competitors("RB") == ("T2", "T1")


def test_a_moved_sub_theme_keeps_its_id_unless_it_gets_another() -> None:
    kept = moved(small_map(), "T1.a", "T2")
    assert (order(kept), kept.former_codes) == (["T1", "T2", "T1.a", "RA"], {})
    assert kept.claim_of("T1.a") == "Councils must shape the market."
    assert (kept.theory_of("T1.a").id, kept.under("T2"), kept.under("T1")) == ("T2", ("T2", "T1.a"), ("T1",))
    new = moved(small_map(), "T1.a", "RA", "RA.a")
    assert (order(new), new.former_codes) == (["T1", "T2", "RA", "RA.a"], {"T1.a": "RA.a"})
    assert moved(small_map(), "T1.a", "T1", "T1.b").former_codes == {"T1.a": "T1.b"}


def test_former_ids_follow_when_their_code_gets_another_id_again_and_are_never_free() -> None:
    once = merged_codes(with_subtheme(small_map(), "T2", "T2.a", "Failure"), ["T2.a"], "T1.a")
    twice = moved(once, "T1.a", "T2", "T2.b")
    assert twice.former_codes == {"T2.a": "T2.b", "T1.a": "T2.b"}
    with pytest.raises(TheoryMapError, match=r"'T1\.a' is a former id of 'T2\.b'; use another one"):
        with_subtheme(twice, "T1", "T1.a", "Competition")
    with pytest.raises(UnknownNameError, match=r"^'T1\.a' is now 'T2\.b'$"):
        moved(twice, "T1.a", "T1")
    plain = twice.to_plain() | {"former_codes": {"T2": "T1"}}
    with pytest.raises(TheoryMapError, match=r"theories\.T2: 'T2' is a former id of 'T1'; use another one"):
        checked(plain)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: split(m, "T1", [NewPart("T1", "One")]), "T1: a split needs at least two parts"),
        (lambda m: split(m, "T1", [NewPart("T3", "a"), NewPart("T3", "b")]), "'T3' is the id of two parts"),
        (
            lambda m: split(m, "T1", [NewPart("T1", "a"), NewPart("T2", "b")]),
            "T1.T2: identifier already used",
        ),
        (lambda m: split(m, "T1", [NewPart("T1", "a"), NewPart("T3", " ")]), "theories.T3.name: is empty"),
        (lambda m: split(m, "T1", [NewPart("T 3", "a"), NewPart("T 4", "b")]), "'T 3' is not an identifier"),
        (lambda m: merged_codes(m, ["T1"], "T1"), "T1: name another code that is merged into it"),
        (lambda m: merged_codes(m, ["T1"], "RA"), "T1 is a theory and RA a rival framing; only codes of one"),
        (lambda m: merged_codes(m, ["T1.a"], "T1"), "T1.a is a sub-theme and T1 a theory; only codes of one"),
        (lambda m: moved(m, "T2", "T1"), "T2 is a theory; only sub-themes are moved"),
        (lambda m: moved(m, "T1.a", "T2", "RA"), "T2.subthemes.RA: identifier already used"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(change, message: str) -> None:
    with pytest.raises(TheoryMapError) as raised:
        change(small_map())
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "change",
    [
        lambda m: split(m, "T7", [NewPart("T1", "a"), NewPart("T3", "b")]),
        lambda m: merged_codes(m, ["T7"], "T1"),
        lambda m: merged_codes(m, ["T1"], "T7"),
        lambda m: moved(m, "T1.a", "T7"),
        lambda m: moved(m, "T1.x", "T2"),
    ],
)
def test_unknown_codes_are_named(change) -> None:
    with pytest.raises(UnknownNameError, match=r"^Unknown .*'T(7|1\.x)'"):
        change(small_map())
