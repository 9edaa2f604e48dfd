"""Searches in words."""

from __future__ import annotations

from review.domain.searches.wording import came_from
from review.journal.queries.searches.ties import Tie


def test_a_record_came_from_searches_and_from_files_without_one() -> None:
    ties = [Tie("r", "S1", "HMIC"), Tie("r", "S1", "Medline"), Tie("r", "S2", ""), Tie("r", "", "list.ris")]
    assert came_from(ties) == "found by S1 (HMIC, Medline), S2; imported from list.ris"
    assert came_from([]) == ""


def test_a_file_that_was_imported_first_without_its_search_is_named_once() -> None:
    ties = [Tie("r", "", "list.ris"), Tie("r", "", "old.ris"), Tie("r", "S1", "list.ris")]
    assert came_from(ties) == "found by S1 (list.ris); imported from old.ris"
