import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.errors import JournalError
from review.journal import backup, projections, texts
from review.journal.journal import Journal
from review.journal.verification import problems
from review.project import Project
from tests.examples import examples
from tests.made_once import copied
from tests.reviews import PARAGRAPHS, a_document, add_record, new_review


@copied
def a_review_with_a_coding(folder: Path) -> str:
    project = new_review(folder)
    record = add_record(project, "A study", document=a_document())
    project.coding.code(record, ["T1"], *project.coding.find_quote(record, PARAGRAPHS[0]))
    project.close()
    return record


@copied
def a_review_with_everything(folder: Path) -> None:
    """Two records, one with a text whose event records what its layout was, and one act of nearly every kind."""
    project = new_review(folder)
    document = a_document()
    record = add_record(project, "A study", document=document)
    other = add_record(project, "Another study")
    digests = texts.digests(project.journal, document.text_sha256)
    project.journal.append("ann", dict(project.journal.events("kind = 'ingest'")[0].act) | digests)
    project.screening.decide(record, "include", "title-abstract")
    project.screening.decide(other, "exclude", "title-abstract", criteria=["E1"])
    coding = project.coding.code(record, ["T1", "RA"], *project.coding.find_quote(record, PARAGRAPHS[0])).id
    project.coding.recode(coding, stances={"T1": "supports"})
    project.coding.reject(record, "T2", *project.coding.find_quote(record, PARAGRAPHS[2]))
    project.coding.done(record, *project.coding.find_quote(record, PARAGRAPHS[1]))
    project.annotations.memo(coding, "so")
    project.records.edit(other, title="Otherwise", year=2017)
    project.theory.refine("T2", "wording", proposition="Councils must shape the market")
    project.references.relate(record, other, "kin")
    project.annotations.memo("T1", "taken back")
    project.history.undo()
    project.close()


def tamper(folder: Path, sql: str) -> None:
    """Write to the journal as no program should."""
    with closing(sqlite3.connect(folder / "review.db")) as connection:
        connection.create_function("packed", 1, lambda text: zlib.compress(text.encode()))
        connection.executescript(sql)
        connection.commit()


def problems_after(folder: Path, sql: str) -> list[str]:
    tamper(folder, sql)
    project = Project.open(folder, "ann")
    found = [problem for problem in project.history.verify() if "file is gone" not in problem]
    project.close()
    return found


@pytest.mark.parametrize("made", [a_review_with_a_coding, a_review_with_everything])
def test_a_sound_review_has_no_problems(tmp_path: Path, made: Callable[[Path], object]) -> None:
    made(tmp_path / "r")
    assert problems_after(tmp_path / "r", "SELECT 1") == []


def test_an_edited_event_shows(tmp_path: Path) -> None:
    a_review_with_a_coding(tmp_path / "r")
    found = problems_after(tmp_path / "r", "UPDATE event SET reviewer = 'eve' WHERE kind = 'code'")
    assert any("was changed after it was written" in problem for problem in found)


def test_a_removed_event_shows(tmp_path: Path) -> None:
    a_review_with_a_coding(tmp_path / "r")
    found = problems_after(tmp_path / "r", "DELETE FROM event WHERE kind = 'ingest'")
    assert any("the event before it is missing" in problem for problem in found)


def test_an_edited_table_shows_and_is_rebuilt(tmp_path: Path) -> None:
    a_review_with_a_coding(tmp_path / "r")
    (line,) = problems_after(tmp_path / "r", "UPDATE coding_code SET stance = 'supports'")
    assert line.startswith("table coding_code, coding ")
    assert line.endswith(
        ": its column `stance` holds 'supports' instead of 'bears-on'; `review verify --rebuild` rebuilds it"
    )
    project = Project.open(tmp_path / "r", "ann")
    project.history.rebuild()
    assert [problem for problem in project.history.verify() if "file is gone" not in problem] == []
    project.close()


def test_an_edited_text_shows(tmp_path: Path) -> None:
    record = a_review_with_a_coding(tmp_path / "r")
    project = Project.open(tmp_path / "r", "ann")
    text_sha256 = project.records.get(record).text_sha256
    project.close()
    with sqlite3.connect(tmp_path / "r" / "review.db") as connection:
        connection.execute("UPDATE text SET body = ?", (zlib.compress(b"other words"),))
    connection.close()
    found = problems_after(tmp_path / "r", "SELECT 1")
    assert f"text {text_sha256[:12]}: was changed after it was read" in found
    assert any("its quotation is not at" in problem for problem in found)


