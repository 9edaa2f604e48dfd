"""What the desk knows and decides."""

import os
import subprocess
import sys

import pytest
from msgspec.structs import replace

from review.errors import ReviewError
from review.project.writing.drafts import FOLDER
from review.tui.places.desk.desk import WritingDesk
from review.tui.places.desk.material import KIND, PART, STANCE, UNUSED, USE, USED, ItemKind
from review.tui.places.desk.quoted import token_at
from review.tui.places.desk.sitting import News
from review.tui.places.desk.title import title_line

KILLED = """
import os, signal, sys
from pathlib import Path
from review.project import Project
from review.tui.places.desk.desk import WritingDesk
project = Project.open(Path(sys.argv[1]), "Ana")
desk = WritingDesk(project)
desk.choose("T1")
desk.typed(sys.argv[2])
desk.keep()
os.kill(os.getpid(), signal.SIGKILL)
"""
NEEDS_SIGKILL = pytest.mark.skipif(os.name == "nt", reason="nothing ends a process there as SIGKILL does")


def killed_while_typing(project, text: str) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(project.folder), text], check=False, timeout=120)


def passages(desk: WritingDesk):
    return [one for one in desk.material.listed if one.kind is ItemKind.PASSAGE]


def test_theories_rivals_and_sections_follow_each_other(desk):
    codes = list(desk.codes)
    assert codes[:4] == ["T1", "T2", "T3", "RA"]
    assert "discussion" in codes[4:]
    assert (desk.name, desk.position) == ("Market logic", (1, len(codes)))
    assert (desk.beside(1), desk.beside(-1)) == ("T2", codes[-1])


def test_it_begins_where_prose_was_written_last(written_from):
    assert WritingDesk(written_from).code == "T1"
    written_from.desk.write("T2", "something")
    assert WritingDesk(written_from).code == "T2"


def test_the_material_is_passages_by_sub_theme_then_configurations_then_memos(written_from, desk):
    desk.choose("T2")
    written_from.annotations.memo("T2.a", "think about prices")
    desk.reload()
    assert [(one.kind, one.heading) for one in desk.material.listed] == [
        ("passage", "T2.a Innovation"),
        ("configuration", "Configurations"),
        ("memo", "Memos"),
    ]
    passage, configuration, memo = desk.material.listed
    assert passage.stance == "refines"
    assert passage.source == "(Choice and control, n.d., p. 11)"
    assert configuration.token == "[@C2]"
    assert (memo.words, memo.token) == ("think about prices", "")
    assert "on T2.a" in memo.source


def test_a_passage_under_several_sub_themes_is_counted_once(desk):
    (passage,) = passages(desk)
    desk.material.show([passage, replace(passage, heading="T2.b Another")])
    assert desk.material.counts == (1, 0)


def test_what_the_prose_quotes_is_marked_as_it_is_typed(desk):
    (passage,) = passages(desk)
    assert not desk.material.is_used(passage)
    assert desk.typed(f"So {passage.token}.")
    assert desk.material.is_used(passage)
    assert desk.material.counts == (1, 1)
    assert not desk.typed(f"So it is: {passage.token}.")  # the same tokens
    assert desk.typed("So it is.")
    assert not desk.material.is_used(passage)


def test_a_configuration_is_used_if_it_is_named_or_one_of_its_passages_quoted(written_from, desk):
    cmoc = next(one for one in desk.material.listed if one.label == "C1")
    desk.typed("As in [@C1].")
    assert desk.material.is_used(cmoc)
    fragment = written_from.configurations.find("C1").fragments[0]
    desk.typed(f"As in [@{fragment.id[:12]}].")
    assert desk.material.is_used(cmoc)


