"""Files with a tag at the beginning of each line that end before they should."""

from __future__ import annotations

import pytest

from review.domain.reference import Refusal
from tests.references.conftest import Read

RIS = "TY  - JOUR\nTI  - One\nER  - \n\nTY  - RPRT\nTI  - Two\nAB  - Councils sha"
WEB_OF_SCIENCE = "FN Clarivate\nVR 1.0\nPT J\nTI One\nER\n\nPT J\nTI Two\nAB Councils sha"
PUBMED = "PMID- 1\nTI  - One\nSO  - Care. 2016;1(2):3-9.\n\nPMID- 2\nTI  - Two\nAB  - Councils sha"
ENDNOTE = "%0 Book\n%T One\n%D 2014\n\n%0 Book\n%T Two\n%X Councils sha"


@pytest.mark.parametrize(
    ("content", "line", "mended"),
    [
        (RIS, 5, ", or add a line with ER if nothing is missing"),
        (WEB_OF_SCIENCE, 7, ", or add a line with ER if nothing is missing"),
        (PUBMED, 5, ""),
    ],
)
def test_a_file_that_ends_inside_a_record(read: Read, content: str, line: int, mended: str) -> None:
    file = read(content)
    said = "the file ends inside record 2, which is left out: export the file again"
    assert [one.title for one in file.references] == ["One"]
    assert file.refusals == (Refusal(line, said + mended),)
    assert read(f"{content}\n").refusals == file.refusals  # a line end does not make it whole


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_whose_records_have_no_end_and_that_ends_within_a_line(read: Read, encoding: str) -> None:
    [notice] = read(ENDNOTE.encode(encoding)).notices
    assert (notice.line, notice.message.split(";")[0]) == (7, "the file ends in the middle of a line")
    assert read(f"{ENDNOTE}\n".encode(encoding)).notices == ()


@pytest.mark.parametrize(
    "content", ["TY  - JOUR\nTI  - One\n", "%0 Book\n%T One", "PMID- 1\nTI  - One\nSO  - Care"]
)
def test_a_whole_file_without_ends_is_read_without_a_word(read: Read, content: str) -> None:
    file = read(content)
    assert [one.title for one in file.references] == ["One"]
    assert (file.refusals, file.notices) == ((), ())
