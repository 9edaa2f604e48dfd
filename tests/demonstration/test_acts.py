"""Two invented reviewers' work, replayed through a real project that has read the demonstration's documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec import UNSET

from review.demonstration import perform
from review.domain import Stance
from review.domain.searches.flow import Box
from review.domain.suggestions.evaluation import Evaluation
from review.domain.theories.appraisal import Level
from review.domain.theories.configuration import Configuration, ConfigurationStatus, LinkKind, Relation
from review.domain.theories.verdict import VerdictKind
from review.domain.writing.prose import tokens
from review.errors import ReviewError
from review.project import Project
from review.project.learning.learner import Learner


@pytest.fixture(scope="module")
def demonstration(demonstration_folder: Path) -> Iterator[Project]:
    project = Project.open(demonstration_folder, "Demo Reviewer A")
    yield project
    project.close()


def outcomes(project: Project, stage: str) -> list[str]:
    return [project.screening.outcome(record.id, stage) for record in project.records.all()]


def test_both_reviewers_have_worked_and_the_journal_is_sound(demonstration: Project):
    assert {"Demo Reviewer A", "Demo Reviewer B"} <= {
        event.reviewer for event in demonstration.history.events()
    }
    assert demonstration.history.verify() == []


def test_each_kind_of_decision_is_there_and_some_are_left_to_do(demonstration: Project):
    first = outcomes(demonstration, "title-abstract")
    assert {"include", "exclude", "maybe", "none"} <= set(first)
    assert first.count("none") == 2
    assert {"include", "exclude", "park", "conflict", "none"} <= set(outcomes(demonstration, "theory-map"))


def test_a_criterion_was_overridden_with_a_reason(demonstration: Project):
    record = demonstration.records.find("quillbrook-2016-transitions.pdf")
    (decision,) = demonstration.screening.decisions(record, "title-abstract")
    assert "commissioned for adults" in decision.overrides["E5"]


def test_every_theory_and_rival_framing_has_evidence_in_included_sources(demonstration: Project):
    sources = {evidence.code: evidence.sources for evidence in demonstration.theory.evidence_by_code()}
    for code in demonstration.theory.map.codes:
        assert sources[code.id] >= 2, code.id


def test_every_stance_is_used_somewhere_and_the_rivals_are_challenged_too(demonstration: Project):
    codings = demonstration.coding.codings()
    assert len(codings) >= 60
    assert {coding.stance for coding in codings} == {*Stance, None}
    assert Stance.CHALLENGES in {coding.stance for coding in demonstration.coding.codings(code="RA")}
    apart = next(coding for coding in codings if coding.quote.startswith("There is a school of thought"))
    assert apart.stances == {"T6": "challenges", "RB": "refines"}


def test_a_quotation_has_the_page_number_that_is_printed_in_its_journal(demonstration: Project):
    record = demonstration.records.find("fennimarsh-2015-market-shaping.pdf")
    coding = next(
        c for c in demonstration.coding.codings(record) if c.quote.startswith("In Saltwick, competition")
    )
    assert (coding.page, coding.page_label) == (2, "346")


def test_suggestions_have_work_to_do(demonstration: Project):
    willowline = demonstration.records.find("willowline-2015-a-call-before-tea.pdf")
    assert demonstration.screening.outcome(willowline, "theory-map") == "include"
    assert demonstration.coding.codings(willowline) == []
    assert demonstration.coding.rejections()
    assert demonstration.coding.done_marks()


def test_enough_passages_are_marked_done_to_judge_some_codes_by(demonstration: Project):
    figures = Learner(demonstration.screening.material()).evaluate()
    judged = {code for code, quality in figures.codes.items() if quality.f1 is not UNSET}
    assert judged >= {"T1", "T3", "T6"}
    assert figures.codes["T1.a"].reason
    assert figures.all_codes.documents == 11
    assert msgspec.json.decode(msgspec.json.encode(figures), type=Evaluation) == figures


def test_a_theory_was_reworded_for_a_reason_that_leads_to_codings(demonstration: Project):
    (version,) = (version for version in demonstration.theory.versions() if version.code == "T3")
    assert (version.reviewer, version.inference) == ("Demo Reviewer B", "abduction")
    (event,) = (event for event in demonstration.history.events() if event.hash == version.event)
    for trigger in event.act["triggers"]:
        assert demonstration.coding.get(trigger).codes[0].startswith("T3")


def test_a_name_was_changed_for_a_reason_that_leads_to_a_memo_and_a_comment(demonstration: Project):
    (version,) = (version for version in demonstration.theory.versions() if version.change == "rename")
    assert version.code == "RB"
    assert "narrower than its evidence" in next(
        memo.text for memo in demonstration.annotations.memos("RB") if memo.id in version.triggers
    )

    (comment,) = demonstration.annotations.comments("RB")
    assert comment.id in version.triggers


def test_the_plan_was_frozen_before_the_first_decision_and_the_theories_deviate_from_it(
    demonstration: Project,
):
    kinds = [event.kind for event in demonstration.history.events()]
    assert kinds.count("freeze-plan") == 1
    assert kinds.index("freeze-plan") < kinds.index("decide")
    (deviation,) = (one for one in demonstration.plan.deviations() if one.name == "T3")
    assert "somebody they trusted had asked" in deviation.version.reason


def test_records_and_a_coding_are_described_and_some_records_are_not(demonstration: Project):
    described = {one.record for one in demonstration.annotations.facets() if one.facet == "population"}
    included = {
        record.id
        for record in demonstration.records.all()
        if demonstration.screening.outcome(record.id, "theory-map") == "include"
    }
    assert described < included
    assert [one.values for one in demonstration.annotations.facets() if one.target != one.record] == [
        ("partnership",)
    ]


@pytest.fixture(scope="module")
def composed(demonstration: Project) -> dict[str, Configuration]:
    """The configurations by their labels."""
    return {one.label: one for one in demonstration.configurations.all()}


def test_there_are_six_configurations_of_different_kinds(composed: dict[str, Configuration]):
    assert list(composed) == ["C1", "C2", "C3", "C4", "C5", "C6"]
    ally, pair, asked, competition, price, strangers = composed.values()
    assert {element.role for element in pair.elements} == {"resource", "outcome"}
    assert not pair.is_complete
    (retroduced,) = (element for element in asked.elements if element.is_retroduced)
    assert retroduced.memo.startswith("What must be true for this outcome?")
    assert ally.is_complete
    assert len(ally.sources) == 3
    assert ally.status is ConfigurationStatus.KEPT
    assert {one.relation for one in competition.fragments} == set(Relation)
    assert not competition.is_composed
    assert not competition.is_outdated
    assert [(link.label, link.kind) for link in competition.links] == [(price.label, LinkKind.COUNTER_CASE)]
    assert [(link.label, link.kind) for link in price.links] == [(strangers.label, LinkKind.LEADS_TO)]


def test_one_passage_is_an_outcome_here_and_a_context_there(composed: dict[str, Configuration]):
    def roles(label: str) -> dict[str, str]:
        return {one.quote: one.role for one in composed[label].fragments}

    shared = roles("C5").keys() & roles("C6").keys()
    assert shared
    assert {(roles("C5")[quote], roles("C6")[quote]) for quote in shared} == {("outcome", "context")}


def test_a_configuration_made_before_the_rewording_waits_for_another_look(
    composed: dict[str, Configuration],
):
    assert {one.label: tuple(one.reworded) for one in composed.values() if one.reworded} == {"C2": ("T3",)}


def test_fragments_are_cited_by_the_pages_that_are_printed(composed: dict[str, Configuration]):
    pages = {one.cited_page for one in composed["C2"].fragments if one.citation.startswith("Fennimarsh")}
    assert pages == {"p. 347"}


def test_sources_are_appraised_for_theories_and_two_reviewers_differ(demonstration: Project):
    record = demonstration.records.find("tarrowby-2016-direct-payments.pdf")
    rigour = {
        one.reviewer: one.levels["rigour"] for one in demonstration.appraisals.all(record=record, target="T6")
    }
    assert rigour == {"Demo Reviewer A": Level.MODERATE, "Demo Reviewer B": Level.LOW}
    ally = demonstration.configurations.find("C1")
    (passage,) = demonstration.appraisals.all(target=ally.id)
    assert passage.quote == "Their mean recovery score rose from 28.4 to 35.1."


def test_two_theories_have_a_verdict_and_one_names_its_gap(demonstration: Project):
    verdicts = demonstration.verdicts.all()
    assert {code: one.verdict for code, one in verdicts.items()} == {
        "T6": VerdictKind.REFINED,
        "RA": VerdictKind.PARTIALLY_SUPPORTED,
    }
    assert "small councils" in verdicts["RA"].caveat
    assert verdicts["RA"].gap.startswith("No source follows")
    assert not any(one.since for one in verdicts.values())


def test_every_record_is_tied_to_a_search_and_the_flow_adds_up(demonstration: Project):
    flow = demonstration.flow.read()
    assert [search.id for search in demonstration.searches.all()] == ["S1", "S2", "S3", "S4"]
    assert [check for check in flow.checks if not check.ok] == []
    assert flow.boxes[Box.DUPLICATES].n == 2
    assert flow.boxes[Box.INCLUDED].n == 10
    assert not any(demonstration.searches.problems(search) for search in demonstration.searches.all())


def test_findings_on_three_theories_are_written_with_quotations_that_stand(demonstration: Project):
    for code in ("T1", "T3", "T6"):
        prose = demonstration.desk.prose(code)
        assert prose.version == 1
        assert demonstration.desk.marks(code) == []
        assert all(demonstration.desk.resolve(token.name) for token in tokens(prose.text))
    assert "[@C5]" in demonstration.desk.prose("T1").text


def test_passages_were_looked_at_for_evidence_against(demonstration: Project):
    strangers = demonstration.configurations.find("C6")
    assert len(demonstration.looked_at.all(target="T6")) == 3
    assert len(demonstration.looked_at.all(target=strangers.id)) == 1


def test_codings_made_before_the_rewording_wait_for_another_look(demonstration: Project):
    assert demonstration.looking_again.by_code() == {"T3": 3}


def test_a_record_that_was_parked_for_a_theory_comes_back_because_it_changed(demonstration: Project):
    with demonstration.acting_as("Demo Reviewer B"):
        again = {
            parked.record: parked.theories for parked in demonstration.screening.parked_again("theory-map")
        }
    assert again == {demonstration.records.find("common-thread-2017-small-providers.pdf"): ("T3",)}


def test_a_passage_over_two_pages_is_cited_with_both(demonstration: Project):
    record = demonstration.records.find("tarrowby-2016-direct-payments.pdf")
    assert "pp. 112–113" in {coding.cited_page for coding in demonstration.coding.codings(record)}


def test_an_act_that_cannot_be_done_names_its_file_and_its_quotation(demonstration: Project, tmp_path: Path):
    acts = tmp_path / "acts.yaml"
    acts.write_text(
        "- reviewer: Demo Reviewer A\n"
        "  file: willowline-2015-a-call-before-tea.pdf\n"
        "  acts:\n"
        "    - {code: [T1], at: {quote: nobody ever wrote this}}\n"
    )
    with pytest.raises(ReviewError, match=r"willowline.*nobody ever wrote this"):
        perform(demonstration, acts)


def test_a_label_that_is_used_twice_is_refused(demonstration: Project, tmp_path: Path):
    acts = tmp_path / "acts.yaml"
    acts.write_text(
        "- reviewer: Demo Reviewer A\n"
        "  acts:\n"
        "    - {memo: One thought, about: T1, label: thought}\n"
        "    - {memo: Another, about: T1, label: thought}\n"
    )
    with pytest.raises(ReviewError, match="'thought' is used twice"):
        perform(demonstration, acts)
