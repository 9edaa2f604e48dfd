"""Imports that come together are stored as if each had come alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.acts import Import, Merge
from review.domain.canonical import canonical
from review.domain.reference import Reference
from review.errors import JournalError
from review.journal import validity
from review.journal.appending.imports import append_imports
from review.journal.appending.one import spelled
from review.journal.journal import Journal
from review.journal.verification import projection_problems
from tests.examples import examples

STRANGE = st.text(st.characters(exclude_categories=()), max_size=5) | st.sampled_from(
    ["é\x7f", "😀", "\ud800"]
)
REFERENCES = st.builds(
    Reference,
    title=STRANGE,
    authors=st.lists(STRANGE, max_size=3).map(tuple),
    year=st.none() | st.integers(),
    line=st.integers(),
    other=st.dictionaries(STRANGE, st.lists(STRANGE, max_size=2).map(tuple), max_size=2),
)
IMPORTS = st.builds(
    Import, record=STRANGE, path=STRANGE, line=st.integers(), source=STRANGE, reference=REFERENCES
)


@given(IMPORTS)
def test_an_import_is_spelled_and_checked_as_any_other_act(act: Import) -> None:
    assert spelled(act) == canonical(act.to_plain())
    assert validity.checked_import(spelled(act)) == validity.checked(validity.read(spelled(act)))


def imported(record: str, author: str, year: int | None) -> Import:
    reference = Reference(title=f"Work {record}", authors=(author,), year=year, abstract="Mutual care é")
    return Import(record=record, path="one.ris", line=1, source="one.ris", reference=reference)


def rows(journal: Journal) -> list[Any]:
    """What the journal's tables say, without times and hashes of events."""
    events = "SELECT previous <> '', clock, reviewer, kind, subject, record, act FROM event ORDER BY clock"
    records = (
        "SELECT key, record, title, authors, year, short_author, origins, letter FROM record ORDER BY key"
    )
    letters = "SELECT author, year, place, copy, record FROM letter ORDER BY 1, 2, 3, 4"
    return [journal.rows(query) for query in (events, records, letters)]


CAME = st.lists(
    st.tuples(st.sampled_from(["Rahman, S", "RAHMAN, S", "Örn, Å", "örn, Å"]), st.sampled_from([None, 2016])),
    max_size=7,
)


@settings(max_examples=examples(20), deadline=None)
@given(CAME, CAME)
def test_what_comes_together_is_what_comes_one_by_one(before: list[Any], together: list[Any]) -> None:
    first = [imported(f"a{number}", *of) for number, of in enumerate(before)]
    acts = [imported(f"b{number}", *of) for number, of in enumerate(together)]
    # Of records that are yet to come, as the events of another copy may have it.
    merged = [Merge(record="b1", kept="a0"), Merge(record="a1", kept="b2")]
    one_by_one, at_once = Journal.in_memory(), Journal.in_memory()
    for act in [*first, *merged, *acts]:
        one_by_one.append("ann", act)
    for act in [*first, *merged]:
        at_once.append("ann", act)
    new = [act for act in acts if act.record != "b1"]
    with at_once.transaction() as connection:
        append_imports(connection, "ann", new[:1])
    for act in acts[1:2]:
        at_once.append("ann", act)
    with at_once.transaction() as connection:
        append_imports(connection, "ann", new[1:])
    assert rows(at_once) == rows(one_by_one)
    assert list(projection_problems(at_once)) == []
    one_by_one.close()
    at_once.close()


def test_nothing_of_what_comes_together_is_stored_if_one_cannot_be() -> None:
    journal = Journal.in_memory()
    with pytest.raises(JournalError, match="whose `record` is empty"), journal.transaction() as connection:
        append_imports(connection, "ann", [imported("a", "Lee, M", 2016), imported("", "Lee, M", 2016)])
    assert journal.rows("SELECT * FROM event") == []
    journal.close()
