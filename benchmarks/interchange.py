"""Coded projects of other programs: how long reading and importing take, how much memory, beside pyrefiqda on the same file.

    python benchmarks/interchange.py [--texts 200] [--selections 5000] [--words 6000]

The project is made as NVivo for Windows writes them: texts of so many words with a byte order mark and Windows line ends, offsets in
UTF-16 units, characters beyond 16 bits, 60 codes in three levels, two users. Each part runs in a process of its own; times are
processor time of it and its children, memory is the larger peak of the two. The figure to keep is the ratio.
`hostile` are a project with a million selections and one that unpacks to 2 GB: both are refused.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.figures import figure  # noqa: E402
from tests.exchange.refi.projects import NVIVO, Code, Passage, Text, write_project  # noqa: E402

WORDS = [
    *("market", "care", "council", "provider", "choice", "budget", "quality", "demand", "supply", "people"),
    *(
        "“support”",
        "naïve",
        "co-production",
        "👋",
        "𝒜",
        "wellbeing",
        "advice",
        "contract",
        "tender",
        "England",
    ),
]
CODES = tuple(
    Code(
        f"Theme {top}",
        tuple(
            Code(f"Theme {top}.{sub}", tuple(Code(f"Theme {top}.{sub}.{low}") for low in range(3)))
            for sub in range(3)
        ),
        "What people say about it.",
        "#F00082",
    )
    for top in range(5)
)


def made_texts(texts: int, selections: int, words: int) -> Iterator[Text]:
    """Texts in paragraphs, with selections of whole words spread evenly over them."""
    chance = random.Random(texts)
    names = [code.name for top in CODES for sub in (top, *top.under) for code in (sub, *sub.under)]
    for number in range(texts):
        parts = [word + (".\n" if chance.random() < 0.04 else " ") for word in chance.choices(WORDS, k=words)]
        starts = [0]
        for part in parts:
            starts.append(starts[-1] + len(part))
        share = selections // texts + (number < selections % texts)
        passages = []
        for _ in range(share):
            first = chance.randrange(words - 40)
            last = first + chance.randrange(3, 40)
            end = starts[last] - 1
            codes = tuple(chance.sample(names, chance.choice([1, 1, 2])))
            passages.append(Passage(starts[first], end, codes, chance.choice(["Ann", "Bo"])))
        yield Text(f"Interview {number}", "".join(parts), tuple(passages))


def measured() -> str:
    """What this process and its children used, as JSON."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return json.dumps([round(seconds, 2), round(max(own.ru_maxrss, children.ru_maxrss) / unit)])


def run(what: str, path: Path, folder: Path) -> None:
    """One part, in this process."""
    if what == "make":
        texts, selections, words = map(int, folder.name.split("-"))
        write_project(path, NVIVO, CODES, list(made_texts(texts, selections, words)))
    elif what == "hostile":
        make_hostile(path)
    elif what == "read":
        from review.exchange.refi.reading.project import read_project

        read = read_project(path, folder)
        assert not read.skipped, read.skipped[:3]
        assert not read.refused
    elif what == "import":
        from review.project import Project
        from review.templates import THEORY_MAP

        Project.create(folder, THEORY_MAP.read_text("utf-8"))
        opened = Project.open(folder, "ann")
        report = opened.interchange.import_project(path)
        assert report.selections == report.added["codings"], report.skipped[:3]
        opened.close()
    elif what == "refused":
        from review.errors import ReadingError
        from review.exchange.refi.reading.project import read_project

        try:
            read_project(path)
        except ReadingError as error:
            print(f"  {str(error).removeprefix(str(path))}", file=sys.stderr)
    else:
        from pyrefiqda import RefiProject

        RefiProject.load(path, str(folder))
    print(measured())


def in_a_process(what: str, path: Path, folder: Path) -> tuple[float, float]:
    """The processor seconds and peak megabytes of one part."""
    folder.mkdir()
    command = [sys.executable, __file__, "--part", what, str(path), str(folder)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    seconds, megabytes = json.loads(ran.stdout.splitlines()[-1])
    return seconds, megabytes


HOSTILE = {
    "a million selections": [1000 * b'<PlainTextSelection guid="b" startPosition="1" endPosition="2"/>']
    * 1000,
    "2 GB in a zip of 2 MB": [b" " * 2**20] * 2048,
}
"""What would exhaust memory or disk, in a text source."""


def make_hostile(path: Path) -> None:
    """Write a project that would exhaust memory or disk."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("project.qde", "w", force_zip64=True) as file,
    ):
        file.write(b'<Project xmlns="urn:QDA-XML:project:1.0"><Sources><TextSource guid="a">')
        for piece in HOSTILE[path.stem]:
            file.write(piece)


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--selections", type=int, default=5000)
    parser.add_argument("--words", type=int, default=6000)
    parser.add_argument("--part", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        what, path, into = given.part
        run(what, Path(path), Path(into))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "nvivo.qdpx"
        in_a_process("make", path, folder / f"{given.texts}-{given.selections}-{given.words}")
        print(f"{given.texts} texts, {given.selections} selections, {path.stat().st_size / 1e6:.1f} MB")
        seconds, megabytes = in_a_process("read", path, folder / "ours")
        peer, peer_megabytes = in_a_process("peer", path, folder / "peer")
        print(f"reading, with offsets placed   {seconds:6.2f} s  {megabytes:6.0f} MB")
        print(f"pyrefiqda, XML into objects    {peer:6.2f} s  {peer_megabytes:6.0f} MB")
        figure("interchange: reading a coded project", seconds, "s", peer=peer, beside="pyrefiqda")
        figure("interchange: memory", megabytes, "MB", peer=peer_megabytes, beside="pyrefiqda")
        print(f"ratio                          {seconds / peer:6.2f}    {megabytes / peer_megabytes:6.2f}")
        seconds, megabytes = in_a_process("import", path, folder / "review")
        print(f"import into a new review       {seconds:6.2f} s  {megabytes:6.0f} MB")
        for kind in HOSTILE:
            bad = folder / f"{kind}.qdpx"
            in_a_process("hostile", bad, folder / f"made {kind}")
            seconds, megabytes = in_a_process("refused", bad, folder / f"read {kind}")
            print(f"{kind:30} {seconds:6.2f} s  {megabytes:6.0f} MB, refused")


if __name__ == "__main__":
    main()
