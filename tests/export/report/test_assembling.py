"""The report as blocks."""

import dataclasses
import re
from dataclasses import replace

import pytest
from msgspec import structs

from review.domain import Comment, CommentSource, Role, Stance, TheoryVersion
from review.domain.record import Origin
from review.domain.theories.configuration import Rewording
from review.domain.theories.theory_version import FrozenPlan, TheoryChange, TheoryParts
from review.domain.theories.verdict import Verdict, VerdictKind
from review.domain.writing.desk import Resolved, TokenKind
from review.domain.writing.prose import Prose
from review.errors import UnknownNameError
from review.export.report.assembling import assembled
from review.export.report.blocks import (
    Box,
    Citation,
    Fact,
    Figure,
    Gap,
    Heading,
    Items,
    Number,
    Paragraph,
    Quotation,
    Reference,
    ReferenceList,
    Table,
    Text,
)
from review.export.report.template import template, template_names
from tests.export.reviews import LAST, SMALL, coding, decision, material, record
from tests.export.theory_work import C1, REVIEW

EMPTY = material()


def parts_of(block):
    if isinstance(block, Paragraph):
        return list(block.parts)
    if isinstance(block, Items):
        return [part for item in block.items for part in item]
    if isinstance(block, Box):
        return [part for inner in block.blocks for part in parts_of(inner)]
    return []


def shown(part):
    match part:
        case Text() | Number() | Fact():
            return part.text
        case Quotation():
            return f"“{part.text}”"
        case Reference():
            return f"<{part.key}>"
        case Gap():
            return f"[{part.text}]"
        case Citation():
            return f"({'; '.join(one.record for one in part.cited)})"
    raise AssertionError(part)


def section(report, key):
    """The words below a heading, up to the next one of its level or a higher one."""
    lines, level = [], 0
    for block in report.blocks:
        if isinstance(block, Heading):
            if level and block.level <= level:
                break
            if block.key == key:
                level = block.level
                continue
        if level:
            lines += [block.text] if isinstance(block, Heading) else ["".join(map(shown, parts_of(block)))]
    assert level, key
    return "\n".join(lines)


def report_of(review, name="generic"):
    return assembled(review, template(name))


@pytest.mark.parametrize("name", template_names())
@pytest.mark.parametrize("review", [EMPTY, SMALL, REVIEW], ids=["empty", "small", "theory work"])
class TestAnyReview:
    """What is true of the report of every review, in every template."""

    def test_every_reference_leads_somewhere_and_keys_are_given_once(self, review, name):
        report = report_of(review, name)
        keys = [block.key for block in report.blocks if getattr(block, "key", "")]
        named = {
            part.key for block in report.blocks for part in parts_of(block) if isinstance(part, Reference)
        }
        assert len(keys) == len(set(keys))
        assert named <= set(keys)

    def test_the_same_review_gives_the_same_blocks(self, review, name):
        assert report_of(review, name).blocks == report_of(review, name).blocks

    def test_sentences_are_whole(self, review, name):
        for block in report_of(review, name).blocks:
            if isinstance(block, Paragraph):
                words = "".join(map(shown, block.parts))
                assert "  " not in words.replace("“  ", ""), words
                assert not re.search(r"\s[.,;:]|\.\.|\(\)|None", words), words
                assert re.match(r"[A-Z0-9“\[(]", words), words

    def test_no_number_and_no_heading_is_empty(self, review, name):
        for block in report_of(review, name).blocks:
            assert not isinstance(block, Heading) or block.text.strip()
            assert all(part.text and part.of for part in parts_of(block) if isinstance(part, Number))

    def test_each_of_the_nineteen_standards_has_its_line(self, review, name):
        lines = section(report_of(review, name), "supplement-rameses")
        assert all(re.search(rf"\b{number} [A-Z]", lines) for number in range(1, 20))

    def test_levels_of_headings_leave_none_out(self, review, name):
        levels = [block.level for block in report_of(review, name).blocks if isinstance(block, Heading)]
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def test_the_title_says_that_it_is_a_realist_review():
    assert report_of(SMALL).title == "Care markets: a realist review"
    asked = structs.replace(SMALL.theory_map, title="Do care markets work?")
    assert (
        report_of(dataclasses.replace(SMALL, theory_map=asked)).title
        == "Do care markets work? A realist review"
    )


