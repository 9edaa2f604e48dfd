"""Whether an ONNX model has its numbers in itself, found without the library that runs it.

A model may name other files, anywhere on the machine, that onnxruntime would read. Protocol buffers are sequences of fields, each
a number with a kind, and a value; only the fields that lead to tensors are entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

_VARINT, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5
_MOST_BYTES_OF_NUMBER = 10
_DEEPEST = 50
_EXTERNAL_DATA, _DATA_LOCATION = 13, 14


class _Part(Enum):
    """The messages of ``onnx.proto`` in which a tensor may be."""

    MODEL = auto()
    TRAINING = auto()
    GRAPH = auto()
    FUNCTION = auto()
    NODE = auto()
    ATTRIBUTE = auto()
    SPARSE_TENSOR = auto()
    TENSOR = auto()


_PARTS = {
    _Part.MODEL: {7: _Part.GRAPH, 20: _Part.TRAINING, 25: _Part.FUNCTION},
    _Part.TRAINING: {1: _Part.GRAPH, 2: _Part.GRAPH},
    _Part.GRAPH: {1: _Part.NODE, 5: _Part.TENSOR, 15: _Part.SPARSE_TENSOR},
    _Part.FUNCTION: {7: _Part.NODE, 11: _Part.ATTRIBUTE},
    _Part.NODE: {5: _Part.ATTRIBUTE},
    _Part.ATTRIBUTE: {
        5: _Part.TENSOR, 6: _Part.GRAPH, 10: _Part.TENSOR, 11: _Part.GRAPH,
        22: _Part.SPARSE_TENSOR, 23: _Part.SPARSE_TENSOR,
    },
    _Part.SPARSE_TENSOR: {1: _Part.TENSOR, 2: _Part.TENSOR},
    _Part.TENSOR: {},
}  # fmt: skip


def has_external_data(model: bytes) -> bool:
    """Whether a tensor of the model is in another file.

    Raises:
        ValueError: the bytes are not an ONNX model.
    """
    found = has_graph = False
    waiting = [(_Part.MODEL, 0, len(model), 0)]
    while waiting:
        part, start, end, depth = waiting.pop()
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
        for number, at, until in _fields(model, start, end):
            if part is _Part.TENSOR:
                found |= number == _EXTERNAL_DATA or (number == _DATA_LOCATION and model[at:until] != b"\0")
            elif (inner := _PARTS[part].get(number)) is not None:
                has_graph |= inner is _Part.GRAPH
                waiting.append((inner, at, until, depth + 1))
    if not has_graph:
        raise ValueError("no graph")
    return found


def _fields(model: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The number of each field, and where its value starts and ends."""
    at = start
    while at < end:
        tag, at = _number(model, at, end)
        # Libraries that read it keep 32 bits of a tag, whatever comes above these.
        tag &= 0xFFFFFFFF
        kind, value = tag & 7, at
        if kind == _VARINT:
            _, at = _number(model, at, end)
        elif kind == _BYTES:
            length, value = _number(model, at, end)
            at = value + length
        elif kind in {_EIGHT_BYTES, _FOUR_BYTES}:
            at += 8 if kind == _EIGHT_BYTES else 4
        else:
            raise ValueError("not a field")
        if at > end:
            raise ValueError("a field is cut off")
        yield tag >> 3, value, at


def _number(model: bytes, start: int, end: int) -> tuple[int, int]:
    """A whole number of seven bits a byte, the lowest first, and where it ends."""
    number = 0
    for place, at in enumerate(range(start, min(end, start + _MOST_BYTES_OF_NUMBER))):
        number |= (model[at] & 0x7F) << 7 * place
        if model[at] < 0x80:
            return number, at + 1
    raise ValueError("a number is cut off")
