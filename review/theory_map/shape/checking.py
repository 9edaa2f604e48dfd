"""Whether a JSON object has the shape of a theory map, with all mistakes in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from review.theory_map.mistakes import Mistake, Path, did_you_mean, quoted
from review.theory_map.shape.groups import TheoryMapShape

_SENTENCES = {
    "list_type": "is not a list; write [one, another]",
    "tuple_type": "is not a list; write [one, another]",
    "dict_type": "is not a group of 'name: value' lines",
    "model_type": "is not a group of 'name: value' lines",
    "model_attributes_type": "is not a group of 'name: value' lines",
    "string_type": "is not a text",
    "too_short": "needs at least one entry",
    "greater_than_equal": "is not a number from 1 to 99",
    "less_than_equal": "is not a number from 1 to 99",
}

_REST_OF_A_TEXT = (
    " without a value; if it is the rest of a text with a comma, put the text in quotation marks"
)

_MOST_MISTAKES = 1_000
"""How many mistakes get suggestions, because searching for similar names is slow."""


def shaped(plain: object) -> TheoryMapShape | list[Mistake]:
    """The theory map in a JSON object, or all mistakes in its shape (the first ones, if there are very many)."""
    try:
        return TheoryMapShape.model_validate(plain)
    except ValidationError as error:
        details = error.errors(include_url=False)[:_MOST_MISTAKES]
        return [_mistake(detail, plain) for detail in details]


def bare_names(paths: Iterable[Path]) -> Iterator[Mistake]:
    """The known names among names without a value, as in ``{name: one, definition}``; others are mistakes of the shape."""
    for path in paths:
        if str(path[-1]) in _names_at(path[:-1]):
            yield Mistake(path, f"a name{_REST_OF_A_TEXT}")


def _mistake(detail: ErrorDetails, plain: object) -> Mistake:
    kind: str = detail["type"]
    path: Path = tuple(detail["loc"])
    # Pydantic's mark of a wrong key; a file may have a key of that name.
    if path[-1:] == ("[key]",) and not _exists(plain, path):
        path = path[:-1]
    if kind == "missing":
        message = "is empty" if _exists(plain, path) else "is missing"
    elif kind == "extra_forbidden":
        message = (
            f"unknown name{did_you_mean(str(path[-1]), _names_at(path[:-1])) or _rest_of_a_text(detail)}"
        )
    elif kind == "value_error":
        message = str(detail["ctx"]["error"])
    elif kind.startswith("int_"):
        message = f"{quoted(str(detail['input']))} is not a whole number"
    elif kind.startswith("float_"):
        message = f"{quoted(str(detail['input']))} is not a number"
    elif kind.startswith("bool_"):
        message = f"{quoted(str(detail['input']))} is neither true nor false"
    else:
        message = _SENTENCES.get(kind, detail["msg"])
    return Mistake(path, message)


def _rest_of_a_text(detail: ErrorDetails) -> str:
    """The cure where a name has no value, as the second of ``{text: one, two}``; nothing for others."""
    return _REST_OF_A_TEXT if detail["input"] is None else ""


def _exists(plain: object, path: Path) -> bool:
    """Whether the path exists, even with an empty value."""
    for step in path:
        if not isinstance(plain, dict) or step not in plain:
            return False
        plain = plain[step]
    return True


def _names_at(path: Path) -> tuple[str, ...]:
    """The valid names in the group at this path; none where a name can be anything, or the path leads nowhere."""
    shape: Any = TheoryMapShape
    for step in path:
        fields = getattr(shape, "model_fields", None)
        shape = getattr(fields.get(step), "annotation", None) if fields else _entry_of(shape)
    return tuple(getattr(shape, "model_fields", ()))


def _entry_of(shape: object) -> Any:  # noqa: ANN401 - a type
    """The type of the entries of a list or group; None of anything else."""
    return next((one for one in reversed(get_args(shape)) if one is not ...), None)
