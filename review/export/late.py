"""Values that are read when something of them is first asked for, and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar, overload

T_co = TypeVar("T_co", covariant=True)


class Late(Sequence[T_co], Generic[T_co]):
    """A sequence that `read` gives: exports that do not look at it do not wait for it."""

    def __init__(self, read: Callable[[], Sequence[T_co]]) -> None:
        self._read = read

    @cached_property
    def _values(self) -> Sequence[T_co]:
        return self._read()

    def __len__(self) -> int:
        """The number of values."""
        return len(self._values)

    @overload
    def __getitem__(self, index: int) -> T_co: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T_co]: ...

    def __getitem__(self, index: int | slice) -> T_co | Sequence[T_co]:
        """A value, or some."""
        return self._values[index]

    def __iter__(self) -> Iterator[T_co]:
        """All values."""
        return iter(self._values)
