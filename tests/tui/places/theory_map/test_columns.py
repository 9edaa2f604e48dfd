"""Where theories and rival framings stand on the map."""

from msgspec.structs import replace

from review.project import Project
from review.tui.places.theory_map.columns import columns_of, columns_rivalled, rival_rows


def test_a_rival_stands_under_the_columns_it_rivals(project: Project):
    columns = columns_of(project.theory.map)
    assert [name for name, _ in columns] == ["care as a market", "the active consumer"]
    rival = project.theory.map.rival_framings[0]
    assert columns_rivalled(rival, columns) == (0, 0)


def test_rivals_share_a_row_as_long_as_they_do_not_overlap(project: Project):
    columns = columns_of(project.theory.map)
    market = project.theory.map.rival_framings[0]
    people, both = replace(market, id="RB", rivals=("T3",)), replace(market, id="RC", rivals=())
    assert list(rival_rows([market, people, both], columns)) == [
        [(0, None), (1, market), (0, None), (1, people), (0, None)],
        [(0, None), (2, both), (0, None)],
    ]
    assert list(rival_rows([people], columns)) == [[(1, None), (1, people), (0, None)]]
    assert list(rival_rows([], columns)) == []
