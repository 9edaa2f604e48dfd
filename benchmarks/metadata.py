"""How often the values found in a file for its reference are right.

    python benchmarks/metadata.py [FOLDER] [--public FOLDER] [--half PART] [--wrong]

FOLDER holds ground_truth/NAME.xml (JATS or BMC article XML) with NAME.pdf in other folders: DOI, title, year and the
printed number of the first page are compared with the XML, where it has them. Reports and other documents are
compared with benchmarks/metadata_labels.yaml, which was written by looking at them: title, year, the body or persons
behind it, and the printed number of one page. Rules of reading were made on `dev`, later also on what was wrong in
`test`, `held`, `fresh` and `mixed`; `last` was labelled and measured when they were made. Titles are compared by their letters and digits alone.
"""

import argparse
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from labelled_files import HALVES, Label, add_folders, labelled
from references import article_xml

from benchmarks.figures import figure
from review.documents import read_files
from review.domain import Reading

LABELS = Path(__file__).with_name("metadata_labels.yaml")
BY = "organisation or authors"
NOT_STATED = "none"
TARGETS = {"title": 93, "year": 97, BY: 85}
Outcome = tuple[str, bool, str, str]
"""A field, whether it is right, what was offered, and what is true."""


def letters(text: str) -> str:
    """The letters and digits of a text, without case and accents."""
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[\W_]", "", "".join(c for c in plain if not unicodedata.combining(c))).casefold()


def offered(reading: Reading, field: str) -> str:
    """What a reading offers for a field, nothing where it offers nothing."""
    return reading.metadata[field].value if field in reading.metadata else ""


def article_truth(xml: Path) -> dict[str, set[str]]:
    """The true values of an article's fields, several where the XML has several.

    BMC's XML has the article's number in the place of the first page: nothing that is printed on a page.
    """
    root = article_xml(xml)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    texts = {
        "doi": [".//article-meta/article-id[@pub-id-type='doi']", "./fm/bibl/xrefbib//pubid[@idtype='doi']"],
        "title": [".//article-meta//article-title", "./fm/bibl/title"],
        "year": [".//article-meta/pub-date/year", "./fm/bibl/pubdate", "./fm/cpyrt/year"],
        "first page": [".//article-meta/fpage"],
    }
    return {
        field: {
            " ".join("".join(found.itertext()).split()) for path in paths for found in root.iterfind(path)
        }
        - {""}
        for field, paths in texts.items()
    }


def article_outcomes(reading: Reading, truth: dict[str, set[str]]) -> Iterator[Outcome]:
    """The outcome of each field that the XML has."""
    assert reading.document is not None
    offers = {field: offered(reading, field) for field in ("doi", "title", "year")}
    offers["first page"] = reading.document.pages[0].label
    for field, values in truth.items():
        if values:
            right = letters(offers[field]) in {letters(value) for value in values}
            yield field, right, offers[field], " | ".join(sorted(values))


def report_outcomes(reading: Reading, label: Label) -> Iterator[Outcome]:
    """The outcome of each field that a label has."""
    assert reading.document is not None
    title = offered(reading, "title")
    if "title" in label:
        yield "title", letters(title) in map(letters, label["title"]), title, label["title"][0]
    if label.get("year") == NOT_STATED:
        year = offered(reading, "year")
        yield "no year stated, none offered", not year, year, NOT_STATED
    elif "year" in label:
        years = [
            str(year) for year in (label["year"] if isinstance(label["year"], list) else [label["year"]])
        ]
        yield "year", offered(reading, "year") in years, offered(reading, "year"), " | ".join(years)
    by = f"{offered(reading, 'organisation')}; {offered(reading, 'authors')}"
    if label.get("by") == NOT_STATED:
        yield "nobody stated, nobody offered", by == "; ", by, NOT_STATED
    elif "by" in label:
        yield (
            BY,
            any(letters(name) in letters(by) for name in label["by"]),
            by,
            label["by"][0],
        )
    if "page" in label:
        number, printed = label["page"]
        shown = reading.document.pages[number - 1].label
        yield "printed page", shown == printed, shown, printed


def show(what: str, outcomes: list[tuple[str, Outcome]], wrong: bool) -> None:
    """Prints for each field how many are right, wrong and missed, with the aim if there is one, and which ones if asked.

    Missed is what nothing was offered for: a gap that a reviewer sees, unlike a wrong offer.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, (field, right, offer, _) in outcomes:
        counts[field]["right" if right else "wrong" if offer.strip("; ") else "missed"] += 1
    print(what)
    for field, count in counts.items():
        aim = f" (aim {TARGETS[field]} %)" if field in TARGETS else ""
        split = f"{count['right']} right, {count['wrong']} wrong, {count['missed']} missed"
        print(f"  {field}: {split} of {count.total()}, {100 * count['right'] / count.total():.1f} %{aim}")
    for name, (field, right, offer, truth) in outcomes if wrong else ():
        if not right:
            print(f"    {name}: {field} {offer!r}, not {truth!r}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_folders(arguments)
    arguments.add_argument("--half", choices=HALVES, help="only the reports of this half")
    arguments.add_argument("--wrong", action="store_true", help="say what is wrong, too")
    options = arguments.parse_args()
    truths = {path.stem: path for path in (options.folder / "ground_truth").glob("*.xml")}
    labels = {
        path: label
        for path, label in labelled(LABELS, options.folder, options.public).items()
        if options.half in (None, label["half"])
    }
    articles = [path for path in sorted(options.folder.glob("*/*.pdf")) if path.stem in truths]
    of_articles: list[tuple[str, Outcome]] = []
    of_reports: dict[str, list[tuple[str, Outcome]]] = {half: [] for half in HALVES}
    for reading in read_files([*articles, *labels], jobs=2):
        name = f"{reading.path.parent.name}/{reading.path.name}"
        if label := labels.get(reading.path):
            of_reports[label["half"]] += [(name, outcome) for outcome in report_outcomes(reading, label)]
        else:
            truth = article_truth(truths[reading.path.stem])
            of_articles += [(name, outcome) for outcome in article_outcomes(reading, truth)]
    show(f"{len(articles)} articles", of_articles, options.wrong)
    for half, outcomes in of_reports.items():
        count = sum(label["half"] == half for label in labels.values())
        if outcomes:
            show(f"{count} reports and other documents, half {half}", outcomes, options.wrong)
    if all(of_reports.values()):
        show(f"all {len(labels)} reports and other documents", [*chain(*of_reports.values())], False)
    for what, outcomes in (("articles", of_articles), ("reports", [*chain(*of_reports.values())])):
        for field in ("title", "year"):
            rights = [right for _, (name, right, _, _) in outcomes if name == field]
            if rights:
                figure(f"reading: {field} of {what} right", 100 * sum(rights) / len(rights), "%")


if __name__ == "__main__":
    main()
