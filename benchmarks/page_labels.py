"""How often the label of a page is the number that is printed on it, and how often it is wrong.

    python benchmarks/page_labels.py [FOLDER] [--public FOLDER] [--half dev|test|held|fresh] [--wrong]

The truth is benchmarks/page_labels.yaml, written by looking at the rendered pages, never at their text; the notation is
explained there. The rules of reading were made on the part `dev`; `test`, `held` and `fresh` show what they are worth elsewhere.
Printed for each part and in all: of the pages that carry a number, those with that number as their label; of all
pages, those with a wrong label: one that differs from the printed number, or any where no number is printed and no run
of pages proves one. An empty label is never wrong. Beside it, on the same pages: the labels that the PDF files
themselves name, as viewers show them; the position in the file; and a number alone on the first or last line of a page's text.
"""

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from labelled_files import HALVES, add_folders, labelled

from benchmarks.figures import figure
from review.documents import read_files

OURS = "realist-review"
LABELS = Path(__file__).with_name("page_labels.yaml")
COUNTING = re.compile(r"(\d+|[ivxlcdm]+|[IVXLCDM]+)\+$")
HUNDREDS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"))
ROMAN = (*HUNDREDS, (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
Labels = dict[int, str]
"""Page of the PDF, from 1, to its label; pages without one are left out."""


@dataclass(frozen=True)
class Printed:
    """What a page shows: the number `printed` on it, or the one it may have because its run proves it (`implied`)."""

    printed: str = ""
    implied: str = ""

    def right(self, label: str) -> bool:
        return bool(self.printed) and same(label) == same(self.printed)

    def wrong(self, label: str) -> bool:
        return bool(label) and same(label) != same(self.printed or self.implied or "no number")


Truth = dict[Path, dict[int, Printed]]
Answer = dict[Path, Labels]


def same(label: str) -> str:
    """A label without what is a matter of type: kinds of dashes and spaces."""
    return re.sub(r"[‐-―−]", "-", label).replace(" ", "")


def roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def counted(start: str, step: int) -> str:
    """The label `step` pages after `start`, whose last number or roman numeral counts and ends in a plus sign."""
    found = COUNTING.search(start)
    if not found:
        return start
    first = found[1]
    if first.isdigit():
        after = f"{int(first) + step:0{len(first)}}" if first[0] == "0" else str(int(first) + step)
    else:
        value = next(n for n in range(1, 4000) if roman(n) == first.lower())
        after = roman(value + step) if first.islower() else roman(value + step).upper()
    return start[: found.start()] + after


def truth(pages: dict[str, str]) -> dict[int, Printed]:
    """What each labelled page shows; the notation is explained in the file."""
    shown = {}
    for span, said in pages.items():
        first, _, last = str(span).partition("-")
        for number in range(int(first), int(last or first) + 1):
            if said in (None, "none"):
                shown[number] = Printed()
            elif str(said).startswith("("):
                shown[number] = Printed(implied=counted(str(said).strip("()"), number - int(first)))
            else:
                shown[number] = Printed(counted(str(said), number - int(first)))
    return shown


def labels_of_file(path: Path) -> Labels:
    """The labels in a PDF's own page tree, which viewers show."""
    with pypdfium2.PdfDocument(path) as document:
        return {n + 1: document.get_page_label(n) for n in range(len(document)) if document.get_page_label(n)}


def positions(path: Path) -> Labels:
    """The position of each page in the file."""
    with pypdfium2.PdfDocument(path) as document:
        return {n + 1: str(n + 1) for n in range(len(document))}


def bare_numbers(path: Path) -> Labels:
    """A number or roman numeral alone on the first or the last line of a page's text."""
    labels = {}
    with pypdfium2.PdfDocument(path) as document:
        for n, page in enumerate(document, 1):
            text_page = page.get_textpage()
            lines = text_page.get_text_range().split("\n")
            text_page.close()
            page.close()
            lines = [line.strip() for line in lines if line.strip()]
            alone = [line for line in lines[:1] + lines[-1:] if re.fullmatch(r"\d{1,4}|[ivxlc]+", line)]
            labels.update({n: alone[0]} if alone else {})
    return labels


PEERS: dict[str, Callable[[Path], Labels]] = {
    "labels of the PDF files": labels_of_file,
    "position in the file": positions,
    "bare number in the first or last line": bare_numbers,
}


def ours(paths: list[Path]) -> tuple[Answer, Answer]:
    """The labels that the program gives, and how it knows each; none for a file that it cannot read."""
    labels: Answer = {}
    sources: Answer = {}
    for reading in read_files(paths, jobs=2):
        pages = reading.document.pages if reading.document else ()
        labels[reading.path] = {page.number: page.label for page in pages}
        sources[reading.path] = {page.number: str(page.label_source) for page in pages}
    return labels, sources


def figures(judged: list[tuple[Printed, str]]) -> str:
    """Right of the pages that carry a number, and wrong of all."""
    carrying = [pair for pair in judged if pair[0].printed]
    right = sum(page.right(label) for page, label in carrying)
    wrong = sum(page.wrong(label) for page, label in judged)
    return (
        f"right {right} of {len(carrying)} that carry a number ({100 * right / (len(carrying) or 1):.1f} %); "
        f"wrong {wrong} of {len(judged)} ({100 * wrong / (len(judged) or 1):.2f} %)"
    )


def faults(shown: dict[int, Printed], labels: Labels, sources: Labels) -> Iterator[str]:
    """The wrong and the missed pages of a document, a line for each."""
    for number, page in shown.items():
        label = labels.get(number, "")
        if page.wrong(label):
            yield f"page {number}: {label!r} ({sources[number]}), printed {page.printed or 'none'!r}"
        elif page.printed and not label:
            yield f"page {number}: missed {page.printed!r}"


def by_source(shown: Truth, labels: Answer, sources: Answer, part: list[Path]) -> str:
    """How many wrong labels there are of each source."""
    wrong = Counter(
        sources[path][number]
        for path in part
        for number, page in shown[path].items()
        if page.wrong(labels[path].get(number, ""))
    )
    return ", ".join(f"{source} {count}" for source, count in wrong.items()) or "none"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_folders(arguments)
    arguments.add_argument("--half", choices=HALVES, help="only the documents of this half")
    arguments.add_argument("--wrong", action="store_true", help="list the wrong and missed pages")
    options = arguments.parse_args()
    documents = {
        path: label
        for path, label in labelled(LABELS, options.folder, options.public).items()
        if options.half in (None, label["half"])
    }
    here = list(documents)
    shown = {path: truth(documents[path]["pages"]) for path in here}
    labels, sources = ours(here)
    answers = {OURS: labels} | {peer: {path: read(path) for path in here} for peer, read in PEERS.items()}
    for half in [options.half] if options.half else [*HALVES, "all"]:
        part = [path for path in here if half in ("all", documents[path]["half"])]
        print(f"{half}: {len(part)} documents, {sum(len(shown[path]) for path in part)} pages")
        for who, answer in answers.items():
            judged = [(page, answer[path].get(n, "")) for path in part for n, page in shown[path].items()]
            print(f"  {who}: {figures(judged)}")
        print(f"  wrong labels of {OURS} by source: {by_source(shown, labels, sources, part)}")
    carrying = [(path, n) for path in here for n, page in shown[path].items() if page.printed]
    rights = {
        who: 100 * sum(shown[path][n].right(answer[path].get(n, "")) for path, n in carrying) / len(carrying)
        for who, answer in answers.items()
    }
    peer = next(iter(PEERS))
    figure("reading: labels of pages right", rights[OURS], "%", peer=rights[peer], beside=peer)
    for path in here if options.wrong else ():
        if found := list(faults(shown[path], labels[path], sources[path])):
            print(f"{documents[path]['half']}: {path.parent.name}/{path.name}", *found, sep="\n    ")


if __name__ == "__main__":
    main()
