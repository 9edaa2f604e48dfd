"""The parts of a project, made of its elements one by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

from review.exchange.refi.reading.elements import Element, Make
from review.exchange.refi.reading.found import (
    FoundNote,
    FoundRef,
    FoundSource,
    FoundText,
    FoundTexts,
    FoundValue,
)
from review.exchange.refi.reading.guids import plain_guid
from review.exchange.refi.reading.skipping import SkipList, quoted
from review.exchange.refi.values import (
    QdaArea,
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaLink,
    QdaSelection,
    QdaSet,
    QdaUser,
    QdaVariable,
    SourceKind,
)
from review.references.text import one_line, paragraphs

CONTAINERS = frozenset(
    {"Users", "CodeBook", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs"}
)
"""Elements that only hold others."""

_KINDS = {
    "TextSource": SourceKind.TEXT,
    "PDFSource": SourceKind.PDF,
    "PictureSource": SourceKind.PICTURE,
    "AudioSource": SourceKind.AUDIO,
    "VideoSource": SourceKind.VIDEO,
}
_OTHER_SELECTIONS = ("PictureSelection", "AudioSelection", "VideoSelection", "TranscriptSelection")
_REFS = (
    "CodeRef",
    "NoteRef",
    "SourceRef",
    "SelectionRef",
    "VariableRef",
    "MemberCode",
    "MemberSource",
    "MemberNote",
)
_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
TEXTS = frozenset({"Description", "PlainTextContent", *_VALUES})
"""Elements with a text of their own."""

_COLOUR = re.compile("#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{0,15})?")
_LONGEST_NAME = 10_000
_SHOWN = 30


class ProjectParts:
    """Makes values of elements, and remembers what must be known before the whole project is read."""

    def __init__(self, skipped: SkipList) -> None:
        self.skipped = skipped
        self.selections: set[str] = set()
        """The ids of all selections of text and PDFs, also broken ones."""
        self.graphs = 0
        self._codes: list[QdaCode | None] = []
        self._above: list[tuple[int, str]] = []
        self._known: Counter[tuple[str, str]] = Counter()

    def makers(self) -> dict[str, Make]:
        """What makes a value of an element, by its name."""
        return {
            **dict.fromkeys(TEXTS, lambda of: FoundText(of.tag, of.text())),
            **dict.fromkeys(_REFS, lambda of: FoundRef(of.tag, plain_guid(of.get("targetGUID", "guid")))),
            **dict.fromkeys(_KINDS, self._source),
            **dict.fromkeys(_OTHER_SELECTIONS, lambda of: FoundTexts(of.tag, others=1)),
            **dict.fromkeys(("Representation", "TextDescription", "Transcript"), _texts),
            "User": lambda of: QdaUser(guid=self._guid(of), name=one_line(of.get("name", "id"))),
            "Code": self._code,
            "Variable": self._variable,
            "VariableValue": _value,
            "Case": self._case,
            "Coding": self._coding,
            "PlainTextSelection": self._selection,
            "PDFSelection": self._area,
            "Note": self._note,
            "Link": self._link,
            "Set": self._set,
            "Graph": self._graph,
        }

    def begin_code(self, of: Element) -> None:
        """A code begins: its place in the order is before those under it."""
        self._above.append((len(self._codes), self._guid(of)))
        self._codes.append(None)

    def codes(self) -> Iterator[QdaCode]:
        """The codes in their order, each id once."""
        known: set[str] = set()
        for code in self._codes:
            if code and code.guid in known:
                why = "another code before it has the same GUID; that one counts"
                self.skipped.add("code", f"code {quoted(code.name)}", why)
            elif code:
                known.add(code.guid)
                yield code

    def count_codes(self) -> int:
        """How many codes the file has, also those with an id of another."""
        return len(self._codes)

    def _guid(self, of: Element) -> str:
        return plain_guid(of.get("guid")) or f"{of.tag.lower()}-{of.number}"

    def _own_guid(self, of: Element) -> str:
        """Its id, made distinct where another of its kind has it already."""
        guid = self._guid(of)
        self._known[of.tag, guid] += 1
        times = self._known[of.tag, guid]
        return guid if times == 1 else f"{guid}#{times}"

    def _code(self, of: Element) -> None:
        place, guid = self._above.pop()
        self._codes[place] = QdaCode(
            guid=guid,
            name=_name(of) or "code without a name",
            parent=self._above[-1][1] if self._above else "",
            description=_description(of),
            colour=_colour(of.get("color")),
            is_codable=of.get("isCodable").lower() not in {"false", "0"},
            notes=of.refs("NoteRef"),
        )

    def _variable(self, of: Element) -> QdaVariable:
        return QdaVariable(
            guid=self._guid(of),
            name=_name(of),
            kind=one_line(of.get("typeOfVariable")) or "Text",
            description=_description(of),
        )

    def _case(self, of: Element) -> QdaCase:
        return QdaCase(
            guid=self._own_guid(of),
            name=_name(of),
            description=_description(of),
            codes=of.refs("CodeRef"),
            values=_values(of),
            sources=of.refs("SourceRef"),
            selections=of.refs("SelectionRef"),
        )

    def _coding(self, of: Element) -> QdaCoding | None:
        codes = of.refs("CodeRef")
        if not codes or not codes[0]:
            self.skipped.add("coding", "a coding", "it names no code")
            return None
        return QdaCoding(
            guid=self._guid(of), code=codes[0], user=_user(of), time=_time(of), notes=of.refs("NoteRef")
        )

    def _selection(self, of: Element) -> QdaSelection | None:
        guid = self._guid(of)
        self.selections.add(guid)
        start, end = _number(of, "startPosition"), _number(of, "endPosition")
        if start is None or end is None:
            why = f"its offsets are not numbers ({_given(of, 'startPosition', 'endPosition')})"
            self.skipped.add("selection", f"selection {quoted(of.get('name') or guid)}", why)
            return None
        return QdaSelection(
            guid=self._own_guid(of),
            start=start,
            end=end,
            name=_name(of),
            description=_description(of),
            user=_user(of),
            time=_time(of),
            codings=tuple(of.all(QdaCoding)),
            notes=of.refs("NoteRef"),
        )

    def _area(self, of: Element) -> QdaArea | None:
        guid = self._guid(of)
        self.selections.add(guid)
        page = _number(of, "page")
        corners = [_number(of, name) for name in ("firstX", "firstY", "secondX", "secondY")]
        if page is None or page < 0 or None in corners:
            given = _given(of, "page", "firstX", "firstY", "secondX", "secondY")
            why = f"its page or corners are not numbers ({given})"
            self.skipped.add("selection", f"selection {quoted(of.get('name') or guid)}", why)
            return None
        left, bottom, right, top = (number or 0 for number in corners)
        shown = next(of.all(FoundTexts), None)
        return QdaArea(
            guid=guid,
            page=page + 1,
            left=min(left, right),
            bottom=min(bottom, top),
            right=max(left, right),
            top=max(bottom, top),
            name=_name(of),
            description=_description(of),
            text=paragraphs(shown.content) if shown and shown.content else "",
            user=_user(of),
            time=_time(of),
            codings=tuple(of.all(QdaCoding)),
            notes=of.refs("NoteRef"),
        )

    def _source(self, of: Element) -> FoundSource:
        texts = list(of.all(FoundTexts))
        shown = next((one for one in texts if one.tag == "Representation"), None)
        own = _texts(of)
        # Selections of a picture's description, of a recording's transcript: they have no document here.
        others = sum(one.others + (one is not shown) * len(one.selections) for one in texts)
        return FoundSource(
            guid=self._own_guid(of),
            name=_name(of),
            kind=_KINDS[of.tag],
            path=of.get("path"),
            plain_path=own.plain_path or (shown.plain_path if shown else ""),
            rich_path=own.rich_path or (shown.rich_path if shown else ""),
            content=own.content if own.content is not None or not shown else shown.content,
            description=own.description,
            user=_user(of),
            time=_time(of),
            selections=own.selections + (shown.selections if shown else ()),
            areas=tuple(of.all(QdaArea)),
            values=_values(of),
            codings=tuple(of.all(QdaCoding)),
            notes=of.refs("NoteRef"),
            others=others,
        )

    def _note(self, of: Element) -> FoundNote:
        own = _texts(of)
        self.selections.difference_update(one.guid for one in own.selections)
        return FoundNote(
            guid=self._own_guid(of),
            name=_name(of),
            plain_path=own.plain_path,
            rich_path=own.rich_path,
            content=own.content,
            description=own.description,
            user=_user(of),
            time=_time(of),
            selections=own.selections,
        )

    def _link(self, of: Element) -> QdaLink:
        return QdaLink(
            guid=self._own_guid(of),
            origin=plain_guid(of.get("originGUID")),
            target=plain_guid(of.get("targetGUID")),
            name=_name(of),
            direction=one_line(of.get("direction")) or "Associative",
            notes=of.refs("NoteRef"),
        )

    def _set(self, of: Element) -> QdaSet:
        return QdaSet(
            guid=self._own_guid(of),
            name=_name(of),
            description=_description(of),
            codes=of.refs("MemberCode"),
            sources=of.refs("MemberSource"),
            notes=of.refs("MemberNote"),
        )

    def _graph(self, _: Element) -> None:
        self.graphs += 1


def _texts(of: Element) -> FoundTexts:
    return FoundTexts(
        of.tag,
        of.get("plainTextPath"),
        of.get("richTextPath"),
        of.text_of("PlainTextContent"),
        _description(of),
        tuple(of.all(QdaSelection)),
        sum(one.others for one in of.all(FoundTexts)),
    )


def _value(of: Element) -> FoundValue | None:
    variables = of.refs("VariableRef")
    text = next((one.text for one in of.all(FoundText) if one.tag in _VALUES), "")
    return FoundValue(variables[0], paragraphs(text)) if variables else None


def _values(of: Element) -> dict[str, str]:
    return {one.variable: one.value for one in of.all(FoundValue)}


def _name(of: Element) -> str:
    return one_line(of.get("name")[:_LONGEST_NAME])


def _description(of: Element) -> str:
    return paragraphs(of.text_of("Description") or "")


def _user(of: Element) -> str:
    return plain_guid(of.get("creatingUser", "modifyingUser"))


def _time(of: Element) -> str:
    return _in_utc(of.get("creationDateTime", "modifiedDateTime"))


@lru_cache(1000)
def _in_utc(given: str) -> str:
    try:
        time = datetime.fromisoformat(given)
        time = (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")


def _colour(given: str) -> str:
    colour = given.strip().lower()
    if not _COLOUR.fullmatch(colour):
        return ""
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def _number(of: Element, name: str) -> int | None:
    given = of.get(name)
    return round(float(given)) if _NUMBER.fullmatch(given) else None


def _given(of: Element, *names: str) -> str:
    return ", ".join(f'{name}="{one_line(of.get(name)[:_SHOWN])}"' for name in names)