def test_the_first_page_says_that_edits_do_not_come_back():
    assert "do not come back" in report_of(SMALL).notices[0]


def test_a_review_with_nothing_in_it_says_so_and_leaves_gaps():
    report = report_of(EMPTY)
    assert "No document is included yet." in section(report, "results-documents")
    assert not [
        block for block in report.blocks if isinstance(block, Table) and block.key == "table-source-types"
    ]
    assert "No search was logged" in section(report, "methods-searches")
    assert "No passage was coded in the program." in section(report, "methods-coding")


def test_what_is_counted_are_the_numbers_of_the_tables():
    report = report_of(REVIEW)
    words = section(report, "theory-T1")
    assert "2 included documents are coded to it (100.0 %), with 3 passages" in words
    assert "2 support it and 1 challenges it" in words
    synthesis = next(block for block in report.blocks if getattr(block, "key", "") == "table-synthesis")
    assert synthesis.printed.rows[0][1:3] == (2, 100)


def test_verdict_caveat_and_gap_are_said_and_what_changed_since_is_a_gap():
    words = section(report_of(REVIEW), "theory-T1")
    assert "Verdict: partially supported. Caveat: mostly towns." in words
    assert "Gap in the evidence: specialist provision." in words
    assert "[The verdict again, or why it stays. Since it was given: theory reworded (v2 → v3).]" in words


def test_a_theory_that_was_not_explored_is_named_and_has_no_section():
    report = report_of(REVIEW)
    assert "T2 Market limitations" in section(report, "findings-not-explored")
    assert "theory-T2" not in [block.key for block in report.blocks if isinstance(block, Heading)]


def test_a_configuration_is_given_with_its_sources_and_those_against_it():
    words = section(report_of(REVIEW), "theory-T1")
    assert "C1 (kept, supports T1.a). If no adviser is at hand, then they take the first vacancy" in words
    assert "(r1)" in words
    assert "Against an element of it speaks (r2)." in words
    assert "Retroduced: reasoning." in words


def test_a_configuration_whose_theory_was_reworded_since_has_a_gap():
    reworded = structs.replace(C1, rewordings=(Rewording("T1.a", 1, 2),))
    words = section(report_of(replace(REVIEW, configurations=lambda: (reworded,))), "theory-T1")
    assert "[Whether C1 still supports T1.a, which changed since (v1 → v2).]" in words


def test_a_configuration_says_what_no_passage_shows():
    words = section(report_of(REVIEW), "theory-T1")
    assert "No passage of an included document shows the outcome; no resource is given." in words
    rows = report_of(REVIEW)
    table = next(block for block in rows.blocks if getattr(block, "key", "") == "table-cmocs").printed
    place = [column.key for column in table.columns].index("retroduced")
    assert (
        table.rows[0][place]
        == "Reasoning: retroduced\nNo passage of an included document shows the outcome\nNo resource is given"
    )


def test_an_abstract_names_theories_with_their_verdicts_and_what_configurations_are_made_of():
    words = section(report_of(REVIEW, "bmj-open"), "abstract")
    assert "Verdicts: Market logic (partially supported); Market limitations (not explored)" in words
    assert "(no verdict)" in words
    assert "2 context-mechanism-outcome configurations were composed from 2 passages." in words


def test_what_was_noted_when_the_plan_was_frozen_is_not_asked_for_again():
    frozen = FrozenPlan("e", "2026-11-29T10:00:00Z", "Ada", "PROSPERO CRD420251111", 1)
    review = replace(REVIEW, plan=lambda: replace(REVIEW.plan(), frozen=(frozen,)))
    report = report_of(review, "bmj-open")
    assert "PROSPERO registration number: PROSPERO CRD420251111" in section(report, "abstract")
    assert "[The number" not in section(report, "abstract")
    words = section(report, "methods-changes")
    assert "It is noted with the plan: PROSPERO CRD420251111." in words
    assert "No changes have been made to it since." in words
    assert "registration" not in words