def test_the_material_is_filtered_and_searched(desk):
    total = desk.material.total
    desk.typed(passages(desk)[0].token)
    desk.material.toggle(USE, USED)
    assert [one.kind for one in desk.material.listed] == ["passage"]
    desk.material.toggle(USE, UNUSED)
    assert len(desk.material.listed) == total - 1
    desk.material.toggle(KIND, "configuration")
    assert {one.kind for one in desk.material.listed} == {"configuration"}
    assert desk.material.is_narrowed
    desk.material.clear()
    assert len(desk.material.listed) == total
    desk.material.search("RETENDERING price")
    assert [one.kind for one in desk.material.listed] == ["passage"]
    desk.material.search("retendering zebra")
    assert desk.material.listed == []
    fields = {field for (field, _), _ in desk.material.conditions()}
    assert fields == {USE, KIND, STANCE, PART}


def test_what_is_inserted_does_not_touch_the_words_around_it(desk):
    for before, after, inserted in (
        ("", "", "[@C1]"),
        ("word", "", " [@C1]"),
        ("word ", "word", "[@C1] "),
        ("(", ")", "[@C1]"),
        ("end\n", ".", "[@C1]"),
        ("[@C2]", "", " [@C1]"),
    ):
        desk.typed(before + after)
        assert desk.insertion("[@C1]", len(before)) == inserted


def test_the_preview_of_a_long_quotation_shows_its_ends_and_its_citation(desk):
    (passage,) = passages(desk)
    shown = desk.quoted.preview(passage.token)
    assert shown.startswith("“Frequent retendering")
    assert shown.endswith(passage.source)
    in_less_room = desk.quoted.preview(passage.token, 100)
    assert " … " in in_less_room
    assert in_less_room.endswith(f"” {passage.source}")
    assert len(in_less_room) <= 105 < len(shown)
    assert desk.quoted.preview("[@C1]").startswith("C1: If")
    assert desk.quoted.preview("[@ffffffff]") == "is not in the review"
    assert desk.quoted.preview(passage.citation_token) == f"({passage.source[1:].rpartition(', p')[0]})"


def test_the_token_at_a_place():
    text = "a [@C1][@C2] b"
    assert [token_at(text, place) for place in (0, 2, 7, 12, 13)] == ["", "[@C1]", "[@C2]", "[@C2]", ""]


def test_what_is_gone_or_unknown_is_marked_at_the_line_where_it_now_stands(written_from, desk):
    (passage,) = passages(desk)
    desk.typed(f"First.\n\n{passage.token} and more.")
    desk.save()
    assert desk.marked == []
    written_from.coding.uncode(passage.id)
    desk.reload()
    (mark,) = desk.marked
    assert (mark.line, mark.start) == (3, 8)
    assert "was removed by Ana" in mark.why
    desk.typed("A line before.\n" + desk.sitting.text + "\n\n[@nonsense]")
    gone, unknown = desk.marked
    assert (gone.line, unknown.line) == (4, 6)
    assert "nonsense" in unknown.why
    desk.typed("Nothing quoted.")
    assert desk.marked == []


def test_choosing_another_theory_saves_what_was_typed(written_from, desk):
    desk.typed("On T1.")
    desk.choose("T2")
    assert written_from.desk.prose("T1").text == "On T1."
    assert desk.sitting.text == ""


def test_a_text_that_cannot_be_saved_stays_open_while_others_are_written(written_from, desk):
    desk.typed("bell \x07")
    with pytest.raises(ReviewError, match="T1: not saved: line 1 has a control character"):
        desk.choose("T2")
    assert desk.code == "T2"
    desk.typed("On T2.")
    with pytest.raises(ReviewError):
        desk.save()
    assert written_from.desk.prose("T2").text == "On T2."
    desk.choose("T3") if not desk.unsaved else None
    with pytest.raises(ReviewError):
        desk.choose("T1")
    assert desk.sitting.text == "bell \x07"
    desk.typed("bell")
    desk.save()
    assert written_from.desk.prose("T1").text == "bell"
    assert desk.unsaved == []


