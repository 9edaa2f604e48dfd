import pytest
from textual.widgets import OptionList

from review.project import Project
from review.project.references import WORK
from review.tui.app import ReviewApp
from review.tui.places.duplicates import DuplicatesScreen
from review.tui.places.duplicates.comparing import compared
from review.tui.places.library import LibraryScreen
from review.tui.widgets.bars import NavigationBar
from tests.tui.hosts import HOSTILE, reported, settled, shown

SIZES = pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["80x24", "160x48"])

FIRST = """TY  - JOUR
TI  - Steering or standing back in the [@click=app.quit]market[/] for care
AU  - Fennimarsh, Orla
AU  - Tarrowby, Piers
PY  - 2015
DO  - 10.5555/fjcm.2015.0411
T2  - Fictional Journal of Care Markets
VL  - 11
IS  - 2
SP  - 101
EP  - 117
ER  -

TY  - JOUR
TI  - Whose choice? What people make of personal budgets in two northern towns
AU  - Lantern, Mina
PY  - 2016
T2  - Invented Review of Social Work
VL  - 3
SP  - 20
EP  - 31
ER  -
"""
SECOND = (
    FIRST.replace("T2  - Fictional Journal of Care Markets", "T2  - Fict J Care Mark")
    .replace("AU  - Lantern, Mina", "AU  - Lantern, Mina\nAU  - Oke, Sol")
    .replace("VL  - 3\n", "VL  - 4\n")
    .replace("PY  - 2016", "PY  - 2017")
)