def test_levels_of_appraisal_are_apart():
    assert "; Moderate: " in section(report_of(REVIEW), "methods-appraisal")


def test_included_documents_are_listed_though_no_text_cites_them_and_doubts_are_named():
    unsure = [
        structs.replace(one, origins={"year": Origin("first page", 0.4)}) if one.id == "r2" else one
        for one in REVIEW.records
    ]
    report = report_of(replace(REVIEW, records=tuple(unsure)))
    (listed,) = (block for block in report.blocks if isinstance(block, ReferenceList))
    assert set(listed.also) == REVIEW.included
    assert "[These references, once they are confirmed" in (words := section(report, "references"))
    assert "they were read from files: Mind, 2016.]" in words
    assert "once they are confirmed" not in section(report_of(REVIEW), "references")


def test_included_documents_without_a_coding_are_counted_and_their_gaps_are_uncertain():
    report = report_of(
        replace(REVIEW, codings=lambda: [one for one in REVIEW.codings() if one.record != "r2"])
    )
    assert "1 included document has no coded passage" in section(report, "methods-coding")
    assert "so that a gap may only be one in the coding" in section(report, "results-gaps")
    assert "no coded passage" not in section(report_of(REVIEW), "methods-coding")


def test_passages_that_were_looked_at_for_evidence_against_are_said():
    report = report_of(replace(REVIEW, looked_at=lambda: {"T1": 4}))
    assert (
        "Passages that most likely speak against T1 were looked for: 4 passages were looked at and found to have nothing against"
    ) in section(report, "methods-analysis")
    assert "4 further passages were looked at for evidence against it, and have none." in section(
        report, "theory-T1"
    )


def test_codings_that_were_looked_at_again_and_kept_are_counted_beside_those_changed():
    work = replace(REVIEW.theory_work(), recoded={(2, "T1"): 1}, codings_changed=1, kept=2)
    words = section(report_of(replace(REVIEW, theory_work=lambda: work)), "methods-coding")
    assert (
        "After theories were reworded, 3 codings were looked at again: 1 was changed or removed, and 2 were kept as they were."
        in words
    )


def test_a_theory_reworded_apart_asks_which_wording_holds_until_it_is_reworded_again():
    wordings = [TheoryParts("Market logic", text) for text in ("Many.", "Few.", "None.", "Some.")]
    versions = [
        TheoryVersion(n, f"e{n}", "2026-11-04", "Ada", "refine", "T1", "it says so") for n in (2, 3, 4)
    ]
    first, apart, again = (
        TheoryChange(*one, made_from=one[2])
        for one in zip(versions, ["T1"] * 3, wordings, wordings[1:], strict=False)
    )
    apart = structs.replace(apart, apart=(2,), made_from=wordings[0])

    def story(*changes):
        work = replace(REVIEW.theory_work(), changes=changes)
        return section(report_of(replace(REVIEW, theory_work=lambda: work)), "supplement-theory-changes")

    sentence = "Made apart, in another copy of the review, without knowledge of v2, which it replaced."
    gap = "[Which wording of T1 holds: word it again.]"
    assert f"{sentence} {gap}" in story(first, apart)
    assert sentence in story(first, apart, again)
    assert gap not in story(first, apart, again)


def test_a_theory_that_was_split_and_keeps_its_wording_is_not_said_to_be_out_of_the_map():
    before, reworded = TheoryParts("Market logic", "Many."), TheoryParts("Market logic", "Few.")
    versions = [
        TheoryVersion(2, "e2", "2026-11-04", "Ada", "refine", "T1", "it says so"),
        TheoryVersion(3, "e3", "2026-11-05", "Ada", "split", "T1", "two ideas", codes=("T1", "T4")),
        TheoryVersion(4, "e4", "2026-11-06", "Ada", "remove", "T1", "not needed"),
    ]

    def story(after):
        changes = (
            TheoryChange(versions[0], "T1", before, reworded),
            TheoryChange(versions[1], "T1", reworded, reworded),
            TheoryChange(versions[2], "T1", reworded, after),
        )
        work = replace(REVIEW.theory_work(), changes=changes)
        return section(report_of(replace(REVIEW, theory_work=lambda: work)), "supplement-theory-changes")

    assert "T1 split (new: T4). Its wording stays. Reason: two ideas." in story(None)
    assert "Taken out of the map. Reason: not needed." in story(None)
    assert "Its proposition was taken out. Reason" in story(TheoryParts("Market logic", ""))


