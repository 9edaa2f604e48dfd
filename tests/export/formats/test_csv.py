"""CSV, read back by the standard library."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.export import TABLES, Column, ExportTable, Kind
from review.export.formats.csv import render
from review.export.formats.text import legible
from tests.export.hostile import HOSTILE, TEXT, table_of
from tests.export.reviews import SMALL

DEFUSED = re.compile("'(?='*[\\s\u200b\ufeff]*[=+@＝＋－＠\\-\\t\\r\\n])")


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_a_file_is_a_header_of_keys_and_rows_and_nothing_else():
    table = TABLES["evidence"].build(SMALL)
    rows = read(render(table)[""])
    assert rows[0] == [column.key for column in table.columns]
    assert len(rows) == 1 + len(table.rows)
    assert rows[2][:6] == ["r1", "Rahman, 2016a", "2016", "empirical", "3", "347"]
    assert rows[2][6] == "'=SUM(A1) rose"
    assert rows[2][12] == "2026-11-03"


def test_the_caption_is_beside_it_with_what_a_program_needs_of_it():
    table = TABLES["source-types"].build(SMALL)
    about = json.loads(render(table)[".meta.json"])
    assert about["caption"] == table.caption
    assert (about["as_of"], about["theory_version"], about["events"]) == ("2026-11-05T23:59:59.999Z", 3, 412)
    assert about["rows"] == len(table.rows)
    assert about["columns"][2] == {"name": "n", "title": "n", "type": "integer"}


@pytest.mark.parametrize("text", HOSTILE)
def test_formulas_are_defused_and_can_be_had_back(text):
    (_, cell) = read(render(table_of(text))[""])[1]
    assert cell.startswith("'")
    assert DEFUSED.sub("", cell, count=1) == legible(text)


def test_numbers_and_dates_stay_what_they_are():
    columns = (Column("n", "n", Kind.NUMBER), Column("i", "i", Kind.INTEGER), Column("d", "d", Kind.DATE))
    table = ExportTable("t", "T", "", columns, ((Decimal("-0.5"), -3, date(2016, 1, 2)), (None, None, None)))
    assert read(render(table)[""])[1:] == [["-0.5", "-3", "2016-01-02"], ["", "", ""]]


@given(st.lists(TEXT))
def test_any_text_comes_back_as_it_is_legible_but_for_one_apostrophe(texts):
    rows = read(render(table_of(*texts))[""])
    assert rows[0] == ["n", "text"]
    for (_, cell), text in zip(rows[1:], texts, strict=True):
        assert cell in (legible(text), "'" + legible(text))
        assert cell.lstrip("' ")[:1] not in tuple("=+-@") or cell.startswith("'")


@given(TEXT)
def test_defusing_never_makes_two_texts_one(text):
    plain, quoted = (read(render(table_of(t))[""])[1][1] for t in (text, "'" + text))
    assert plain != quoted


def test_equal_tables_give_equal_bytes():
    build = TABLES["evidence"].build
    assert render(build(SMALL)) == render(build(SMALL))
