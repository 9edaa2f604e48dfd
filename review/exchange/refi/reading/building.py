"""The parts of a project, made of its elements one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from review.exchange.refi.reading.attributes import (
    VALUES,
    description_of,
    given_of,
    name_of,
    number_of,
    plain_colour,
    time_of,
    user_of,
    value_of,
    values_of,
)
from review.exchange.refi.reading.elements import Element, Make
from review.exchange.refi.reading.found import (
    FoundNote,
    FoundRef,
    FoundSource,
    FoundText,
    FoundTexts,
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
TEXTS = frozenset({"Description", "PlainTextContent", *VALUES})
"""Elements with a text of their own."""


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
            "VariableValue": value_of,
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
            name=name_of(of) or "code without a name",
            parent=self._above[-1][1] if self._above else "",
            description=description_of(of),
            colour=plain_colour(of.get("color")),
            is_codable=of.get("isCodable").lower() not in {"false", "0"},
            notes=of.refs("NoteRef"),
        )

    def _variable(self, of: Element) -> QdaVariable:
        return QdaVariable(
            guid=self._guid(of),
            name=name_of(of),
            kind=one_line(of.get("typeOfVariable")) or "Text",
            description=description_of(of),
        )

    def _case(self, of: Element) -> QdaCase:
        return QdaCase(
            guid=self._own_guid(of),
            name=name_of(of),
            description=description_of(of),
            codes=of.refs("CodeRef"),
            values=values_of(of),
            sources=of.refs("SourceRef"),
            selections=of.refs("SelectionRef"),
        )

    def _coding(self, of: Element) -> QdaCoding | None:
        codes = of.refs("CodeRef")
        if not codes or not codes[0]:
            self.skipped.add("coding", "a coding", "it names no code")
            return None
        return QdaCoding(
            guid=self._guid(of), code=codes[0], user=user_of(of), time=time_of(of), notes=of.refs("NoteRef")
        )

    def _selection(self, of: Element) -> QdaSelection | None:
        guid = self._guid(of)
        self.selections.add(guid)
        start, end = number_of(of, "startPosition"), number_of(of, "endPosition")
        if start is None or end is None:
            why = f"its offsets are not numbers ({given_of(of, 'startPosition', 'endPosition')})"
            self.skipped.add("selection", f"selection {quoted(of.get('name') or guid)}", why)
            return None
        return QdaSelection(
            guid=self._own_guid(of),
            start=start,
            end=end,
            name=name_of(of),
            description=description_of(of),
            user=user_of(of),
            time=time_of(of),
            codings=tuple(of.all(QdaCoding)),
            notes=of.refs("NoteRef"),
        )

    def _area(self, of: Element) -> QdaArea | None:
        guid = self._guid(of)
        self.selections.add(guid)
        page = number_of(of, "page")
        corners = [number_of(of, name) for name in ("firstX", "firstY", "secondX", "secondY")]
        if page is None or page < 0 or None in corners:
            given = given_of(of, "page", "firstX", "firstY", "secondX", "secondY")
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
            name=name_of(of),
            description=description_of(of),
            text=paragraphs(shown.content) if shown and shown.content else "",
            user=user_of(of),
            time=time_of(of),
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
            name=name_of(of),
            kind=_KINDS[of.tag],
            path=of.get("path"),
            plain_path=own.plain_path or (shown.plain_path if shown else ""),
            rich_path=own.rich_path or (shown.rich_path if shown else ""),
            content=own.content if own.content is not None or not shown else shown.content,
            description=own.description,
            user=user_of(of),
            time=time_of(of),
            selections=own.selections + (shown.selections if shown else ()),
            areas=tuple(of.all(QdaArea)),
            values=values_of(of),
            codings=tuple(of.all(QdaCoding)),
            notes=of.refs("NoteRef"),
            others=others,
        )

    def _note(self, of: Element) -> FoundNote:
        own = _texts(of)
        self.selections.difference_update(one.guid for one in own.selections)
        return FoundNote(
            guid=self._own_guid(of),
            name=name_of(of),
            plain_path=own.plain_path,
            rich_path=own.rich_path,
            content=own.content,
            description=own.description,
            user=user_of(of),
            time=time_of(of),
            selections=own.selections,
        )

    def _link(self, of: Element) -> QdaLink:
        return QdaLink(
            guid=self._own_guid(of),
            origin=plain_guid(of.get("originGUID")),
            target=plain_guid(of.get("targetGUID")),
            name=name_of(of),
            direction=one_line(of.get("direction")) or "Associative",
            notes=of.refs("NoteRef"),
        )

    def _set(self, of: Element) -> QdaSet:
        return QdaSet(
            guid=self._own_guid(of),
            name=name_of(of),
            description=description_of(of),
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
        description_of(of),
        tuple(of.all(QdaSelection)),
        sum(one.others for one in of.all(FoundTexts)),
    )
