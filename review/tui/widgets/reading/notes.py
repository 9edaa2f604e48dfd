"""Notes on the passage under the cursor, as values for the strip and the panel."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """A code as shown: id, name, colour of its text (``#rrggbb``), and the key that toggles it."""

    id: str
    name: str
    ink: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class CodeNote:
    """A code of a coding with the stance toward it; the keys of stances apply to the one in focus."""

    label: CodeLabel
    stance: str
    in_focus: bool = False


@dataclass(frozen=True, slots=True)
class CodingNote:
    """A coding on the passage; status and memo apply to the chosen one.

    `memos` are (who, text) of memos and comments, `facets` (name, values).
    `quote` has the first words of its passage where there are several codings to tell apart.
    `has_keys` if it is the chosen one and the reviewer's own, so that the keys of stances change it.
    `who` is ``you`` or the name of who coded it, where several people did.
    """

    codes: tuple[CodeNote, ...]
    status: str
    reviewer: str
    memos: tuple[tuple[str, str], ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    is_chosen: bool = False
    has_keys: bool = False
    quote: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class SuggestionNote:
    """A suggested code, with the scores of its rivals and its terms with their weights.

    `key` adds it: the one that accepts it where that is likely enough, else the code's own. `is_weak` if it is below the map's threshold.
    `coders` are other reviewers who gave the code to the passage: the model has learned it from them.
    """

    code: CodeLabel
    score: float
    key: str = ""
    is_weak: bool = False
    rivals: tuple[tuple[CodeLabel, float], ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    coders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FragmentNote:
    """The passage in an element of the open configuration (`cmoc` is its label): what it does for the element, in words."""

    cmoc: str
    role: str
    relation: str
    wording: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class PassageNotes:
    """All that the panel shows. `model` says what the suggestions were learned from, or why there are none.

    `fragments` are passages in the open configuration.     `picks` is the key that picks a code from a list.
    """

    place: str = ""
    is_done: bool = False
    codings: tuple[CodingNote, ...] = ()
    fragments: tuple[FragmentNote, ...] = ()
    suggestions: tuple[SuggestionNote, ...] = ()
    model: str = ""
    proposition_of: CodeLabel | None = None
    proposition: str = ""
    record_memos: tuple[tuple[str, str], ...] = ()
    record_facets: tuple[tuple[str, str], ...] = ()
    codes: tuple[CodeLabel, ...] = ()
    picks: str = "/"


def score_text(score: float) -> str:
    """A score in three characters: ``.82``, ``1.0``."""
    return "1.0" if score >= 0.995 else f"{max(0.0, score):.2f}"[1:]
