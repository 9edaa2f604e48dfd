"""How well reference lists are distinguished from prose, against the publishers' XML.

    python benchmarks/references.py [FOLDER]

FOLDER holds ground_truth/NAME.xml (JATS or BMC article XML) and, in other folders, NAME.pdf. A word of the frozen text
counts when it is in a run of four words that occurs in the XML's reference list only, or elsewhere in the article
only. Of those words, `precision` is the share of the flagged ones that are references, `recall` the share of the
references that is flagged. Needs no libraries beyond the program's own.
"""

import argparse
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import figure
from review.documents import read_files
from review.domain import Document, PassageKind

SHARED = Path(__file__).resolve().parents[1] / "../shared/data/pdfs"
LISTS = {"ref-list", "refgrp"}
RUN = 4
WORD = re.compile(r"[^\W_]+")
NAMED_CHARACTER = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;|#)\w+;")
DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(\[.*?\])?>", re.DOTALL)

Run = tuple[str, ...]


def runs(text: str) -> set[Run]:
    """Each run of words of a text, without case."""
    words = WORD.findall(text.casefold())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def article_xml(path: Path) -> ET.Element:
    """The root of an article's XML; characters that only a document type explains are left out."""
    source = DOCTYPE.sub("", path.read_text("utf-8", "replace"), count=1)
    return ET.fromstring(NAMED_CHARACTER.sub(" ", source))


def true_runs(xml: Path) -> tuple[set[Run], set[Run]]:
    """The runs of words of an article's reference list, and those of everything else in it."""
    root = article_xml(xml)
    listed: list[str] = []
    other: list[str] = []

    def walk(element: ET.Element, texts: list[str]) -> None:
        here = listed if element.tag.rpartition("}")[2] in LISTS else texts
        here.append(element.text or "")
        for child in element:
            walk(child, here)
        texts.append(element.tail or "")

    walk(root, other)
    return runs(" ".join(listed)), runs(" ".join(other))


def judged_words(document: Document, listed: set[Run], other: set[Run]) -> Iterator[tuple[bool, bool]]:
    """For each word that the XML tells something about: whether it is flagged as a reference, and whether it is one."""
    found = list(WORD.finditer(document.text[: document.body_end]))
    words = [match[0].casefold() for match in found]
    in_list, elsewhere = [False] * len(words), [False] * len(words)
    for i in range(len(words) - RUN + 1):
        run = tuple(words[i : i + RUN])
        for marks, known in ((in_list, listed), (elsewhere, other)):
            if run in known:
                marks[i : i + RUN] = [True] * RUN
    flagged = bytearray(len(document.text))
    for passage in document.passages:
        if passage.kind in {PassageKind.REFERENCE, PassageKind.HEADING}:
            mark = b"\x01" if passage.kind is PassageKind.REFERENCE else b"\x02"
            flagged[passage.start : passage.end] = mark * (passage.end - passage.start)
    for match, is_listed, is_other in zip(found, in_list, elsewhere, strict=True):
        if is_listed != is_other and flagged[match.start()] != 2:
            yield bool(flagged[match.start()]), is_listed


def score(folder: Path) -> tuple[int, float, float]:
    """The number of articles, precision and recall over all of them."""
    truths = {path.stem: path for path in (folder / "ground_truth").glob("*.xml")}
    files = [path for path in sorted(folder.glob("*/*.pdf")) if path.stem in truths]
    both = flagged = listed = 0
    for reading in read_files(files, jobs=2):
        assert reading.document is not None
        for is_flagged, is_listed in judged_words(reading.document, *true_runs(truths[reading.path.stem])):
            both += is_flagged and is_listed
            flagged += is_flagged
            listed += is_listed
    return len(files), both / max(1, flagged), both / max(1, listed)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", nargs="?", type=Path, default=SHARED)
    articles, precision, recall = score(arguments.parse_args().folder)
    figure("reading: reference lists, precision", precision)
    figure("reading: reference lists, recall", recall)
    print(f"reference lists of {articles} articles: precision {precision:.4f}, recall {recall:.4f}")


if __name__ == "__main__":
    main()
