"""Acts on passages: codings, rejected suggestions, done marks, and their move to another reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import UNSET, Struct, UnsetType

from review.acts.act import TOGETHER, Act, Names
from review.domain.act import Stance
from review.domain.wording.counted import counted
from review.domain.wording.named import named


class Accepted(Struct, frozen=True, kw_only=True):
    """The suggestion that a coding accepted: its calibrated `score`, the scores of its rivals, and the `model`."""

    code: str
    score: float
    rivals: tuple[tuple[str, float], ...]
    model: str


class OwnLabel(Struct, frozen=True, kw_only=True):
    """What the text itself says of a page that was labelled by hand: its `label` and `source` (`LabelSource`)."""

    label: str
    source: str


class Quotation(Act, frozen=True, kw_only=True):
    """An act on a quoted passage: the half-open code points `start` to `end` of the text with that hash.

    `before` and `after` are some text around it, used to find it in another reading. `page_label` is the page's label at that
    time, and `label_source` its `LabelSource`, as text, because a newer version may know others; if it was set by hand,
    `own_label` is what the page has without it.
    """

    record: str
    text_sha256: str
    start: int
    end: int
    quote: str
    before: str
    after: str
    page: int
    page_label: str
    label_source: str | UnsetType = UNSET
    own_label: OwnLabel | UnsetType = UNSET


class Code(Quotation, frozen=True, kw_only=True, tag="code"):
    """A passage was coded.

    `shown` has the codes that were suggested on the screen when the passage was coded by hand. `stances` has the stance toward
    each code where they differ; `stance` is the one toward all, `bears-on` where they differ. Acts with the same `batch` were
    made by one import and are undone and redone together, by `imported_by` also those in the name of others.
    """

    about = "coding:{event}"
    undoable = True
    deed = TOGETHER
    noun = "coding"
    plural = "codings"
    codes: tuple[str, ...]
    stance: Stance
    status: str
    memo: str
    theory_event: str
    suggestion: Accepted | UnsetType = UNSET
    shown: tuple[str, ...] | UnsetType = UNSET
    stances: dict[str, Stance] | UnsetType = UNSET
    batch: str = ""
    imported_by: str = ""

    @property
    def stance_of(self) -> dict[str, Stance]:
        """The stance toward each of the codes."""
        given = {} if self.stances is UNSET else self.stances
        return {code: given.get(code, self.stance) for code in self.codes}

    @property
    def detail(self) -> str:
        """Codes, stances and status."""
        return self._said(str)

    def detail_in_words(self, names: Names) -> str:
        """The same; a single code with its name."""
        return self._said(names.code if len(self.codes) == 1 else str)

    def _said(self, called: Callable[[str], str]) -> str:
        if self.stances is UNSET:
            said = [*map(called, self.codes), named(self.stance)]
        else:
            said = _with_stances(self.stance_of, called)
        return ", ".join([*said, *([self.status] if self.status else [])])

    def many_in_words(self, count: int, names: Names) -> str:
        """So many codings, which may have different codes."""
        del names
        return f"{count:,} {self.plural}"

    @property
    def explanation(self) -> tuple[str, ...]:
        """The memo."""
        return (self.memo,) if self.memo else ()


class Recode(Act, frozen=True, kw_only=True, tag="recode"):
    """A coding's codes, stances or status changed; fields left out are unchanged.

    `stances` has the codes whose stance is set; without it (in acts from before there were several), `stance` is set for all.
    With it, `stance` is what all codes have then, `bears-on` where they differ. `looked_at` names codes that the reviewer has
    judged again under the theory map's version of this act.
    """

    about = "coding:{act.coding}"
    undoable = True
    noun = "change of a coding"
    record: str
    coding: str
    theory_event: str
    codes: tuple[str, ...] | UnsetType = UNSET
    stance: Stance | UnsetType = UNSET
    status: str | UnsetType = UNSET
    stances: dict[str, Stance] | UnsetType = UNSET
    looked_at: tuple[str, ...] = ()

    @property
    def detail(self) -> str:
        """What changed."""
        return self._said(str)

    def detail_in_words(self, names: Names) -> str:
        """The same; a single code with its name."""
        return self._said(names.code if len(self._named_codes) == 1 else str)

    @property
    def _named_codes(self) -> tuple[str, ...]:
        codes = () if self.codes is UNSET else self.codes
        return tuple(dict.fromkeys([*codes, *(() if self.stances is UNSET else self.stances)]))

    def _said(self, called: Callable[[str], str]) -> str:
        if self.stances is UNSET:
            said = [*map(called, self._named_codes), *([named(self.stance)] if self.stance else [])]
        else:
            said = _with_stances({code: self.stances.get(code) for code in self._named_codes}, called)
        return ", ".join([*said, *([self.status] if self.status else [])])


def _with_stances(stances: Mapping[str, Stance | None], called: Callable[[str], str]) -> list[str]:
    """Codes, each with its stance where it has one: ``T1 challenges``."""
    return [f"{called(code)} {named(stance)}" if stance else called(code) for code, stance in stances.items()]


class Holds(Act, frozen=True, kw_only=True, tag="holds"):
    """Codings were looked at again after their code was reworded, and the code still holds on each of them.

    `record` is that of a single coding; several may be of many records.
    """

    about = "holds:{event}"
    undoable = True
    noun = "look again"
    codings: tuple[str, ...]
    code: str
    theory_event: str
    record: str = ""

    def in_words(self, names: Names) -> str:
        """The code, and where it holds."""
        if len(self.codings) != 1:
            return f"{names.code(self.code)} still holds on {counted(len(self.codings), 'passage')}"
        cited = names.record(self.record) if self.record else ""
        return f"{names.code(self.code)} still holds{f' on {cited}' if cited else ''}"


class Uncode(Act, frozen=True, kw_only=True, tag="uncode"):
    """A coding was removed."""

    about = "coding:{act.coding}"
    undoable = True
    noun = "removal of a coding"
    record: str
    coding: str


class Reject(Act, frozen=True, kw_only=True, tag="reject"):
    """A suggestion was rejected: `code` does not apply to the passage."""

    about = "reject:{event}"
    undoable = True
    noun = "rejected suggestion"
    record: str
    code: str
    text_sha256: str
    start: int
    end: int
    theory_event: str
    model: str

    @property
    def detail(self) -> str:
        """The code."""
        return self.code

    def detail_in_words(self, names: Names) -> str:
        """The code with its name."""
        return names.code(self.code)


class Done(Act, frozen=True, kw_only=True, tag="done"):
    """A passage was marked as done; `codes` are those that the map had then."""

    about = "done:{event}"
    undoable = True
    noun = "done mark"
    record: str
    text_sha256: str
    start: int
    end: int
    codes: tuple[str, ...]
    theory_event: str


class Reanchor(Act, frozen=True, kw_only=True, tag="reanchor"):
    """Something on a passage was moved to its place in another reading of the file.

    `subject` is that of the moved act; what quotes its passage also has quotation, page and the page's own label.
    """

    about = "{act.subject}"
    noun = "move to another reading"
    subject: str
    record: str
    text_sha256: str
    start: int
    end: int
    quote: str | UnsetType = UNSET
    page: int | UnsetType = UNSET
    page_label: str | UnsetType = UNSET
    label_source: str | UnsetType = UNSET


class Memo(Act, frozen=True, kw_only=True, tag="memo"):
    """A note on a record, a coding, a configuration or a code; `batch` and `imported_by` are as in `Code`."""

    about = "memo:{event}"
    undoable = True
    deed = TOGETHER
    noun = "memo"
    plural = "memos"
    target: str
    text: str
    batch: str = ""
    imported_by: str = ""

    @property
    def explanation(self) -> tuple[str, ...]:
        """The text."""
        return (self.text,)

    def many_in_words(self, count: int, names: Names) -> str:
        """So many memos, which may be on different things."""
        del names
        return f"{count:,} {self.plural}"

    def in_words(self, names: Names) -> str:
        """The target: the record's citation, else the coded passage, the configuration's label, else the code."""
        on = (
            names.record(self.target)
            or names.passage(self.target)
            or names.configuration(self.target)
            or names.code(self.target)
        )
        return f"memo on {on}"
