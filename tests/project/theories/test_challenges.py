"""What may be challenged, and how far evidence against it was looked for."""

from __future__ import annotations

import pytest

from review.errors import UnknownNameError
from review.journal.material import JournalMaterial
from review.project import Project
from review.project.theories.targets import Target
from tests.reviews import PARAGRAPHS, a_document, add_record

Span = tuple[int, int]


def place_of(paragraph: str) -> Span:
    start = a_document().text.index(paragraph)
    return start, start + len(paragraph)


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "Markets", document=a_document())


def test_a_code_claims_its_name_and_proposition(project: Project, record: str) -> None:
    project.coding.code(record, ["T1.a"], *place_of(PARAGRAPHS[0]), stance="challenges")
    project.coding.code(record, ["T1"], *place_of(PARAGRAPHS[1]), stance="supports")
    project.looked_at.mark("T1", record, *place_of(PARAGRAPHS[2]))
    project.looked_at.mark("T2", record, *place_of(PARAGRAPHS[2]))
    found = project.challenges.claimed(project.targets.find("T1"))
    assert found.statement == "Market logic: Many providers compete"
    assert (found.challenging, found.looked_at) == (1, 1)
    assert found.how == "coded as challenging it"


def test_a_configuration_claims_its_statement(project: Project, record: str) -> None:
    made = project.configurations.new({"context": "many providers", "outcome": "people choose"})
    for paragraph, relation in zip(PARAGRAPHS, ("against", "shows"), strict=False):
        project.configurations.put(made.cmoc, "outcome", record, place_of(paragraph), relation=relation)
    project.looked_at.mark(made.label, record, *place_of(PARAGRAPHS[2]))
    target = project.targets.find(made.label.lower())
    assert target == Target(made.cmoc, made.label)
    assert project.targets.label(made.cmoc) == made.label
    found = project.challenges.claimed(target)
    assert found.statement == "If many providers, then people choose."
    assert (found.challenging, found.looked_at) == (1, 1)
    assert found.how == "in it as evidence against"


def test_what_was_looked_at_for_a_merged_configuration_was_for_the_one_that_shows_it(
    project: Project, record: str
) -> None:
    kept, merged = (project.configurations.new({"context": name}) for name in ("a", "b"))
    project.looked_at.mark(merged.label, record, *place_of(PARAGRAPHS[0]))
    project.configurations.merge(kept.label, merged.label)
    (one,) = project.looked_at.all(target=kept.cmoc)
    assert one.target == kept.cmoc
    project.history.undo()
    assert project.looked_at.all(target=kept.cmoc) == []


def test_unknown_targets_say_so(project: Project) -> None:
    with pytest.raises(UnknownNameError, match="Unknown code 'C9'"):
        project.targets.find("C9")


def test_the_learner_sees_included_documents_configurations_and_what_was_looked_at(
    project: Project, record: str
) -> None:
    assert project.challenges.documents == 0
    project.screening.decide(record, "include", "theory-map")
    made = project.configurations.new({"context": "many providers"})
    project.looked_at.mark("T1", record, *place_of(PARAGRAPHS[0]))
    seen = JournalMaterial(project.journal, "ann").against()
    assert list(seen.included) == [record]
    assert [one.id for one in seen.configurations] == [made.cmoc]
    assert [(one.target, one.start) for one in seen.looked_at] == [("T1", place_of(PARAGRAPHS[0])[0])]
    assert project.challenges.documents == 1
