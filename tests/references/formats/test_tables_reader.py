from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from review.domain import DecisionKind
from review.domain.reference import FULL_TEXT, ReferenceDecision, Refusal
from tests.references.conftest import Read, ReadOne
from tests.references.whole_file import whole_file


def table(*rows: list[str], separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def test_zotero(read: Read) -> None:
    file = read(
        table(
            ["Key", "Item Type", "Publication Year", "Author", "Title", "Publication Title", "DOI", "Abstract Note",
             "Date Added", "Manual Tags"],
            ["AB12", "journalArticle", "2016", "Okoro, Chidi; Turning Point", "One", "Care", "10.1000/x", "Text", "2020-01-01",
             "choice; control"],
        )
    )  # fmt: skip
    [reference] = file.references
    assert file.mapping == {
        "Key": "key", "Item Type": "kind", "Publication Year": "year", "Author": "authors", "Title": "title",
        "Publication Title": "container", "DOI": "doi", "Abstract Note": "abstract", "Date Added": "",
        "Manual Tags": "keywords",
    }  # fmt: skip
    assert (reference.kind, reference.year, reference.container) == ("article-journal", 2016, "Care")
    assert reference.authors[0] == "Okoro, Chidi"
    assert reference.keywords == ("choice", "control")
    assert reference.other == {"Date Added": ("2020-01-01",), "Item Type": ("journalArticle",)}


def test_rayyan(read_one: ReadOne) -> None:
    reference = read_one(
        table(
            ["key", "title", "authors", "year", "notes"],
            ["rayyan-1", "One", "Okoro, C. and Lee, M.", "2016",
             ('RAYYAN-INCLUSION: {"Ann"=>"Excluded"} | RAYYAN-LABELS: a,b | RAYYAN-EXCLUSION-REASONS: too old'
             ' | USER-NOTES: {"Ann"=>["hm"]}')],
        )
    )  # fmt: skip
    assert reference.authors == ("Okoro, C.", "Lee, M.")
    assert reference.decisions == (
        ReferenceDecision(DecisionKind.EXCLUDE, reviewer="Ann", reasons=("too old",)),
    )
    assert reference.labels == ("a", "b")
    assert reference.notes == ('USER-NOTES: {"Ann"=>["hm"]}',)


def test_rayyans_reasons_among_its_labels_stay_when_nobody_excluded(read_one: ReadOne) -> None:
    reference = read_one(table(["title", "notes"], ["One", "RAYYAN-LABELS: a,__EXR__wrong age"]))
    assert (reference.labels, reference.decisions) == (("a",), ())
    assert reference.notes == ("RAYYAN-EXCLUSION-REASONS: wrong age",)


def test_covidence(read_one: ReadOne) -> None:
    reference = read_one(
        table(
            ["Title", "Authors", "Abstract", "Published Year", "Journal", "DOI", "Covidence #", "Study", "Notes", "Tags"],
            ["One", "Okoro, C.; Lee, M.", "Text", "2016", "Care", "", "#12", "Okoro 2016",
             "Exclusion reason: Wrong setting; seen twice", "grey; policy"],
        )
    )  # fmt: skip
    assert reference.decisions == (
        ReferenceDecision(DecisionKind.EXCLUDE, FULL_TEXT, reasons=("Wrong setting",)),
    )
    assert (reference.key, reference.labels) == ("#12", ("grey", "policy"))
    assert (reference.notes, reference.other) == (("seen twice",), {"Study": ("Okoro 2016",)})


def test_values_that_are_no_decisions_are_named(read: Read) -> None:
    rows = [["One", "include"], ["Two", "banana"], ["Three", "banana"], ["Four", "42"], ["Five", ""]]
    file = read(table(["title", "included"], *rows))
    assert [len(reference.decisions) for reference in file.references] == [1, 0, 0, 0, 0]
    assert [(notice.line, notice.message) for notice in file.notices] == [
        (0, "included: not a decision, none was imported: “banana” (2 rows), “42” (1 row)")
    ]


@pytest.mark.parametrize("column", ["included", "label_included", "asreview_label", "final_included"])
def test_asreview(read: Read, column: str) -> None:
    file = read(
        table(["title", column], ["One", "1"], ["Two", "0"], ["Three", ""], ["Four", "-1"], ["Five", "9"])
    )
    assert [[d.decision.value for d in r.decisions] for r in file.references] == [
        ["include"],
        ["exclude"],
        [],
        [],
        [],
    ]
    assert file.references[4].other == {column: ("9",)}


def test_scopus(read_one: ReadOne) -> None:
    reference = read_one(
        table(
            ["Authors", "Author full names", "Title", "Year", "Source title", "Page start", "Page end", "Cited by", "Link",
             "Author Keywords", "Index Keywords", "Document Type"],
            ["Okoro C.B., van Beek L.", "Okoro, Chidi B. (57123456789); van Beek, Lou (57987654321)", "One", "2016", "Care", "1", "9", "4", "https://x.org/a,b",
             "choice; control", "market", "Article"],
        )
    )  # fmt: skip
    assert reference.authors == ("Okoro, Chidi B.", "van Beek, Lou")
    assert (reference.pages, reference.urls) == ("1-9", ("https://x.org/a,b",))
    assert reference.keywords == ("choice", "control", "market")
    assert reference.other == {
        "Authors": ("Okoro C.B., van Beek L.",),
        "Cited by": ("4",),
        "Document Type": ("Article",),
    }


@pytest.mark.parametrize(("separator", "name"), [(",", "csv"), (";", "csv"), ("\t", "tsv"), ("|", "csv")])
def test_any_separator(read: Read, separator: str, name: str) -> None:
    file = read(table(["title", "year", "x"], ['One, "two"; three', "2016", "y"], separator=separator))
    assert (file.format, file.references[0].title) == (name, 'One, "two"; three')


def test_lines_columns_and_empty_rows(read: Read) -> None:
    file = read('title,abstract,,title\nOne,"a\nb",x,y\n,,,\n\nTwo,,,,z\n,lost,,\n')
    assert [(r.title, r.line) for r in file.references] == [("One", 2), ("Two", 6)]
    assert file.references[0].abstract == "a\nb"
    assert file.references[0].other == {"column 3": ("x",), "title (column 4)": ("y",)}
    assert file.references[1].other == {"column 5": ("z",)}
    assert [refusal.line for refusal in file.refusals] == [7]


def test_a_caption_above_the_header(read: Read) -> None:
    file = read("Exported by somebody\n\ntitle;year\nOne;2016\n")
    assert [(r.title, r.year, r.line) for r in file.references] == [("One", 2016, 4)]


def test_formulas_stay_text_and_guards_go(read_one: ReadOne) -> None:
    reference = read_one(table(["title", "abstract", "url"], ["=1+1", '\'=HYPERLINK("x")', "'plain'"]))
    assert (reference.title, reference.abstract, reference.urls) == ("=1+1", '=HYPERLINK("x")', ("'plain'",))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('"Two,Marsh,2016', id="before a word"),
        pytest.param('Two",Marsh,2016', id="behind a word"),
        pytest.param('5" pipes,Marsh,2016', id="inches"),
        pytest.param('"Two" times,Marsh,2016', id="around the first word"),
        pytest.param('Two,"Marsh,2016', id="in the middle"),
        pytest.param('Two,Marsh,2016"', id="at the end"),
        pytest.param('"Two"," Marsh", "2016', id="behind a space"),
    ],
)
def test_a_lone_quotation_mark_is_text(read: Read, line: str) -> None:
    file = read(
        f'title,authors,year\nOne,Marsh,2015\n{line}\n"Three, or more",Marsh,2017\n"Four",Marsh,2018\n'
    )
    assert file.refusals == ()
    assert [(r.year, r.line) for r in file.references] == [(2015, 2), (2016, 3), (2017, 4), (2018, 5)]
    assert file.references[2].title == "Three, or more"


