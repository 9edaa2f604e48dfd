"""The kinds of values that ``theory_map.yaml`` has: each is checked, and says in one line what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from review.domain.texts.languages import LANGUAGES, language_code
from review.domain.wording.unknown import nearest
from review.theory_map.keys import RESERVED_KEYS, free_keys
from review.theory_map.mistakes import quoted, unknown
from review.theory_map.theory_work import LEVELS, TAKEN_KEYS, free_role_keys, is_base
from review.theory_map.values import CODING, DUTIES

_IDENTIFIER = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
_COLOUR = r"#[0-9a-fA-F]{6}"
_APPRAISAL_COLUMNS = frozenset({"citation", "for", "because", "reviewer"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def _line(text: str) -> str:
    tidy = " ".join(text.split())
    if _CONTROL.search(tidy):
        raise ValueError(f"{quoted(tidy)} contains a control character")
    return tidy


def _filled(text: str) -> str:
    if not text:
        raise ValueError("is empty")
    return text


def _identifier(text: str) -> str:
    if not re.fullmatch(_IDENTIFIER, text):
        raise ValueError(
            f"{quoted(text)} is not an identifier; use letters, digits, '.', '_' and '-' (at most 64, the first a letter or digit)"
        )
    return text


def _colour(text: str) -> str:
    if text and not re.fullmatch(_COLOUR, text):
        raise ValueError(f'{quoted(text)} is not a colour; write six hexadecimal digits, such as "#0072b2"')
    return text.lower()


def _key(text: str) -> str:
    if text in RESERVED_KEYS or (len(text) > 1 and text.casefold() in RESERVED_KEYS):
        free = " ".join(free_keys(()))
        raise ValueError(f"{quoted(text)} is a reserved key of the Reader; codes can have {free}")
    if len(text) > 1 or not text.isprintable():
        raise ValueError(f"{quoted(text)} is not one character")
    return text


def _role_key(text: str) -> str:
    if len(text) != 1 or not text.isprintable() or text.isspace():
        raise ValueError(f"{quoted(text)} is not one character")
    if text in TAKEN_KEYS:
        raise ValueError(
            f"{quoted(text)} is a key of the configuration line or the Reader; roles can have {free_role_keys()}"
        )
    return text


def _role(text: str) -> str:
    if is_base(text):
        raise ValueError(f"every review has the role {quoted(text)}; list only others")
    return _identifier(text)


def _dimension(text: str) -> str:
    if text in _APPRAISAL_COLUMNS:
        raise ValueError(f"{quoted(text)} is a column of the export appraisal; use another identifier")
    return _identifier(text)


def _among(kind: str, known: Iterable[str]) -> Callable[[str], str]:
    """The check that a text is one of these."""
    names = tuple(known)

    def check(text: str) -> str:
        if text not in names:
            raise ValueError(unknown(kind, text, names))
        return text

    return check


def _from_0_to_1(kind: str, example: float) -> Callable[[float], float]:
    """The check that a number is from 0 to 1."""

    def check(number: float) -> float:
        if not 0 <= number <= 1:
            raise ValueError(f"{number:g} is not a {kind}; write a number from 0 to 1, such as {example:g}")
        return number

    return check


def _language(text: str) -> str:
    code = language_code(text)
    if code is None:
        near = nearest(text, LANGUAGES.values())
        hint = (
            f"Did you mean '{near}'?" if near else "Write an ISO 639-1 code, such as de, or an English name"
        )
        raise ValueError(f"Unknown language {quoted(text)}. {hint}")
    return code


def _listed(given: object) -> object:
    """A text alone as a list of it."""
    if isinstance(given, dict):
        raise ValueError("is not a language; write one (de) or a list ([de, en])")  # noqa: TRY004 - pydantic reports these
    return (given,) if isinstance(given, str) else given


def _alone(texts: tuple[str, ...]) -> str | list[str]:
    """A list of one text as the text."""
    return texts[0] if len(texts) == 1 else list(texts)


def each_once(texts: tuple[str, ...]) -> tuple[str, ...]:
    """These texts, none of them twice.

    Raises:
        ValueError: one is listed twice.
    """
    repeated = next((text for place, text in enumerate(texts) if text in texts[:place]), None)
    if repeated is not None:
        raise ValueError(f"{quoted(repeated)} is listed twice")
    return texts


Line = Annotated[str, AfterValidator(_line)]
"""Text without line breaks, with normalised white space."""
Words = Annotated[Line, AfterValidator(_filled), WithJsonSchema({"type": "string", "minLength": 1})]
Identifier = Annotated[
    str, AfterValidator(_identifier), WithJsonSchema({"type": "string", "pattern": f"^{_IDENTIFIER}$"})
]
Colour = Annotated[
    Line, AfterValidator(_colour), WithJsonSchema({"type": "string", "pattern": f"^{_COLOUR}$"})
]
Key = Annotated[Line, AfterValidator(_key), WithJsonSchema({"type": ["string", "integer"]})]
RoleKey = Annotated[Line, AfterValidator(_role_key), WithJsonSchema({"type": ["string", "integer"]})]
Role = Annotated[
    str, AfterValidator(_role), WithJsonSchema({"type": "string", "pattern": f"^{_IDENTIFIER}$"})
]
DimensionId = Annotated[
    str, AfterValidator(_dimension), WithJsonSchema({"type": "string", "pattern": f"^{_IDENTIFIER}$"})
]
LevelId = Annotated[
    str,
    AfterValidator(_among("level", LEVELS)),
    WithJsonSchema({"type": "string", "pattern": f"^({'|'.join(LEVELS)})$"}),
]
Share = Annotated[
    float,
    AfterValidator(_from_0_to_1("share", 0.2)),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
Score = Annotated[
    float,
    AfterValidator(_from_0_to_1("score", 0.3)),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
CodingWay = Annotated[
    str,
    AfterValidator(_among("way of coding", CODING)),
    WithJsonSchema({"type": "string", "enum": list(CODING)}),
]
Duty = Annotated[
    str, AfterValidator(_among("role", DUTIES)), WithJsonSchema({"type": "string", "enum": list(DUTIES)})
]
Texts = Annotated[tuple[Words, ...], AfterValidator(each_once)]
Languages = Annotated[
    tuple[Annotated[Line, AfterValidator(_language)], ...],
    BeforeValidator(_listed),
    Field(min_length=1),
    AfterValidator(each_once),
    PlainSerializer(_alone),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
            ]
        }
    ),
]
