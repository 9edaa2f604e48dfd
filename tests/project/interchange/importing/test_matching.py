"""Which record a source is."""

from __future__ import annotations

import hashlib

from review.domain import Record
from review.domain.texts.hard_line_ends import without_hard_ends
from review.exchange.refi.values import QdaSource, SourceKind
from review.project.interchange.importing.matching import MatchedSource, facts, matched, name_of

READ = Record("r1", "Markets for care", doi="10.1000/care", file_sha256="f1", text_sha256="t1")
ONLY_REFERENCE = Record("r2", "Advocacy: a review", doi="10.1000/advocacy")


def source(name: str, text: str | None = None, **more: object) -> QdaSource:
    return QdaSource(guid=name, name=name, kind=SourceKind.PDF, text=text, **more)  # type: ignore[arg-type]


def match(one: QdaSource, file: str = "", *records: Record, **own: str) -> MatchedSource:
    known = {one.guid: facts(one, file)}
    return matched([one], known, records or (READ, ONLY_REFERENCE), own)[one.guid]


def test_a_source_is_known_by_its_bytes_then_its_text_then_a_doi_then_its_name() -> None:
    text = "Many providers compete."
    read = Record("r3", "Other", text_sha256=hashlib.sha256(text.encode()).hexdigest(), file_sha256="f3")
    assert match(source("x"), "f1").why == "the same file"
    assert match(source("x", text), "f9", read).why == "the same text"
    assert match(source("x", description="doi:10.1000/CARE.")).record == "r1"
    assert match(source("advocacy:  A review.pdf"), "f9").record == "r2"


def test_a_text_with_hard_line_ends_is_known_as_it_is_read_and_as_it_was_read_before() -> None:
    text = "The council had a plan, and the plan was that the providers would be asked\nwhat they do.\n" * 9
    for there in (text, without_hard_ends(text)):
        read = Record("r3", "Other", text_sha256=hashlib.sha256(there.encode()).hexdigest(), file_sha256="f3")
        assert match(source("x", text), "f9", read).why == "the same text"


def test_a_name_does_not_lead_to_a_record_with_another_document() -> None:
    assert match(source("Markets for care"), "f9").is_new
    assert match(source("Markets for care")).record == "r1"  # without a file of its own
    twice = (ONLY_REFERENCE, Record("r3", "Advocacy: a review"))
    assert match(source("Advocacy: a review"), "", *twice).is_new


def test_a_new_record_has_the_id_that_reading_its_file_would_give_and_is_found_again() -> None:
    found = match(source("Interview"), "f9")
    assert (found.record, found.is_new, found.has_document) == ("f9", True, False)
    without_file = match(source("Interview"))
    again = match(source("Interview"), "", Record(without_file.record, "Renamed since"))
    assert (again.record, again.is_new) == (without_file.record, False)


def test_two_sources_with_one_file_are_one_record() -> None:
    one, other = source("One"), source("Other")
    found = matched([one, other], {"One": facts(one, "f9"), "Other": facts(other, "f9")}, [])
    assert found["One"].record == found["Other"].record
    assert (found["One"].is_new, found["Other"].is_new) == (True, False)


def test_the_chapters_of_a_book_are_not_one_record_because_all_name_its_doi() -> None:
    chapters = [source(name, description="10.1000/care") for name in ("One", "Two")]
    known = {one.guid: facts(one, f"file of {one.guid}") for one in chapters}
    found = matched(chapters, known, [READ])
    assert (found["One"].record, found["Two"].is_new) == ("r1", True)


def test_a_record_of_this_review_is_known_by_the_id_under_which_it_was_exported() -> None:
    assert match(source("x"), "f9", x="r2").record == "r2"


def test_a_record_that_was_merged_since_is_the_one_into_which_it_was() -> None:
    one = source("Interview")
    found = matched([one], {"Interview": facts(one, "f9")}, [READ], merged={"f9": "f8", "f8": "r1"})
    assert (found["Interview"].record, found["Interview"].has_document) == ("r1", True)
    assert (
        matched([one], {"Interview": facts(one, "")}, [READ], {"Interview": "f8"}, {"f8": "r1"})[
            "Interview"
        ].record
        == "r1"
    )
    in_a_circle = matched([one], {"Interview": facts(one, "f9")}, [READ], merged={"f9": "f8", "f8": "f9"})
    assert (in_a_circle["Interview"].is_new, in_a_circle["Interview"].record == "f9") == (True, False)


def test_names_are_titles() -> None:
    assert name_of(source("Care\n report.PDF")) == "Care report"
    assert name_of(source("v1.2 of it")) == "v1.2 of it"
    assert name_of(source("")) == "source "