def test_a_line_that_cannot_be_split_is_refused_alone(read: Read) -> None:
    file = read('title,year\nOne,2016\n"Two, and more, and more,2016\nThree,2016\n"Four",2017\n')
    assert [r.title for r in file.references] == ["One", "Three", "Four"]
    assert file.refusals == (Refusal(3, "a quotation mark is never closed; double it, or remove it"),)


def test_a_cell_over_several_lines_is_one(read: Read) -> None:
    file = read(
        'title,abstract,year\nOne,"first, ""quoted""\nsecond, third, fourth\n\n""fifth""",2016\nTwo,x,2017\n'
    )
    assert [(r.title, r.year, r.line) for r in file.references] == [("One", 2016, 2), ("Two", 2017, 6)]
    assert file.references[0].abstract.splitlines()[-1] == '"fifth"'


def test_springers_authors_have_nothing_between_them(read: Read) -> None:
    names = {
        "Jane A. DoeJohn B. Smith": ("Doe, Jane A.", "Smith, John B."),
        "Ada McDonaldPiet van der BergJosé Ángel Núñez": ("McDonald, Ada", "van der Berg, Piet", "Núñez, José Ángel"),
        "Ada O’BrienEd MacLeod": ("O’Brien, Ada", "MacLeod, Ed"),
        "Maria DeLuca": ("DeLuca, Maria",),
        "Sam Doe Jr.Jane Roe": None,
        "": (),
    }  # fmt: skip
    header = "Item Title,Publication Title,Book Series Title,Journal Volume,Journal Issue,Item DOI,Authors,Publication Year,URL,Content Type"
    rows = [
        f"Title {n},Care,,12,3,10.1007/x{n},{name},2016,http://x.org/{n},Article"
        for n, name in enumerate(names)
    ]
    file = read("\n".join([header, *rows]) + "\n")
    for reference, expected in zip(file.references, names.values(), strict=True):
        assert reference.authors == expected or (expected is None and len(reference.authors) == 2)
    assert read("Title,Authors\nOne,Jane DoeJohn Smith\n").references[0].authors != (
        "Doe, Jane",
        "Smith, John",
    )


