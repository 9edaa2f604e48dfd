"""Composing configurations from passages."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.domain.theories.configuration import ConfigurationStatus, LinkKind, Relation
from review.errors import ReviewError, UnknownNameError
from review.project import Project
from tests.copies import receive
from tests.reviews import PARAGRAPHS, a_document, add_record

HALF = {"context": "one provider is known", "outcome": "it gets the contract"}


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "A study", document=a_document())


def span(place: int) -> tuple[int, int]:
    passage = a_document().passages[place]
    return passage.start, passage.end


def statement(project: Project, cmoc: str = "C1") -> str:
    return project.configurations.find(cmoc).statement


def fragments(project: Project, cmoc: str = "C1") -> list[tuple[str, str, str]]:
    """Role, relation and first word of each fragment of a configuration."""
    found = project.configurations.find(cmoc).fragments
    return [(one.role, str(one.relation), one.quote.split()[0]) for one in found]


def test_a_configuration_is_begun_with_wordings_and_ties_and_states_itself(project: Project) -> None:
    made = project.configurations.new(HALF, {"T1": "supports", "RA": "challenges"})
    one = project.configurations.find("c1")

    assert (made.label, one.id, one.label) == ("C1", made.cmoc, "C1")
    assert one.statement == "If one provider is known, then it gets the contract."
    assert (one.is_complete, one.is_composed, one.theory_version) == (False, True, 1)
    assert one.theories == {"T1": "supports", "RA": "challenges"}


def test_one_undo_takes_back_a_configuration_with_its_wordings_and_its_label_is_not_used_again(
    project: Project,
) -> None:
    project.configurations.new(HALF)
    assert project.history.reverses() == 3
    undone = project.history.undo()
    assert undone.message == "Undone: configuration C1, with 2 elements"
    assert project.configurations.all() == []
    assert project.configurations.new().label == "C2"
    project.history.undo()
    assert project.history.redo().message == "Redone: configuration C2"


def test_one_undo_takes_back_a_configuration_with_the_passage_that_began_it(
    project: Project, record: str
) -> None:
    done = project.configurations.begin(
        ["context", "outcome"], record, span(0), wording="many compete", theories={"T1": "supports"}
    )
    one = project.configurations.find(done[0].cmoc)
    assert [(element.role, element.wording) for element in one.elements] == [
        ("context", "many compete"),
        ("outcome", "many compete"),
    ]
    assert [put.fragment for put in done] == [fragment.id for fragment in one.fragments]
    assert one.theories == {"T1": "supports"}
    project.history.undo()
    assert project.configurations.all() == []
    project.history.redo()
    assert project.configurations.find("C1").fragments == one.fragments
    with pytest.raises(UnknownNameError, match="role"):
        project.configurations.begin(["reason"], record, span(0))
    with pytest.raises(ReviewError):
        project.configurations.begin(["context"], record, (0, 10**6))
    assert [found.label for found in project.configurations.all()] == ["C1"]


def test_passages_join_the_only_element_of_their_role_or_make_one(project: Project, record: str) -> None:
    service = project.configurations
    service.new(HALF)
    joined = service.put("C1", "outcome", record, span(0))
    made = service.put("C1", "reasoning", record, span(1), relation="qualifies")
    again = service.put("C1", "reasoning", record, span(2), relation="against")
    other = service.put("C1", "reasoning", record, span(2), wording="they fear for their duty")

    outcome, *reasons = service.find("C1").elements[1:]
    assert (joined.element, outcome.wording) == (outcome.id, HALF["outcome"])
    assert (made.element, again.element) == (reasons[0].id,) * 2
    assert [one.wording for one in reasons] == [PARAGRAPHS[1], "they fear for their duty"]
    assert other.element == reasons[1].id
    assert fragments(project) == [
        ("outcome", "shows", "Many"),
        ("reasoning", "qualifies", "The"),
        ("reasoning", "against", "Councils"),
        ("reasoning", "shows", "Councils"),
    ]
    assert service.find("C1").sources_that(Relation.AGAINST) == {record}
    with pytest.raises(ReviewError, match="of C1 is its outcome, not its context"):
        service.put("C1", "context", record, span(3), element=outcome.id)
    with pytest.raises(ReviewError, match="in this outcome already"):
        service.put("C1", "outcome", record, span(0))


def test_a_passage_that_holds_the_whole_claim_goes_into_several_elements_and_is_undone_as_one(
    project: Project, record: str
) -> None:
    project.configurations.new()
    put = project.configurations.put_whole("C1", ["context", "resource", "outcome"], record, span(0))
    assert [role for role, _, _ in fragments(project)] == ["context", "resource", "outcome"]
    assert len({one.element for one in put}) == 3
    assert project.history.undo().message.startswith("Undone: new context, resource and outcome in C1, from ")
    assert project.configurations.find("C1").elements == ()
    assert project.history.reverses(redo=True) == 6


def test_a_fragment_is_cited_with_its_pages_and_has_the_status_of_the_reviewers_own_coding(
    project: Project, record: str
) -> None:
    first, second = span(0), span(1)
    project.configurations.new()
    project.coding.code(record, ["T1"], *first, status="measured")
    project.configurations.put("C1", "context", record, first)
    project.configurations.put("C1", "outcome", record, (first[0], second[1]), status="author")

    context, outcome = project.configurations.find("C1").fragments
    assert (context.citation, context.cited_page, context.status) == ("Rahman, 2016", "p. 345", "measured")
    assert (outcome.cited_page, outcome.page_label_end, outcome.status) == ("pp. 345–346", "346", "author")
    project.page_labels.set(record, 1, 1, "ix")
    assert project.configurations.find("C1").fragments[0].cited_page == "p. ix"


def test_retroduced_elements_need_a_memo(project: Project) -> None:
    project.configurations.new()
    project.configurations.retroduce("C1", "reasoning", "they expect to be dropped", "else why keep quiet?")
    (one,) = project.configurations.find("C1").elements
    assert (one.is_retroduced, one.memo) == (True, "else why keep quiet?")
    with pytest.raises(ReviewError, match="needs a wording and a memo"):
        project.configurations.retroduce("C1", "reasoning", "something", " ")


def test_a_statement_by_hand_is_marked_when_an_element_changes_later(project: Project) -> None:
    service = project.configurations
    service.new(HALF)
    service.state("C1", "Known providers win.")
    assert (statement(project), service.find("C1").is_outdated) == ("Known providers win.", False)
    service.word("C1", "outcome", "it grows")
    assert service.find("C1").is_outdated
    service.state("C1", "Known providers grow.")
    assert not service.find("C1").is_outdated
    service.state("C1", "")
    assert statement(project) == "If one provider is known, then it grows."


def test_an_element_is_taken_out_with_its_fragments_and_comes_back_with_them(
    project: Project, record: str
) -> None:
    service = project.configurations
    service.new(HALF)
    service.put("C1", "context", record, span(0))
    service.put("C1", "context", record, span(1))
    said = service.take("C1", "context")
    assert said.message == "C1: context taken out, with 2 passages"
    assert fragments(project) == []
    assert project.history.undo().message.startswith(
        "Undone: element taken out of C1, with 2 passages taken out: “Many providers"
    )
    assert len(fragments(project)) == 2
    service.take("C1", service.find("C1").fragments[0].id[:12])
    assert fragments(project) == [("context", "shows", "The")]


def test_the_last_passage_takes_an_element_with_it_that_only_it_words(project: Project, record: str) -> None:
    service = project.configurations
    service.new({"outcome": "it gets the contract"})
    context = service.put("C1", "context", record, span(0))
    assert service.take("C1", context.fragment).message == "C1: context taken out, with 1 passage"
    assert [one.role for one in service.find("C1").elements] == ["outcome"]
    project.history.undo()
    assert fragments(project) == [("context", "shows", "Many")]

    outcome = service.put("C1", "outcome", record, span(1))
    assert service.take("C1", outcome.fragment).message.endswith("taken out; its element stays")
    service.word("C1", "context", "there are many providers")
    assert service.take("C1", context.fragment).message.endswith("taken out; its element stays")
    assert statement(project) == "If there are many providers, then it gets the contract."


def test_no_fragment_is_lost_when_its_element_is_undone(project: Project, record: str) -> None:
    service = project.configurations
    service.new()
    put = service.put("C1", "context", record, span(0))
    with project.acting_as("bob"):
        service.put("C1", "context", record, span(1))
    undone = project.history.undo()
    assert "1 passage in it" in undone.message
    (left,) = service.find("C1").elements
    assert (left.id, left.role, left.wording) == (put.element, "context", PARAGRAPHS[1])
    with pytest.raises(ReviewError, match="was undone, only its passages are left"):
        service.word("C1", "context", "anything")
    service.take("C1", "context")
    assert service.find("C1").elements == ()


def test_ties_are_judged_again_and_untied(project: Project) -> None:
    service = project.configurations
    service.new({}, {"T1": "supports"})
    assert service.tie("C1", "RA", "supports").message == (
        "C1 tied to RA (supports); it has the stance supports toward T1 and its rival RA"
    )
    project.theory.refine("T1", "a paper says so", proposition="Many providers do well.")
    assert service.find("C1").reworded == ("T1",)
    service.tie("C1", "T1", "supports")
    one = service.find("C1")
    assert (one.reworded, one.theory_version) == ((), 2)
    service.tie("C1", "T1", "off")
    assert service.find("C1").theories == {"RA": "supports"}
    with pytest.raises(UnknownNameError, match="C1 is not tied to T1"):
        service.tie("C1", "T1", "off")


def test_ties_follow_a_code_to_its_present_id(project: Project) -> None:
    service = project.configurations
    service.new({}, {"T2": "refines"})
    project.structure.merge(["T1", "T2"], "T1", "they are one")
    assert service.find("C1").theories == {"T1": "refines"}
    assert [one.label for one in service.all(theory="T1")] == ["C1"]
    project.history.undo()
    assert service.find("C1").theories == {"T2": "refines"}


def test_configurations_are_linked_in_several_ways(project: Project) -> None:
    service = project.configurations
    for _ in range(2):
        service.new()
    assert service.link("C1", "c2", LinkKind.LEADS_TO).message == "C1 leads to C2"
    service.link("C1", "C2", "variant")
    assert [(one.label, str(one.kind)) for one in service.find("C1").links] == [
        ("C2", "leads-to"),
        ("C2", "variant"),
    ]
    assert [one.label for one in service.find("C2").linked_from] == ["C1", "C1"]
    with pytest.raises(ReviewError, match="already"):
        service.link("C1", "C2", "variant")
    with pytest.raises(ReviewError, match="one configuration"):
        service.link("C1", "C1", "variant")
    service.unlink("C1", "C2")
    assert service.find("C1").links == ()


def test_another_stance_toward_a_theory_that_was_merged_waits_for_another_look(project: Project) -> None:
    service = project.configurations
    service.new(HALF, {"T1": "supports", "T2": "challenges"})
    service.new(HALF, {"T1": "supports", "T2": "supports"})
    service.new(HALF, {"T1": "supports"})
    service.tie("C3", "T2", "challenges")
    project.structure.merge(["T2"], "T1", "they are one")
    assert [dict(one.theories) for one in service.all()] == [{"T1": "supports"}] * 3
    assert [one.reworded for one in service.all()] == [("T1",), (), ("T1",)]
    service.tie("C1", "T1", "supports")
    service.tie("C3", "T1", "challenges")
    assert [one.reworded for one in service.all()] == [(), (), ()]
    assert project.history.rebuild() == []
    assert service.find("C3").theories == {"T1": "challenges"}


def test_untying_one_of_two_theories_keeps_the_other_when_they_are_merged(project: Project) -> None:
    service = project.configurations
    service.new(HALF, {"T1": "supports", "T2": "challenges"})
    service.tie("C1", "T1", "off")
    project.structure.merge(["T2"], "T1", "they are one")
    assert service.find("C1").theories == {"T1": "challenges"}
    service.tie("C1", "T1", "off")
    assert service.find("C1").theories == {}


def test_a_merged_configuration_is_shown_by_the_one_it_was_merged_into(project: Project, record: str) -> None:
    service = project.configurations
    service.new(HALF, {"T1": "supports"})
    service.new({"reasoning": "trust"}, {"T1": "challenges", "T2": "refines"})
    service.new()
    service.put("C2", "reasoning", record, span(0))
    service.link("C2", "C3", "leads-to")
    service.merge("C1", "C2")

    one = service.find("c2")
    assert (one.label, one.merged, len(one.elements)) == ("C1", ("C2",), 3)
    assert one.theories == {"T1": "supports", "T2": "refines"}
    assert [link.label for link in one.links] == ["C3"]
    assert [one.label for one in service.all()] == ["C1", "C3"]
    service.put("C1", "reasoning", record, span(1))
    project.history.undo()
    project.history.undo()
    assert [one.label for one in service.all()] == ["C1", "C2", "C3"]


def test_a_merged_configuration_is_untied_with_the_one_that_shows_it_and_undone_as_one(
    project: Project,
) -> None:
    service = project.configurations
    service.new(HALF, {"T1": "supports"})
    service.new(HALF, {"T1": "challenges", "T2": "refines"})
    service.merge("C1", "C2")
    service.tie("C1", "T1", "off")
    assert service.find("C1").theories == {"T2": "refines"}
    service.tie("C1", "T2", "off")
    assert service.find("C1").theories == {}
    for _ in range(2):
        project.history.undo()
    assert service.find("C1").theories == {"T1": "supports", "T2": "refines"}


def test_what_was_written_on_a_merged_configuration_is_on_the_one_that_shows_it(project: Project) -> None:
    service, annotations = project.configurations, project.annotations
    kept, merged = service.new(HALF).cmoc, service.new(HALF).cmoc
    annotations.memo("C1", "on the first")
    annotations.memo("C2", "on the second")
    annotations.comment("We never heard of it", "stakeholder", on="C2")
    service.merge("C1", "C2")
    assert [(one.target, one.text) for one in annotations.memos(kept)] == [
        (kept, "on the first"),
        (kept, "on the second"),
    ]
    assert [(one.on, one.text) for one in annotations.comments(kept)] == [(kept, "We never heard of it")]
    assert [one.cmoc for one in project.finding.find("heard").found] == ["C1"]
    project.history.undo()
    assert [one.text for one in annotations.memos(kept)] == ["on the first"]
    assert [one.text for one in annotations.comments(merged)] == ["We never heard of it"]


def test_a_memo_on_a_configuration_that_was_undone_is_not_on_the_whole_review(project: Project) -> None:
    cmoc = project.configurations.new(HALF).cmoc
    project.journal.append("bob", {"kind": "memo", "target": cmoc, "text": "We never heard of it"})
    project.history.undo()
    (one,) = project.finding.find("heard").found
    assert (one.cmoc, one.cmoc_id) == ("C1", "")


def test_they_are_listed_by_theory_status_and_words(project: Project, record: str) -> None:
    service = project.configurations
    service.new({"context": "Métier inconnu"}, {"T1.a": "supports"})
    service.new(HALF)
    service.put("C2", "context", record, span(1))
    service.set_status("C2", "set-aside", "one source")

    def labels(**by: str) -> list[str]:
        return [one.label for one in service.all(**by)]

    assert labels(theory="T1") == ["C1"]
    assert labels(status="set-aside") == ["C2"]
    assert (
        labels(search="INCONNU metier"),
        labels(search="duty contract"),
        labels(search="duty metier"),
    ) == (
        ["C1"],
        ["C2"],
        [],
    )
    one = service.find("C2")
    assert (one.status, one.reason) == (ConfigurationStatus.SET_ASIDE, "one source")


def test_a_list_quotes_what_the_whole_configuration_quotes(project: Project, record: str) -> None:
    """Also where a form has other spaces, and no longer what somebody worded since."""
    service = project.configurations
    service.new({"resource": "nobody asked"})
    put = [service.put("C1", role, record, span(place)) for place, role in enumerate(("context", "outcome"))]
    (shown,), (listed,) = service.all(), service.listed()
    assert listed.as_read == shown.as_read
    assert listed.as_read.count("“") == 2
    service.word("C1", put[0].element, PARAGRAPHS[0].replace(" ", "\n", 1))
    service.word("C1", put[1].element, "they stay")
    (listed,) = service.listed()
    assert [one.is_quoted for one in listed.elements] == [True, False, False]
    assert listed.as_read == service.find("C1").as_read


def test_a_list_has_of_the_passages_only_those_against(project: Project, record: str) -> None:
    service = project.configurations
    service.new({"outcome": "they stay"}, {"T1": "supports"})
    service.new({"context": "few advise"})
    service.link("C1", "C2", "leads-to")
    service.put("C1", "outcome", record, (0, 9))
    service.put("C1", "outcome", record, (10, 19), relation="against")
    held = service.put("C2", "resource", record, (20, 29))
    one, other = service.listed()
    whole = service.all()
    assert [fragment.start for fragment in one.fragments] == [10]
    assert (other.fragments, [element.id for element in other.elements][1:]) == ((), [held.element])
    for listed, found in zip((one, other), whole, strict=True):
        assert (listed.statement, listed.theories, listed.links, listed.is_complete) == (
            found.statement,
            found.theories,
            found.links,
            found.is_complete,
        )


@pytest.mark.parametrize(
    ("do", "said"),
    [
        (lambda of, record: of.new({"mood": "x"}), "Unknown role 'mood'"),
        (lambda of, record: of.new({}, {"T9": "supports"}), "T9"),
        (lambda of, record: of.new({}, {"T1": "likes"}), "Unknown stance 'likes'"),
        (lambda of, record: of.find("C9"), "Unknown configuration 'C9'; `review cmoc list` lists them"),
        (lambda of, record: of.find(""), "Unknown configuration ''"),
        (lambda of, record: of.put("C1", "context", record, (0, 9), relation="likes"), "Unknown relation 'likes'"),
        (lambda of, record: of.put("C1", "context", record, (0, 9), status="sure"), "Unknown status 'sure'"),
        (lambda of, record: of.put("C1", "context", record, (0, 9), element="ffff"), "C1 has no element 'ffff'"),
        (lambda of, record: of.take("C1", "ffff"), "C1 has no element 'ffff'; it has none yet"),
        (lambda of, record: of.word("C1", "outcome", "x"), "C1 has no element 'outcome'"),
        (lambda of, record: of.link("C1", "C2", "likes"), "Unknown link 'likes'"),
        (lambda of, record: of.set_status("C1", "likes", "so"), "Unknown status 'likes'"),
        (lambda of, record: of.all(theory="T9"), "T9"),
        (lambda of, record: of.all(status="sure"), "Unknown status 'sure'"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_refused_in_one_line(project: Project, record: str, do, said: str) -> None:
    project.configurations.new()
    project.configurations.new()
    before = project.journal.revision
    with pytest.raises(UnknownNameError) as refused:
        do(project.configurations, record)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert project.journal.revision == before


@pytest.mark.parametrize(
    ("do", "said"),
    [
        (lambda of: of.set_status("C1", "kept", " "), "a status needs a reason"),
        (lambda of: of.set_status("C1", "kept", "two sources"), "nothing changes; C1 is kept for this reason"),
        (lambda of: of.tie("C1", "T1", "supports"), "nothing changes; C1 is tied to T1 (supports)"),
        (lambda of: of.word("C1", "context", "few advise"), "nothing changes; this context of C1 is worded so"),
        (lambda of: of.state("C1", ""), "nothing changes; the statement of C1 is composed already"),
    ],
)  # fmt: skip
def test_an_act_that_changes_nothing_or_has_no_reason_is_refused(project: Project, do, said: str) -> None:
    service = project.configurations
    service.new({"context": "few advise"}, {"T1": "supports"})
    service.set_status("C1", "kept", "two sources")
    before = project.journal.revision
    with pytest.raises(ReviewError) as refused:
        do(service)
    assert said in str(refused.value)
    assert project.journal.revision == before


def test_a_statement_that_no_longer_fits_can_be_confirmed(project: Project) -> None:
    service = project.configurations
    service.new({"context": "few advise"})
    service.state("C1", "Where few advise, little changes.")
    with pytest.raises(ReviewError, match=r"nothing changes; the statement of C1 is written so already"):
        service.state("C1", "Where few advise, little changes.")
    service.word("C1", "context", "nobody advises")
    assert service.find("C1").is_outdated
    service.state("C1", "Where few advise, little changes.")
    assert not service.find("C1").is_outdated


def test_a_label_that_two_copies_gave_names_both(project: Project, tmp_path: Path) -> None:
    project.history.backup(tmp_path / "other" / "review.db")
    other = Project.open(tmp_path / "other", "bob")
    one, two = project.configurations.new().cmoc, other.configurations.new().cmoc
    receive(project.journal, other.journal.events())
    other.close()
    with pytest.raises(UnknownNameError) as refused:
        project.configurations.find("C1")
    assert one[:12] in str(refused.value)
    assert two[:12] in str(refused.value)
    assert project.configurations.find(two[:8]).reviewer == "bob"


def test_undoing_a_wording_quotes_it_and_a_link_back_is_said(project: Project) -> None:
    service = project.configurations
    service.new({"context": "few advise"})
    service.new({"outcome": "more choice"})
    service.word("C1", "context", "nobody advises")
    assert project.history.undo().message == "Undone: wording of an element of C1: “nobody advises”"
    service.retroduce("C1", "reasoning", "they trust advice", "what else?")
    assert project.history.undo().message == "Undone: retroduced reasoning in C1: “they trust advice”"
    service.link("C1", "C2", "leads-to")
    service.link("C2", "C1", "leads-to")
    assert service.unlink("C1", "C2").message == "C1 no longer linked to C2; still C2 leads to C1"