@NEEDS_SIGKILL
def test_what_was_typed_before_a_kill_is_a_version_when_the_desk_opens_again(written_from):
    killed_while_typing(written_from, "Many words, not one of them saved.")
    desk = WritingDesk(written_from)
    (line,) = desk.recover()
    assert line.startswith("Recovered what was typed on ")
    assert line.endswith("T1: version 1 (7 words)")
    assert written_from.desk.prose("T1").text == "Many words, not one of them saved."
    assert desk.recover() == []
    assert not (written_from.folder / FOLDER).exists()


@NEEDS_SIGKILL
def test_what_was_typed_before_a_kill_stands_beside_what_was_written_since(written_from):
    killed_while_typing(written_from, "typed and killed")
    written_from.desk.write("T1", "written since")
    desk = WritingDesk(written_from)
    assert len(desk.recover()) == 1
    desk.choose("T1")
    assert {desk.sitting.text, desk.sitting.others[0].text} == {"typed and killed", "written since"}


@NEEDS_SIGKILL
def test_what_was_saved_just_before_the_kill_is_not_saved_twice(written_from):
    killed_while_typing(written_from, "the same")
    written_from.desk.write("T1", "the same")
    desk = WritingDesk(written_from)
    assert desk.recover() == []
    assert len(written_from.desk.versions("T1")) == 1
    assert not (written_from.folder / FOLDER).exists()


@NEEDS_SIGKILL
def test_what_cannot_be_recovered_stays_in_its_file_and_is_named(written_from):
    killed_while_typing(written_from, "a bell \x07")
    (line,) = WritingDesk(written_from).recover()
    assert "and not saved: line 1 has a control character" in line
    (file,) = (written_from.folder / FOLDER).glob("*.md")
    assert line.startswith(str(file))
    assert file.read_text() == "a bell \x07"


def test_an_editor_gets_the_text_and_what_it_saved_comes_back(written_from, desk):
    desk.typed("typed here")
    file = desk.begin_editing()
    assert file.read_text() == "typed here"
    file.write_text("typed there\n")
    assert desk.edited() == "typed there"
    desk.typed(desk.edited())
    desk.save()
    assert written_from.desk.prose("T1").text == "typed there"
    assert not file.exists()


def test_a_theory_that_was_merged_into_another_is_written_on_as_that_one(written_from, elsewhere, desk):
    desk.choose("T3")
    desk.typed("On choice.")
    desk.save()
    elsewhere.structure.merge(["T3"], "T1", "they are one")
    assert desk.reload() is News.SHOWN
    assert desk.code == "T1"


def test_all_memos_are_found_with_what_they_are_on(written_from, desk):
    (passage,) = passages(desk)
    written_from.annotations.memo("T3", "on a theory")
    written_from.annotations.memo(passage.id, "on a passage")
    written_from.annotations.memo(written_from.configurations.find("C2").id, "on a configuration")
    written_from.annotations.comment("on it all", "stakeholder", who="a panel")
    found = {text: about for _, text, about in desk.memos()}
    assert found["on a theory"].endswith("on T3 [@click=app.quit]Choice[/]")
    assert "on “Frequent retendering" in found["on a passage"]
    assert found["on a configuration"].endswith("on C2")
    assert found["on it all"].startswith("stakeholder, a panel, 20")
    assert found["on it all"].endswith(", on the whole review")


def test_the_title_has_the_verdict_on_the_theory(written_from, desk):
    assert "mixed" not in title_line(desk, 160, "o", None).plain
    written_from.verdicts.give("T1", "mixed")
    desk.reload()
    assert title_line(desk, 160, "o", None).plain.endswith(" in the prose · verdict: mixed")


def test_material_that_is_read_again_is_new_only_where_something_of_it_changed(written_from, desk):
    before, changes = desk.material.all, desk.reading.changes
    written_from.annotations.memo("T2", "on another theory")
    desk.reload()
    assert desk.material.all is before
    assert desk.reading.changes == changes
    written_from.annotations.memo("T1", "on this one")
    desk.reload()
    assert len(desk.material.all) == len(before) + 1
    assert desk.reading.changes > changes
