"""What a handout says: theories in plain words, configurations with quotations, and questions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from review.domain import Stance
from review.domain.theories.configuration import Configuration, ConfigurationStatus, Element
from review.domain.theories.verdict import Verdict, VerdictKind
from review.export import ExportMaterial
from review.export.figures.changes import pairs
from review.export.handout.assembling import handout
from review.export.handout.content import LONG, configurations, left_out, sections
from review.export.handout.questions import Question, topics
from review.theory_map.values import from_plain
from tests.export.reviews import LAST, SMALL, THEORY_MAP, coding, material, record
from tests.export.theory_work import C1, MAP, REVIEW, VERDICTS, fragment

RECORDS = tuple(record(name, name.upper()) for name in ("r1", "r2", "r3"))
INCLUDED = {(one.id, LAST): "include" for one in RECORDS[:2]}


def asked(review: ExportMaterial, heading: str) -> list[Question]:
    return [one for topic in topics(review) if topic.heading.startswith(heading) for one in topic.questions]


def with_elements(*elements: Element, **fields: object) -> ExportMaterial:
    """A review of two included documents and one that is not, with one configuration."""
    given = {"elements": elements, "status": ConfigurationStatus.KEPT, "written": "", **fields}
    return material(
        RECORDS, outcomes=INCLUDED, theory_map=MAP, configurations=(structs.replace(C1, **given),)
    )


def element(*fragments: object, role: str = "context", memo: str = "") -> Element:
    return Element("e", role, f"a {role}", memo, fragments)  # type: ignore[arg-type]


def test_theories_are_by_category_and_rival_framings_come_last() -> None:
    found = sections(REVIEW)
    assert [(one.heading, [theory.title for theory in one.theories]) for one in found] == [
        ("Care as a market", ["T1 Market logic", "T2 Market limitations"]),
        ("Rival framings: other explanations", ["RA Councils can't shape the market"]),
    ]
    logic = found[0].theories[0]
    assert logic.proposition == "Many providers are the surest way."
    assert logic.rivals == "Rival: RA Councils can't shape the market."
    assert logic.standing == (
        "2 documents speak to it: 2 support it, 1 challenges it."
        " What the review concludes so far: partially supported (mostly towns)."
    )
    assert found[1].theories[0].rivals == "It rivals T1 Market logic."


def test_categories_that_alternate_in_the_file_have_one_section_each() -> None:
    theories = {
        code: {"name": code, "category": category, "proposition": "So."}
        for code, category in (("T1", "b"), ("T2", "a"), ("T3", "b"), ("T4", ""))
    }
    theory_map = from_plain(
        {"categories": {"a": "Alpha", "b": "Beta"}, "theories": theories, "stages": {"theory-map": {}}}
    )
    found = sections(material(theory_map=theory_map))
    assert [(one.heading, [theory.code for theory in one.theories]) for one in found] == [
        ("Alpha", ["T2"]),
        ("Beta", ["T1", "T3"]),
        ("Without a category", ["T4"]),
    ]


def test_a_map_without_categories_has_its_theories_under_one_plain_heading() -> None:
    theories = {one: {"name": one, "proposition": "P."} for one in ("T1", "T2")}
    theory_map = from_plain({"theories": theories, "stages": {"theory-map": {}}})
    assert [one.heading for one in sections(material(theory_map=theory_map))] == ["Theories"]
    assert {pair.section for pair in pairs(theory_map, theory_map)} == {"Theories"}


def test_documents_that_refine_a_theory_are_in_its_numbers() -> None:
    records = (record("r1", "Rahman"), record("r2", "Mind"))
    review = material(
        records,
        codings=(
            coding("c1", "r1", "T1", stance=Stance.SUPPORTS),
            coding("c2", "r2", "T1", stance=Stance.REFINES),
        ),
        outcomes={(one.id, LAST): "include" for one in records},
    )
    (said,) = (one.standing for of in sections(review) for one in of.theories if one.code == "T1")
    assert said == "2 documents speak to it: 1 supports it, 1 makes it more precise."


def test_what_was_rejected_is_left_out_and_counted() -> None:
    codes = tuple(structs.replace(code, rejected=code.id in {"T2", "RA"}) for code in THEORY_MAP.codes)
    made = handout(material(theory_map=structs.replace(THEORY_MAP, codes=codes)))
    assert [theory.code for section in made.sections for theory in section.theories] == ["T1"]
    assert made.sections[0].theories[0].rivals == ""
    assert made.notices[-1] == "2 theories and rival framings that were rejected are left out."
    assert all("T2" not in question.about for topic in made.topics for question in topic.questions)


def test_configurations_are_kept_ones_first_and_those_set_aside_only_counted() -> None:
    every = [
        structs.replace(C1, label=f"C{number}", id=f"c{number}", status=status)
        for number, status in enumerate(
            (ConfigurationStatus.CANDIDATE, ConfigurationStatus.SET_ASIDE, ConfigurationStatus.KEPT)
        )
    ]
    outside = structs.replace(C1, label="C9", elements=(element(fragment("f", "r9")),))
    review = replace(REVIEW, configurations=lambda: (*every, outside))
    assert [(one.label, one.status) for one in configurations(review)] == [
        ("C2", "kept"),
        ("C0", "candidate"),
    ]
    assert left_out(review) == (
        "1 configuration set aside is left out."
        " 1 configuration resting only on documents that are not included is left out."
    )


def test_a_configuration_has_its_parts_and_says_what_was_inferred() -> None:
    (one,) = configurations(REVIEW)
    assert [wording.text for wording in one.conditions] == ["no adviser is at hand"]
    assert [wording.text for wording in one.outcomes] == ["they take the first vacancy"]
    assert [(wording.text, wording.is_retroduced) for wording in one.reasons] == [
        ("nobody told them to wait", True)
    ]
    assert one.theories == ("supports T1.a Competition", "challenges RA Councils can't shape the market")
    assert one.statement == ""


def test_a_statement_that_was_written_is_shown_unless_it_is_older_than_its_elements() -> None:
    assert [one.statement for one in configurations(with_elements(element(), written="So it is."))] == [
        "So it is."
    ]
    assert [
        one.statement for one in configurations(with_elements(element(), written="So.", is_outdated=True))
    ] == [""]


def test_quotations_are_of_included_documents_and_of_two_where_there_are_two() -> None:
    review = with_elements(
        element(
            fragment("f0", "r3", quote="not included"),
            fragment("f1", "r1", "against", quote="against it"),
            fragment("f2", "r1", is_lost=True, quote="lost"),
            fragment("f3", "r1", quote="x" * (LONG + 1)),
            fragment("f4", "r1", quote="first", ends_on=("42", 4)),
            fragment("f5", "r1", quote="second of the same"),
        ),
        element(fragment("f6", "r2", quote="another"), role="outcome"),
    )
    (one,) = configurations(review)
    assert [(of.text, of.citation.replace("\N{NO-BREAK SPACE}", " ")) for of in one.quotations] == [
        ("first", "(R1, 2016, pp. 41–42)"),
        ("another", "(R2, 2016, p. 41)"),
    ]


def test_one_document_may_be_quoted_twice_and_a_qualification_says_so() -> None:
    review = with_elements(
        element(
            fragment("f1", "r1", "qualifies", quote="only in towns"), fragment("f2", "r1", quote="it is so")
        )
    )
    (one,) = configurations(review)
    assert [(of.text, of.does) for of in one.quotations] == [
        ("it is so", ""),
        ("only in towns", "qualifies it"),
    ]


def test_the_same_passage_in_two_elements_is_quoted_once() -> None:
    same = fragment("f1", "r1", quote="it is so")
    (one,) = configurations(
        with_elements(element(same), element(structs.replace(same, id="f2"), role="outcome"))
    )
    assert [of.text for of in one.quotations] == ["it is so"]


def test_what_was_not_explored_is_asked_once_with_its_claim() -> None:
    (one,) = asked(REVIEW, "Not looked into")[:1]
    assert one.about == "T2 Market limitations"
    assert one.said == "We did not look into this: “Councils have a duty.”"
    assert "T2 Market limitations" not in [of.about for of in asked(REVIEW, "Little evidence")]


def test_what_has_documents_and_no_verdict_is_one_question() -> None:
    question = asked(REVIEW, "Not looked into")[-1]
    assert question.points == ("RA Councils can't shape the market",)
    assert not asked(replace(REVIEW, verdicts=dict), "Not looked into")


def test_gaps_that_verdicts_name_are_asked_about() -> None:
    (one,) = asked(REVIEW, "What we could not find out")
    assert (one.about, one.said) == (
        "T1 Market logic",
        "What we found leaves this open: “specialist provision.”",
    )


def test_thin_and_one_sided_evidence_asks_for_the_opposite() -> None:
    assert asked(REVIEW, "Little evidence")[0].said.startswith("Only 2 documents speak to this: “Many")
    records = tuple(record(f"r{n}", f"R{n}") for n in range(3))
    review = material(
        records,
        (),
        tuple(coding(f"c{n}", f"r{n}", "T1", stance=Stance.SUPPORTS) for n in range(3)),
        {(one.id, LAST): "include" for one in records},
    )
    one_sided = next(one for one in asked(review, "Little evidence") if one.about.startswith("T1"))
    assert (
        one_sided.said
        == "3 documents support this: “Many providers are the surest way.” None does the opposite."
    )
    assert one_sided.asked == "When have you seen that it did not hold?"


def test_a_configuration_with_evidence_against_it_is_asked_about_with_the_passage() -> None:
    (one,) = asked(REVIEW, "Where something speaks against")
    assert one.about == "C1"
    assert one.said == "1 document speaks against IF “no adviser is at hand”:"
    assert one.quotation
    assert one.quotation.citation.replace("\N{NO-BREAK SPACE}", " ") == "(Mind, 2016, p. 12)"
    outside = with_elements(element(fragment("f", "r3", "against"), fragment("g", "r1")))
    assert not asked(outside, "Where something speaks against")


def test_what_was_retroduced_is_asked_about_without_the_memo() -> None:
    (one,) = asked(REVIEW, "What we inferred")
    assert (one.about, one.said) == (
        "C1",
        "No document says this, we inferred it: BECAUSE “nobody told them to wait”.",
    )


def test_a_configuration_that_is_left_out_raises_no_question() -> None:
    aside = replace(
        REVIEW, configurations=lambda: (structs.replace(C1, status=ConfigurationStatus.SET_ASIDE),)
    )
    assert not asked(aside, "What we inferred")
    assert not asked(aside, "Where something speaks against")


def test_a_theory_and_its_rival_are_asked_about_where_both_have_support() -> None:
    assert not asked(REVIEW, "Two explanations")
    both = replace(
        material(
            RECORDS,
            (),
            (
                coding("c1", "r1", stances={"T1.a": Stance.SUPPORTS}),
                coding("c2", "r2", stances={"RA": Stance.SUPPORTS}),
            ),
            INCLUDED,
            theory_map=MAP,
        )
    )
    (one,) = asked(both, "Two explanations")
    assert one.about == "RA Councils can't shape the market"
    assert one.said == "1 document supports “They know too little.” What it rivals has support, too:"
    assert one.points == ("T1 Market logic (1 document)",)


def test_verdicts_that_were_given_apart_are_all_said() -> None:
    first = VERDICTS[0]
    other = Verdict("v3", "T1", VerdictKind.REFINED, "", "", "Ben", "", "e", 2)
    review = replace(REVIEW, verdicts=lambda: {"T1": structs.replace(first, others=(other,))})
    assert (
        sections(review)[0].theories[0].standing.endswith("partially supported (mostly towns); or: refined.")
    )


@pytest.mark.parametrize("review", [SMALL, REVIEW, material()], ids=["small", "theory work", "empty"])
def test_every_question_ends_with_a_question_mark_and_is_about_something(review: ExportMaterial) -> None:
    questions = [one for topic in handout(review).topics for one in topic.questions]
    assert all(one.asked.endswith("?") and one.about and one.said for one in questions)


def test_labels_that_two_copies_gave_alike_are_both_shown() -> None:
    twice: tuple[Configuration, ...] = (C1, structs.replace(C1, id="other"))
    assert [one.label for one in configurations(replace(REVIEW, configurations=lambda: twice))] == [
        "C1",
        "C1",
    ]