TAMPERINGS = {
    # The events.
    "UPDATE event SET act = 'junk' WHERE kind = 'code'": "was changed after it was written; its act is not a JSON object",
    "UPDATE event SET act = '[1]' WHERE kind = 'code'": "its act is not a JSON object",
    "UPDATE event SET act = x'00ff' WHERE kind = 'code'": "its column `act` holds 2 bytes and not text",
    "UPDATE event SET act = CAST(x'7b22ff7d' AS TEXT) WHERE kind = 'code'": "holds bytes that are not UTF-8 and not text",
    "UPDATE event SET act = json_remove(act, '$.text_sha256') WHERE kind = 'code'": "a `code` act that lacks `text_sha256`",
    "UPDATE event SET act = json_set(act, '$.start', -4) WHERE kind = 'code'": "a `code` act whose passage -4-",
    "UPDATE event SET act = replace(act, ',', ', ') WHERE kind = 'code'": "was changed after it was written",
    "UPDATE event SET act = act || ' ' WHERE kind = 'memo'": "was changed after it was written",
    "UPDATE event SET reviewer = 'eve' WHERE kind = 'done'": "(done, ",
    "UPDATE event SET time = '1999-01-01' WHERE kind = 'done'": "(done, 1999-01-01): was changed after it was written",
    "UPDATE event SET clock = 'soon' WHERE kind = 'done'": "its column `clock` holds 'soon' and not a whole number",
    "UPDATE event SET clock = clock + 100 WHERE kind = 'done'": "its clock is not after that of the event before it",
    "UPDATE event SET reviewer = x'' WHERE kind = 'edit'": "its column `reviewer` holds 0 bytes and not text",
    "UPDATE event SET hash = 'no hash' WHERE kind = 'relate'": "its column `hash` holds no hash",
    "UPDATE event SET previous = '' WHERE kind = 'done'": "(done, ",
    "UPDATE event SET replica = 'elsewhere' WHERE kind = 'done'": "follows an event of another replica",
    "UPDATE event SET kind = 'decide' WHERE kind = 'code'": "its column `kind` does not match its act",
    "UPDATE event SET subject = 'memo:x', record = '' WHERE kind = 'code'": "its columns `subject`, `record` do not match its act",
    "UPDATE event SET record = x'00' WHERE kind = 'code'": "its column `record` does not match its act",
    "DELETE FROM event WHERE kind = 'code'": "the event before it is missing",
    "DELETE FROM event": ": is not in the events; it cannot be rebuilt",
    # Texts.
    "UPDATE text SET body = packed('other words')": "was changed after it was read",
    "UPDATE text SET body = x'00'": "its text cannot be read",
    "UPDATE text SET body = 'words'": "its text cannot be read",
    "UPDATE text SET text_sha256 = 'no hash'": "text no hash: was changed after it was read",
    "UPDATE text SET layout = packed('{}')": "its pages and page labels were changed after it was read",
    "UPDATE text SET layout = x'789c'": "its pages and page labels cannot be read",
    "UPDATE text SET layout = 17": "its pages and page labels cannot be read",
    "UPDATE text SET glyphs = x'789c030000000001'": "its glyph map was changed after it was read",
    "UPDATE text SET glyphs = 'none'": "its column `glyphs` holds no glyph map",
    "UPDATE text SET reader = x'00'": "its column `reader` does not hold text",
    "DELETE FROM text": "its text is missing",
    # Tables that are made from events.
    "UPDATE coding_code SET stance = 'supports' || char(0) WHERE code = 'T1'": ": its column `stance` holds 'supports�' instead of 'supports'; `review verify --rebuild`",
    "UPDATE coding SET start = 'first'": ": its column `start` holds 'first' instead of 0; `review verify",
    "UPDATE coding SET quote = x'00'": ": its column `quote` holds 1 bytes instead of 'Many providers compe'",
    "DELETE FROM coding_code WHERE code = 'RA'": ", position 1, code RA: is missing",
    "UPDATE record SET authors = 'junk'": ": its column `authors` holds 'junk' instead of '",
    "UPDATE record SET title = x'ff', year = 'many'": ": its columns `title`, `year` do not match the events",
    "UPDATE record SET origins = 'junk', role = 'junk'": ": its columns `role`, `origins` do not match the events",
    "UPDATE decision SET decision = 'perhaps'": ", stage title-abstract, reviewer ann: its column `decision` holds 'perhaps' instead of 'include'",
    "INSERT INTO decision VALUES ('r', 's', 'eve', 'e', 'include', '[]', '', '{}', '', '[]', '')": "table decision, record r, stage s, reviewer eve: is not in the events; `review verify --rebuild`",
    "DELETE FROM outcome": "table outcome, stage title-abstract, record ",
    "UPDATE theory_version SET map = 'junk'": "table theory_version, version 1: its column `map` holds 'junk' instead of '",
    "DELETE FROM undone": "table undone, event ",
    "UPDATE memo SET text = NULL WHERE 0; UPDATE memo SET text = 'else'": ": its column `text` holds 'else' instead of 'so'; ",
    'UPDATE rejection SET "end" = 2': ", code T2: its column `end` holds 2 instead of ",
    "UPDATE done_mark SET codes = 'junk'": ": its column `codes` holds 'junk' instead of ",
    "DELETE FROM relation": ": is missing; `review verify --rebuild`",
    "DROP TABLE memo": "table memo: is missing",
    # Indexes for searching.
    "INSERT INTO record_search (record_search) VALUES ('delete-all')": "table record_search: does not match the records",
    "INSERT INTO record_search (rowid, title) VALUES (99, 'words that nobody wrote')": "table record_search: does not match",
    "INSERT INTO record_search (record_search, rowid, title, authors, abstract, doi) VALUES ('delete', 1, 'A study', 'Rahman, Sadia', '', '');"
    "INSERT INTO record_search (rowid, title, authors, abstract, doi) VALUES (1, 'Study a', 'Rahman, Sadia', '', '')": "table record_search: does not match",
    "DELETE FROM record_search_data WHERE id > 10": "table record_search: ",
    "INSERT INTO text_search (text_search) VALUES ('delete-all')": "table text_search: does not match the texts",
    "INSERT INTO text_search (rowid, body) VALUES (99, 'words that nobody wrote')": "table text_search: does not match",
    "UPDATE text_search_data SET block = x'00' WHERE id > 10": "text_search: ",
    # The file.
    "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM coding; END": "trigger t: was not made by this program",
    "CREATE VIEW v AS SELECT * FROM event": "view v: was not made by this program",
    "CREATE TABLE mine (x)": "table mine: was not made by this program",
    "DROP INDEX event_by_kind": "index event_by_kind: is missing",
    "DROP INDEX event_by_kind; CREATE INDEX event_by_kind ON event (time)": "index event_by_kind: was changed",
    "ALTER TABLE memo ADD COLUMN colour": "table memo: was changed",
    "UPDATE meta SET value = 'junk' WHERE name = 'replica'": "setting 'replica': holds 'junk'",
    "INSERT INTO meta VALUES (7, x'00')": "setting '7': holds",
    "INSERT INTO file VALUES ('a.pdf', 'no hash', 'big', 'late', 'eaten', '')": "file 'a.pdf': its stored size, time or status is not valid",
}  # fmt: skip


