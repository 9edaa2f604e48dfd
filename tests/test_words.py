"""Texts use the words of the glossary in CONTRIBUTING.md: messages, docstrings, comments and documents."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

NOT_USED = {
    r"anew|afresh": "again",
    r"tak(e|es|en|ing) (it |them )?in(?! (the |a )?\w+ (form|order))": "imported, applied, added",
    r"turn(s|ed|ing)? (\w+ ){0,2}down": "rejected",
    r"tak(e|es|en|ing) (\w+ ){0,2}(off|back)": "removed, undone",
    r"holds? no longer|no longer holds?": "no longer applies",
    r"by lot|drawn by lots": "random, at random",
    r"hand-edited|edited by hand": "edited",
    r"(?<!there )(is|are|was|were) no(?! longer| more| less| other)": "is not a",
    r"(?<!there )(is|are) (?-i:none)": "is not one",
    r"(stands?|stood) (in|on|at|for|here|there|under|above|below|beside|behind|again)": "is in, means, replaces",
    r"(is|are|was|were|be|been) told|told (of|apart|what|how|so)": "reported, distinguished",
    r"what became of": "the result of",
    r"fared?": "was used",
    r"whoever": "a person who",
    r"put by hand": "coded by hand",
    r"what (a|the) files? offer(s|ed)?|which a file offers": "found in the file",
    r"no chances": "not probabilities",
    r"liken(s|ed)?|likeness": "similarity",
    r"halves of (characters|surrogate pairs)": "surrogates",
    r"knows nothing of|know nothing of": "does not depend on",
    r"(sets|setting) (\w+ )?aside|set \w+ aside": "overridden (a criterion), side text (of a page); only configurations are set aside",
    r"says? nothing": "has no information",
    r"there is no such": "is unknown",
    r"no (stage|code|record|coding|criterion) of this review": "unknown",
    r"handed out|hands? \w+ out": "assigned",
    r"finished with": "marked as done",
    r"worked out": "computed",
    r"commoner|surest|telling": "more common, most certain, distinctive",
    r"for good": "permanently",
    r"(?<![`|])kin(?![`|])": "related studies (`kin` is the value)",
    r"doubtful": "possible",
    r"% sure": "confidence",
    r"(at most|after) so many": "the number of",
    r"'\{?\w+\}?' is not an? (theory|category|stage|code|field|format)": "Unknown theory 'x'. Theories: …",
    r"codes [0-9a-f]{8}(?! \(3 codings)": "learned from 74 codings (the digest is for the log and JSON)",
    r"there is no `[^`]*` here": "is not installed",
    r"whichever process|whatever process": "any process",
}
"""Phrases that texts no longer use, each with the usual words."""

PATTERN = re.compile(
    "|".join(f"(?P<p{n}>\\b(?:{phrase})\\b)" for n, phrase in enumerate(NOT_USED)), re.IGNORECASE
)

ANY_OF_THEM = re.compile(f"\\b(?:{'|'.join(NOT_USED)})\\b".replace("(?-i:none)", "none"))
"""Whether there may be anything to report in a text in small letters: fifteen times as fast as `PATTERN`."""

NOT_YET: tuple[str, ...] = ()
"""Packages whose texts are still to be rewritten: none."""

OTHER_WORDS = ("review/learning/features/stop_words.py", "review/learning/models/challenge.py")
"""Modules that hold lists of other people's words."""

MODULES = sorted(
    path
    for path in (ROOT / "review").rglob("*.py")
    if not path.relative_to(ROOT).as_posix().startswith((*NOT_YET, *OTHER_WORDS))
)
PACKAGES = {
    name: list(paths) for name, paths in groupby(MODULES, lambda path: path.relative_to(ROOT).parts[1])
}
"""The modules of each package, and those beside the packages by name."""

PAGES = [
    *(
        ROOT / name
        for name in ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "SECURITY.md", "benchmarks/README.md")
    ),
    *sorted(path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "texts"),
]


@dataclass(frozen=True)
class Source:
    """A module as it is written, and as Python reads it."""

    path: Path
    text: str
    tree: ast.Module


@pytest.fixture(scope="module", params=PACKAGES)
def package(request: pytest.FixtureRequest) -> list[Source]:
    """The modules of a package, read once for all that is asked of them."""
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGES[request.param]}
    return [Source(path, text, ast.parse(text)) for path, text in texts.items()]


def texts_of(source: Source) -> Iterator[tuple[int, str]]:
    """The messages, docstrings and comments of a module with their lines; names, keys and patterns are no texts."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip():
            if "CREATE TABLE" in node.value:
                continue  # `verify` compares it with what reviews hold, so its comments change only with a new version
            yield node.lineno, node.value
    if not any(list(unusual(line)) for line in source.text.splitlines() if "#" in line):
        return  # tokens are slow, and no comment can have anything to report
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def unusual(text: str) -> Iterator[str]:
    """Each phrase of a text that is no longer used, with the usual words."""
    line = " ".join(text.split())
    for found in PATTERN.finditer(line) if ANY_OF_THEM.search(line.lower()) else ():
        usual = list(NOT_USED.values())[int((found.lastgroup or "p0")[1:])]
        yield f"'{found[0]}' (write: {usual})"


def relative(path: Path) -> str:
    """A path as it is reported."""
    return path.relative_to(ROOT).as_posix()


def test_modules_use_the_words_of_the_glossary(package: list[Source]) -> None:
    found = [
        f"{relative(source.path)}:{line}: {what}"
        for source in package
        for line, text in texts_of(source)
        for what in unusual(text)
    ]
    assert found == []


def test_pages_use_the_words_of_the_glossary() -> None:
    found = [
        f"{relative(path)}:{number}: {what}"
        for path in PAGES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for what in unusual(line)
    ]
    assert found == []


def test_the_first_line_of_a_docstring_fits_one_line(package: list[Source]) -> None:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = [
        f"{relative(source.path)}: {first}"
        for source in package
        for node in ast.walk(source.tree)
        if isinstance(node, documented)
        and len(first := (ast.get_docstring(node) or "").partition("\n")[0]) > 120
    ]
    assert found == []


def test_an_unusual_phrase_is_found_with_the_usual_words() -> None:
    assert list(unusual("'x' is no stage of this review")) == ["'is no' (write: is not a)"]
    assert list(unusual("drawn\nby lot")) == ["'by lot' (write: random, at random)"]
    assert list(unusual("It is None, and Anew")) == ["'Anew' (write: again)"]
    assert list(unusual("there is no reason, and it is no longer there")) == []
