"""How large copies of PDFs with highlights are, how long they take, and whether they are sound.

    python benchmarks/annotated.py [FILE_OR_FOLDER ...] [--passages 40] [--seed 1] [--keep FOLDER]

From every file that has text, passages of 40 to 400 characters are drawn at random from its paragraphs, a third of them with two or
three codes, each with a note of some 200 characters, and a copy is written as the program does it. Printed are the size of copy and file, the processor time
of the children that find the places and write, whether qpdf finds the copy sound (and the file, if not), and whether the text of all pages is what it was.
With `--keep` the copies stay, to be looked at.
"""

import argparse
import random
import resource
import sys
import tempfile
from pathlib import Path

import pikepdf

from review.documents import raw_pages, read_files
from review.domain import Document, PassageKind
from review.errors import ReadingError
from review.exchange.annotated.writing import write_annotated
from review.export.annotated.copy import Mark
from review.project.exporting.annotating import highlights_of
from review.theory_map.keys import PALETTE

SHARED = Path(__file__).resolve().parents[1] / "../shared/data/pdfs"
LARGE = 200_000
"""From this size in bytes, a copy must not be larger than 1.1 times the file."""


def marks_of(document: Document, passages: int, chance: random.Random) -> list[Mark]:
    """Marks on passages drawn at random, as a reviewer might have made them."""
    paragraphs = [
        one for one in document.passages if one.kind is PassageKind.PARAGRAPH and one.end - one.start > 60
    ]
    found = []
    for number in range(passages if paragraphs else 0):
        paragraph = chance.choice(paragraphs)
        start = chance.randrange(paragraph.start, paragraph.end - 40)
        end = min(paragraph.end, start + chance.randint(40, 400))
        for code in chance.sample(range(9), chance.choice((1, 1, 1, 1, 2, 3))):
            note = f"T{code} A theory: supports\nStatus: reported\nMemo: {document.text[start : start + 120]}"
            found.append(
                Mark(
                    text_sha256=document.text_sha256,
                    start=start,
                    end=end,
                    colour=PALETTE[code],
                    name=f"{number}-{code}",
                    author="A reviewer",
                    time="2026-11-29T06:00:00+00:00",
                    subject=f"T{code} A theory",
                    note=note,
                )
            )
    return found


def unsound(path: Path) -> int:
    """How many complaints qpdf has about a file."""
    with pikepdf.open(path) as pdf:
        return len(pdf.check_pdf_syntax())


def processor_time() -> float:
    """Seconds of processor time that ended children have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("paths", nargs="*", type=Path, default=[SHARED])
    arguments.add_argument("--passages", type=int, default=40)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", type=Path)
    options = arguments.parse_args()
    files = [
        file for path in options.paths for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])
    ]
    written = large = sound = worse = same = 0
    worst, total = (0.0, ""), 0.0
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        for reading in read_files(files, jobs=2):
            if reading.document is None:
                continue
            chance = random.Random(f"{options.seed} {reading.path.name}")
            marks = marks_of(reading.document, options.passages, chance)
            before, copy = processor_time(), folder / reading.path.name
            try:
                highlights, _ = highlights_of(reading.path, reading.document, marks)
                if not highlights:
                    continue
                with copy.open("wb") as target:
                    write_annotated(reading.path, highlights, target)
            except ReadingError as error:
                print(f"{reading.path.name}: {error}")
                continue
            seconds = processor_time() - before
            size = reading.path.stat().st_size
            ratio = copy.stat().st_size / size
            complaints, unchanged = unsound(copy), raw_pages(copy) == raw_pages(reading.path)
            written += 1
            total += seconds
            sound += not complaints
            same += unchanged
            if complaints > unsound(reading.path):
                worse += 1
            if size >= LARGE:
                large += 1
                worst = max(worst, (ratio, reading.path.name))
            print(
                f"{reading.path.parent.name}/{reading.path.name}: {len(highlights)} highlights, {size:,} bytes, {ratio:.3f} times,"
                f" {seconds:.2f} s{'' if not complaints else f', {complaints} complaints'}{'' if unchanged else ', text differs'}"
            )
            sys.stdout.flush()
    print(
        f"{written} copies, {sound} sound, {worse} with more complaints than their file, {same} with the same text, {total:.1f} s;"
        f" of {large} files from {LARGE:,} bytes the largest copy is {worst[0]:.3f} times its file ({worst[1]})"
    )


if __name__ == "__main__":
    main()
