"""What prose quotes: tokens, material to write from, and paragraphs marked because a passage was removed, recoded, moved or lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from review.domain import Reading, ReadingStatus
from review.errors import UnknownNameError
from review.project import Project
from review.project.runs.reread_run import RereadRun
from tests.reviews import PARAGRAPHS, a_document, a_review, add_record


class Quoting(NamedTuple):
    """A review with a record, a coding of it under T1.a and a configuration, all quoted in the prose on T1."""

    project: Project
    record: str
    coding: str
    cmoc: str

    def marks(self) -> list[tuple[int, str, str]]:
        """The line of each marked paragraph, with why."""
        return [(one.paragraph.line, one.kind.value, one.why) for one in self.project.desk.marks("T1")]


@pytest.fixture
def quoting(tmp_path: Path) -> Iterator[Quoting]:
    project = a_review(tmp_path / "review", "ann")
    record = add_record(project, "A study", document=a_document())
    coding = project.coding.code(record, ["T1.a"], 0, len(PARAGRAPHS[0]), stance="supports").id
    cmoc = project.configurations.new(
        {"context": "many providers", "outcome": "choice"}, {"T1": "supports"}
    ).event
    project.desk.write(
        "T1", f"Markets are new.\n\nPeople choose: [@{coding[:12]}].\n\nSee [@C1] and [@{record[:12]}]."
    )
    yield Quoting(project, record, coding, cmoc)
    project.close()


def read_again(quoting: Quoting, paragraphs: tuple[str, ...], first_label: int = 345) -> None:
    """As if another reader gave these paragraphs."""
    known = quoting.project.records.get(quoting.record)
    document = a_document(paragraphs, first_label)
    reading = Reading(Path("a.pdf"), ReadingStatus.ADDED, file_sha256=known.file_sha256, document=document)
    RereadRun(quoting.project, []).take(known, reading)


def test_a_token_is_a_coding_a_record_or_a_configuration(quoting: Quoting) -> None:
    desk = quoting.project.desk
    coding, record, cmoc = (desk.resolve(one) for one in (quoting.coding[:12], quoting.record, "c1"))
    cited = quoting.project.records.cited(quoting.record)

    assert (coding.kind, coding.id, coding.in_words) == (
        "coding",
        quoting.coding,
        f"“{PARAGRAPHS[0]}” ({cited}, p. 345)",
    )
    assert (record.kind, record.in_words) == ("record", f"({cited})")
    assert (cmoc.kind, cmoc.id, cmoc.in_words) == ("configuration", quoting.cmoc, "C1")
    assert cmoc.statement == "If many providers, then choice."
    assert desk.resolve(quoting.cmoc[:12]) == cmoc


def test_a_passage_of_a_configuration_is_quoted_like_a_coding(quoting: Quoting) -> None:
    put = quoting.project.configurations.put("C1", "context", quoting.record, (0, len(PARAGRAPHS[0])))
    found = quoting.project.desk.resolve(put.event[:12])
    assert (found.kind, found.label, found.quote, found.pages) == ("fragment", "C1", PARAGRAPHS[0], "p. 345")


def test_what_a_token_does_not_mean_is_said(quoting: Quoting) -> None:
    with pytest.raises(UnknownNameError, match=r"ffffffff\] is not in the review"):
        quoting.project.desk.resolve("ffffffff")
    text = "One.\n[@C9] and [@ffffffff], not [@ this ] or [link](@a).\n"
    assert [token.name for token, _ in quoting.project.desk.unknown(text)] == ["C9", "ffffffff"]
    quoting.project.desk.write("T1", text)
    assert [(line, kind) for line, kind, _ in quoting.marks()] == [(1, "unknown"), (1, "unknown")]


def test_nothing_is_marked_while_nothing_changes(quoting: Quoting) -> None:
    quoting.project.coding.recode(quoting.coding, stance="challenges")
    quoting.project.coding.recode(quoting.coding, ["T1"])
    assert quoting.marks() == [], "it is under the same theory"


def test_a_coding_that_is_removed_marks_its_paragraph_until_that_is_undone(quoting: Quoting) -> None:
    quoting.project.coding.uncode(quoting.coding)
    [(line, kind, why)] = quoting.marks()
    assert (line, kind) == (3, "removed")
    assert why.startswith(
        "the passage “Many providers compete in the market, and people …” was removed by ann on 20"
    )

    quoting.project.history.undo()
    assert quoting.marks() == []
    quoting.project.history.redo()
    quoting.project.desk.write("T1", f"Still [@{quoting.coding}].")
    assert [(line, kind) for line, kind, _ in quoting.marks()] == [(1, "removed")], "whatever is written"


def test_a_coding_that_was_undone_is_gone_as_well(quoting: Quoting) -> None:
    project = quoting.project
    later = project.coding.code(quoting.record, ["T1"], 0, 20).id
    project.desk.write("T1", f"[@{later}]")
    project.history.undo()
    project.history.undo()
    project.desk.write("T1", f"[@{later}]")
    assert [(kind, "removed by ann" in why) for _, kind, why in quoting.marks()] == [("removed", True)]


def test_a_coding_that_is_recoded_away_marks_its_paragraph(quoting: Quoting) -> None:
    quoting.project.coding.recode(quoting.coding, ["T2"])
    assert quoting.marks() == [
        (3, "recoded", "the passage is now coded to T2 Market limitations, no longer to T1")
    ]
    quoting.project.history.undo()
    assert quoting.marks() == []

    quoting.project.history.redo()
    quoting.project.desk.write("T1", f"As a contrast: [@{quoting.coding}].")
    assert quoting.marks() == [], "the writer knew"


def test_an_undone_recoding_that_the_writer_knew_is_a_change(quoting: Quoting) -> None:
    project = quoting.project
    project.coding.recode(quoting.coding, ["T2"])
    with project.acting_as("bob"):
        project.desk.write("T2", f"[@{quoting.coding}]")
    project.history.undo()
    assert [one.why for one in project.desk.marks("T2")] == [
        "the passage is now coded to T1.a Whole systems, no longer to T2"
    ]


def test_a_subtheme_that_moves_to_another_theory_takes_its_passages_along(quoting: Quoting) -> None:
    quoting.project.structure.move_subtheme("T1.a", "T2", "it is about limits", new_id="T2.a")
    assert [(kind, why) for _, kind, why in quoting.marks()] == [
        ("recoded", "the passage is now coded to T2.a Whole systems, no longer to T1")
    ]
    quoting.project.history.undo()
    assert quoting.marks() == []


def test_a_theory_that_gets_another_id_changes_nothing(quoting: Quoting) -> None:
    quoting.project.structure.merge(["T1", "T2"], "T2", "they are one")
    assert quoting.project.desk.marks("T2") == []


def test_a_passage_that_a_new_reading_moves_or_loses_marks_its_paragraph(quoting: Quoting) -> None:
    read_again(quoting, PARAGRAPHS, first_label=400)
    cited = quoting.project.records.cited(quoting.record)
    assert quoting.marks() == [
        (3, "moved", f"the passage of {cited} moved from p. 345 to p. 400 since its file was read again")
    ]
    read_again(quoting, PARAGRAPHS[1:])
    assert quoting.marks() == [(3, "lost", f"the present text of {cited} does not have the passage")]


def test_material_is_by_subtheme_with_what_is_used(quoting: Quoting) -> None:
    project = quoting.project
    project.coding.code(quoting.record, ["T1", "T2"], 58, 100, stances={"T1": "challenges"})
    project.screening.decide(quoting.record, "include", "theory-map")
    material = project.desk.material("T1")

    assert [(part.code, part.name) for part in material.parts] == [
        ("T1", "Market logic"),
        ("T1.a", "Whole systems"),
    ]
    shown = [
        [(one.stance.value, one.is_used, one.is_included) for one in part.passages] for part in material.parts
    ]
    assert shown == [[("challenges", False, True)], [("supports", True, True)]]
    assert [(one.configuration.label, one.is_used) for one in material.configurations] == [("C1", True)]
    assert project.desk.material("discussion").parts == ()


def test_material_on_several_theories_is_that_on_each(quoting: Quoting) -> None:
    project = quoting.project
    project.coding.code(quoting.record, ["T1", "T2"], 58, 100, stances={"T1": "challenges"})
    project.desk.write("T2", "As in [@C1].")
    theories = [theory.id for theory in project.theory.map.codes]
    assert project.desk.materials(theories) == [project.desk.material(theory) for theory in theories]
    assert len(project.desk.material("T2").parts[0].passages) == 1
