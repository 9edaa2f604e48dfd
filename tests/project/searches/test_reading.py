"""Files of searches: every mistake with its line, nothing of a file with mistakes, and no trust in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.searches.search import SearchKind, SearchLimit, SearchLine, SearchResult, SearchSource
from review.errors import ReviewError
from review.project.searches.reading import LARGEST, parse_searches, read_searches
from review.theory_map.yaml_file import MOST_LISTED

CODES = ("T1", "T1.a")
MINIMAL = "searches:\n  - id: S1\n    component: Care\n    kind: database\n"


def refused(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(ReviewError) as error:
        parse_searches(data, CODES)
    return str(error.value).splitlines()


def test_a_file_has_every_part_of_a_search() -> None:
    (found,) = parse_searches(
        b"""searches:
  - id: S1
    component: " Care "
    round: 2
    prompted_by: T1.a
    kind: Citation forward
    sources: [{name: HMIC, platform: Ovid, date: 2017-04}, Medline, {name: ISRCTN, register: true}]
    limits: [{field: year, from: 2014, to: 2017}, {field: language, value: English}, {field: none}]
    filters: a published filter
    adapted_from: null
    stopped_because: nothing new
    total_stated: 1,200
    note: |
      two
      lines
    lines:
      - {id: 4a, string: "market* AND NO", results: [{source: null, limit: "not by year", n: 533}, {n: 97}, {n: not reported}], total_stated: 730}
      - {id: 7, string: care, results: null}
      - {id: 8, string: null, results: not reported}
      - {id: 9, string: care, results: [12]}
      - {id: 10, string: care, results: 0}
""",
        CODES,
    )
    assert (found.component, found.round, found.prompted_by, found.kind) == (
        *("Care", 2, "T1.a"),
        SearchKind.CITATION_FORWARD,
    )
    assert found.sources == (
        SearchSource("HMIC", "Ovid", "2017-04"),
        SearchSource("Medline"),
        SearchSource("ISRCTN", is_register=True),
    )
    assert found.limits == (
        SearchLimit("year", "2014", "2017"),
        SearchLimit("language", value="English"),
        SearchLimit("none"),
    )
    assert (found.filters, found.total_stated) == (("a published filter",), 1200)
    assert (found.adapted_from, found.stopped_because, found.note) == ("", "nothing new", "two\nlines")
    results = (SearchResult(533, "", "not by year"), SearchResult(97), SearchResult(None))
    assert found.lines == (
        SearchLine("4a", "market* AND NO", results, 730),
        SearchLine("7", "care"),
        SearchLine("8", ""),
        SearchLine("9", "care", (SearchResult(12),)),
        SearchLine("10", "care", (SearchResult(0),)),
    )


def test_every_mistake_is_listed_with_its_line() -> None:
    assert refused(
        """searches:
  - id: S1
    component: Care
    kind: databse
    prompted_by: T8
    lines:
      - {id: "1", string: care, results: [{n: many}]}
      - {id: "2", string: care, resluts: []}
      - {id: "3", string: care, results: [{source: HMIC}]}
  - id: S 2
    component: Care
    kind: database
    prompted_by: T9
    sources:
      - {name: HMIC, date: May}
    lines:
      - {id: "1", string: a}
      - {id: "1", string: b}
  - component: Care
    kind: database
