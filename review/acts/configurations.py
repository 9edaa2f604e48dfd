"""Acts on configurations (CMOCs): their elements and fragments, ties to theories, statements, links and merges.

Each part is a subject of its own, and the parts are put together when they are read: so acts that were made apart, in other
copies of a review, all count. Acts with the same `batch` are one deed, undone and redone together, by `imported_by` also those in
the name of others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import cast

from msgspec import field

from review.acts.act import TOGETHER, Act, Names
from review.acts.passages import Quotation
from review.domain.act import Stance
from review.domain.theories.configuration import ConfigurationStatus, LinkKind, Relation, link_in_words
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.one_line import first_words
from review.domain.wording.quoted import quoted

_DOES = {Relation.SHOWS: "", Relation.AGAINST: ", against it", Relation.QUALIFIES: ", qualifying it"}


class _Deed:
    """What acts of one deed have in common, whatever each of them is about."""

    __slots__ = ()
    deed = TOGETHER

    def deed_in_words(self, acts: Sequence[Act], names: Names) -> str:
        """The acts of one batch in a few words; there are others in that of an import."""
        if all(isinstance(act, _Deed) for act in acts):
            return _deed_in_words(acts, names)
        return Act.deed_in_words(cast("Act", self), acts, names)


class NewCmoc(_Deed, Act, frozen=True, kw_only=True, tag="new-cmoc"):
    """A configuration was begun; its id is this event's hash, its name among people `label` (``C3``).

    `theories` has the stance toward each code that it is tied to, as judged under the theory map's version `theory_event`.
    """

    about = "cmoc:{event}"
    undoable = True
    noun = "configuration"
    plural = "configurations"
    label: str
    theory_event: str
    theories: dict[str, Stance] = field(default_factory=dict)
    batch: str = ""
    imported_by: str = ""

    @property
    def detail(self) -> str:
        """Its ties to theories."""
        return ", ".join(_tied(code, stance) for code, stance in self.theories.items())

    def in_words(self, names: Names) -> str:
        """Its label and ties: ``configuration C3 (T4 supports)``."""
        del names
        return f"{self.noun} {self.label}{f' ({self.detail})' if self.theories else ''}"


def _tied(code: str, stance: str) -> str:
    return f"{code} {named(stance)}"


class ConfigurationAct(_Deed, Act, frozen=True, kw_only=True):
    """An act about the configuration `cmoc`."""

    about = "cmoc:{act.cmoc}"
    undoable = True
    noun = "configuration"
    cmoc: str
    batch: str = ""
    imported_by: str = ""

    def called(self, names: Names) -> str:
        """The configuration's label."""
        return _called(self.cmoc, names)


def _called(cmoc: str, names: Names) -> str:
    return names.configuration(cmoc) or "an unknown configuration"


class TieCmoc(ConfigurationAct, frozen=True, kw_only=True, tag="cmoc-theory"):
    """A configuration was tied to a code with a stance, or judged again; with stance ``""`` it is no longer tied."""

    code: str
    stance: str
    theory_event: str

    def in_words(self, names: Names) -> str:
        """The label, the code and the stance."""
        if not self.stance:
            return f"{self.called(names)} no longer tied to {names.code(self.code)}"
        return f"{self.called(names)} tied to {names.code(self.code)} ({named(self.stance)})"


class StateCmoc(ConfigurationAct, frozen=True, kw_only=True, tag="cmoc-statement"):
    """A configuration's statement was written by hand; ``""``: it is composed of the elements again.

    `elements` has the wording of each element at that time, `follows` all statements (their events) that stood as the writer
    knew: those are replaced, others, written apart in another copy, are kept beside this one.
    """

    statement: str
    elements: dict[str, str] = field(default_factory=dict)
    follows: tuple[str, ...] = ()

    @property
    def explanation(self) -> tuple[str, ...]:
        """The statement."""
        return (self.statement,) if self.statement else ()

    def in_words(self, names: Names) -> str:
        """The label, and which kind of statement it has."""
        return (
            f"statement of {self.called(names)} {'written' if self.statement else 'composed of its elements'}"
        )


class SetCmocStatus(ConfigurationAct, frozen=True, kw_only=True, tag="cmoc-status"):
    """What the review makes of a configuration, and why; the last act counts."""

    status: ConfigurationStatus
    reason: str = ""

    @property
    def explanation(self) -> tuple[str, ...]:
        """The reason."""
        return (self.reason,) if self.reason else ()

    def in_words(self, names: Names) -> str:
        """The label and the status: ``C3 set aside``."""
        return f"{self.called(names)} {named(self.status)}"


class AddElement(ConfigurationAct, frozen=True, kw_only=True, tag="add-element"):
    """An element was added in a role; its id is this event's hash. `memo`: it was retroduced, and this is why it must be so."""

    about = "element:{event}"
    noun = "element"
    role: str
    wording: str
    memo: str = ""

    @property
    def explanation(self) -> tuple[str, ...]:
        """The wording, and the memo."""
        return (self.wording, self.memo) if self.memo else (self.wording,)

    def in_words(self, names: Names) -> str:
        """The role and the label: ``context in C3``, ``retroduced reasoning in C3``."""
        return f"{'retroduced ' if self.memo else ''}{named(self.role)} in {self.called(names)}"


class WordElement(ConfigurationAct, frozen=True, kw_only=True, tag="word-element"):
    """An element got another wording; `follows` as in `StateCmoc`."""

    about = "element:{act.element}"
    element: str
    wording: str
    follows: tuple[str, ...] = ()

    @property
    def explanation(self) -> tuple[str, ...]:
        """The wording."""
        return (self.wording,)

    def in_words(self, names: Names) -> str:
        """The label."""
        return f"wording of an element of {self.called(names)}"


