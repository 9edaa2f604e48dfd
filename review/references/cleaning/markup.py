"""Converts entities and markup in values to text: ``Health &amp; <i>Care</i>`` to ``Health & Care``."""

from __future__ import annotations

import re
from html import unescape

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_INLINE = (
    "i|b|u|em|strong|sub|sup|inf|scp|sc|small|big|tt|code|span|font|a|bold|italic|italics|underline|roman|sans-serif|monospace"
    "|cite|q|mark|ext-link|xref|named-content|styled-content|inline-formula|tex-math|alternatives|math"
)
_BLOCK = "p|br|hr|div|li|ul|ol|dl|dt|dd|title|sec|section|abstract|h[1-6]|label|list|list-item|tr|td|th|table|blockquote|pre"
_TAG = re.compile(
    rf"</?(?:(?P<block>(?:jats:)?(?:{_BLOCK}))|(?:jats:|mml:|ce:|sb:)[A-Za-z][\w-]*|{_INLINE})(?:\s[^<>]*)?/?>"
    r"|<!--.*?-->|<!\[CDATA\[|\]\]>",
    re.IGNORECASE | re.DOTALL,
)
_ROUNDS = 8
"""How often entities within entities are resolved, which is twice in files that were exported carelessly."""


def without_markup(text: str) -> str:
    """`text` with entities as characters and without tags; a paragraph or a line break in it becomes a line end.

    Other signs are kept: ``p<0.05``, ``x<5 and y>3``.
    """
    for _ in range(_ROUNDS):
        if "<" not in text and "&" not in text:
            return text
        plain = _TAG.sub(_space, text) if "<" in text else text
        plain = _ENTITY.sub(_character, plain) if "&" in plain else plain
        if plain == text:
            break
        text = plain
    return text


def unescaped(text: str) -> str:
    """`text` with entities as characters, for values that are separated by semicolons."""
    return _ENTITY.sub(_character, text) if "&" in text and ";" in text else text


def _space(tag: re.Match[str]) -> str:
    return "\n" if tag["block"] else ""


def _character(entity: re.Match[str]) -> str:
    return unescape(entity[0])
