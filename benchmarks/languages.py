"""How much a language in the theory map improves code suggestions, on fictional passages of several languages.

    python benchmarks/languages.py            each set read as English, and in its language
    python benchmarks/languages.py --voting   also mixed sets in the other order of languages

The passages in `benchmarks/languages/` are fictional: places, services and people do not exist, and they were written for
this comparison, the same six codes in every language. Only the difference between two settings says something.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from benchmarks.figures import figure
from review.learning.evaluation.simulation import CodesPoint, replay_codes

DATA = Path(__file__).parent / "languages"
LANGUAGES = {"english": "en", "german": "de", "french": "fr", "chinese": "zh", "japanese": "ja"}
MIXED = [("english", "german"), ("english", "french"), ("english", "chinese"), ("german", "french")]
COUNTS = (0, 1, 3)

Coded = tuple[list[str], list[list[str]], list[str], dict[str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--voting", action="store_true", help="also with the other language first")
    options = parser.parse_args()
    print("recall@3 and mean average precision after so many labels of each code")
    print("set                 language   " + "".join(f"{f'{count} labels':>15}" for count in COUNTS))
    for names in [*((name,) for name in LANGUAGES), *MIXED]:
        own = tuple(LANGUAGES[name] for name in names)
        ways = [("en",), own, *([own[::-1]] if options.voting and len(own) > 1 else [])]
        found = {languages: compare(names, languages, options.seeds) for languages in dict.fromkeys(ways)}
        if own != ("en",):
            what = f"languages: average precision without labels, {' + '.join(names)}"
            figure(what, found[own], peer=found["en",], beside="read as English")


def compare(names: tuple[str, ...], languages: tuple[str, ...], seeds: int) -> float:
    """One line: these sets together, read in these languages. Returns the average precision before any label."""
    points = replay_codes(*coded(names), labels_per_code=COUNTS, seeds=seeds, languages=languages)
    figures = "".join(f"{means([p for p in points if p.labels_per_code == count]):>15}" for count in COUNTS)
    print(f"{' + '.join(names):19} {', '.join(languages):10} {figures}", flush=True)
    return float(np.mean([p.mean_average_precision for p in points if p.labels_per_code == 0]))


def means(points: list[CodesPoint]) -> str:
    recall = np.mean([point.recall_at_3 for point in points])
    return f"{recall:.3f} {np.mean([point.mean_average_precision for point in points]):.3f}"


def coded(names: tuple[str, ...]) -> Coded:
    """Sets as one, each code with the descriptions in all their languages.

    Every passage is a document of its own: each of these documents has all codes once, so neighbours would mislead.
    """
    rows, codebooks = [], []
    for name in names:
        rows += [json.loads(row) for row in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        codebooks.append(json.loads((DATA / f"{name}.codebook.json").read_text(encoding="utf-8")))
    codebook = {code: " ".join(one[code] for one in codebooks) for code in codebooks[0]}
    return (
        [r["text"] for r in rows],
        [r["labels"] for r in rows],
        [str(n) for n in range(len(rows))],
        codebook,
    )


if __name__ == "__main__":
    main()
