import numpy as np
import pytest
from msgspec.structs import replace

from review.domain import Stance
from review.learning.features.words import WordTable
from review.learning.models.codes import CodeSuggester, codebook_texts
from review.learning.models.training_labels import Acts
from tests.learning.material import (
    A_MAP,
    ADVICE,
    LACK,
    MARKET,
    OTHER,
    a_coding,
    a_done_mark,
    a_rejection,
    passages_of,
)

PASSAGES = passages_of("r", MARKET, ADVICE, LACK, OTHER)
ELSEWHERE = passages_of("s", OTHER)


def suggester(passages=PASSAGES, theory_map=A_MAP, **acts: list) -> CodeSuggester:
    made = CodeSuggester(WordTable(), theory_map, passages)
    made.learn(Acts(**acts))
    return made


def score(made: CodeSuggester, place: int, code: str) -> float:
    return made.scores("r")[place, made.codes.index(code)]


def test_before_any_coding_the_maps_words_suggest():
    made = suggester([*PASSAGES, *ELSEWHERE])
    best = {p.start: p.codes[0].code for p in made.of_passages("r")}
    assert [best.get(p.start) for p in PASSAGES[:3]] == ["T1", "T2", "RA"]
    assert made.of_passages("s") == ()


def test_a_suggestion_says_why_and_shows_its_rivals():
    (first, *_) = suggester().of_passages("r")
    top = first.codes[0]
    assert not top.calibrated
    assert {"providers", "competition"} & {term for term, weight in top.terms if weight > 0}
    assert [rival for rival, _ in top.rivals] == ["RA"]


def test_a_code_with_a_name_only_is_suggested_once_it_is_used():
    diversity = replace(A_MAP.codes[1], id="T9", name="Diversity", proposition="", key_terms=())
    theory_map = replace(A_MAP, codes=(*A_MAP.codes, diversity))
    passages = passages_of("r", "Diversity of trees.", "The diversity of seeds in forests.")

    def suggested(**acts: list) -> set[str]:
        made = suggester(passages, theory_map, **acts)
        assert score(made, 1, "T9") > 0.1
        found = [made.of_record("r", ""), *(passage.codes for passage in made.of_passages("r"))]
        return {one.code for codes in found for one in codes}

    assert "T9" not in suggested()
    assert "T9" in suggested(codings=[a_coding(passages[0], "T9")])


def test_a_coding_teaches_the_words_of_its_passage():
    new = "Interviews and towns."
    passages = [*PASSAGES, *passages_of("s", new)]
    before, after = suggester(passages), suggester(passages, codings=[a_coding(PASSAGES[3], "T2")])
    column = after.codes.index("T2")
    assert after.scores("s")[0, column] > before.scores("s")[0, column]


def test_a_rejected_suggestion_is_less_likely_afterwards_here_and_where_the_words_are_alike():
    alike = passages_of(
        "r", MARKET, ADVICE, LACK, OTHER, "Providers compete, and competition in the market is fierce."
    )
    coded = [a_coding(alike[1], "T2")]
    before = suggester(alike, codings=coded)
    after = suggester(alike, codings=coded, rejections=[a_rejection(alike[0], "T1")])
    assert score(after, 0, "T1") < score(before, 0, "T1")
    assert score(after, 4, "T1") < score(before, 4, "T1")
    assert score(after, 1, "T2") == pytest.approx(score(before, 1, "T2"), abs=1e-6)


def test_done_lowers_the_codes_that_were_not_given():
    coded = [a_coding(PASSAGES[1], "T2")]
    before = suggester(codings=coded)
    after = suggester(codings=coded, done_marks=[a_done_mark(PASSAGES[0])])
    assert score(after, 0, "T1") < score(before, 0, "T1")


def test_learning_step_by_step_comes_to_the_same_as_learning_at_once():
    acts = {"codings": [], "done_marks": [], "rejections": []}
    warm = suggester()
    for place, code in enumerate(("T1", "T2", "RA")):
        acts["codings"] = [*acts["codings"], a_coding(PASSAGES[place], code)]
        acts["done_marks"] = [*acts["done_marks"], a_done_mark(PASSAGES[place])]
        warm.learn(Acts(**acts))
    acts["done_marks"] = acts["done_marks"][1:]
    warm.learn(Acts(**acts))
    assert warm.scores("r") == pytest.approx(suggester(**acts).scores("r"), abs=1e-5)


def test_a_rejected_theory_is_never_suggested():
    without = replace(A_MAP, codes=tuple(replace(c, rejected=c.id == "T1") for c in A_MAP.codes))
    made = suggester(theory_map=without, codings=[a_coding(PASSAGES[0], "T1")])
    assert set(made.codes) == {"T2", "RA"}
    assert all(c.code != "T1" for p in made.of_passages("r") for c in p.codes)
    assert set(codebook_texts(without)) == {"T2", "RA"}


def test_a_record_without_a_document_is_judged_by_its_title_and_abstract():
    assert suggester().of_record("s", "Advice and advocacy for people")[0].code == "T2"
    assert suggester([]).of_record("s", "Advice and advocacy for people")[0].code == "T2"


@pytest.mark.parametrize(
    "text", ["", " ", "\x1b[31m[/bold]\x00", "=cmd()|'/C'!A0", "\ud800 lone surrogate", "日本語 " * 500]
)
def test_hostile_and_empty_texts_get_scores_like_any_other(text):
    made = suggester([*PASSAGES, *passages_of("h", text)])
    assert np.isfinite(made.scores("h")).all()
    assert made.of_record("h", text)


def test_a_map_without_codes_suggests_nothing():
    empty = replace(A_MAP, codes=())
    assert suggester(theory_map=empty).of_passages("r") == ()
    assert suggester(theory_map=empty).of_record("r", "") == ()


@pytest.mark.parametrize(
    ("stances", "challenges"),
    [
        ({"T1": "supports"}, [False]),
        ({"T1": "challenges", "RA": "supports"}, [True]),
        ({"RA": "supports"}, [False]),
        ({"T1": "supports", "T2": "challenges"}, []),
        ({"T1": "refines", "RA": "challenges"}, []),
    ],
)
def test_a_challenge_is_learned_from_the_stance_toward_theories_before_that_toward_their_rivals(
    stances: dict[str, str], challenges: list[bool]
):
    coding = replace(
        a_coding(PASSAGES[0], "T1"), stances={code: Stance(each) for code, each in stances.items()}
    )
    assert [challenged for _, challenged in suggester().with_stances([coding])] == challenges