class TakeElement(ConfigurationAct, frozen=True, kw_only=True, tag="take-element"):
    """An element was taken out of its configuration."""

    about = "element:{act.element}"
    element: str

    def in_words(self, names: Names) -> str:
        """The label."""
        return f"element taken out of {self.called(names)}"


class PutFragment(_Deed, Quotation, frozen=True, kw_only=True, tag="put-fragment"):
    """A passage was put into an element of a configuration; the fragment's id is this event's hash.

    `role` is that of the element, in which the passage is shown even if the element is gone. `relation` is what it does for the element.
    `status` is an evidence status, ``""`` if none was given.
    """

    about = "fragment:{event}"
    undoable = True
    noun = "passage"
    cmoc: str
    element: str
    role: str
    relation: Relation
    status: str = ""
    batch: str = ""
    imported_by: str = ""

    def in_words(self, names: Names) -> str:
        """What it is, where, and its first words: ``context in C3, from Rahman, 2016 (p. 4): “Many providers …”``."""
        return self.put_in_words([named(self.role)], names)

    def put_in_words(self, roles: Sequence[str], names: Names) -> str:
        """The same where the passage was put into elements of several roles."""
        cited = names.record(self.record)
        page = f" (p. {self.page_label})" if self.page_label else ""
        return (
            f"{_and(roles)} in {_called(self.cmoc, names)}{_DOES[self.relation]}"
            f"{f', from {cited}' if cited else ''}{page}: {quoted(first_words(self.quote))}"
        )

    @property
    def place(self) -> tuple[str, str, int, int]:
        """Which passage it is."""
        return (self.record, self.text_sha256, self.start, self.end)


class TakeFragment(ConfigurationAct, frozen=True, kw_only=True, tag="take-fragment"):
    """A passage was taken out of a configuration."""

    about = "fragment:{act.fragment}"
    fragment: str
    record: str

    def in_words(self, names: Names) -> str:
        """The label and the record."""
        cited = names.record(self.record)
        return f"passage{f' from {cited}' if cited else ''} taken out of {self.called(names)}"


class LinkCmocs(ConfigurationAct, frozen=True, kw_only=True, tag="link-cmocs"):
    """A configuration was linked to another; a pair may have links of several kinds."""

    about = "cmoc-link:{act.cmoc}:{act.to}"
    to: str
    link: LinkKind

    def in_words(self, names: Names) -> str:
        """The two labels: ``C3 leads to C5``."""
        return link_in_words(self.link, self.called(names), _called(self.to, names))


class UnlinkCmocs(ConfigurationAct, frozen=True, kw_only=True, tag="unlink-cmocs"):
    """All links from a configuration to another were removed."""

    about = "cmoc-link:{act.cmoc}:{act.to}"
    to: str

    def in_words(self, names: Names) -> str:
        """The two labels."""
        return f"{self.called(names)} no longer linked to {_called(self.to, names)}"


class MergeCmocs(ConfigurationAct, frozen=True, kw_only=True, tag="merge-cmocs"):
    """`merged` is the same configuration as `cmoc`, which shows its elements, fragments, ties and links from then on.

    All merges have one subject, because merges made apart can lead to one another.
    """

    about = "cmoc-merges"
    merged: str

    def in_words(self, names: Names) -> str:
        """The two labels: ``C5 merged into C3``."""
        return f"{_called(self.merged, names)} merged into {self.called(names)}"


_PARTS: Mapping[type[Act], str] = {
    NewCmoc: "configuration",
    MergeCmocs: "merge",
    TakeElement: "element taken out",
    PutFragment: "passage",
    AddElement: "element",
    TakeFragment: "passage taken out",
}
"""What acts of each kind are called as parts of a deed; the first kind that is there leads the line."""


def _deed_in_words(acts: Sequence[Act], names: Names) -> str:
    """``configuration C3 (T4 supports), with 4 elements``; ``12 configurations, with 40 elements``, as an import makes them.

    A passage with the whole claim is one passage, whatever it was put into: ``new context and outcome in C3, from …``.
    """
    kinds = list(_PARTS)
    place = {kind: number for number, kind in enumerate(kinds)}
    first, *others = sorted(acts, key=lambda act: place.get(type(act), len(place)))
    rest = Counter(map(type, others))
    lead = first.in_words(names)
    puts = [act for act in acts if isinstance(act, PutFragment)]
    passages = {put.place for put in puts}
    rest[PutFragment] = len(passages)
    if isinstance(first, NewCmoc) and rest[NewCmoc]:
        lead = _counted(1 + rest.pop(NewCmoc), _PARTS[NewCmoc])
    elif isinstance(first, PutFragment):
        rest[PutFragment] -= 1
        roles = dict.fromkeys(named(put.role) for put in puts if put.place == first.place)
        lead = first.put_in_words(list(roles), names)
        if rest[AddElement] == len(puts):
            lead = f"new {lead}"
            del rest[AddElement]
    parts = [_counted(rest[kind], _PARTS[kind]) for kind in kinds if rest[kind]]
    return f"{lead}, with {' and '.join(parts)}" if parts else lead


def _and(words: Sequence[str]) -> str:
    """``context, reasoning and outcome``."""
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last


def _counted(number: int, part: str) -> str:
    """``2 passages taken out``."""
    noun, _, more = part.partition(" ")
    return f"{counted(number, noun)}{f' {more}' if more else ''}"
