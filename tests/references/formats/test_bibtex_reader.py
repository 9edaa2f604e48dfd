from __future__ import annotations

import pytest

from tests.references.conftest import Read, ReadOne


def test_an_entry(read_one: ReadOne) -> None:
    reference = read_one(r"""
@Article{rahman_2016,
  author = {Rahman, S{\'a}dia and {Turning Point} and Okoro, Jr., Chidi and Ludwig van Beethoven and {Marks and Spencer}},
  title = "Shaping {Local} Markets --- \"uber \& unter 50\% {\ss}",
  journal = {Health \& Care}, year = 2016, month = mar, volume = {24}, number = {2},
  pages = {134--147}, doi = {10.1111/hsc\_12345}, url = {https://example.org/a_b%20c},
  keywords = {choice, control}, file = {C:\Users\ann\paper.pdf},
}""")
    assert reference.authors == (
        "Rahman, Sádia",
        "Turning Point",
        "Okoro, Chidi, Jr.",
        "van Beethoven, Ludwig",
        "Marks and Spencer",
    )
    assert reference.title == "Shaping Local Markets — über & unter 50% ß"
    assert (reference.kind, reference.key, reference.line) == ("article-journal", "rahman_2016", 2)
    assert (reference.container, reference.year, reference.issue) == ("Health & Care", 2016, "2")
    assert (reference.pages, reference.doi) == ("134-147", "10.1111/hsc_12345")
    assert reference.urls == ("https://example.org/a_b%20c",)
    assert reference.keywords == ("choice", "control")
    assert reference.other == {"month": ("mar",), "file": (r"C:\Users\ann\paper.pdf",)}


def test_strings_are_looked_up_and_joined(read_one: ReadOne) -> None:
    reference = read_one(
        '@string{hsc = {Health} # " and Care"}\n@comment{not a record}\n'
        "@article{a, title = {One}, journal = hsc # { Review}}\n"
    )
    assert reference.container == "Health and Care Review"


def test_biblatex_has_dates_and_other_names(read_one: ReadOne) -> None:
    reference = read_one("@report{a, title={One}, date={2016-05-01}, institution={Mind}, journaltitle={J}}")
    assert (reference.kind, reference.year, reference.organisation) == ("report", 2016, "Mind")
    assert reference.other == {"entry type": ("report",), "date": ("2016-05-01",)}


def test_an_entry_that_is_never_closed_costs_itself_only(read: Read) -> None:
    file = read("@article{a, title={One}}\n\n@article{b, title={Two\n\n@article{c, title={Three}}\n")
    assert [reference.title for reference in file.references] == ["One", "Three"]
    [refusal] = file.refusals
    assert refusal.line == 3
    assert refusal.message.startswith("not BibTeX")


def test_a_field_that_is_there_twice(read_one: ReadOne) -> None:
    reference = read_one("@article{a,\n title={One},\n title={Two},\n}\n")
    assert (reference.title, reference.other) == ("One", {"title": ("Two",)})


def test_an_address_sign_in_a_value_begins_no_entry(read: Read) -> None:
    file = read("@article{a, title={LeQua @ {CLEF}}, note={write to ann@{example}}}\n")
    assert [reference.title for reference in file.references] == ["LeQua @ CLEF"]


def test_rayyans_notes_in_bibtex(read_one: ReadOne) -> None:
    reference = read_one('@article{a, title={One}, note={RAYYAN-INCLUSION: {"Ann"=>"Included"}}}')
    assert [(d.reviewer, d.decision.value) for d in reference.decisions] == [("Ann", "include")]


def test_fields_of_a_crossref_are_inherited(read: Read) -> None:
    file = read(
        "@incollection{part, author={Marsh, Ada}, title={One chapter}, crossref={Whole}, pages={3--9}}\n"
        "@book{whole, title={The Whole Book}, year={2012}, publisher={Nowhere Press}, editor={Loft, Ed}}\n"
    )
    chapter = file.references[0]
    assert (chapter.container, chapter.year, chapter.organisation) == (
        "The Whole Book",
        2012,
        "Nowhere Press",
    )
    assert (chapter.title, chapter.editors) == ("One chapter", ("Loft, Ed",))


def test_a_missing_comma_is_reported_at_its_line(read: Read) -> None:
    file = read("@book{a,\n  title = {One},\n  publisher = {Nowhere}\n  year = {2001}\n}\n")
    assert [(r.title, r.organisation, r.year) for r in file.references] == [("One", "Nowhere", 2001)]
    assert [(notice.line, "comma" in notice.message) for notice in file.notices] == [(3, True)]


def test_a_brace_too_many_is_reported_at_its_line(read: Read) -> None:
    file = read("@book{a,\n  title = {One} half},\n  year = {2001}\n}\n@book{b, title={Two}}\n")
    assert [r.title for r in file.references] == ["Two"]
    assert [refusal.line for refusal in file.refusals] == [2]


def test_an_address_sign_that_begins_a_line_of_an_abstract(read_one: ReadOne) -> None:
    reference = read_one(
        "@book{a,\n title={One},\n abstract={We asked\n@home (families) and\n@work{x} too.},\n year={2001}\n}"
    )
    assert reference.year == 2001
    assert "@home (families) and" in reference.abstract


def test_text_between_entries_is_a_note(read: Read) -> None:
    file = read("Exported today\n\n@comment{jabref-meta}\n@book{a, title={One}}\nThe end\n")
    assert [r.title for r in file.references] == ["One"]
    assert [notice.line for notice in file.notices] == [1, 3, 5]


def test_double_braces_and_names_in_parts(read_one: ReadOne) -> None:
    reference = read_one(
        "@article{a, title={{One}}, doi={{10.5555/ab.1}}, author={family=Berg, given=Kim, prefix=van den and {{Care, Ltd}}}}"
    )
    assert (reference.title, reference.doi, reference.authors[0]) == (
        "One",
        "10.5555/ab.1",
        "van den Berg, Kim",
    )


@pytest.mark.parametrize("text", ["\ue040", "\ue040\ue041", "\ue040\ue042", "\ue040\ue041\ue042 x"])
def test_the_signs_that_the_reader_uses_for_itself_come_back_as_they_were(read: Read, text: str) -> None:
    (reference,) = read(f"@book{{a,\n title={{One}},\n abstract={{We asked\n@home {text}}},\n}}").references
    assert reference.abstract == f"We asked\n@home {text}"