@pytest.mark.parametrize("sql", TAMPERINGS)
def test_what_somebody_did_to_the_file_has_its_line(tmp_path: Path, sql: str) -> None:
    a_review_with_everything(tmp_path / "r")
    Project.open(tmp_path / "r", "ann").close()  # else it is a copy that nobody wrote in
    found = problems_after(tmp_path / "r", sql)
    assert any(TAMPERINGS[sql] in line for line in found), found
    assert not [line for line in found if "\n" in line or "locked" in line]


TABLE_ROWS = {
    "UPDATE memo SET text = 'else' WHERE memo = :first": ": its column `text` holds 'else' instead of 'number 0'",
    "UPDATE memo SET text = 'else', time = '' WHERE memo = :first": ": its columns `text`, `time` do not match the events",
    "UPDATE memo SET text = x'00ff' WHERE memo = :first": ": its column `text` holds 2 bytes instead of 'number 0'",
    "UPDATE memo SET text = CAST(x'ff' AS TEXT) WHERE memo = :first": ": its column `text` holds bytes that are not UTF-8",
    "UPDATE memo SET text = 'a' || char(10) || 'b' WHERE memo = :first": ": its column `text` holds 'a\N{REPLACEMENT CHARACTER}b'",
    "DELETE FROM memo WHERE memo = :first": ": is missing",
}


