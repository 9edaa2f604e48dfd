"""What is written is read back as it was, whatever format it came in and whatever it is written in."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from review.domain import DecisionKind
from review.domain.reference import Reference, ReferenceDecision
from review.references.cleaning.normal_form import in_normal_form
from review.references.formats import REFERENCE_FORMATS, write_references
from review.references.kinds import KINDS
from review.references.text import one_line
from tests.examples import examples
from tests.references.pieces import PIECES, contents
from tests.references.whole_file import ReferenceFile, whole_file

OWN = Path(__file__).parents[1] / "exports"
SHARED = Path(__file__).parents[3] / "../shared/data/references"

HOSTILE = ["=1+1", "'=x", "@article{a,", "{", "}", "\\", "$", "%", "--", "``", "''", "~^_#&", '"', " | RAYYAN", "TY  - x", "[1]",
           "a;b", "a, b", "</x>", "é", "漢", "=HYPERLINK()", "and", " and ", "<b>", "null", "\u2028", "\x1b[0m", "REVIEW: x", "1"]  # fmt: skip
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8))
lines = st.lists(words, max_size=4).map(" ".join).map(one_line)
texts = st.lists(lines, max_size=4).map("\n".join)
listed = st.lists(lines.filter(bool), max_size=3).map(tuple)
people = st.one_of(
    st.builds(lambda family, given: f"{family}, {given}", st.text("abé'-d {}\\", min_size=1), st.text("ab. é&", min_size=1)),
    lines,
).map(lambda name: one_line(name).strip(" ,;"))  # fmt: skip
named = st.lists(people.filter(bool), max_size=3).map(tuple)
numbers = st.from_regex(r"[0-9]{4}-[0-9]{3}[0-9X]( \(Print\))?", fullmatch=True)
decisions = st.builds(ReferenceDecision, st.sampled_from(DecisionKind), lines, lines, listed, texts)
references = st.builds(
    Reference,
    title=lines.filter(bool),
    kind=st.one_of(st.sampled_from([work.kind for work in KINDS]), st.sampled_from(["song", "document"])),
    authors=named,
    editors=named,
    year=st.one_of(st.none(), st.integers(1400, 2099)),
    doi=st.one_of(st.just(""), st.from_regex(r"10\.[0-9]{4,6}/[!-~]{1,12}", fullmatch=True)),
    container=lines,
    volume=lines,
    issue=lines,
    pages=lines,
    abstract=texts,
    keywords=listed,
    urls=listed,
    issn=st.lists(numbers, max_size=2).map(tuple),
    isbn=st.lists(st.just("978-0-306-40615-7"), max_size=2).map(tuple),
    pmid=st.from_regex(r"([0-9]{6,8})?", fullmatch=True),
    language=lines,
    organisation=lines,
    notes=st.lists(st.text("ab \n{}%='", max_size=12), max_size=3).map(tuple),
    key=lines,
    labels=listed,
    codes=listed,
    source_type=lines,
    decisions=st.lists(decisions, max_size=3).map(tuple),
    other=st.dictionaries(
        st.one_of(st.sampled_from(["ZZ", "C1", "accessed", "Cited by", "Title", "month", "custom"]), lines),
        listed.filter(bool),
        max_size=3,
    ),
    source_format=st.just("nbib"),
).map(in_normal_form)


def read_back(content: bytes) -> ReferenceFile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "references"
        path.write_bytes(content)
        return whole_file(path)


def same(reference: Reference) -> Reference:
    """A reference without what depends on the file that it is in."""
    return replace(reference, line=0, source_format="")


@pytest.mark.parametrize("name", REFERENCE_FORMATS)
@settings(max_examples=examples(25))
@given(written=references)
@example(written=in_normal_form(Reference(title="One", doi='10.0455/G7A%00o"')))
def test_any_reference_comes_back(name: str, written: Reference) -> None:
    file = read_back(write_references([written], name))
    assert file.refusals == ()
    [reference] = file.references
    different = [
        field
        for field in written.__struct_fields__
        if getattr(same(reference), field) != getattr(same(written), field)
    ]
    assert different == []


FILES = {
    "ris": "TY  - EJOUR\nTI  - One\nT1  - Uno\nPY  - 2015/03//\nDA  - 2014\nSP  - 1-3\nEP  - 7\nSN  - 978-0-306-40615-7\n"
           "AB  - a\n AB  - b\n\nc\nKW  - x, y\nN1  - a note\nZ9  - 12\nC1  - One\nC1  - Two\nDO  - 10.1000/a%{b\nER  - \n",
    "bibtex": "@InBook{a:1, title={{\\'E}t{\\'e} \\& 50\\% -- {A}}, author={Marks, Jr., A. and {Care and Share}}, date={2014-05},"
              "month=mar, url={http://x.org/a_b}, keywords={x; y, z}, note={one}, annote={two}, crossref={b}, pages={1--2}}",
    "nbib": "PMID- 12\nTI  - One\nFAU - Lee, M\nAU  - Lee M\nDP  - 2014 May\nLID - 10.1000/x [doi]\nPT  - Review\nMH  - a, b\n",
    "web-of-science": "PT J\nAU Lee, M\nAF Lee, Mary\nTI One\nSO CARE\nDE a; b\nPY 2014\nZ9 3\nER\n",
    "endnote-xml": "<xml><records><record><ref-type name='Odd'>99</ref-type><titles><title>One</title></titles>"
                   "<custom1>x</custom1><label>y</label><foreign-keys><key app='EN'>7</key></foreign-keys></record></records></xml>",
    "csl-json": '[{"id":"a b","type":"song","title":"One","issued":{"date-parts":[[2014,5]]},"accessed":{"raw":"x"},"note":"n",'
                '"author":[{"literal":"Mind"},{"family":"van X","given":"Y"}],"custom":{"mine":1},"chapter-number":3}]',
    "csv": 'Title,Authors,Cited by,Included,Notes,Year,Item Type\n"=1, ""x""","Lee, M.; Mind",4,1,'
           '"RAYYAN-INCLUSION: {""Ann""=>""Excluded""} | RAYYAN-EXCLUSION-REASONS: old | mine",in press,journalArticle\n',
}  # fmt: skip


