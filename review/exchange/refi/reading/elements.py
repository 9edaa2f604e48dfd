"""The XML of a project as a stream of elements, each made into a value when it ends; entities are never followed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar
from xml.parsers import expat

from review.exchange.refi.reading.found import FoundRef, FoundText
from review.exchange.refi.reading.limits import ProjectLimits
from review.sandbox.messages import CannotReadError

T = TypeVar("T")

_KINDS = {
    "Code": "codes",
    **dict.fromkeys(
        ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource"),
        "sources",
    ),
    **dict.fromkeys(
        (
            "PlainTextSelection",
            "PDFSelection",
            "PictureSelection",
            "AudioSelection",
            "VideoSelection",
            "TranscriptSelection",
        ),
        "selections",
    ),
}
_OTHERS = "elements"
_ENTITIES = "it declares entities or a document type, which no coded project has; it was not read"
_SELECTION = re.compile(rb"<(?:\w+:)?(?:PlainText|PDF|Picture|Audio|Video|Transcript)Selection\b")
_SNIFFED = 200


class NotWellFormedError(CannotReadError):
    """The XML is not well-formed; the text says where."""


class Element:
    """An element that is being read: its attributes, its text, and the values of its children."""

    __slots__ = ("given", "made", "number", "tag", "texts")

    def __init__(self, tag: str, given: Mapping[str, str], number: int) -> None:
        self.tag = tag
        self.given = given
        self.number = number
        self.texts: list[str] = []
        self.made: list[object] = []

    def get(self, *names: str) -> str:
        """The first of these attributes that it has, else nothing."""
        for name in names:
            if value := self.given.get(name):
                return value.strip()
        return ""

    def text(self) -> str:
        """Its own text."""
        return "".join(self.texts)

    def text_of(self, tag: str) -> str | None:
        """The text of its first child with this name, None if it has none."""
        return next((one.text for one in self.all(FoundText) if one.tag == tag), None)

    def refs(self, *tags: str) -> tuple[str, ...]:
        """The ids in its children with one of these names."""
        return tuple(one.guid for one in self.all(FoundRef) if one.tag in tags)

    def all(self, kind: type[T]) -> Iterator[T]:
        """The values of its children of a kind."""
        return (one for one in self.made if isinstance(one, kind))


Make = Callable[[Element], object | None]


class ElementReader:
    """Reads the pieces of an XML file, and makes values of the elements that are known.

    `makers` make a value of an element when it ends, `beginners` are called when it begins. The values of `containers` are
    those of their children, and only `texts` have a text of their own. All other elements are passed over with what is in them.
    """

    def __init__(
        self,
        makers: Mapping[str, Make],
        beginners: Mapping[str, Callable[[Element], None]],
        containers: frozenset[str],
        texts: frozenset[str],
        limits: ProjectLimits,
    ) -> None:
        self._makers, self._beginners, self._containers, self._texts = makers, beginners, containers, texts
        self._depth = limits.depth
        self._most = {
            "codes": limits.codes,
            "sources": limits.sources,
            "selections": limits.selections,
            _OTHERS: limits.others,
        }
        self._open: list[Element] = []
        self._passed_over = 0
        self._numbers: Counter[str] = Counter()

    def root(self, pieces: Iterable[bytes]) -> Element:
        """The outermost element with the values of its children.

        Raises:
            NotWellFormedError: it is not XML.
            CannotReadError: it is empty, declares entities, or has more than the limits allow.
        """
        parser: expat.XMLParserType | None = None
        try:
            for piece in pieces:
                if parser is None:
                    piece = piece.lstrip()  # noqa: PLW2901 - nothing may be before the declaration
                    if not piece:
                        continue
                    parser = self._parser(piece)
                parser.Parse(piece, False)
            if parser is None:
                raise CannotReadError("it is empty")
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise NotWellFormedError(
                f"line {error.lineno} is not valid XML ({expat.ErrorString(error.code)}); "
                "export it again in the program that it comes from"
            ) from error
        return self._open[0]

    def _parser(self, start: bytes) -> expat.XMLParserType:
        # Some programs declare UTF-16 and write UTF-8.
        is_said_wrongly = start.startswith(b"<") and b"utf-16" in start[:_SNIFFED].split(b"?>")[0].lower()
        parser = expat.ParserCreate("utf-8" if is_said_wrongly else None)
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = _refuse
        parser.StartDoctypeDeclHandler = _see_doctype
        return parser

    def _begin(self, name: str, given: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        number = self._count(tag)
        if len(self._open) + self._passed_over >= self._depth:
            raise CannotReadError(
                f"its elements are more than {self._depth:,} levels deep, which no coded project needs; it was not read"
            )
        if self._passed_over or not self._is_known(tag):
            self._passed_over += 1
            return
        element = Element(tag, given, number)
        if begin := self._beginners.get(tag):
            begin(element)
        self._open.append(element)

    def _is_known(self, tag: str) -> bool:
        return not self._open or tag in self._makers or tag in self._containers

    def _count(self, tag: str) -> int:
        kind = _KINDS.get(tag, _OTHERS)
        self._numbers[kind] += 1
        if self._numbers[kind] > self._most[kind]:
            raise _too_many(kind, self._most[kind])
        return self._numbers[kind]

    def _end(self, _: str) -> None:
        if self._passed_over:
            self._passed_over -= 1
            return
        element = self._open[-1]
        if len(self._open) == 1:
            return
        self._open.pop()
        if make := self._makers.get(element.tag):
            made = make(element)
            if made is not None:
                self._open[-1].made.append(made)
        else:
            self._open[-1].made.extend(element.made)

    def _text(self, text: str) -> None:
        if self._open and not self._passed_over and self._open[-1].tag in self._texts:
            self._open[-1].texts.append(text)


def check_selections(pieces: Iterable[bytes], most: int) -> None:
    """Check that there are not too many selections, before any of them is read, which takes far longer.

    Raises:
        CannotReadError: there are more.
    """
    found = 0
    for piece in pieces:
        found += sum(1 for _ in _SELECTION.finditer(piece))
        if found > most:
            raise _too_many("selections", most)


def _too_many(kind: str, most: int) -> CannotReadError:
    return CannotReadError(
        f"it has more than {most:,} {kind}, which is too many to import; export a part of the project"
    )


def _refuse(*_: object) -> None:
    raise CannotReadError(_ENTITIES)


def _see_doctype(_name: str, system: str | None, public: str | None, has_subset: int) -> None:
    if system or public or has_subset:
        raise CannotReadError(_ENTITIES)
