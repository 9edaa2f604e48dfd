"""How many passages that challenge a claim are among the first that the program lists for it.

    python benchmarks/against.py                  arguments for and against 16 claims, some of them coded already
    python benchmarks/against.py --demonstration  the demonstration review, without its codings that challenge

Both are compared with the passages most similar to the claim's own words, with those likeliest to bear on it, and with chance.
The coded set is not part of this repository: see `--data`. Its arguments have no documents; they are spread over 40.
"""

import argparse
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from benchmarks.figures import figure
from review.domain import Coding, DoneMark, PassageText, Stance
from review.domain.suggestions.against import AgainstMaterial
from review.learning.features.words import WordTable
from review.learning.models.against import EvidenceAgainst
from review.learning.models.codes import CodeSuggester, codebook_texts, with_quotations
from review.learning.models.training_labels import Acts
from review.theory_map import TheoryMap
from review.theory_map.values import from_plain

DATA = Path(__file__).parents[1] / "../shared/data/codes"
DOCUMENTS = 40
FIRST = (10, 20)
WAYS = ("this order", "own words", "bears on it", "chance")
LEAST = 20
"""The least arguments on each side of a claim that is asked for."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="folder with valueeval.jsonl")
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--demonstration", action="store_true", help="the demonstration review instead")
    options = parser.parse_args()
    print(f"{'coded before':28}" + "".join(f"{f'{way} @{n}':>18}" for n in FIRST for way in WAYS))
    if options.demonstration:
        demonstration()
    else:
        arguments(options.data, options.seeds)


def row(name: str, found: Sequence[dict[tuple[str, int], float]], *, in_all: bool = False) -> None:
    """One line: the mean share of the first 10 and 20 that challenge the claim, or how many they are for all claims."""
    cells = [(n, [each[way, n] for each in found]) for n in FIRST for way in WAYS]
    figures = [f"{n * sum(shares):.1f}" if in_all else f"{np.mean(shares):.3f}" for n, shares in cells]
    print(f"{name:28}" + "".join(f"{figure:>18}" for figure in figures), flush=True)


def measured(
    suggester: CodeSuggester,
    evidence: EvidenceAgainst,
    theory_map: TheoryMap,
    passages: Sequence[PassageText],
    code: str,
    wanted: set[tuple[str, int]],
) -> dict[tuple[str, int], float]:
    """The share of the first passages for a code that are wanted, by each way of ordering those that are open."""
    items, _ = evidence.found(code, len(passages))
    open_ = {(item.record, item.start) for item in items}
    rows = [place for place, one in enumerate(passages) if (one.record, one.start) in open_]
    is_wanted = np.array([(passages[place].record, passages[place].start) in wanted for place in rows])
    texts = suggester.features.matrix[rows]
    words = suggester.features.compared_rows(suggester.read([codebook_texts(theory_map)[code]]))
    by_words = np.argsort(-(texts @ words).ravel(), kind="stable")
    bears = suggester.model.scores_at(rows)[:, suggester.codes.index(code)]
    by_score = np.argsort(-bears, kind="stable")
    found = {}
    for n in FIRST:
        found["this order", n] = float(np.mean([(one.record, one.start) in wanted for one in items[:n]]))
        found["own words", n] = float(is_wanted[by_words[:n]].mean())
        found["bears on it", n] = float(is_wanted[by_score[:n]].mean())
        found["chance", n] = float(is_wanted.mean())
    return found


def coding(passage: PassageText, code: str, stance: Stance) -> Coding:
    key = f"{passage.record}:{passage.start}"
    return Coding(
        key,
        passage.record,
        "",
        passage.start,
        passage.end,
        passage.text,
        {code: stance},
        None,
        "",
        "",
        1,
        "1",
    )


def done(passage: PassageText, codes: Iterable[str]) -> DoneMark:
    """A passage is marked as done when all codes that bear on it were given."""
    return DoneMark("", passage.record, passage.start, passage.end, "", tuple(codes))


def arguments(data: Path, seeds: int) -> None:
    """Which arguments against a claim are found among those on 136 claims, after a share of all was coded with a stance."""
    lines = (data / "valueeval.jsonl").read_text(encoding="utf-8").splitlines()
    claimed, against, texts = [], [], []
    for line in map(json.loads, lines):
        side, text = line["text"].removeprefix(line["document"]).split("). ", 1)
        claimed.append(line["document"])
        against.append(side.strip(" (") == "against")
        texts.append(text)
    sizes = Counter(zip(claimed, against, strict=True))
    claims = [c for c in dict.fromkeys(claimed) if min(sizes[c, True], sizes[c, False]) >= LEAST]
    codes = {claim: f"T{number}" for number, claim in enumerate(claims, 1)}
    theory_map = from_plain(
        {
            "title": "Arguments",
            "question": "",
            "theories": {code: {"name": claim, "proposition": ""} for claim, code in codes.items()},
            "stages": {"title-abstract": {}},
            "criteria": {},
        }
    )
    passages = spread_over_documents(texts)
    suggester = CodeSuggester(WordTable(), theory_map, passages)
    material = AgainstMaterial(included=sorted({one.record for one in passages}))
    for share in (0, 0.1, 0.3):
        found = []
        for seed in range(seeds if share else 1):
            is_known = np.random.default_rng(seed).random(len(passages)) < share
            acts = Acts(
                tuple(
                    coding(
                        passages[i], codes[claimed[i]], Stance.CHALLENGES if against[i] else Stance.SUPPORTS
                    )
                    for i in np.flatnonzero(is_known)
                    if claimed[i] in codes
                ),
                done_marks=tuple(done(passages[i], codes.values()) for i in np.flatnonzero(is_known)),
            )
            suggester.learn(acts)
            evidence = EvidenceAgainst(suggester, theory_map, passages, acts, material)
            for claim, code in codes.items():
                wanted = {
                    (one.record, one.start)
                    for i, one in enumerate(passages)
                    if claimed[i] == claim and against[i] and not is_known[i]
                }
                found.append(measured(suggester, evidence, theory_map, passages, code, wanted))
        row(f"{share:.0%} of 2,003 arguments", found)
        first, own, *_ = (float(np.mean([one[way, FIRST[0]] for one in found])) for way in WAYS)
        what = f"evidence against: share of the first 10, {share:.0%} coded"
        figure(what, first, peer=own, beside="the claim's words")


def spread_over_documents(texts: Sequence[str]) -> list[PassageText]:
    ends: Counter[str] = Counter()
    passages = []
    for text in texts:
        document = f"d{int(hashlib.sha256(text.encode()).hexdigest(), 16) % DOCUMENTS}"
        start = ends[document]
        passages.append(PassageText(document, start, start + len(text), text))
        ends[document] += len(text) + 1
    return passages


def demonstration() -> None:
    """Which passages that challenge a theory are found in the demonstration, after all its other codings."""
    from review.demonstration import copying
    from review.project import Project

    with tempfile.TemporaryDirectory() as folder:
        project = Project.open(copying.make(Path(folder) / "demonstration"), "trial")
        material = project.screening.material()
        theory_map, places = material.theory_map(), material.passages()
        codings, marks, rejections = material.codings(), material.done_marks(), material.rejections()
        looked_for = material.against()
        project.close()
    held = [one for one in codings if Stance.CHALLENGES in one.stances.values()]
    # A passage marked as done without the coding that is held back would be known not to bear on its code.
    elsewhere = [
        mark
        for mark in marks
        if not any(
            one.record == mark.record and one.start < mark.end and mark.start < one.end for one in held
        )
    ]
    others = Acts([c for c in codings if c not in held], rejections, elsewhere)
    # Without their fragments, among which passages that are held back may be.
    worded = [
        replace(one, elements=tuple(replace(element, fragments=()) for element in one.elements))
        for one in looked_for.configurations
    ]
    included = looked_for.included
    for name, kept, configurations in (
        ("no act", Acts(), ()),
        ("configurations", Acts(), worded),
        ("all other codings", others, ()),
        ("both", others, worded),
    ):
        passages = with_quotations(places, kept)
        suggester = CodeSuggester(WordTable(), theory_map, passages)
        suggester.learn(kept)
        evidence = EvidenceAgainst(
            suggester, theory_map, places, kept, AgainstMaterial(included, configurations)
        )
        found, number = [], 0
        for code in theory_map.code_names:
            about = [
                place
                for one in held
                if one.stances.get(code) is Stance.CHALLENGES
                for place in suggester.about(one.record, one.start, one.end)
                if one.record in included and place < len(places)
            ]
            wanted = {(passages[place].record, passages[place].start) for place in about}
            if wanted:
                number += len(wanted)
                found.append(measured(suggester, evidence, theory_map, places, code, wanted))
        row(f"{name} ({number})", found, in_all=True)


if __name__ == "__main__":
    main()
