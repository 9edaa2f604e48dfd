"""A child reads what other people sent: the same comes out, within limits, and no child stays."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from review.domain.reference import Reference
from review.errors import ReadingError, UnknownNameError
from review.references import ReadingStoppedError, stream_references
from review.sandbox.limits import Limits
from tests.children import children
from tests.references.formats.test_round_trip import FILES
from tests.references.whole_file import ReferenceFile, sorted_out, whole_file


def streamed(
    path: Path, columns: dict[str, str] | None = None, limits: Limits | None = None
) -> ReferenceFile:
    """Everything in a file, as a child reads it."""
    with stream_references(path, columns, limits or Limits()) as stream:
        found = sorted_out(stream.format, stream.items, stream.mapping)
    assert children() == []
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_child_reads_what_is_parsed_here(tmp_path: Path, name: str) -> None:
    path = tmp_path / "references"
    path.write_text(FILES[name], encoding="utf-8")
    assert streamed(path) == whole_file(path)


@pytest.mark.usefixtures("started_alone")
def test_columns_and_refusals_come_along(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Nom,Jahr\nUn,2014\n,2015\n")
    file = streamed(path, {"Nom": "title"})
    assert [reference.title for reference in file.references] == ["Un"]
    assert [refusal.line for refusal in file.refusals] == [3]
    assert file.mapping["Nom"] == "title"


def test_a_child_that_ends_before_it_names_a_format_broke(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object) -> Generator[object, None, None]:
        yield from ()

    monkeypatch.setattr("review.references.answers", ended)
    path = tmp_path / "one.ris"
    path.write_text("TY  - JOUR\nTI  - One\nER  - \n")
    with pytest.raises(ReadingStoppedError, match="the reader crashed"), stream_references(path):
        pass


def test_what_is_asked_wrongly_is_said_before_a_child_starts(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    with pytest.raises(ReadingError, match="file not found"), stream_references(path):
        pass
    path.write_text("title\nOne\n")
    with pytest.raises(UnknownNameError), stream_references(path, {"title": "titel"}):
        pass


def test_a_file_that_takes_too_much_time(tmp_path: Path) -> None:
    path = tmp_path / "blank.ris"
    path.write_bytes(b"TY  - JOUR\nTI  - One\nER  - \n" + b"\n" * 30_000_000)
    with pytest.raises(ReadingStoppedError, match="too much time; split the file"):
        streamed(path, limits=Limits(timeout=1.0))
    assert children() == []


def test_a_file_that_takes_too_much_memory(tmp_path: Path) -> None:
    path = tmp_path / "macros.bib"
    grow = "".join(f"@string{{{one}={'#'.join([before] * 9)}}}\n" for before, one in ("ab", "bc", "cd", "de"))
    path.write_text(f"@string{{a={{{'x' * 100_000}}}}}\n{grow}@article{{k, title=e}}\n")
    with pytest.raises(ReadingStoppedError, match="too much memory; split the file"):
        streamed(path, limits=Limits(memory_mb=200))


def test_a_text_that_is_held_as_a_whole_and_takes_too_much_memory(tmp_path: Path) -> None:
    path = tmp_path / "text.json"
    path.write_text('[{"title": "One"}, {"title": "' + "\N{BOUQUET}" * 30_000_000 + '"}]', encoding="utf-8")
    with pytest.raises(ReadingStoppedError, match="too much memory"):
        streamed(path, limits=Limits(memory_mb=200))


def test_the_child_ends_with_the_context(tmp_path: Path) -> None:
    path = tmp_path / "many.ris"
    path.write_text("TY  - JOUR\nTI  - One\nER  - \n\n" * 20_000)
    with stream_references(path) as stream:
        assert isinstance(next(stream.items), Reference)
        assert len(children()) == 1
    assert children() == []
