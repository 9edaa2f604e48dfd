"""The drawing of linked configurations, without a screen."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from review.domain.theories.chain import Part, as_text, draw, linked_with, width_of
from review.domain.theories.configuration import LinkKind
from review.tui.support.ascii_signs import in_ascii

LEADS_TO, VARIANT, RIVAL, COUNTER_CASE = LinkKind


def named(*numbers: int) -> dict[str, str]:
    return {f"id{number}": f"C{number}" for number in numbers}


def drawn(labels: dict[str, str], *links: tuple[str, str, LinkKind]) -> list[str]:
    ids = {label: cmoc for cmoc, label in labels.items()}
    return as_text(draw(labels, [(ids[one], ids[other], kind) for one, other, kind in links]))


def test_a_chain_goes_from_left_to_right():
    links = [("C3", "C1", LEADS_TO), ("C1", "C7", LEADS_TO)]
    assert drawn(named(1, 3, 7), *links) == ["C3 ── leads to ─▶ C1 ── leads to ─▶ C7"]


def test_branches_stand_below_each_other_causes_first():
    links = [
        ("C3", "C4", COUNTER_CASE),
        ("C3", "C5", RIVAL),
        ("C3", "C1", LEADS_TO),
        ("C1", "C6", LEADS_TO),
        ("C1", "C10", VARIANT),
    ]
    assert drawn(named(1, 3, 4, 5, 6, 10), *links) == [
        "C3 ┬─ leads to ─▶ C1 ┬─ leads to ─▶ C6",
        "   │                 └┄ variant ┄▷ C10",
        "   ├═ rival ═▷ C5",
        "   └╌ counter-case ╌▷ C4",
    ]


def test_what_two_lead_to_is_drawn_once_and_named_again():
    links = [("C1", "C3", LEADS_TO), ("C2", "C3", LEADS_TO), ("C3", "C4", LEADS_TO)]
    assert drawn(named(1, 2, 3, 4), *links) == [
        "C1 ── leads to ─▶ C3 ── leads to ─▶ C4",
        "C2 ── leads to ─▶ C3 (above)",
    ]


def test_a_circle_is_feedback():
    links = [("C2", "C1", LEADS_TO), ("C1", "C2", LEADS_TO)]
    assert drawn(named(1, 2), *links) == ["C1 ── leads to ─▶ C2 ── leads to ─▶ C1 (feedback)"]


def test_a_circle_over_a_comparison_is_no_feedback():
    links = [("C2", "C1", RIVAL), ("C1", "C2", LEADS_TO)]
    assert drawn(named(1, 2), *links) == ["C1 ── leads to ─▶ C2 ─═ rival ═▷ C1 (above)"]


def test_links_of_several_kinds_share_an_arrow():
    links = [("C1", "C2", VARIANT), ("C1", "C2", LEADS_TO)]
    assert drawn(named(1, 2), *links) == ["C1 ── leads to, variant ─▶ C2"]


def test_one_without_links_is_its_label():
    assert drawn(named(4)) == ["C4"]
    assert draw({}, []) == ()


def test_a_link_to_one_that_is_not_there_or_to_itself_is_left_out():
    assert as_text(draw(named(1), [("id1", "id9", RIVAL), ("id1", "id1", RIVAL)])) == ["C1"]


def test_the_chosen_one_and_those_named_again_can_be_told_apart():
    links = [("id1", "id2", LEADS_TO), ("id2", "id1", LEADS_TO)]
    parts = [
        (piece.cmoc, piece.part) for line in draw(named(1, 2), links, "id2") for piece in line if piece.cmoc
    ]
    assert parts == [("id1", Part.LABEL), ("id2", Part.CHOSEN), ("id1", Part.AGAIN)]


def test_in_ascii_each_kind_still_has_its_own_line():
    kinds = [LEADS_TO, VARIANT, RIVAL, COUNTER_CASE]
    lines = drawn(named(1, 2, 3, 4, 5), *((("C1"), f"C{n}", kind) for n, kind in enumerate(kinds, 2)))
    assert [in_ascii(line) for line in lines] == [
        "C1 +- leads to -> C2",
        "   +. variant .> C3",
        "   += rival => C4",
        "   +- counter-case -> C5",
    ]


def test_a_chain_of_a_thousand_is_drawn():
    many = named(*range(1000))
    lines = draw(many, [(one, other, LEADS_TO) for one, other in pairwise(many)])
    assert len(lines) == 1
    assert width_of(lines) > 15_000


def test_linked_are_those_over_any_number_of_links_in_any_direction():
    links = [("a", "b", LEADS_TO), ("c", "b", RIVAL), ("d", "e", LEADS_TO)]
    assert linked_with("a", links) == {"a", "b", "c"}
    assert linked_with("x", links) == {"x"}


NODES = st.integers(0, 8).map(lambda number: f"id{number}")
LINKS = st.lists(st.tuples(NODES, NODES, st.sampled_from(list(LinkKind))), max_size=25)


@given(LINKS, NODES)
def test_every_configuration_and_every_link_is_drawn_once_and_nothing_overlaps(links, chosen):
    labels = named(*range(9))
    lines = draw(labels, links, chosen)
    assert all(one.end <= other.column for line in lines for one, other in pairwise(line))
    pieces = [piece for line in lines for piece in line]
    whole = [piece.cmoc for piece in pieces if piece.part in {Part.LABEL, Part.CHOSEN}]
    assert sorted(whole) == sorted(labels)
    wanted = sorted({(one, other, kind) for one, other, kind in links if one != other})
    assert sum(len(piece.kinds) for piece in pieces) == len(wanted)
    targets = [piece.cmoc for piece in pieces if piece.part is Part.AGAIN]
    arrows = [piece for piece in pieces if piece.part is Part.ARROW]
    begins = len([line for line in lines if line[0].cmoc and line[0].column == 0])
    assert len(arrows) == len(targets) + len(whole) - begins
    assert [piece.cmoc for piece in pieces if piece.part is Part.CHOSEN] == [chosen]