def test_unfinished_work_is_no_gap_in_the_evidence():
    words = section(report_of(REVIEW), "results-gaps")
    assert words.startswith("6 gaps in the evidence were found")
    assert (
        "[What is unfinished, and no gap in the evidence: no verdict (RA Councils can't shape the market).]"
        in words
    )


def test_a_theory_that_was_not_explored_but_has_passages_has_a_section():
    verdict = Verdict("v", "T1", VerdictKind.NOT_EXPLORED, "", "", "Ada", "", "e", 2)
    report = report_of(replace(REVIEW, verdicts=lambda: {"T1": verdict}))
    assert "Verdict: not explored further, although documents are coded to it." in section(
        report, "theory-T1"
    )
    assert "included documents are coded to it" in section(report, "theory-T1")


def test_a_configuration_of_two_theories_is_given_once():
    words = section(report_of(REVIEW), "theory-RA")
    assert "C1 (challenges RA): see <theory-T1>." in words


def test_a_configuration_without_a_theory_is_not_lost():
    assert "C2 (kept). So it is" in section(report_of(REVIEW), "findings-configurations")


def with_prose(**texts):
    known = {
        "c1": Resolved(TokenKind.CODING, "c1", "r1", "Rahman, 2016", "p. 347", "a quotation."),
        "r2": Resolved(TokenKind.RECORD, "r2", citation="Mind, 2016"),
    }

    def resolve(name):
        if name not in known:
            raise UnknownNameError(name)
        return known[name]

    return replace(
        REVIEW,
        prose=lambda: {code: Prose(code, 1, text) for code, text in texts.items()},
        resolve=resolve,
    )


def test_prose_of_the_desk_is_there_with_its_quotations():
    words = section(report_of(with_prose(T1="Many say [@c1], as [@r2] does; [@c9].")), "theory-T1")
    assert (
        "Many say “a quotation.”, as (r2) does; [[@c9] is not in the review. Correct or remove it." in words
    )
    assert "write them at the desk" not in words


def test_prose_replaces_the_gap_of_a_heading():
    report = report_of(with_prose(discussion="We found it."))
    assert section(report, "discussion-1") == "We found it."


def test_headings_in_prose_stay_below_their_theory():
    report = report_of(with_prose(T1="# A\n\ntext"))
    levels = {block.text: block.level for block in report.blocks if isinstance(block, Heading)}
    assert levels["A"] == 4


def test_texts_written_apart_are_a_gap():
    def said(*written_on: str) -> str:
        prose = Prose("T1", 2, "ours", others=("theirs",) * len(written_on), written_on=written_on)
        return section(report_of(replace(with_prose(), prose=lambda: {"T1": prose})), "theory-T1")

    assert "others on T1 were written apart." in said("", "")
    assert "others on T1 were written on T2, which is T1 now." in said("T2")
    assert "others on T1 were written apart; on T2, which is T1 now." in said("", "T2")


def test_works_cited_under_a_theory_are_beside_those_coded_to_it():
    review = replace(REVIEW, cited_under=lambda: {"T1": {"r1"}})
    assert "3 passages; 1 work is cited under it in the text." in section(report_of(review), "theory-T1")
    assert "no works are cited under it" in section(report_of(review), "theory-RA")


