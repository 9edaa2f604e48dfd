"""The keys that `keys.py` presses in each place, and what is pressed before and after."""

from __future__ import annotations

from typing import NamedTuple


class Press(NamedTuple):
    """Keys whose cost is one figure; `before` and `after` are pressed in each run without counting."""

    name: str
    keys: str
    before: str = ""
    after: str = ""
    once: bool = False


PALETTE = Press("a letter in the palette", "e", "ctrl+p", "escape escape")
HELP = Press("all keys", "question_mark", after="escape")
FIND = Press("a letter of a find", "m", "ctrl+g a r", "escape")

PLACES: dict[str, tuple[str, tuple[Press, ...]]] = {
    "Library": (
        "f2",
        (
            Press("next", "j", "G pageup"),
            Press("next again", "j"),
            Press("previous", "k"),
            Press("page down", "pagedown"),
            Press("page up", "pageup"),
            Press("to the end", "G", "g"),
            Press("to the beginning", "g", "G"),
            Press("mark", "m"),
            Press("mark all", "M", after="M"),
            Press("/", "slash", after="escape"),
            Press("first letter", "m", "slash", "backspace escape"),
            Press("third letter", "r", "slash m a", "backspace backspace backspace escape"),
            Press("backspace", "backspace", "slash m a r", "backspace backspace escape"),
            Press("search is left", "backspace", "slash m", "escape"),
            Press("filter", "f", after="escape"),
            Press("filter chosen", "enter", "f down", "escape F"),
            Press("filter cleared", "F", "f down enter"),
            Press("order", "o", after="escape"),
            Press("order chosen", "enter", "o down"),
            Press("decide", "D", after="escape"),
            Press("decided", "enter", "D i", "j"),
            Press("undo", "u", "D i enter"),
            Press("source type chosen", "enter", "t down", "j"),
            Press("edit", "e", after="escape"),
            Press("details", "d", after="d"),
            Press("history", "H", after="escape"),
            Press("memo", "N", after="escape"),
            Press("duplicates", "equals_sign", after="escape"),
            HELP, Press("palette", "ctrl+p", after="escape"), PALETTE, FIND,
        ),
    ),
    "Screening": (
        "f3",
        (
            Press("later", "n"),
            Press("include", "i"),
            Press("exclude, the criterion", "x", after="escape"),
            Press("exclude", "1", "x"),
            Press("maybe", "m"),
            Press("undo", "u", "m"),
            Press("scroll", "j"),
            Press("why", "w", after="w"),
            Press("order", "d", after="escape"),
            Press("stage", "tab", after="tab"),
            Press("note", "N", after="escape"),
            Press("history", "H", after="escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Reader": (
        "f4",
        (
            Press("next passage", "j"),
            Press("previous passage", "k"),
            Press("page down", "pagedown"),
            Press("down", "down"),
            Press("end of text", "ctrl+end", "ctrl+home"),
            Press("code", "1", "j"),
            Press("stance", "minus", "j 1"),
            Press("undo", "u", "j 2"),
            Press("pick a code", "slash", after="escape"),
            Press("a letter of a code", "m", "slash", "escape"),
            Press("find", "ctrl+f", after="escape"),
            Press("a letter of a find in it", "a", "ctrl+f", "escape"),
            Press("next document", "N"),
            Press("configuration line", "C", after="escape"),
            Press("put a passage", "c", "C j", "u escape"),
            Press("word", "w", "C j c", "escape u escape"),
            Press("evidence against", "E", after="escape escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Theory map": (
        "f5",
        (
            Press("next", "j"),
            Press("previous", "k"),
            Press("passages", "enter", after="escape"),
            Press("next passage", "j", "enter", "escape"),
            Press("reword", "e", after="escape"),
            Press("versions", "l", after="escape"),
            Press("story", "s", after="escape"),
            Press("verdict", "V", after="escape"),
            Press("appraisals", "g", after="escape"),
            Press("next appraisal", "j", "g", "escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Exports": (
        "f6",
        (
            Press("next", "j"),
            Press("previous", "k"),
            Press("to the table", "l", after="h"),
            Press("formats", "f", after="escape"),
            Press("which records", "r", after="escape"),
            Press("template", "t", after="escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Accuracy": ("f7", (Press("next", "j"), Press("previous", "k"), Press("figures", "l", after="h"), HELP, PALETTE, FIND)),
    "Configurations": (
        "f8",
        (
            Press("next", "j"),
            Press("previous", "k"),
            Press("page down", "pagedown"),
            Press("to the end", "G", "g"),
            Press("read", "enter", after="escape"),
            Press("next part", "j", "enter", "escape"),
            Press("a letter of a search", "a", "slash", "backspace escape"),
            Press("filter", "f", after="escape"),
            Press("status", "s", after="escape"),
            Press("chain", "d", after="escape"),
            Press("new", "n", after="escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Desk": (
        "f9",
        (
            Press("next", "j"),
            Press("previous", "k"),
            Press("page down", "pagedown"),
            Press("next theory", "right_square_bracket"),
            Press("a letter typed", "a", "tab", "backspace escape"),
            Press("insert", "i", after="u"),
            Press("next mark", "n"),
            Press("a letter of a search", "a", "slash", "backspace escape"),
            Press("filter", "f", after="escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Searches": (
        "f10",
        (
            Press("next", "j"),
            Press("previous", "k"),
            Press("read", "enter", after="escape"),
            Press("next part", "j", "enter", "escape"),
            Press("flow", "f", after="f"),
            Press("PRISMA-S", "p", after="p"),
            Press("new", "n", after="escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Team": (
        "f11",
        (
            Press("next", "j"),
            Press("previous", "k"),
            Press("page down", "pagedown"),
            Press("coding", "2", after="1"),
            Press("agreement", "3", after="1"),
            Press("work", "4", after="1"),
            Press("copies", "5", after="1"),
            Press("settle", "s", after="escape"),
            HELP, PALETTE, FIND,
        ),
    ),
}  # fmt: skip
