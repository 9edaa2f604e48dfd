"""The letters that keep apart records which would be cited alike: 2016a, 2016b."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.domain import Selection
from review.journal.verification import projection_problems
from review.project import Project
from tests.reviews import a_review, add_record, new_review

RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["Rahman, Sadia", "RAHMAN, S", "Okoro, Chidi", "Émile, Zola", "émile, Z", ""]),
        st.sampled_from([None, 2015, 2016]),
        st.sampled_from(["Supply", "supply ", "Demand", "Zeal", "ﬁnance", "Finance again", ""]),
    ),
    max_size=12,
)


def as_defined(project: Project) -> dict[str, str]:
    """The letters of records that were never changed, worked out one group after another: in the order in which they came."""
    alike: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    for record in project.records.all():
        author = "".join(c.lower() if c.isascii() else c for c in record.short_author)
        alike[author, record.year].append(record.id)
    letters = "abcdefghijklmnopqrstuvwxyz"
    return {
        identifier: letters[place] if len(group) > 1 else ""
        for group in alike.values()
        for place, identifier in enumerate(group)
    }


@given(RECORDS)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_way_to_ask_gives_the_letters_in_the_order_of_arrival(
    found: list[tuple[str, int | None, str]],
) -> None:
    with TemporaryDirectory() as folder:
        project = a_review(Path(folder))
        for number, (author, year, title) in enumerate(found):
            record = add_record(project, f"{title} {number}", authors=(author or "Nobody",), year=year)
            project.screening.decide(record, "include", "title-abstract")
        expected = as_defined(project)

        keys = project.records.listing(Selection(sort="author_year"))
        assert {record.id: record.year_suffix for record in project.records.all()} == expected
        assert {one: project.records.get(one).year_suffix for one in expected} == expected
        assert {record.id: record.year_suffix for record, _ in project.records.whole(keys)} == expected
        cited = {record.id: record.author_year for record in project.records.all()}
        assert {row.record: row.author_year for row in project.records.rows(keys)} == cited
        assert [row.author_year for row in project.records.rows(keys)] == [
            project.records.cited(row.record) for row in project.records.rows(keys)
        ]
        assert list(projection_problems(project.journal)) == []
        project.history.rebuild()
        assert {record.id: record.year_suffix for record in project.records.all()} == expected
        project.close()


def statements_for(project: Project, title: str, year: int) -> int:
    """How many statements SQLite runs to add a record."""
    seen: list[str] = []
    with project.journal.transaction() as connection:
        connection.set_trace_callback(seen.append)
        add_record(project, title, year=year)
        connection.set_trace_callback(None)
    return sum(not statement.startswith("--") for statement in seen)  # what the search index does inside


def test_a_record_costs_the_same_however_many_are_cited_alike(project: Project) -> None:
    for number in range(60):
        add_record(project, f"Work {number}", year=2016)

    assert statements_for(project, "A first work", 2016) == statements_for(project, "Another", 2016)
    assert project.records.all()[0].author_year == "Rahman, 2016a"


def test_the_list_by_author_and_year_goes_on_after_z(project: Project) -> None:
    for number in range(30):
        add_record(project, f"Work {number:02}")

    listed = [
        row.author_year
        for row in project.records.rows(project.records.listing(Selection(sort="author_year")))
    ]

    assert listed[:2] + listed[25:28] == [f"Rahman, 2016{letter}" for letter in ("a", "b", "z", "aa", "ab")]


def test_a_review_of_before_has_the_letters_of_the_arrival_order(tmp_path: Path) -> None:
    project = new_review(tmp_path)
    for title in ("Supply", "Demand", "Another"):
        add_record(project, title)
    project.close()
    with_letters_kept(tmp_path / "review.db", {"Another": "a", "Demand": "b", "Supply": "c"})

    opened = Project.open(tmp_path, "ann")

    assert letters(opened) == {"Supply": "a", "Demand": "b", "Another": "c"}
    assert list(projection_problems(opened.journal)) == []
    opened.close()


def letters(project: Project) -> dict[str, str]:
    """The letter of each listed record, by its title."""
    return {record.title: record.year_suffix for record in project.records.all()}


def test_one_more_record_changes_no_letter_whatever_its_title(project: Project) -> None:
    add_record(project, "Supply")
    assert letters(project) == {"Supply": ""}
    add_record(project, "Demand")
    add_record(project, "Another")

    assert letters(project) == {"Supply": "a", "Demand": "b", "Another": "c"}


def test_the_letter_of_a_record_that_left_is_not_given_again(project: Project) -> None:
    supply, demand, another = (add_record(project, title) for title in ("Supply", "Demand", "Another"))
    project.annotations.memo(another, "As in Rahman (2016c).")
    project.records.edit(demand, year=2017)
    project.references.merge(add_record(project, "Supply, again", year=1999), supply, "same work")
    assert letters(project) == {"Another": "c", "Demand": "", "Supply, again": ""}

    add_record(project, "New")
    assert letters(project)["New"] == "d"

    project.records.edit(demand, year=2016)
    assert letters(project)["Demand"] == "b"


def test_letters_that_nobody_can_have_cited_go_with_the_twin_that_was_merged(project: Project) -> None:
    supply, again, other = (add_record(project, title) for title in ("Supply", "Supply again", "Other"))
    project.screening.decide(supply, "include", "title-abstract")
    project.references.merge(supply, again, "same work")
    assert letters(project) == {"Supply": "a", "Other": "b"}
    project.references.merge(supply, other, "same work")
    assert letters(project) == {"Supply": ""}
    assert not list(projection_problems(project.journal))

    project.history.undo()
    assert letters(project) == {"Supply": "a", "Other": "b"}
    project.annotations.memo(supply, "Smith (2016a) says so, too.")
    project.references.merge(supply, other, "same work")
    assert letters(project) == {"Supply": "a"}


def test_undo_and_redo_bring_a_letter_back(project: Project) -> None:
    supply, _ = add_record(project, "Supply"), add_record(project, "Demand")
    other = add_record(project, "Elsewhere", year=1999)
    project.records.edit(other, year=2016)
    project.records.edit(supply, year=2015)
    add_record(project, "New")
    project.history.undo()
    project.history.undo()
    assert letters(project) == {"Supply": "a", "Demand": "b", "Elsewhere": "", "New": "d"}

    project.history.redo()
    assert letters(project)["Elsewhere"] == "c"


def test_the_one_that_came_first_is_a_though_it_moved_to_the_citation_later(project: Project) -> None:
    first = add_record(project, "First", year=1999)
    add_record(project, "Second")

    project.records.edit(first, year=2016)

    assert letters(project) == {"First": "a", "Second": "b"}


def test_a_record_that_returns_to_one_that_was_alone_gives_that_one_a_letter(project: Project) -> None:
    supply, demand = add_record(project, "Supply"), add_record(project, "Demand")
    for record in (supply, demand):
        project.records.edit(record, year=2001)
    add_record(project, "Alone")
    assert letters(project)["Alone"] == ""

    project.records.edit(supply, year=2016)

    assert letters(project) == {"Supply": "a", "Demand": "b", "Alone": "c"}


def test_a_rebuild_a_copy_and_an_earlier_day_have_the_letters_that_are_kept(
    project: Project, tmp_path: Path
) -> None:
    _, demand, _ = (add_record(project, title) for title in ("Supply", "Demand", "Another"))
    project.records.edit(demand, year=2017)
    kept = {"Supply": "a", "Demand": "", "Another": "c"}

    project.history.rebuild()
    assert letters(project) == kept
    assert list(projection_problems(project.journal)) == []

    add_record(project, "New")
    with closing(project.journal.replayed("time <= ?", ("9999",))) as replayed:
        assert replayed.rows("SELECT title, letter FROM record ORDER BY key")[-1] == ("New", 4)

    copied = tmp_path / "elsewhere" / "review.db"
    project.history.backup(copied)
    copy = Project.open(copied.parent, "bob")
    copy.records.edit(demand, year=2016)
    assert letters(copy) == {"Supply": "a", "Demand": "b", "Another": "c", "New": "d"}
    copy.close()


def test_verify_finds_a_letter_that_somebody_changed(project: Project) -> None:
    supply, _ = add_record(project, "Supply"), add_record(project, "Demand")
    with project.journal.transaction() as connection:
        connection.execute("UPDATE record SET letter = 3 WHERE record = ?", (supply,))

    (problem,) = projection_problems(project.journal)

    assert problem == (
        f"table record, record {supply[:12]}: its column `letter` holds 3 instead of 1; `review verify --rebuild` rebuilds it"
    )


def with_letters_kept(database: Path, letters: dict[str, str]) -> None:
    """Turn a journal into one as the first version of the schema had it, with a column for letters."""
    connection = sqlite3.connect(database)
    connection.execute("DROP INDEX record_by_citation")
    connection.execute("DROP TABLE letter")
    connection.execute("ALTER TABLE record RENAME COLUMN title_order TO year_suffix")
    for title, letter in letters.items():
        connection.execute("UPDATE record SET year_suffix = ? WHERE title = ?", (letter, title))
    connection.execute(
        "CREATE INDEX record_by_citation ON record (short_author COLLATE NOCASE, year, year_suffix)"
    )
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