def test_xlsx(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    about = workbook.active
    assert about is not None
    about.append(["What this is"])
    sheet = workbook.create_sheet("records")
    sheet.append(["Title", "Year", "Included", "Sum"])
    sheet.append(["One", 2016.0, True, "=1+1"])
    sheet.append([None, None, None, None])
    sheet.append(["Two", 2017, 0, None])
    workbook.save(tmp_path / "records.xlsx")

    file = whole_file(tmp_path / "records.xlsx")

    assert (file.format, file.mapping["Included"]) == ("xlsx", "decision")
    assert [(r.title, r.year, r.line) for r in file.references] == [("One", 2016, 2), ("Two", 2017, 4)]
    assert [r.decisions[0].decision.value for r in file.references] == ["include", "exclude"]
    assert file.references[0].other == {"Sum": ("=1+1",)}
    assert [refusal.message.partition(" was")[0] for refusal in file.refusals] == ["sheet 1"]


def test_web_of_sciences_columns_of_two_letters(read_one: ReadOne) -> None:
    reference = read_one(
        table(
            ["PT", "AU", "AF", "TI", "SO", "DE", "ID", "AB", "SN", "PY", "VL", "IS", "BP", "EP", "AR", "DI", "PG", "PM", "UT"],
            ["J", "Marsh, A", "Marsh, Ada", "Night care", "CARE", "night", "HOME", "Text", "1111-2222", "2015", "7", "3", "", "",
             "e77", "10.5555/nc.1", "12", "38888888", "WOS:1"],
            separator="\t",
        )
    )  # fmt: skip
    assert (reference.title, reference.authors, reference.container) == (
        "Night care",
        ("Marsh, Ada",),
        "CARE",
    )
    assert (reference.doi, reference.pages, reference.pmid, reference.key) == (
        "10.5555/nc.1",
        "e77",
        "38888888",
        "WOS:1",
    )
    assert reference.keywords == ("night", "HOME")


def test_full_names_come_before_short_ones_where_a_row_has_them(read: Read) -> None:
    columns = ["Title", "Authors", "Author full names"]
    file = read(
        table(
            columns,
            ["One", "Marsh A.; Loft E.F.", "Marsh, Ada (57123); Loft, Ed F. (57124)"],
            ["Two", "Toft K.", ""],
        )
    )
    assert [r.authors for r in file.references] == [("Marsh, Ada", "Loft, Ed F."), ("Toft, K.",)]
    assert [r.other for r in file.references] == [{"Authors": ("Marsh A.; Loft E.F.",)}, {}]


@pytest.mark.parametrize(
    ("columns", "container"),
    [
        (
            ["id", "display_name", "authorships.author.display_name", "primary_location.source.display_name"],
            "Care",
        ),
        (["Cites", "Title", "Authors", "Source"], "Care"),
        (["Rank", "Article Title", "Author", "Journal Title"], "Care"),
        (["StoreId", "Title", "Authors", "pubtitle"], "Care"),
        (["Reference Type", "Title Primary", "Authors, Primary", "Periodical Full"], "Care"),
    ],
)
def test_columns_of_databases(read_one: ReadOne, columns: list[str], container: str) -> None:
    reference = read_one(table(columns, ["1", "One", "Marsh, Ada; Loft, Ed", container]))
    assert (reference.title, reference.authors) == ("One", ("Marsh, Ada", "Loft, Ed"))
    assert reference.container == container


def test_authors_that_bars_separate(read_one: ReadOne) -> None:
    reference = read_one(table(["Title", "Authors"], ["One", "Ada Marsh|Ed Loft"]))
    assert reference.authors == ("Marsh, Ada", "Loft, Ed")


def test_what_stands_for_nothing(read_one: ReadOne) -> None:
    reference = read_one(
        table(
            ["Title", "Authors", "Abstract"], ["One", "[No author name available]", "[No abstract available]"]
        )
    )
    assert (reference.authors, reference.abstract) == ((), "")
    assert set(reference.other) == {"Authors", "Abstract"}


def test_one_field_in_each_row(read: Read) -> None:
    file = read(
        '"TITLE","One"\n"AUTHOR NAMES","Marsh A.","Loft E."\n"PUBLICATION YEAR","2011"\n"DOI","10.5555/one"\n\n'
        '"TITLE","Two"\n"PUBLICATION YEAR","2012"\n'
    )
    assert [(r.title, r.year, r.line) for r in file.references] == [("One", 2011, 1), ("Two", 2012, 6)]
    assert file.references[0].authors == ("Marsh, A.", "Loft, E.")


def test_quotation_marks_that_enclose_no_cell(read: Read) -> None:
    file = read(
        'Title\tYear\tNote\n"So" she said\t2001\tx\nfive" tall\t2002\tx\n"Two\t2003\ty\n"Three"\t2004\t"over\ntwo lines"\n'
    )
    assert [r.year for r in file.references] == [2001, 2002, 2003, 2004]
    assert file.references[3].notes == ("over\ntwo lines",)


def test_numbers_that_are_no_years_and_empty_rows_between_others_are_named(read: Read) -> None:
    file = read(
        table(
            ["title", "year"],
            ["One", "99999"],
            ["  ", " "],
            ["Two", "-5"],
            ["Three", "in press"],
            ["Four", "2016-03-02"],
            ["", ""],
        )
    )
    assert [reference.year for reference in file.references] == [None, None, None, 2016]
    assert [(notice.line, notice.message) for notice in file.notices] == [
        (2, "“99999” is not a year from 1400 to 2099; imported without a year"),
        (4, "“-5” is not a year from 1400 to 2099; imported without a year"),
        (3, "1 row between the others is empty; passed over"),
    ]