@pytest.fixture
def twice(project, tmp_path) -> Project:
    """Two articles from two databases: one is a certain duplicate, the other a possible one."""
    for name, text in (("one.ris", FIRST), ("two.ris", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        project.references.import_file(tmp_path / name)
    return project


@pytest.fixture
def twice_app(twice, settings) -> ReviewApp:
    return ReviewApp(twice, settings, with_suggestions=False)


async def searched(app, pilot) -> None:
    """Open the screen from the Library and wait for the result."""
    await pilot.press("equals_sign")
    await settled(pilot)
    assert isinstance(app.screen, DuplicatesScreen)


def groups(app) -> int:
    return app.screen.query_one(OptionList).option_count


@SIZES
async def test_groups_are_listed_with_why_and_their_records_compared(twice_app, size):
    async with twice_app.run_test(size=size) as pilot:
        await searched(twice_app, pilot)
        text = shown(twice_app)
        assert groups(twice_app) == 2
        assert "1 certain" in text
        assert "[@click=app.quit]" in text
        assert "≈ In" in text
        assert "= Authors" in text


async def test_merging_is_undone_and_the_group_comes_back(twice_app, twice):
    before = len(twice.records.all())
    async with twice_app.run_test(size=(80, 24)) as pilot:
        await searched(twice_app, pilot)
        await pilot.press("m")
        await settled(pilot)
        assert len(twice.records.all()) == before - 1
        assert groups(twice_app) == 1
        assert f"{before - 1} records" in shown(twice_app)
        assert "merged into" in reported(twice_app)
        await pilot.press("u")
        await settled(pilot)
        assert len(twice.records.all()) == before
        assert groups(twice_app) == 2
        assert f"{before} records" in shown(twice_app)


async def test_the_other_record_is_kept_after_a_swap(twice_app, twice):
    (kept, other) = twice.references.dedupe().groups[0].records
    async with twice_app.run_test(size=(80, 24)) as pilot:
        await searched(twice_app, pilot)
        await pilot.press("o", "m")
        await settled(pilot)
        remaining = {record.id for record in twice.records.all()}
        assert other in remaining
        assert kept not in remaining


async def test_j_and_k_move_between_the_groups(twice_app):
    async with twice_app.run_test(size=(80, 24)) as pilot:
        await searched(twice_app, pilot)
        first = twice_app.screen.desk.pair
        await pilot.press("j")
        await settled(pilot)
        assert twice_app.screen.desk.pair != first
        await pilot.press("k")
        await settled(pilot)
        assert twice_app.screen.desk.pair == first


@pytest.mark.parametrize(("key", "relation"), [("x", "distinct"), ("s", "same-study"), ("r", "kin")])
async def test_what_two_records_are_to_each_other_is_remembered(twice_app, twice, key, relation):
    async with twice_app.run_test(size=(80, 24)) as pilot:
        await searched(twice_app, pilot)
        await pilot.press("down")
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert [said for _, _, said in twice.references.relations()] == [relation]
        assert groups(twice_app) == 1
        await pilot.press("escape")
        await settled(pilot)
        await searched(twice_app, pilot)
        assert groups(twice_app) == 1


async def test_all_certain_groups_are_merged_after_a_question(twice_app, twice):
    before = len(twice.records.all())
    async with twice_app.run_test(size=(80, 24)) as pilot:
        await searched(twice_app, pilot)
        await pilot.press("M")
        await settled(pilot)
        text = " ".join(shown(twice_app).split())
        assert "Merge 1 certain group?" in text
        assert "reverses it." in text
        await pilot.press("y")
        await settled(pilot)
        assert len(twice.records.all()) == before - 1
        assert groups(twice_app) == 1
        await pilot.press("u")
        await settled(pilot)
        assert groups(twice_app) == 2


async def test_certain_records_that_were_all_worked_on_stay_and_the_reason_is_reported(twice_app, twice):
    (certain,) = [group for group in twice.references.dedupe().groups if group.certain]
    for record in certain.records:
        twice.screening.decide(record, "include", "title-abstract")
    async with twice_app.run_test(size=(80, 24)) as pilot:
        await searched(twice_app, pilot)
        await pilot.press("M")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert "0 records merged into others" in reported(twice_app)
        assert f"have {WORK}" in reported(twice_app)


async def test_a_record_that_was_worked_on_stays_and_the_reason_is_reported(twice_app, twice):
    twice.screening.decide(twice.references.dedupe().groups[0].records[1], "include", "title-abstract")
    async with twice_app.run_test(size=(80, 24)) as pilot:
        await searched(twice_app, pilot)
        await pilot.press("m")
        await settled(pilot)
        assert "keep this record" in reported(twice_app)
        assert groups(twice_app) == 2


async def test_where_nothing_is_alike_it_says_what_to_do_and_escape_goes_back(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await searched(app, pilot)
        assert "No duplicates found" in " ".join(shown(app).split())
        assert "Merge" not in shown(app)
        assert "Esc Library" in shown(app)
        await pilot.press("m", "o", "j", "k", "x", "n", "M")
        await settled(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)


async def test_keys_that_act_on_a_pair_are_shown_while_there_is_one(twice_app):
    async with twice_app.run_test(size=(80, 24)) as pilot:
        await searched(twice_app, pilot)
        assert "m Merge" in shown(twice_app)
        await pilot.press("m", "x")
        await settled(pilot)
        assert "m Merge" not in shown(twice_app)
        await pilot.press("u")
        await settled(pilot)
        assert "m Merge" in shown(twice_app)


async def test_the_library_lists_what_is_left(twice_app, twice):
    async with twice_app.run_test(size=(80, 24)) as pilot:
        await searched(twice_app, pilot)
        await pilot.press("m", "x")
        await settled(pilot)
        assert "All groups are resolved" in " ".join(shown(twice_app).split())
        await pilot.press("escape")
        await settled(pilot)
        assert f"{len(twice.records.all())} records" in shown(twice_app)


def test_the_words_that_differ_stand_out():
    one, other = compared("Home care fees in two towns", "Home care fees in three towns")
    assert [one.plain[span.start : span.end].strip() for span in one.spans] == ["two"]
    assert [other.plain[span.start : span.end].strip() for span in other.spans] == ["three"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_values_are_only_text(text):
    one, other = compared(text, "")
    assert "\x1b" not in one.plain
    assert other.plain == ""


@SIZES
def test_what_it_looks_like(snap_compare, twice_app, size):
    async def run(pilot):
        await searched(pilot.app, pilot)
        pilot.app.screen.query_one(
            NavigationBar
        ).display = False  # what the model is doing is no part of this
        await pilot.pause()

    assert snap_compare(twice_app, terminal_size=size, run_before=run)