"""
    ) == [
        "searches.yaml:4: searches.kind: Unknown kind 'databse'. Did you mean 'database'?",
        "searches.yaml:5: searches.prompted_by: 'T8' is not plan, a code of the theory map or 'gap: …'",
        "searches.yaml:7: searches.lines.results.n: 'many' is not a number; write null if it is not reported",
        "searches.yaml:8: searches.lines.resluts: unknown key; did you mean 'results'?",
        "searches.yaml:9: searches.lines.results: lacks n:, the number found; write `n: null` if it is not reported",
        "searches.yaml:10: searches.id: has to be up to 40 letters, digits and signs without spaces and colons, such as S1",
        "searches.yaml:13: searches.prompted_by: 'T9' is not plan, a code of the theory map or 'gap: …'",
        "searches.yaml:15: searches.sources.date: 'May' is not a day, month or year such as 2017-04-30, 2017-04 or 2017",
        "searches.yaml:18: searches.lines.id: '1' is the id of an earlier line, too",
        "searches.yaml:19: searches: a search has no id",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "searches.yaml:1: has to have keys: searches"),
        ("- S1\n", "searches.yaml:1: has to have keys: searches"),
        ("searches: []\n", "searches.yaml:1: searches: has to be a list of searches"),
        ("searches: S1\n", "searches.yaml:1: searches: has to be a list of searches"),
        ("searches: [S1]\n", "searches.yaml:1: searches: has to have keys: id"),
        ("searches: [{id: S1\n", "searches.yaml:2: not YAML"),
        (b"searches: \xff\n", "searches.yaml:1: not UTF-8"),
        (MINIMAL + "    round: 0\n", "searches.yaml:5: searches.round: has to be 1, 2"),
        (MINIMAL + "    total_stated: -3\n", "searches.yaml:5: searches.total_stated: '-3' is not a number"),
        (MINIMAL + "    total_stated: 9999999999\n", "searches.total_stated: has to be a number from 0"),
        (MINIMAL + "    total_stated: 99999999999999999999\n", "is not a number"),
        (MINIMAL + "    lines: {a: b}\n", "searches.lines: has to be a list"),
        (MINIMAL + "    note: [a]\n", "searches.note: has to be a text"),
        (MINIMAL + '    note: "\\ud800"\n', "searches.yaml:5: not YAML"),
        (MINIMAL + "    limits: [{field: year}]\n", "searches.limits: is empty; give from, to or value"),
        (
            MINIMAL + "    limits: [{field: year, from: 2020, to: 2010}]\n",
            "ends in 2010, before it begins in 2020",
        ),
        (MINIMAL + "    id: S2\n", "duplicate key (first used on line 2)"),
        (
            MINIMAL + MINIMAL.replace("searches:\n", "").replace("S1", "s-1"),
            "'s-1' is in this file twice, before as 'S1'",
        ),
    ],
)
def test_a_mistake(text: str | bytes, message: str) -> None:
    (line,) = refused(text)
    assert message in line


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &a [x, x]\nb: &b [*a, *a]\nsearches: [*b]\n", "aliases such as '*a' are not supported"),
        ("searches: " + "[" * 100_000, "nested more than 32 levels deep"),
        ("searches: !!python/object/apply:os.system ['echo owned']\n", "searches: has to have keys"),
        (MINIMAL + "    note: " + "x" * 60_000 + "\n", "searches.note: is longer than 50,000 characters"),
        ("searches: [" + "[]," * 1_000_000 + "]", "more than 200,000 names and values; split the file"),
        (MINIMAL + "".join(f"    k{n}: 1\n" for n in range(200_000)), "more than 200,000 names and values"),
        ("x" * (LARGEST + 1), "larger than 4 MB; it was not read"),
        ("searches:\n  - \x1b[31mid: S1\n", "not YAML"),
    ],
)
def test_a_hostile_file_is_limited(text: str, message: str) -> None:
    (line, *_) = refused(text)
    assert message in line
    assert "\x1b" not in line


def test_many_mistakes_are_cut_off() -> None:
    lines = refused("searches:\n" + "  - {}\n" * 5_000)
    assert len(lines) == MOST_LISTED + 1
    assert lines[-1] == "searches.yaml: further mistakes are not listed"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "searches.yaml")
    with pytest.raises(ReviewError, match=r"searches\.yaml: cannot be read"):
        read_searches(tmp_path / "searches.yaml", CODES)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match=r"^searches\.yaml: cannot be read: No such file"):
        read_searches(tmp_path / "searches.yaml", CODES)


PLAIN = st.recursive(
    st.sampled_from(["null", "S1", "1", "-1", "database", "not reported", '"\\u0000"', "''", "T1"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda found: f"[{', '.join(found)}]")
        | st.dictionaries(
            st.sampled_from(
                ["id", "component", "kind", "lines", "results", "n", "sources", "name", "limits", "round"]
            ),
            inner,
            max_size=4,
        ).map(lambda found: "{" + ", ".join(f"{key}: {value}" for key, value in found.items()) + "}")
    ),
    max_leaves=12,
)


@given(PLAIN)
def test_any_shape_is_read_or_refused_with_lines(shape: str) -> None:
    found, mistakes = [], []
    try:
        found = parse_searches(f"searches: [{shape}]".encode(), CODES)
    except ReviewError as error:
        mistakes = str(error).splitlines()
    assert len(found) + bool(mistakes) == 1
    assert all(line.startswith("searches.yaml:1: ") for line in mistakes)