@pytest.fixture(scope="module")
def memos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with thirty memos."""
    folder = tmp_path_factory.mktemp("memos") / "r"
    project = new_review(folder)
    for number in range(30):
        project.annotations.memo("T1", f"number {number}")
    project.close()
    return folder


def after(review: Path, folder: Path, sql: str) -> tuple[str, list[str]]:
    """The first memo's id, and the problems of a copy of a review after somebody's statement."""
    shutil.copytree(review, folder / "r")
    with closing(sqlite3.connect(folder / "r" / "review.db")) as connection:
        (first,) = connection.execute("SELECT memo FROM memo WHERE text = 'number 0'").fetchone()
        connection.execute(sql, {"first": first} if ":first" in sql else {})
        connection.commit()
    return first, problems_after(folder / "r", "SELECT 1")


@pytest.mark.parametrize("sql", TABLE_ROWS)
def test_a_row_that_is_not_what_the_events_say_has_a_line(memos: Path, tmp_path: Path, sql: str) -> None:
    first, (line,) = after(memos, tmp_path, sql)
    assert line.startswith(f"table memo, memo {first[:12]}{TABLE_ROWS[sql]}")
    assert line.endswith("; `review verify --rebuild` rebuilds it")


@pytest.mark.parametrize("key", ["'by hand'", "7", "x'00'", "char(9)", "'zz'"])
def test_a_row_of_no_event_has_a_line_whatever_its_key_is(memos: Path, tmp_path: Path, key: str) -> None:
    _, found = after(memos, tmp_path, f"INSERT INTO memo VALUES ({key}, 'T1', '', 'eve', '')")
    assert len(found) == 1
    assert ": is not in the events; `review verify --rebuild` removes it" in found[0]


def test_a_row_with_another_key_is_one_that_is_missing_and_one_too_many(memos: Path, tmp_path: Path) -> None:
    first, found = after(memos, tmp_path, "UPDATE memo SET memo = x'ff' WHERE memo = :first")
    assert {line.split(";")[0] for line in found} == {
        "table memo, memo 1 bytes: is not in the events",
        f"table memo, memo {first[:12]}: is missing",
    }


@pytest.mark.parametrize(
    ("sql", "last"),
    [
        ("UPDATE memo SET text = 'else'", "table memo: 10 more rows do not match the events"),
        ("DELETE FROM memo WHERE text <> 'number 0' AND text < 'number 8'", "table memo: 7 more rows do not match the events"),
    ],
)  # fmt: skip
def test_no_more_than_twenty_rows_of_a_table_have_a_line(
    memos: Path, tmp_path: Path, sql: str, last: str
) -> None:
    _, found = after(memos, tmp_path, sql)
    assert len(found) == 21
    assert found[-1] == f"{last}; `review verify --rebuild` rebuilds it"


def test_an_index_is_not_to_be_made_from_texts_that_are_damaged(tmp_path: Path) -> None:
    a_review_with_everything(tmp_path / "r")
    found = problems_after(tmp_path / "r", "UPDATE text SET body = packed('other words')")
    index = "table text_search: does not match the texts; repair the damaged texts first"
    assert index in found
    assert not any("--rebuild" in line for line in found)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of a review with everything in it, closed."""
    folder = tmp_path_factory.mktemp("sound")
    a_review_with_everything(folder / "r")
    with closing(sqlite3.connect(folder / "r" / "review.db")) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    return folder / "r" / "review.db"


def columns() -> list[tuple[str, str]]:
    """Every column of every table that the program reads."""
    with closing(Journal.in_memory()) as journal:
        return [
            (table, column)
            for table in ("event", "text", "meta", "file", *projections.NAMES)
            for (column,) in journal.rows("SELECT name FROM pragma_table_info(?)", (table,))
        ]


@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(columns()),
    st.integers() | st.floats() | st.text(max_size=5) | st.binary(max_size=9) | st.sampled_from(["[]", "{}", "null", "-1"]),
    st.booleans(),
)  # fmt: skip
def test_junk_in_any_column_ends_in_lines(
    sound: Path, place: tuple[str, str], junk: object, everywhere: bool
) -> None:
    table, column = place
    with TemporaryDirectory() as folder:
        path = Path(folder) / "review.db"
        shutil.copyfile(sound, path)
        with closing(sqlite3.connect(path)) as connection:
            first = "" if everywhere else f'ORDER BY "{column}" LIMIT 1'
            value = junk if not isinstance(junk, int) else max(-(2**63), min(junk, 2**63 - 1))
            with suppress(sqlite3.Error, UnicodeEncodeError):  # a column that refuses it, or unique ones
                connection.execute(
                    f'UPDATE {table} SET "{column}" = ? WHERE "{column}" IN (SELECT "{column}" FROM {table} {first})',
                    (value,),
                )
                connection.commit()
        try:
            journal = Journal.open(path, read_only=True)
        except JournalError:
            # A number among the settings may be the version of newer tables.
            assert place == ("meta", "value")
            return
        found = list(problems(journal, Path(folder)))
        journal.close()
    assert not [line for line in found if "unexpectedly" in line or "\n" in line]


