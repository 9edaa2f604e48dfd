"""review find."""

from __future__ import annotations

from tests.cli.run import Terminal


def test_words_are_found_in_memos_and_theories(terminal: Terminal) -> None:
    terminal.run("memo", "T1", "The Wombat\x1b[31m digs")
    (one,) = terminal.json("find", "wombat")["found"]
    assert one == {
        "kind": "memo",
        "id": one["id"],
        "record": "",
        "citation": "",
        "page_label": "",
        "cited_page": "",
        "code": "T1",
        "cmoc": "",
        "text": "The Wombat\x1b[31m digs",
    }
    assert "\x1b" not in terminal.run("find", "wombat").out
    assert {found["kind"] for found in terminal.json("find", "market")["found"]} >= {"theory"}


def test_more_than_the_limit_is_counted(terminal: Terminal) -> None:
    for number in range(3):
        terminal.run("memo", "T1", f"wombat {number}")
    answer = terminal.json("find", "wombat", "--limit", "2")
    assert (len(answer["found"]), answer["total"]) == (2, 3)
    assert "2 of 3; --limit N gives more" in terminal.run("find", "wombat", "--limit", "2").out
    assert "nothing has all of these words: zzz" in terminal.run("find", "zzz").out


def test_no_word_is_refused(terminal: Terminal) -> None:
    assert "give at least one word" in terminal.refused("find", "?!")
