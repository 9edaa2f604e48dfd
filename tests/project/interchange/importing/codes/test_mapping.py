"""What becomes of a file's codes: examples of trees, names and choices, and what always holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.errors import ReviewError, UnknownNameError
from review.exchange.refi.values import QdaCode, QdaLink, QdaProject, QdaSet, QdaVariable
from review.project.interchange.importing.codes import known
from review.project.interchange.importing.codes.choosing import chosen_codes, paths_of
from review.project.interchange.importing.codes.mapping import CodePlan, planned_codes
from review.theory_map.additions import NewCode, with_codes
from review.theory_map.reading import parse_theory_map
from review.theory_map.values import from_plain
from tests.reviews import SMALL_MAP

MAP = parse_theory_map(SMALL_MAP.encode())


def tree(*lines: str, origin: str = "NVivo 12", **more: object) -> QdaProject:
    """A project with a code for each line, indented by two spaces below that which it is under; its guid is its number."""
    codes: list[QdaCode] = []
    above: dict[int, str] = {}
    for number, line in enumerate(lines, 1):
        depth = (len(line) - len(line.lstrip())) // 2
        above[depth] = str(number)
        codes.append(QdaCode(guid=str(number), name=line[2 * depth :], parent=above.get(depth - 1, "")))
    return QdaProject(name="Care", origin=origin, codes=tuple(codes), **more)  # type: ignore[arg-type]


def targets(plan: CodePlan) -> list[str]:
    """What each code became: ``T3 Trust*``, with a star if it is added."""
    return [f"{one.to} {one.name}{'*' if one.is_new else ''}" for one in plan.mapped]


def test_the_top_becomes_theories_and_everything_deeper_sub_themes_named_by_path() -> None:
    plan = planned_codes(tree("Trust", "  In services", "    At night", "Money"), MAP)
    assert targets(plan) == ["T3 Trust*", "T3.a In services*", "T3.b In services / At night*", "T4 Money*"]
    assert [one.path for one in plan.mapped][2] == "Trust / In services / At night"
    assert [(one.id, one.theory, one.wording) for one in plan.added][:2] == [
        ("T3", "", "Trust"),
        ("T3.a", "T3", ""),
    ]


@pytest.mark.parametrize("name", ["T1", "T1 Market logic", "market  LOGIC", "Market logic"])
def test_a_code_of_the_map_is_found_by_its_id_or_name(name: str) -> None:
    plan = planned_codes(tree(name, "  Whole systems", "  Trust"), MAP)
    assert targets(plan) == ["T1 Market logic", "T1.a Whole systems", "T1.b Trust*"]


def test_a_sub_theme_is_found_within_its_theory_only() -> None:
    assert targets(planned_codes(tree("T2", "  Whole systems"), MAP)) == [
        "T2 Market limitations",
        "T2.a Whole systems*",
    ]


def test_a_sub_theme_that_alone_has_the_name_or_path_is_what_came_before() -> None:
    earlier = from_plain(
        {"theories": {"T1": {"name": "Care", "proposition": "p", "subthemes": {
            "T1.a": {"name": "Trust"}, "T1.b": {"name": "Trust / In wards"}, "T1.c": {"name": "Time / Waiting"}}},
            "T2": {"name": "Cost", "proposition": "p", "subthemes": {"T2.a": {"name": "Cost"}}}}}
    )  # fmt: skip
    plan = planned_codes(tree("Trust", "  In wards", "Cost", "Time", "  Waiting"), earlier)
    assert targets(plan) == [
        "T1.a Trust",
        "T1.b Trust / In wards",
        "T2 Cost",
        "T3 Time*",
        "T1.c Time / Waiting",
    ]
    assert [one.path for one in plan.mapped if one.came_before] == ["Trust", "Time / Waiting"]
    same = tree("Money", "  Waiting", "Time / Waiting")
    assert targets(planned_codes(same, earlier)) == ["T3 Money*", "T3.a Waiting*", "T1.c Time / Waiting"]
    new = chosen_codes(tree("Trust"), {"Trust": "new"}, earlier)
    assert targets(planned_codes(tree("Trust"), earlier, choices=new)) == ["T3 Trust*"]


def test_a_code_that_is_chosen_leads_what_is_below_it() -> None:
    project = tree("Trust", "  At night", "Money", "Fear", "Hope")
    choices = chosen_codes(project, {"Trust": "T1.a", "money": "under:RA", "Fear": "new", "Hope": "T2"}, MAP)
    assert targets(planned_codes(project, MAP, choices=choices)) == [
        "T1.a Whole systems", "T1.b Whole systems / At night*", "RA.a Money*", "T3 Fear*", "T2 Market limitations",
    ]  # fmt: skip


def test_all_can_go_under_one_theory() -> None:
    project = tree("Trust", "  At night", "Money")
    assert targets(planned_codes(project, MAP, under="T2")) == ["T2.a Trust*", "T2.b Trust / At night*", "T2.c Money*"]  # fmt: skip
    named_after_the_project = planned_codes(project, MAP, under="")
    assert targets(named_after_the_project) == ["T3.a Trust*", "T3.b Trust / At night*", "T3.c Money*"]
    assert named_after_the_project.added[0].name == "Care"


def test_what_was_chosen_must_be_known() -> None:
    project = tree("Trust", "Money", "  Trust")
    for given_maps, message in (
        ({"Trsut": "T1"}, "Did you mean 'Trust'"),
        ({"Money": "T9"}, "Unknown code 'T9'"),
        ({"Money": "under:T1.a"}, "Unknown theory or rival framing of this review 'T1.a'"),
    ):
        with pytest.raises(UnknownNameError, match=message):
            planned_codes(project, MAP, choices=chosen_codes(project, given_maps, MAP))
    assert chosen_codes(project, {"Money / Trust": "T1"}, MAP).keys() == {"3"}
    with pytest.raises(UnknownNameError, match="several codes of the file are named 'trust'"):
        chosen_codes(tree("A", "  Trust", "B", "  Trust"), {"trust": "T1"}, MAP)


def test_names_are_lines_without_control_characters_and_not_longer_than_a_screen() -> None:
    long = "x" * 10_000
    plan = planned_codes(tree("[bold]red[/]", "\x1b[31mred\nand blue", "", long, f"{long}y", long), MAP)
    names = [one.name for one in plan.mapped]
    assert names[:3] == ["[bold]red[/]", "[31mred and blue", "(no name)"]
    assert [len(name) for name in names[3:]] == [200, 204, 200]
    assert plan.of["4"] == plan.of["6"] != plan.of["5"]


def test_colours_are_light_enough_for_black_text_and_long_descriptions_are_kept_whole() -> None:
    dark = QdaCode(guid="1", name="Dark", colour="#000080", description="why? " * 1_000)
    plan = planned_codes(QdaProject(codes=(dark, QdaCode(guid="2", name="Odd", colour="blue"))), MAP)
    assert plan.added[0].colour == "#7373b9"
    assert plan.added[1].colour == ""
    assert len(plan.added[0].wording) <= 2_000
    assert plan.longer == (("T3", dark.description.strip()),)


def test_an_empty_folder_is_left_out_and_one_with_codes_is_a_theory() -> None:
    codes = (
        QdaCode(guid="1", name="Empty", is_codable=False),
        QdaCode(guid="2", name="Folder", is_codable=False),
        QdaCode(guid="3", name="Trust", parent="2"),
    )
    plan = planned_codes(QdaProject(codes=codes), MAP)
    assert targets(plan) == ["T3 Folder*", "T3.a Trust*"]
    assert [one.what for one in plan.skipped] == ["code “Empty”"]


def test_theories_that_nobody_worded_give_way() -> None:
    plan = planned_codes(tree("Trust"), MAP, unworded={"T1", "T2", "RA"})
    assert (targets(plan), plan.replaced) == (["T1 Trust*"], ("T1", "T2", "RA"))


@pytest.mark.parametrize("to", ["T1", "under:T1"])
def test_but_not_the_one_that_was_chosen(to: str) -> None:
    project = tree("Trust", "Money")
    choices = chosen_codes(project, {"Money": to}, MAP)
    plan = planned_codes(project, MAP, choices=choices, unworded={"T1", "T2", "RA"})
    assert plan.replaced == ("T2", "RA")
    assert targets(plan) == ["T2 Trust*", "T1 Market logic" if to == "T1" else "T1.b Money*"]
    assert planned_codes(project, MAP, under="T1", unworded={"T1"}).replaced == ()


def test_our_own_file_brings_ids_framings_rivals_and_categories() -> None:
    project = tree(
        "T1 Market logic", "T8 Trust", "RC Nobody trusts", "  RC.x Fear", origin="realist-review 0.1.0",
        sets=(
            QdaSet(guid="s", name="rival framings", codes=("3",)),
            QdaSet(guid="c", name="category: People", codes=("2",)),
            QdaSet(guid="r", name="rejected", codes=("2",)),
        ),
        links=(QdaLink(guid="l", origin="3", target="2", name="rival"), QdaLink(guid="m", origin="3", target="1", name="rival")),
    )  # fmt: skip
    plan = planned_codes(project, MAP, known={"1": "T2"})
    assert targets(plan) == ["T2 Market limitations", "T8 Trust*", "RC Nobody trusts*", "RC.x Fear*"]
    trust, framing, _ = plan.added
    assert (trust.rejected, plan.categories[trust.category]) == (True, "People")
    assert (framing.rival, framing.rivals) == (True, ("T8", "T2"))


def test_names_that_somebody_added_to_our_file_in_another_program_are_whole() -> None:
    """There a word is no id, as all first words are that this program writes."""
    variables = tuple(QdaVariable(guid=name, name=name) for name in ("title", "short author", "role"))
    lines = ("T1 Market logic", "  T1.b In towns", "  Lived experience", "RC Nobody trusts", "Peer support")
    plan = planned_codes(tree(*lines, variables=variables), MAP)
    assert targets(plan) == ["T1 Market logic", "T1.b In towns*", "T1.c Lived experience*", "RC Nobody trusts*", "T3 Peer support*"]  # fmt: skip


def test_too_many_codes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also so many that a free id for each would take minutes to find."""
    monkeypatch.setattr(known, "MOST_ADDED", 200)
    with pytest.raises(ReviewError, match="lacks more than 200 of its codes"):
        planned_codes(tree(*(f"Code {number}" for number in range(20_000))), MAP)


