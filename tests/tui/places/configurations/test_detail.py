"""A configuration in full, as lines of a width."""

import pytest
from textual.content import Content

from review.domain import EvidenceStatus, Stance
from review.domain.theories.appraisal import Appraisal, Level
from review.domain.theories.configuration import Configuration, ConfigurationStatus, Link, LinkKind, Rewording
from review.domain.wording.word_changes import word_changes
from review.tui.places.configurations.desk import Detail
from review.tui.places.configurations.detail import detail_lines
from tests.tui.hosts import HOSTILE
from tests.tui.places.configurations.made import WHOLE, configuration, element, fragment, wording

ROLES = {"context": "Context", "resource": "Resource", "reasoning": "Reasoning", "outcome": "Outcome"}


def lines(one: Configuration, width: int = 80, **more: object) -> list[str]:
    """The texts of its lines."""
    detail = Detail(one, ROLES, {"T1": "Market"}, **{"rewordings": {}, "written": (), **more})  # type: ignore[arg-type]
    made = detail_lines(detail, width, lambda _code: "#ffffff", lambda name: name[-1].upper(), signs=True)
    assert all(line.content.cell_length <= width for line in made)
    return [line.content.plain.rstrip() for line in made]


def test_a_configuration_reads_as_if_then_because():
    assert lines(WHOLE, 100) == [
        "C3 · candidate · T1 + supports, T2 ~ refines",
        "5 sources · 5 passages",
        "a evidence against it in 1 source",
        "tied under version 2 of the theory map",
        "",
        "If      self-funders look for support (context)",
        "          p. 41 “Those who found an adviser changed provider less often.” Osterhythe and      shows",
        "          Larkmere, 2014",
        "          p. 42 “Those who found an adviser changed provider less often.” Lantern Minds,      shows",
        "          2015",
        "and     an adviser explains what there is (resource)",
        "          p. 43 “Those who found an adviser changed provider less often.” Osterhythe and      shows",
        "          Larkmere, 2014",
        "then    they change provider less often (outcome)",
        "          p. 44 “Those who found an adviser changed provider less often.” Osterhythe and      shows",
        "          Larkmere, 2014",
        "          p. 45 “Those who found an adviser changed provider less often.” Open Gate         against",
        "          Trust, 2016",
        "because they know what to ask for (reasoning, retroduced)",
        "          memo: what must be true for this outcome?",
    ]


def test_an_element_that_nobody_worded_is_quoted():
    one = fragment()
    assert f"If      “{one.quote}” (context)" in lines(configuration(element("context", one.quote, one)), 100)


def test_marks_of_a_source_are_single_within_those_around_it():
    one = fragment(quote="“Nobody asked”, said all")
    shown = lines(
        configuration(element("context", one.quote, one), element("outcome", "they stay", one)), 100
    )
    assert "If      “‘Nobody asked’, said all” (context)" in shown
    assert [line.split(" Osterhythe")[0].strip() for line in shown if "p. 41" in line] == [
        "p. 41 “‘Nobody asked’, said all”",
        "p. 41 “‘Nobody asked’, said all”",
    ]


def test_what_a_partial_one_lacks_is_named():
    shown = lines(configuration(element("outcome", "they stay")))
    assert "p partial: no context and no mechanism yet" in shown
    assert shown[-2:] == ["If      …", "then    they stay (outcome, no passage yet)"]
    assert lines(configuration())[-1] == "No elements yet."


def test_status_with_reason_and_links_and_merged_ones_are_shown():
    one = configuration(
        element("context", "c"),
        status=ConfigurationStatus.SET_ASIDE,
        reason="one case only",
        links=(Link("a", "C1", LinkKind.LEADS_TO), Link("b", "C4", LinkKind.COUNTER_CASE)),
        linked_from=(Link("d", "C2", LinkKind.LEADS_TO), Link("e", "C5", LinkKind.RIVAL)),
        merged=("C9",),
    )
    shown = lines(one)
    assert shown[0] == "C3 · set aside"
    assert "set aside: one case only" in shown
    assert shown[-2:] == [
        "Linked  leads to C1 · counter-case: C4 · C2 leads to it · rival of C5",
        "Merged into it  C9",
    ]


