"""Nothing typed is lost, and nothing that others wrote."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.widgets import TextArea

from review.errors import ReviewError
from review.project.writing.drafts import FOLDER
from review.tui.places.desk.sitting import News, Sitting, as_lines
from tests.examples import examples


def drafts(project) -> list[str]:
    folder = project.folder / FOLDER
    return [one.read_text() for one in folder.glob("*.md")] if folder.exists() else []


def texts(project) -> list[str]:
    return [one.text for one in project.desk.versions("T1")]


def test_what_is_typed_is_on_disk_until_it_is_a_version(written_from):
    sitting = Sitting(written_from, "T1")
    sitting.text = "Many providers compete."
    sitting.keep()
    assert drafts(written_from) == ["Many providers compete."]
    assert texts(written_from) == []
    assert sitting.save() == "T1: version 1 (3 words)"
    assert drafts(written_from) == []
    assert texts(written_from) == ["Many providers compete."]
    assert sitting.save() == ""


def test_a_text_typed_back_to_what_it_was_leaves_no_draft_and_no_version(written_from):
    sitting = Sitting(written_from, "T1")
    sitting.text = "x"
    sitting.keep()
    sitting.text = ""
    sitting.keep()
    assert (drafts(written_from), sitting.save(), texts(written_from)) == ([], "", [])


def test_what_another_program_wrote_is_shown_if_nothing_waits_to_be_saved(written_from, elsewhere):
    sitting = Sitting(written_from, "T1")
    elsewhere.desk.write("T1", "Ben's text")
    assert sitting.catch_up() is News.SHOWN
    assert sitting.text == "Ben's text"
    assert sitting.catch_up() is News.NONE


def test_both_texts_stay_if_something_was_typed_meanwhile(written_from, elsewhere):
    sitting = Sitting(written_from, "T1")
    sitting.text = "Ana's text"
    elsewhere.desk.write("T1", "Ben's text")
    assert sitting.catch_up() is News.APART
    assert [one.text for one in sitting.others] == ["Ben's text"]
    sitting.save()
    sitting.text = "Ana's longer text"
    sitting.save()
    assert written_from.desk.prose("T1").text == "Ana's longer text"
    assert written_from.desk.prose("T1").others == ("Ben's text",)
    assert [one.text for one in sitting.others] == ["Ben's text"]


def test_both_texts_stay_even_if_nobody_noticed_before_saving(written_from, elsewhere):
    sitting = Sitting(written_from, "T1")
    sitting.text = "Ana's text"
    elsewhere.desk.write("T1", "Ben's text")
    sitting.save()
    assert [one.text for one in sitting.others] == ["Ben's text"]
    assert written_from.desk.prose("T1").text == "Ana's text"


def test_a_text_saved_apart_later_never_takes_the_place_of_the_one_that_is_open(written_from, elsewhere):
    mine, theirs = Sitting(written_from, "T1"), Sitting(elsewhere, "T1")
    mine.text, theirs.text = "Ana's text", "Ben's text"
    mine.save()
    theirs.save()
    assert mine.catch_up() is News.APART
    assert (mine.text, [one.text for one in mine.others], mine.is_own) == ("Ana's text", ["Ben's text"], True)
    assert mine.catch_up() is News.NONE
    # Nor does it when the place is opened again, for either of them.
    again = [Sitting(project, "T1") for project in (written_from, elsewhere)]
    assert [one.text for one in again] == ["Ana's text", "Ben's text"]
    mine.settle(mine.text)
    assert theirs.catch_up() is News.SHOWN
    assert (theirs.text, theirs.others, theirs.is_own) == ("Ana's text", [], False)


def test_what_the_writer_has_not_seen_is_not_settled(written_from, elsewhere):
    sitting = Sitting(written_from, "T1")
    sitting.text = "Ana's text"
    sitting.save()
    elsewhere.desk.write("T1", "Ben's text")
    sitting.settle("Ana's text, again")
    assert [one.text for one in sitting.others] == ["Ben's text"]
    assert written_from.desk.prose("T1").others == ("Ben's text",)


@pytest.mark.parametrize("stands", ["Ana's text", "Ben's text", "Ana's text\n\nBen's text"])
def test_the_writer_settles_which_stands_and_both_are_versions(written_from, elsewhere, stands):
    sitting = Sitting(written_from, "T1")
    elsewhere.desk.write("T1", "Ben's text")
    sitting.text = "Ana's text"
    sitting.save()
    sitting.settle(stands)
    prose = written_from.desk.prose("T1")
    assert (prose.text, prose.others) == (stands, ())
    assert sitting.others == []
    assert {"Ana's text", "Ben's text"} <= set(texts(written_from))
    # What was written apart does not come back with the next version either.
    sitting.text = stands + " And more."
    sitting.save()
    assert written_from.desk.prose("T1").others == ()


def test_texts_of_two_copies_stand_beside_each_other_from_the_beginning(written_from):
    first = written_from.desk.write("T1", "first").event
    written_from.desk.write("T1", "one", [first])
    written_from.desk.write("T1", "other", [first])
    sitting = Sitting(written_from, "T1")
    assert (sitting.text, [one.text for one in sitting.others]) == ("other", ["one"])
    sitting.text = "other, longer"
    sitting.save()
    assert [one.text for one in sitting.others] == ["one"]


def test_after_a_merge_the_text_on_the_theory_that_stays_is_open_as_the_report_has_it(written_from):
    written_from.desk.write("T1", "on T1")
    written_from.desk.write("T2", "on T2")
    open_before = Sitting(written_from, "T1")
    written_from.structure.merge(["T2"], "T1", "they are one")
    sitting = Sitting(written_from, "T1")
    assert sitting.text == written_from.desk.prose("T1").text == "on T1"
    assert [(one.text, sitting.on_another(one)) for one in sitting.others] == [("on T2", "T2")]
    assert (open_before.catch_up(), open_before.text) == (News.APART, "on T1")
    assert open_before.apart_in_words == "has the text on T2, too"


def test_a_text_that_the_journal_refuses_stays_with_its_draft(written_from):
    sitting = Sitting(written_from, "T1")
    sitting.text = "a bell \x07"
    sitting.keep()
    with pytest.raises(ReviewError, match="line 1 has a control character"):
        sitting.save()
    assert sitting.is_changed
    assert drafts(written_from) == ["a bell \x07"]


def test_it_is_saved_as_who_typed_it(written_from):
    sitting = Sitting(written_from, "T1")
    sitting.text = "Ana's words"
    written_from.switch_reviewer("Ben")
    sitting.save()
    assert written_from.desk.prose("T1").reviewer == "Ana"


@given(st.text(st.sampled_from("ab \t\n\r\x0b\x0c\x1c\x85\u2028")))
def test_a_text_area_gives_back_the_text_that_it_is_given(text):
    given_to_it = as_lines(text)
    assert TextArea(given_to_it).text == given_to_it
    assert "".join(given_to_it.split()) == "".join(text.split())


WORDS = st.text(st.sampled_from("abc \n"), min_size=1, max_size=6)
DEEDS = st.one_of(
    st.tuples(st.just("type"), WORDS),
    st.tuples(st.just("written elsewhere"), WORDS),
    st.tuples(st.sampled_from(["keep", "save", "look", "settle", "undo"]), st.just("")),
)


@given(st.lists(DEEDS, max_size=12))
@settings(
    max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_whatever_happens_no_text_is_lost(written_from, elsewhere, deeds):
    written_from.desk.write("T1", "")
    sitting = Sitting(written_from, "T1")
    saved: set[str] = set()
    for deed, text in deeds:
        if deed == "type":
            sitting.text += text
        elif deed == "written elsewhere":
            elsewhere.desk.write("T1", text)
            saved.add(text)
        elif deed == "keep":
            sitting.keep()
            assert drafts(written_from) == ([sitting.text] if sitting.is_changed else [])
        elif deed == "save":
            sitting.save()
            saved.add(sitting.text)
        elif deed == "settle":
            sitting.catch_up()
            sitting.settle(sitting.text)
            saved.add(sitting.text)
            assert written_from.desk.prose("T1").others == ()
        elif deed == "undo":
            typed, was_changed = sitting.text, sitting.is_changed
            sitting.save()
            written_from.history.undo()
            written_from.history.redo()
            sitting.catch_up()
            assert typed in {sitting.text, *(one.text for one in sitting.others)} or not was_changed
        else:
            typed, was_changed = sitting.text, sitting.is_changed
            sitting.catch_up()
            assert sitting.text == typed or not was_changed
    sitting.save()
    sitting.catch_up()
    standing = {one.text for one in written_from.desk.versions("T1") if one.stands}
    assert {sitting.text, *(one.text for one in sitting.others)} == (standing or {""})
    assert saved <= set(texts(written_from))
    assert drafts(written_from) == []