def test_tables_are_made_again_only_where_the_events_are_whole(tmp_path: Path) -> None:
    a_review_with_everything(tmp_path / "r")
    found = problems_after(tmp_path / "r", "UPDATE event SET act = 'junk' WHERE kind = 'code'")
    assert not any("--rebuild" in line for line in found)
    project = Project.open(tmp_path / "r", "ann")
    (line,) = project.history.rebuild()
    assert line.startswith("the tables were not rebuilt because events are damaged or missing: go back")
    assert len(project.coding.codings()) == 1
    project.close()


MADE_FROM_EVENTS_AND_TEXTS = re.compile(
    rf"(UPDATE|INSERT INTO|DELETE FROM) ({'|'.join(projections.NAMES)}|record_search_data|text_search)\b"
)


@pytest.mark.parametrize(
    "sql",
    [sql for sql in TAMPERINGS if re.match(MADE_FROM_EVENTS_AND_TEXTS, sql)]
    + ["UPDATE event SET kind = 'decide', subject = 'x', record = 7 WHERE kind = 'code'"],
)
def test_what_is_made_from_events_and_texts_can_be_made_again(tmp_path: Path, sql: str) -> None:
    a_review_with_everything(tmp_path / "r")
    assert problems_after(tmp_path / "r", sql)
    project = Project.open(tmp_path / "r", "ann")
    project.history.rebuild()
    assert [line for line in project.history.verify() if "file is gone" not in line] == []
    project.close()


def test_a_journal_with_a_trigger_is_opened_for_reading_only(tmp_path: Path) -> None:
    a_review_with_everything(tmp_path / "r")
    tamper(tmp_path / "r", "CREATE TRIGGER theirs AFTER INSERT ON event BEGIN DELETE FROM coding; END")
    project = Project.open(tmp_path / "r", "ann")
    assert "holds triggers that this program did not make (theirs): you can look, but" in project.read_only
    assert project.notices[0] == project.read_only
    with pytest.raises(JournalError):
        project.annotations.memo("T1", "would cost every coding")
    assert len(project.coding.codings()) == 1
    project.close()
    tamper(tmp_path / "r", 'DROP TRIGGER "theirs"')
    project = Project.open(tmp_path / "r", "ann")
    project.annotations.memo("T1", "costs none")
    assert len(project.coding.codings()) == 1
    project.close()


def test_a_rebuild_that_gives_fewer_rows_says_so(tmp_path: Path) -> None:
    a_review_with_everything(tmp_path / "r")
    tamper(tmp_path / "r", "INSERT INTO memo VALUES ('m', 'T1', 'by hand', 'eve', '')")
    project = Project.open(tmp_path / "r", "ann")
    assert project.history.rebuild() == ["table memo: was rebuilt with 1 row, 1 fewer than before"]
    assert project.history.rebuild() == []
    project.close()


def a_copy(folder: Path) -> Path:
    """A copy such as the program makes by itself."""
    project = Project.open(folder, "ann")
    made = backup.copy(project.journal, folder / "backups" / "review-20991231T235959.db")
    project.close()
    return made


@pytest.mark.parametrize(
    "cut", ["DELETE FROM event WHERE kind = 'relate'", "DELETE FROM event WHERE sequence > 5"]
)
def test_a_cut_off_end_shows_beside_the_newest_copy(tmp_path: Path, cut: str) -> None:
    a_review_with_everything(tmp_path / "r")
    made = a_copy(tmp_path / "r")
    tamper(tmp_path / "r", f"{cut}; DELETE FROM event WHERE kind IN ('undo', 'memo')")
    found = problems_after(tmp_path / "r", "SELECT 1")
    missing = [line for line in found if "missing here" in line]
    assert len(missing) == 1
    assert f"of backups/{made.name} are missing here" in missing[0]
    assert not any("--rebuild" in line for line in found)


