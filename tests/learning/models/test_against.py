"""Evidence against: which passages are listed, in what order, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from review.domain import PassageText, Stance
from review.domain.suggestions.against import AgainstMaterial
from review.domain.theories.configuration import CONTEXT, OUTCOME, Configuration, Relation
from review.domain.theories.looked_at import LookedAtPassage
from review.errors import UnknownNameError
from review.learning.features.words import WordTable
from review.learning.models.against import EvidenceAgainst
from review.learning.models.codes import CodeSuggester, with_quotations
from review.learning.models.training_labels import Acts
from tests.learning.configurations import a_configuration, a_fragment
from tests.learning.material import A_MAP, ADVICE, LACK, MARKET, OTHER, a_coding, a_done_mark, passages_of

FAILS = "Providers in the market compete, and competition failed: prices rose, and care was inadequate."
PASSAGES = [*passages_of("r", MARKET, ADVICE, OTHER), *passages_of("s", FAILS, LACK)]

NO_ADVISER = "No adviser was at hand, and families took the first vacancy."
EARLY = "Families who found an adviser early changed provider less often."
ALONE = "Families changed provider less often where neighbours had told them what to look for."
HOUSED = [*passages_of("r", NO_ADVISER, EARLY), *passages_of("s", ALONE, OTHER)]
C1 = a_configuration(
    context="families who found an adviser early",
    resource="the adviser explains what there is",
    outcome="they changed provider less often",
    theories={"T2": Stance.SUPPORTS},
)


def evidence(
    passages: list[PassageText] = PASSAGES,
    included: tuple[str, ...] = ("r", "s"),
    configurations: tuple[Configuration, ...] = (),
    looked_at: tuple[LookedAtPassage, ...] = (),
    **acts: list,
) -> EvidenceAgainst:
    done = Acts(**acts)
    suggester = CodeSuggester(WordTable(), A_MAP, with_quotations(passages, done))
    suggester.learn(done)
    material = AgainstMaterial(included, configurations, looked_at)
    return EvidenceAgainst(suggester, A_MAP, passages, done, material)


def looked_at(target: str, passage: PassageText) -> LookedAtPassage:
    return LookedAtPassage("", target, passage.record, passage.start, passage.end, "ann", "")


def found(made: EvidenceAgainst, target: str, passages: list[PassageText] = PASSAGES) -> dict[str, str]:
    """Why each passage is listed, by its text, in order."""
    items, _ = made.found(target, 50)
    texts = {(one.record, one.start): one.text for one in passages}
    return {texts[one.record, one.start]: one.why for one in items}


def test_before_any_act_the_maps_words_find_challenges():
    listed = found(evidence(), "T1")
    assert next(iter(listed)) == FAILS
    assert listed[FAILS] == "about T1, worded as a challenge"
    assert set(listed) == {one.text for one in PASSAGES}


def test_what_is_on_the_matter_in_the_rivals_words_is_listed_for_that():
    text = "Councils lack the knowledge and incentives to shape supply where providers compete in a market."
    passages = [*PASSAGES, *passages_of("t", text)]
    listed = found(evidence(passages, ("r", "s", "t")), "T1", passages)
    assert listed[text] == "the rival RA's words"
    assert list(listed).index(text) < list(listed).index(OTHER)


def test_boxes_of_a_flow_chart_come_after_all_sentences():
    chart = "Competition in the market failed\nNo\nNo\nProvider lacking\nInadequate care: market failure\nWithdrawn"
    passages = [*PASSAGES, *passages_of("t", chart)]
    listed = list(found(evidence(passages, ("r", "s", "t")), "T1", passages))
    assert listed[-1] == chart
    assert listed[0] == FAILS


def test_entries_of_a_glossary_come_after_all_other_sentences():
    entry = replace(passages_of("t", FAILS)[0], is_apart=True)
    passages = [*PASSAGES, entry]
    items, _ = evidence(passages, ("r", "s", "t")).found("T1", 50)
    assert (items[0].record, items[-1].record) == ("s", "t")


def test_only_included_documents_count():
    assert set(found(evidence(included=("r",)), "T1")) == {MARKET, ADVICE, OTHER}
    assert evidence(included=()).found("T1", 50) == ((), False)


@pytest.mark.parametrize(("code", "is_left_out"), [("T1", True), ("T1.a", True), ("T2", False)])
def test_what_anybody_coded_to_the_code_or_a_subtheme_is_left_out(code, is_left_out):
    listed = found(evidence(codings=[a_coding(PASSAGES[3], code)]), "T1")
    assert (FAILS not in listed) is is_left_out


def test_what_was_looked_at_for_it_is_left_out_there_only():
    one = PASSAGES[3]
    made = evidence(looked_at=(looked_at("T1", one),))
    assert FAILS not in found(made, "T1")
    assert FAILS in found(made, "RA")


def test_a_quotation_in_a_heading_is_no_passage_to_look_at():
    heading = PassageText("r", 900, 914, "Market failure")
    made = evidence(codings=[a_coding(heading, "T2")])
    assert set(found(made, "T1")) == {one.text for one in PASSAGES}


def test_a_coding_that_challenges_teaches_its_words():
    new = "Competition and providers: the tender went to the lowest bid and staff left."
    alike = "Providers compete in a market where the lowest bid wins the tender and staff left."
    passages = [*PASSAGES, *passages_of("t", new), *passages_of("u", alike)]
    before = evidence(passages, ("r", "s", "t", "u"))
    taught = [
        a_coding(passages[-2], "T1", stance=Stance.CHALLENGES),
        a_coding(passages[0], "T1", stance=Stance.SUPPORTS),
    ]
    after = evidence(passages, ("r", "s", "t", "u"), codings=taught)
    assert next(iter(found(before, "T1", passages))) == FAILS
    assert next(iter(found(after, "T1", passages))) == alike


def test_a_configuration_is_contradicted_in_its_own_ways():
    listed = found(evidence(HOUSED, configurations=(C1,)), C1.id, HOUSED)
    assert listed[ALONE] == "same outcome, no mechanism"
    assert listed[NO_ADVISER] == "same context, another outcome"
    assert list(listed)[-1] == OTHER


def test_a_theory_is_contradicted_in_the_ways_of_its_configurations():
    listed = found(evidence(HOUSED, configurations=(C1,)), "T2", HOUSED)
    assert listed[ALONE] == "same outcome, no mechanism"


def test_fragments_of_the_configuration_are_left_out_and_those_of_others_are_not():
    other = a_configuration("C2", context="x", fragments=(a_fragment(HOUSED[2], CONTEXT),))
    with_one = a_configuration(
        context="families who found an adviser early",
        outcome="they changed provider less often",
        fragments=(a_fragment(HOUSED[1]), a_fragment(HOUSED[0], CONTEXT, is_lost=True)),
    )
    listed = found(evidence(HOUSED, configurations=(with_one, other)), with_one.id, HOUSED)
    assert set(listed) == {NO_ADVISER, ALONE, OTHER}


def test_fragments_against_teach_the_wording_of_a_challenge():
    said = passages_of("t", "Nobody rang back, so the adviser was of no use.")
    alike = passages_of("u", "Nobody rang back, and families changed provider.")
    passages = [*HOUSED, *said, *alike]
    against = a_configuration(
        context="families who found an adviser early",
        outcome="they changed provider less often",
        fragments=(a_fragment(said[0], OUTCOME, Relation.AGAINST),),
    )
    shows = a_configuration(
        context="families who found an adviser early", outcome="they changed provider less often"
    )
    score = {
        name: next(
            i.score
            for i in evidence(passages, ("r", "s", "t", "u"), (one,)).found(one.id, 50)[0]
            if i.record == "u"
        )
        for name, one in (("after", against), ("before", shows))
    }
    assert score["after"] > score["before"]


def test_scores_become_probabilities_once_enough_passages_are_judged():
    texts = [f"{FAILS} Case {n}" if n % 2 else f"{MARKET} Case {n}" for n in range(40)]
    passages = [one for n, text in enumerate(texts) for one in passages_of(f"d{n}", text)]
    coded = [
        a_coding(one, "T1", stance=Stance.CHALLENGES if n % 2 else Stance.SUPPORTS)
        for n, one in enumerate(passages[:30])
    ]
    included = tuple(one.record for one in passages)
    assert not evidence(passages, included, codings=coded[:10]).found("T1", 50)[1]
    items, is_calibrated = evidence(passages, included, codings=coded).found("T1", 50)
    assert is_calibrated
    score = {int(item.record[1:]): item.score for item in items}
    assert min(score[n] for n in score if n % 2) > 0.7
    assert max(score[n] for n in score if not n % 2) < 0.3


def test_looked_at_passages_count_as_judged():
    texts = [f"{FAILS} Case {n}" if n % 2 else f"{OTHER} Case {n}" for n in range(40)]
    passages = [one for n, text in enumerate(texts) for one in passages_of(f"d{n}", text)]
    against = [a_coding(one, "T1", stance=Stance.CHALLENGES) for one in passages[1:30:2]]
    nothing = tuple(looked_at("T1", one) for one in passages[0:30:2])
    made = evidence(passages, tuple(one.record for one in passages), looked_at=nothing, codings=against)
    assert made.found("T1", 50)[1]


def test_what_was_done_without_the_code_does_not_challenge_it():
    texts = [f"{FAILS} Case {n}" if n % 2 else f"{OTHER} Case {n}" for n in range(40)]
    passages = [one for n, text in enumerate(texts) for one in passages_of(f"d{n}", text)]
    against = [a_coding(one, "T1", stance=Stance.CHALLENGES) for one in passages[1:30:2]]
    included = tuple(one.record for one in passages)
    done = [a_done_mark(one) for one in passages[0:30:2]]
    assert not evidence(passages, included, codings=against).found("T1", 50)[1]
    items, is_calibrated = evidence(passages, included, codings=against, done_marks=done).found("T1", 50)
    assert is_calibrated
    assert all(item.score < 0.3 for item in items if int(item.record[1:]) % 2 == 0)


def test_an_unknown_code_says_so():
    with pytest.raises(UnknownNameError, match="Unknown code 'T77'"):
        evidence().found("T77", 5)


@given(
    st.lists(st.sampled_from(["", " ", "\x1b[31m", "\ud800", MARKET, FAILS, "日本語"]), max_size=6),
    st.integers(0, 4),
)
def test_any_texts_give_the_same_order_twice_with_scores_between_0_and_1(texts, limit):
    passages = passages_of("r", *texts)
    one, other = (evidence(passages, configurations=(C1,)).found(C1.id, limit) for _ in range(2))
    assert one == other
    assert len(one[0]) == min(limit, len(passages))
    assert all(0 <= item.score <= 1 for item in one[0])