def test_a_statement_by_hand_is_marked_when_elements_changed():
    one = configuration(
        element("context", "c", others=(wording("another context"),)),
        written="If c, then o.",
        is_outdated=True,
        others=(wording("If c, then p."),),
    )
    shown = lines(one)
    assert "        also worded by Ben: “another context”" in shown
    assert shown[3:8] == [
        "",
        "Statement, written by hand",
        "! elements changed since it was written; T words it again",
        "If c, then o.",
        "also stated by Ben: “If c, then p.”",
    ]


def test_a_reworded_theory_is_shown_with_what_changed():
    one = configuration(
        element("context", "c"),
        theories={"T1": Stance.SUPPORTS},
        rewordings=(Rewording("T1", 1, 3),),
    )
    shown = lines(one, rewordings={"T1": word_changes("Many compete.", "Some compete.")})
    assert "L reworded since it was tied: T1 (v1 → v3); N looks again" in shown
    assert shown[-2:] == [
        "T1 Market since v1: [-Many-] {+Some+} compete.",
        "N says whether it still holds",
    ]


def test_a_passage_says_its_status_and_whether_it_is_lost():
    lost = fragment(1, quote="Gone.", citation="A, 2014", status=EvidenceStatus.MEASURED, is_lost=True)
    shown = lines(configuration(element("context", "c", lost)), 100)
    assert any("p. 41 “Gone.” A, 2014 · measured · not in the present text" in line for line in shown)


def test_an_inference_says_whose_it_is():
    one = fragment(1, status=EvidenceStatus.AUTHOR)
    assert any(
        "author's inference" in line for line in lines(configuration(element("context", "c", one)), 120)
    )


def test_appraisals_of_sources_for_it_are_shown():
    levels = {"relevance": Level.HIGH, "rigour": Level.NOT_ASSESSED}
    one = Appraisal("r1", "id-C3", "Ben", levels, ("small sample",), "", ())
    passage = Appraisal(
        "r2", "id-C3", "Ana", {"relevance": Level.LOW}, ("thin",), "", (), (1, 9), "", "Few said so."
    )
    assert lines(WHOLE, 100, appraised=[("Open Gate Trust, 2016", one), ("B, 2015", passage)])[-3:] == [
        "Appraised for it",
        "Open Gate Trust, 2016 · relevance high, rigour not assessed · Ben: small sample",
        "B, 2015 (“Few said so.”) · relevance low · Ana: thin",
    ]


def test_memos_and_comments_come_last():
    assert lines(WHOLE, written=[("Ana", "look at C1"), ("panel (stakeholder)", "yes")])[-3:] == [
        "Memos and comments",
        "Ana: look at C1",
        "panel (stakeholder): yes",
    ]


def test_each_line_of_an_element_and_a_passage_belongs_to_it():
    detail = Detail(WHOLE, ROLES, {}, {}, ())
    made = detail_lines(detail, 60, lambda _code: "", lambda _name: "")
    parts = list(dict.fromkeys(line.part for line in made if line.part))
    wanted = [part for one in WHOLE.elements for part in (one.id, *(held.id for held in one.fragments))]
    assert parts == wanted


@pytest.mark.parametrize("width", [5, 20, 44, 200])
@pytest.mark.parametrize("text", [*HOSTILE, "word " * 600])
def test_hostile_and_very_long_text_is_shown_as_it_is(text: str, width: int):
    one = configuration(
        element(
            text or "role", text, *(fragment(n, quote=text, citation=text) for n in range(40)), memo=text
        ),
        label=text,
        reason=text,
        written=text,
        merged=(text,),
        others=(wording(text, text),),
    )
    detail = Detail(one, {}, {}, {}, [(text, text)])
    made = detail_lines(detail, width, lambda _code: "#808080", lambda _name: "x")
    assert made
    for line in made:
        assert isinstance(line.content, Content)
        assert not set(line.content.plain) & set("\x1b\x07\x9b\u202e\n\ud800")
    if width == 200 and text.startswith("[@"):
        assert any("[@click=app.quit]x[/]" in line.content.plain for line in made)