def test_who_screened_and_on_what_they_differed():
    review = material(
        records=(record("r1"), record("r2")),
        decisions=(
            decision("r1", "include"),
            decision("r1", "exclude", reviewer="Ben", criteria=("E1",)),
            decision("r2", "park"),
        ),
        outcomes={("r1", LAST): "conflict", ("r2", LAST): "park"},
    )
    words = section(report_of(review), "methods-selection")
    assert "2 records were decided on at this stage, by 2 reviewers (Ada, Ben)." in words
    assert (
        "1 record was decided on by more than one reviewer. Of the records that several decided on, they differed on 1."
        in words
    )
    assert "1 record is parked" in words
    assert "E1. Not about care" in words


def test_theory_sources_and_comments_are_named_in_the_scoping():
    review = material(records=(record("r1", role=Role.THEORY_SOURCE),))
    review = replace(
        review, comments=(Comment("m", "T1", "no", CommentSource.STAKEHOLDER, None, None, "Ada", ""),)
    )
    words = section(report_of(review), "methods-scoping")
    assert "1 theory source was used to word theories (r1)." in words
    assert "1 comment of stakeholders was written down" in words


def test_stances_are_counted_once_for_a_passage():
    review = material(
        records=(record("r1"),),
        codings=(coding("c1", "r1", "T1", "T2", stance=Stance.SUPPORTS),),
        outcomes={("r1", LAST): "include"},
    )
    assert "Supports: it speaks for the theory (1 passage)" in section(report_of(review), "methods-coding")


def test_a_verdict_without_evidence_makes_a_theory_explored():
    given = Verdict("v", "T2", VerdictKind.INSUFFICIENT_EVIDENCE, "", "", "Ada", "", "e", 2)
    report = report_of(material(verdicts=(given,)))
    assert "no included documents are coded to it" in section(report, "theory-T2").lower()


class Drawn:
    """A figure that the report is given."""

    def __init__(self, name):
        self.name = name

    def blocks(self, material):
        return (Figure(self.name, self.name, "Caption", f"{material.events} events."),)

    def images(self, material, file_format):
        return (b"",)


def test_the_figures_that_there_are_have_their_place_and_are_referred_to():
    names = ("figure-map", "figure-heat", "figure-cmoc", "figure-years")
    report = assembled(REVIEW, template("generic"), drawn={name: Drawn(name) for name in names})
    assert [block.export for block in report.blocks if isinstance(block, Figure)] == [
        "figure-years",
        "figure-map",
        "figure-heat",
        "figure-cmoc",
    ]
    words = "\n".join("".join(map(shown, parts_of(block))) for block in report.blocks)
    assert all(f"shown in <{name}>." in words for name in names)


def test_a_bmj_open_report_has_the_box_and_the_limits_of_the_journal():
    report = report_of(SMALL, "bmj-open")
    box = next(block for block in report.blocks if isinstance(block, Box))
    assert box.title == "Strengths and limitations of this study"
    assert any("300 words" in notice for notice in report.notices)
    assert "Ethics approval" in section(report, "declarations")


def test_the_standards_count_the_gaps_below_a_heading_without_those_of_boxes():
    words = section(report_of(SMALL, "bmj-open"), "supplement-rameses")
    assert "2 Abstract (" in words
    assert ": <abstract>; you write the 8 gaps there." in words


def test_a_template_without_a_part_leaves_its_standards_to_the_author(tmp_path):
    path = tmp_path / "short.yaml"
    path.write_text("name: Short\nparts: [results, supplements]\nsupplements: [rameses]\n")
    words = section(assembled(SMALL, template(str(path))), "supplement-rameses")
    assert (
        "8 Searching processes (sources, dates, terms and limits, how the search went on in rounds, and why): you write this. ["
        in words
    )
    assert "13 Document characteristics (what the included documents are like): <results-documents>" in words


def test_an_element_that_nobody_worded_is_quoted():
    first, *rest = C1.elements
    passage = "Advisers were rare.  They came late."
    quoted = structs.replace(
        first, wording=passage, fragments=(structs.replace(C1.fragments[0], quote=passage),)
    )
    one = structs.replace(C1, elements=(quoted, *rest))
    review = replace(REVIEW, configurations=lambda: (one,))
    words = section(report_of(review), "theory-T1")
    assert "If “Advisers were rare. They came late.”, then they take the first vacancy" in words