NAMES = st.sampled_from(["Trust", "trust ", "Market logic", "T1", "T1.a", "Whole systems", "", "x" * 300])


@given(
    st.lists(st.tuples(NAMES, st.integers(0, 9)), max_size=12),
    st.sampled_from([None, "", "T1"]),
    st.sampled_from([frozenset(), frozenset({"T1", "T2", "RA"})]),
)
def test_every_code_finds_a_place_in_a_map_that_is_valid_and_the_same_again(
    shape: list[tuple[str, int]], under: str | None, unworded: frozenset[str]
) -> None:
    codes = tuple(
        QdaCode(guid=str(number), name=name, parent=str(parent) if parent < number else "")
        for number, (name, parent) in enumerate(shape)
    )
    project = QdaProject(name="Care", codes=codes)
    plan = planned_codes(project, MAP, under=under, unworded=unworded if under != "T1" else ())
    assert plan.of.keys() == paths_of(project).keys()
    if not plan.added:
        return
    new = [NewCode(one.id, one.name, one.wording, one.theory) for one in plan.added]
    after = with_codes(MAP, new, plan.replaced)
    assert set(plan.of.values()) <= set(after.code_names)
    again = planned_codes(project, after, under=under)
    assert (again.added, dict(again.of)) == ((), dict(plan.of))