@pytest.mark.parametrize("name", REFERENCE_FORMATS)
@pytest.mark.parametrize("came_in", FILES)
def test_whatever_format_it_came_in(came_in: str, name: str) -> None:
    file = read_back(FILES[came_in].encode())
    assert (file.format, file.refusals) == (came_in, ())
    reviewed = [
        replace(
            reference,
            decisions=(
                *reference.decisions,
                ReferenceDecision(DecisionKind.INCLUDE, "title-abstract", "Sadia", ("I1",)),
                ReferenceDecision(DecisionKind.PARK, "theory-map", "Sadia", ("E9",), "may\ncome back"),
            ),
            codes=("T1", "RA"),
            source_type="empirical",
        )
        for reference in file.references
    ]
    back = read_back(write_references(reviewed, name)).references
    assert [same(reference) for reference in back] == [same(reference) for reference in reviewed]
    again = read_back(write_references(back, name)).references
    assert [replace(r, line=0) for r in again] == [replace(r, line=0) for r in back]


@pytest.mark.parametrize("came_in", ["ris", "bibtex", "csl-json"])
def test_by_way_of_another_format_and_home_again(came_in: str) -> None:
    [at_home] = read_back(FILES[came_in].encode()).references
    for name in REFERENCE_FORMATS:
        [away] = read_back(write_references([at_home], name)).references
        [back] = read_back(write_references([away], came_in)).references
        assert replace(back, line=0) == replace(at_home, line=0)


@pytest.mark.parametrize("name", REFERENCE_FORMATS)
@pytest.mark.parametrize(
    "path", [*sorted(OWN.iterdir()), SHARED / "asysd_ris_export.txt"], ids=lambda path: path.name
)
def test_real_files_come_back(name: str, path: Path) -> None:
    if SHARED in path.parents and not path.exists():
        pytest.skip("the shared reference files are not here")
    written = whole_file(path).references
    back = read_back(write_references(written, name)).references
    assert [same(reference) for reference in back] == [same(reference) for reference in written]


@pytest.mark.parametrize("name", REFERENCE_FORMATS)
@settings(max_examples=examples(25))
@given(data=st.data())
def test_whatever_was_read_comes_back(name: str, data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(sorted(PIECES)).flatmap(contents))
    written = read_back(content.encode(errors="replace")).references
    assume(written)
    back = read_back(write_references(written, name))
    assert back.refusals == ()
    assert [same(reference) for reference in back.references] == [same(reference) for reference in written]