def test_a_text_that_only_the_copy_has_shows(tmp_path: Path) -> None:
    a_review_with_everything(tmp_path / "r")
    with closing(sqlite3.connect(tmp_path / "r" / "review.db")) as connection:
        text = connection.execute("SELECT substr(text_sha256, 1, 12) FROM text").fetchone()[0]
    a_copy(tmp_path / "r")
    found = problems_after(tmp_path / "r", "DELETE FROM text")
    assert any(line.startswith(f"text {text}: is in backups/") for line in found)


def test_a_copy_that_cannot_be_read_does_not_hide_the_one_before_it(tmp_path: Path) -> None:
    a_review_with_everything(tmp_path / "r")
    a_copy(tmp_path / "r")
    (tmp_path / "r" / "backups" / "review-29990101T000000.db").write_bytes(b"no copy")
    found = problems_after(tmp_path / "r", "DELETE FROM event WHERE kind = 'relate'")
    assert any("missing here" in line for line in found)


def test_page_labels_of_a_text_from_before_digests_are_compared_with_its_codings(tmp_path: Path) -> None:
    a_review_with_a_coding(tmp_path / "r")
    project = Project.open(tmp_path / "r", "ann")
    document = project.documents.get(project.coding.codings()[0].record)
    assert document
    texts.renew(project.journal, a_document(first_label=17))
    project.close()
    found = problems_after(tmp_path / "r", "SELECT 1")
    assert len(found) == 1
    assert found[0].endswith("is on page 1 (17) of its text but was made on page 1 (345)")


LAYOUTS = {
    '{"body_end":999,"pages":[],"passages":[],"asides":[]}': "its body ends outside its text",
    '{"body_end":1,"pages":[[1,"1",0,9],[2,"2",5,20]],"passages":[],"asides":[]}': "its pages overlap",
    '{"body_end":1,"pages":[[2,"1",0,9]],"passages":[],"asides":[]}': "its page 1 has no such number or label",
    '{"body_end":1,"pages":[[1,"1",0,9]],"passages":[[5,2,"paragraph",""]],"asides":[]}': "its passage 1 lies outside",
    '{"body_end":1,"pages":[[1,"1",0,9]],"passages":[],"asides":[[0,1,7,"footer"]]}': "side text on a page that does not exist",
    '{"body_end":1,"pages":[[1,"1",0,9]],"passages":[[0,1,"song",""]],"asides":[]}': "not in this program's format",
    '{"body_end":1,"pages":[[1,"1",0,9,0,0,false,"hearsay"]],"passages":[],"asides":[]}': "not in this program's format",
    '{"body_end":1,"pages":[[1,"1",0,9,0,0,false,"pdf"]],"passages":[],"asides":[]}': "its page 1 has a label that comes from nowhere",
    '{"body_end":"x","pages":17}': "not in this program's format",
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_that_no_event_recorded_must_make_sense(tmp_path: Path, layout: str) -> None:
    a_review_with_a_coding(tmp_path / "r")
    found = problems_after(tmp_path / "r", f"UPDATE text SET layout = packed('{layout}')")
    assert any(LAYOUTS[layout] in line for line in found), found


def test_a_glyph_map_that_no_event_recorded_must_fit_the_words(tmp_path: Path) -> None:
    from review.domain.glyphs import GlyphRun
    from tests.domain.glyph_maps import pack_runs

    a_review_with_a_coding(tmp_path / "r")
    long = pack_runs([GlyphRun(0, 100_000, 1, 0)]).hex()
    for blob in (long, zlib.compress(b"\x80").hex(), "00"):
        found = problems_after(tmp_path / "r", f"UPDATE text SET glyphs = x'{blob}'")
        assert any(
            "its glyph map does not match" in line or "not in this program's format" in line for line in found
        ), found


def test_pages_that_are_damaged_do_not_stop_the_check(tmp_path: Path) -> None:
    a_review_with_everything(tmp_path / "r")
    path = tmp_path / "r" / "review.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
        roots = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name IN ('coding', 'event_by_replica', 'text')"
        )
        pages = [root for (root,) in roots]
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * size)
            file.write(b"\xa5" * size)
    project = Project.open(tmp_path / "r", "ann", read_only=True)
    found = project.history.verify()
    project.close()
    assert found
    assert not any("--rebuild" in line for line in found)
