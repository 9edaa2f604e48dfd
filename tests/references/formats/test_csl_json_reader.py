from __future__ import annotations

import json

import pytest

from tests.references.conftest import Read, ReadOne

ITEM = {
    "id": "okoro2016",
    "type": "chapter",
    "title": "Shaping local markets",
    "author": [
        {"family": "Beethoven", "non-dropping-particle": "van", "given": "Ludwig", "suffix": "Jr."},
        {"literal": "Turning Point"},
    ],
    "issued": {"date-parts": [[2016, 5, 1]]},
    "DOI": "10.1111/hsc.12345",
    "keyword": "choice, control",
    "accessed": {"date-parts": [[2017]]},
    "chapter-number": 3,
}


def test_an_item(read_one: ReadOne) -> None:
    reference = read_one(json.dumps([ITEM]))
    assert reference.authors == ("van Beethoven, Ludwig, Jr.", "Turning Point")
    assert (reference.kind, reference.year, reference.key) == ("chapter", 2016, "okoro2016")
    assert reference.keywords == ("choice", "control")
    assert reference.other == {
        "issued": ('{"date-parts":[[2016,5,1]]}',),
        "accessed": ('{"date-parts":[[2017]]}',),
        "chapter-number": ("3",),
    }


def test_lines_are_those_of_the_items(read: Read) -> None:
    file = read('[\n {"title": "One"},\n {\n  "title": "Two"},\n\n {"volume": "1"}, 7]')
    assert [(r.title, r.line) for r in file.references] == [("One", 2), ("Two", 3)]
    assert [refusal.line for refusal in file.refusals] == [6, 6]


def test_a_single_item_and_a_list_inside_an_object(read: Read) -> None:
    assert [r.title for r in read('{"title": "One"}').references] == ["One"]
    assert [r.title for r in read('{"items": [{"title": "One"}, {"title": "Two"}]}').references] == [
        "One",
        "Two",
    ]


WORK = '{"DOI": "10.5555/1", "title": ["One"], "author": [{"given": "Ada", "family": "Marsh"}]}'


@pytest.mark.parametrize(
    "answer",
    [
        f'{{"status":"ok","message-type":"work","message-version":"1.0.0","message":{WORK}}}',
        f'{{"message":{WORK},"message-type":"work","status":"ok"}}',
        f'{{"status":"ok","message-type":"work-list","message":{{"total-results":1,"items":[{WORK}]}}}}',
        f'{{"message-type":"work-list","status":"ok","message":{{"items":[{WORK}],"total-results":1}}}}',
        f'[{{"status":"ok","message-type":"work","message":{WORK}}}]',
    ],
    ids=["a work", "in another order", "a list", "a list in another order", "collected answers"],
)
def test_crossrefs_answers(read_one: ReadOne, answer: str) -> None:
    reference = read_one(answer)
    assert (reference.title, reference.doi, reference.authors) == ("One", "10.5555/1", ("Marsh, Ada",))


def test_json_that_breaks_off_keeps_what_came_before(read: Read) -> None:
    file = read('[{"title": "One"},\n{"title": "Tw')
    assert [r.title for r in file.references] == ["One"]
    [refusal] = file.refusals
    assert (refusal.line, refusal.message.startswith("not JSON")) == (2, True)


def test_an_array_that_is_not_closed_is_read(read: Read) -> None:
    file = read('[{"title": "One"}\n')
    assert [r.title for r in file.references] == ["One"]
    assert len(file.refusals) == 1


def test_members_behind_the_items_are_noted(read: Read) -> None:
    file = read('{"items": [{"type": "book", "title": "One"}],\n "next-cursor": "abc", "facets": {"a": [1]}}')
    assert [reference.title for reference in file.references] == ["One"]
    assert [(notice.line, notice.message) for notice in file.notices] == [
        (2, "a member of the file behind its items was passed over: “next-cursor”"),
        (2, "a member of the file behind its items was passed over: “facets”"),
    ]
