"""The letters that keep apart records which would be cited alike: 2016a, 2016b."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.domain import Selection
from review.journal.verification import projection_problems
from review.project import Project
from tests.reviews import add_record, new_review

RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["Rahman, Sadia", "RAHMAN, S", "Okoro, Chidi", "Émile, Zola", "émile, Z", ""]),
        st.sampled_from([None, 2015, 2016]),
        st.sampled_from(["Supply", "supply ", "Demand", "Zeal", "ﬁnance", "Finance again", ""]),
    ),
    max_size=12,
)


def as_defined(project: Project) -> dict[str, str]:
    """The letters, worked out one group after another: in the order of titles, then of ids."""
    alike: dict[tuple[str, int | None], list[tuple[str, str]]] = defaultdict(list)
    for record in project.records.all():
        author = "".join(c.lower() if c.isascii() else c for c in record.short_author)
        folded = record.title.replace("ﬁ", "fi").casefold().strip()
        alike[author, record.year].append((folded, record.id))
    letters = "abcdefghijklmnopqrstuvwxyz"
    return {
        identifier: letters[place] if len(group) > 1 else ""
        for group in alike.values()
        for place, (_, identifier) in enumerate(sorted(group))
    }


@given(RECORDS)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_way_to_ask_gives_the_letters_by_title_and_id(found: list[tuple[str, int | None, str]]) -> None:
    with TemporaryDirectory() as folder:
        project = new_review(Path(folder))
        for number, (author, year, title) in enumerate(found):
            record = add_record(project, f"Work {number}", authors=(author,) if author else ())
            project.records.edit(record, title=title, year=year)
            project.screening.decide(record, "include", "title-abstract")
        expected = as_defined(project)

        keys = project.records.listing(Selection(sort="author_year"))
        assert {record.id: record.year_suffix for record in project.records.all()} == expected
        assert {one: project.records.get(one).year_suffix for one in expected} == expected
        assert {record.id: record.year_suffix for record, _ in project.records.whole(keys)} == expected
        cited = {record.id: record.author_year for record in project.records.all()}
        assert {row.record: row.author_year for row in project.records.rows(keys)} == cited
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

    # Its title comes before all others: every letter of 2016 is another one afterwards.
    assert statements_for(project, "A first work", 2016) == statements_for(project, "A first one", 1999)
    assert project.records.all()[0].author_year == "Rahman, 2016b"


def test_the_list_by_author_and_year_goes_on_after_z(project: Project) -> None:
    for number in range(30):
        add_record(project, f"Work {number:02}")

    listed = [
        row.author_year
        for row in project.records.rows(project.records.listing(Selection(sort="author_year")))
    ]

    assert listed[:2] + listed[25:28] == [f"Rahman, 2016{letter}" for letter in ("a", "b", "z", "aa", "ab")]


def test_a_review_of_before_keeps_its_letters(tmp_path: Path) -> None:
    project = new_review(tmp_path)
    for title in ("Supply", "Demand", "Another"):
        add_record(project, title)
    before = [record.author_year for record in project.records.all()]
    project.close()
    with_letters_kept(tmp_path / "review.db", {"Another": "a", "Demand": "b", "Supply": "c"})

    opened = Project.open(tmp_path, "ann")

    assert [record.author_year for record in opened.records.all()] == before
    assert before == ["Rahman, 2016c", "Rahman, 2016b", "Rahman, 2016a"]
    assert list(projection_problems(opened.journal)) == []
    opened.close()


def with_letters_kept(database: Path, letters: dict[str, str]) -> None:
    """Turn a journal into one as the first version of the schema had it, with a column for letters."""
    connection = sqlite3.connect(database)
    connection.execute("DROP INDEX record_by_citation")
    connection.execute("ALTER TABLE record RENAME COLUMN title_order TO year_suffix")
    for title, letter in letters.items():
        connection.execute("UPDATE record SET year_suffix = ? WHERE title = ?", (letter, title))
    connection.execute(
        "CREATE INDEX record_by_citation ON record (short_author COLLATE NOCASE, year, year_suffix)"
    )
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
