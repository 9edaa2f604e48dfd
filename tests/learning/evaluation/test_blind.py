"""What passages coded without suggestions show that others do not."""

from collections.abc import Callable, Iterable

import pytest
from msgspec.structs import replace

from review.domain import Coding, PassageText
from review.domain.suggestions.blind import is_blind, what_it_shows
from review.domain.suggestions.evaluation import UNSET, BlindShare
from review.learning.evaluation.blind import LEAST, of_blind_share
from review.learning.features.words import WordTable
from review.learning.models.codes import CodeSuggester
from review.learning.models.training_labels import Acts
from review.theory_map.values import from_plain
from tests.learning.material import a_coding, a_done_mark, passages_of

SHARE = 0.4
WORDS = ("market", "advice", "trust", "budget", "carer", "region", "survey", "nurse")
A_MAP = from_plain(
    {
        "title": "A map of many theories",
        "question": "What works?",
        "theories": {
            f"T{number}": {"name": word, "proposition": f"A {word} helps"}
            for number, word in enumerate(WORDS)
        },
    }
)
PASSAGES = [
    passage
    for document in range(8)
    for passage in passages_of(f"d{document}", *(f"each {word} of town {document}" for word in WORDS * 2))
]


def suggested(passage: PassageText) -> str:
    """The code whose word the passage has."""
    return f"T{WORDS.index(passage.text.split()[1])}"


def another(passage: PassageText) -> str:
    """A code of which the passage has no word, one or another."""
    return f"T{(int(suggested(passage)[1]) + 1 + passage.end % 7) % len(WORDS)}"


def blind(passage: PassageText) -> bool:
    return is_blind(SHARE, "ann", passage.record, passage.start)


def honest(passage: PassageText) -> str:
    """The code of a coder who goes by the text: for a third of the passages another than words suggest."""
    return another(passage) if passage.start % 5 < 2 else suggested(passage)


def swayed(passage: PassageText) -> str:
    """The code of a coder who takes what is suggested, and otherwise goes by the text."""
    return honest(passage) if blind(passage) else suggested(passage)


def compared(
    code: Callable[[PassageText], str],
    seen: Callable[[PassageText], bool] = lambda passage: not blind(passage),
    passages: Iterable[PassageText] = PASSAGES,
    share: float = SHARE,
    more: Iterable[Coding] = (),
) -> BlindShare:
    """The figures after somebody coded each passage and marked it done, with suggestions in sight where `seen`."""
    codings = {passage: a_coding(passage, code(passage)) for passage in passages}
    made = CodeSuggester(WordTable(), A_MAP, PASSAGES)
    marks = [a_done_mark(passage, *A_MAP.code_names) for passage in codings]
    acts = Acts([*codings.values(), *more], [], marks)
    made.learn(acts)
    with_suggestions = {coding.id for passage, coding in codings.items() if seen(passage)}
    return of_blind_share(made, len(PASSAGES), acts.codings, with_suggestions, share)


def test_a_coder_who_takes_what_is_suggested_is_found_out_by_the_blind_passages():
    found = compared(swayed)
    assert found.reason is UNSET
    assert found.blind.passages + found.shown.passages == len(PASSAGES)
    assert found.blind.passages == found.blind.codes == sum(map(blind, PASSAGES))
    assert found.shown.missed < found.blind.missed
    assert found.shown.average_precision > found.blind.average_precision
    assert found.difference_interval[0] > 0
    assert "automation bias" in what_it_shows(found)


def test_a_coder_who_goes_by_the_text_agrees_with_suggestions_alike():
    found = compared(honest)
    low, high = found.difference_interval
    assert low < 0 < high
    assert "no sign" in what_it_shows(found)


def test_a_coder_who_goes_against_what_is_suggested_does_not_follow_it():
    found = compared(lambda passage: suggested(passage) if blind(passage) else another(passage))
    assert found.difference_interval[1] < 0
    assert "agree with suggestions less" in what_it_shows(found)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (
            lambda: compared(honest, share=0),
            f"too few passages coded without suggestions in sight and marked done (0 of {LEAST})",
        ),
        (
            lambda: compared(honest, seen=lambda _passage: False),
            f"too few passages coded without suggestions in sight and marked done (0 of {LEAST})",
        ),
        (
            lambda: compared(honest, passages=[p for p in PASSAGES if blind(p) or p.record == "d0"]),
            "too few passages coded without",
        ),
    ],
    ids=["no blind share", "suggestions were never on", "suggestions were on in one document"],
)
def test_with_too_few_passages_of_a_kind_the_reason_replaces_the_figures(
    found: Callable[[], BlindShare], reason: str
):
    compared_ = found()
    assert compared_.reason.startswith(reason)
    assert (compared_.blind.recall_at_3, compared_.difference, what_it_shows(compared_)) == (
        UNSET,
        UNSET,
        "",
    )


def test_a_passage_counts_only_if_all_its_codings_were_made_in_the_same_way():
    of_bob = [
        replace(a_coding(p, "T1"), id=f"bob {p.start}", reviewer="bob") for p in PASSAGES if p.record == "d0"
    ]
    alone, together = compared(honest), compared(honest, more=of_bob)
    of_d0 = [passage for passage in PASSAGES if passage.record == "d0"]
    assert alone.blind.passages - together.blind.passages == sum(map(blind, of_d0))
    assert alone.shown.documents - together.shown.documents == 1
