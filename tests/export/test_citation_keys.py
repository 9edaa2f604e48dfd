"""Keys for other programs: meaningful, each one once, and the same whichever records are exported."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec.structs import replace

from review.domain import Record, Selection
from review.domain.reference import Reference
from review.export.citation_keys import citation_keys
from review.project import Project


def keys(*described: tuple[str, dict[str, object], str]) -> list[str]:
    """The keys of records, each with its id, some fields, and its key in a file."""
    records = [replace(Record(name, "A title"), **fields) for name, fields, _ in described]
    return list(citation_keys(records, [Reference(key=key) for _, _, key in described]).values())


def test_author_year_and_letter() -> None:
    smyth = {"authors": ("Smyth, Ann", "Lane, J."), "short_author": "Smyth and Lane", "year": 2015}
    mind = {"authors": ("Mind",), "short_author": "Mind", "year": None}
    assert keys(
        ("1", smyth, ""),
        ("2", smyth | {"year_suffix": "b"}, "17"),
        ("3", mind, ""),
        ("4", {"authors": ("Müller, A.",), "short_author": "Müller", "year": 2016}, "no {key}"),
        ("5", {"authors": (), "short_author": "Care and Support Act", "year": 2014}, ""),
    ) == ["smyth2015", "smyth2015b", "mind-nd", "muller2016", "care-and-support-act2014"]


def test_own_keys_are_kept_and_no_two_are_alike() -> None:
    one = {"authors": ("Lane, J.",), "short_author": "Lane", "year": 2016}
    assert keys(
        ("11111111aa", one, "laneMarkets"),
        ("22222222bb", one, ""),
        ("33333333cc", one, "twice"),
        ("44444444dd", one | {"year": 2017}, "Twice"),
    ) == ["laneMarkets", "lane2016-22222222", "lane2016-33333333", "lane2017"]


def test_a_key_is_the_same_whatever_is_selected_and_records_are_recognised(
    project: Project, tmp_path: Path
) -> None:
    works = (("Markets", 2014), ("Supply", 2015), ("Demand", 2015))
    references = [
        f"TY  - JOUR\nTI  - {title}\nAU  - Lane, J\nPY  - {year}\nER  - \n" for title, year in works
    ]
    (tmp_path / "works.ris").write_text("".join(references), "utf-8")
    project.references.import_file(tmp_path / "works.ris")
    out = project.exports.folder

    def written(selection: Selection | None) -> dict[str, str]:
        (path,) = project.exports.write(["references"], ["csl-json"], selection=selection)
        return {one["title"]: one["id"] for one in json.loads(path.read_text("utf-8"))}

    every = written(None)
    assert len(set(every.values())) == 3
    assert written(Selection((("year", "2015"),))).items() < every.items()
    (bibtex,) = project.exports.write(["references"], ["bibtex"])
    assert "review-fields" not in bibtex.read_text("utf-8")
    for path in (bibtex, out / "references.json"):
        assert project.references.import_file(path).added == 0
