"""Replays the acts of the two invented reviewers (``acts.yaml``, which describes its format) in a project."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.errors import ReviewError
from review.project.theories.changes import Grounds

if TYPE_CHECKING:
    from review.project import Project

ACTS = Path(__file__).with_name("acts.yaml")

Act = dict[str, Any]

_TOKEN = 12
"""How many digits of an id are in a token of the prose."""


def perform(project: Project, acts: Path = ACTS) -> None:
    """Do all acts of a file, as their reviewers, in a project that has read the demonstration's corpus.

    Raises:
        ReviewError: an act failed; the text names the file and the act with its quotation.
    """
    import yaml

    labelled: dict[str, str] = {}
    for sitting in yaml.safe_load(acts.read_text(encoding="utf-8")):
        with project.acting_as(sitting["reviewer"]):
            _Sitting(project, sitting.get("file", ""), labelled).perform(sitting["acts"])


class _Sitting:
    """One reviewer's work on a record, the theory map or configurations; `labelled`: ids by label."""

    def __init__(self, project: Project, file: str, labelled: dict[str, str]) -> None:
        self.project = project
        self.file = file
        self.record = project.records.find(file) if file else ""
        self.labelled = labelled
        self.verbs: dict[str, Callable[[Act], object]] = {
            "decide": self._decide,
            "source_type": lambda act: project.records.set_source_type(self.record, act["source_type"]),
            "edit": lambda act: project.records.edit(self.record, **act["edit"]),
            "confirm": lambda act: project.records.confirm(self.record, *act["confirm"]),
            "code": self._code,
            "reject": lambda act: project.coding.reject(self.record, act["reject"], *self._span(act["at"])),
            "done": self._done,
            "memo": self._memo,
            "facets": self._set_facets,
            "comment": self._comment,
            "searches": lambda act: project.searches.import_file(ACTS.with_name(act["searches"])),
            "tie": lambda act: project.searches.tie(act["tie"], [*map(project.records.find, act["files"])]),
            "write": self._write,
            "freeze": lambda act: project.plan.freeze(act["freeze"]),
            "refine": self._refine,
            "rename": self._rename,
            "cmoc": self._begin_configuration,
            "put": self._put,
            "retroduce": self._retroduce,
            "state": lambda act: project.configurations.state(labelled[act["state"]], act["statement"]),
            "link": lambda act: project.configurations.link(
                labelled[act["link"]], labelled[act["to"]], act["kind"]
            ),
            "judge": lambda act: project.configurations.set_status(
                labelled[act["judge"]], act["status"], act["reason"]
            ),
            "appraise": self._appraise,
            "looked_at": self._look_at,
            "verdict": lambda act: project.verdicts.give(
                act["verdict"], act["is"], caveat=act.get("caveat", ""), gap=act.get("gap", "")
            ),
        }

    def perform(self, acts: list[Act]) -> None:
        for act in acts:
            verb = next(iter(act))
            try:
                self.verbs[verb](act)
            except (ReviewError, KeyError) as error:
                raise ReviewError(
                    f"the demonstration's {self.file or 'theory map'}: {act}: {error}"
                ) from error

    def _decide(self, act: Act) -> None:
        self.project.screening.decide(
            self.record,
            act["decide"],
            act["stage"],
            criteria=act.get("criteria", ()),
            note=act.get("note", ""),
            overrides=act.get("overrides", {}),
            theories=act.get("for", ()),
        )

    def _code(self, act: Act) -> None:
        stance = act.get("stance", "bears-on")
        coding = self.project.coding.code(
            self.record,
            act["code"],
            *self._span(act["at"]),
            **({"stances": stance} if isinstance(stance, dict) else {"stance": stance}),
            status=act.get("status"),
            memo=act.get("memo", ""),
        )
        self._label(act, coding.id)

    def _done(self, act: Act) -> None:
        words = act["done"]
        for paragraph in [words] if isinstance(words, str) else words:
            self.project.coding.done(self.record, *self._paragraph(paragraph))

    def _memo(self, act: Act) -> None:
        memo = self.project.annotations.memo(self._about(act), act["memo"])
        self._label(act, memo.event)

    def _set_facets(self, act: Act) -> None:
        for facet, values in act["facets"].items():
            self.project.annotations.set_facet(self._about(act), facet, values)

    def _comment(self, act: Act) -> None:
        comment = self.project.annotations.comment(
            act["comment"],
            act["source"],
            who=act.get("who", ""),
            when=act.get("date", ""),
            on=self._about(act),
        )
        self._label(act, comment.event)

    def _about(self, act: Act) -> str:
        """The coding that a label names, a code, or the sitting's record."""
        target = str(act.get("about", self.record))
        return self.labelled.get(target, target)

    def _label(self, act: Act, made: str) -> None:
        if "label" in act:
            self._name(act["label"], made)

    def _name(self, label: str, made: str) -> None:
        if label in self.labelled:
            raise ReviewError(f"the label '{label}' is used twice")
        self.labelled[label] = made

    def _refine(self, act: Act) -> None:
        self.project.theory.refine(
            act["refine"],
            act["reason"],
            name=act.get("name"),
            proposition=act.get("proposition"),
            key_terms=act.get("key_terms"),
            grounds=self._grounds(act),
        )

    def _rename(self, act: Act) -> None:
        self.project.structure.rename(act["rename"], act["name"], act["reason"], grounds=self._grounds(act))

    def _begin_configuration(self, act: Act) -> None:
        made = self.project.configurations.new(act["wordings"], act["theories"])
        self._name(act["cmoc"], made.cmoc)

    def _put(self, act: Act) -> None:
        self.project.configurations.put(
            self.labelled[act["put"]],
            act["role"],
            self.record,
            self._span(act["at"]),
            relation=act.get("relation", "shows"),
            status=act.get("status", ""),
        )

    def _retroduce(self, act: Act) -> None:
        self.project.configurations.retroduce(
            self.labelled[act["retroduce"]], act["role"], act["wording"], act["memo"]
        )

    def _appraise(self, act: Act) -> None:
        target = str(act.get("for", ""))
        self.project.appraisals.appraise(
            self.record,
            act["appraise"],
            act["because"],
            target=self.labelled.get(target, target),
            span=self._span(act["at"]) if "at" in act else None,
        )

    def _look_at(self, act: Act) -> None:
        target = str(act["looked_at"])
        self.project.looked_at.mark(self.labelled.get(target, target), self.record, *self._span(act["at"]))

    def _write(self, act: Act) -> None:
        shown = {one.id: one.label for one in self.project.configurations.all()}

        def token(found: re.Match[str]) -> str:
            meant = self.labelled.get(found[1]) or self.project.records.find(found[1])
            return f"[@{shown.get(meant, meant[:_TOKEN])}]"

        self.project.desk.write(act["write"], re.sub(r"\[@([^\]]+)\]", token, act["text"]))

    def _grounds(self, act: Act) -> Grounds:
        """What led to a change of a theory."""
        return Grounds(
            inference=act.get("inference", ""),
            if_=act.get("if", ""),
            then=act.get("then", ""),
            because=act.get("because", ""),
            draws_on=[self.project.records.find(file) for file in act.get("draws_on", ())],
            triggers=[self.labelled[label] for label in act.get("triggers", ())],
        )

    def _span(self, place: dict[str, str]) -> tuple[int, int]:
        """The span given by ``at``, in code points of the record's text."""
        if "paragraph" in place:
            return self._paragraph(place["paragraph"])
        return self.project.coding.find_quote(self.record, place["quote"])

    def _paragraph(self, words: str) -> tuple[int, int]:
        """The span of the whole paragraph that contains these words."""
        start, _ = self.project.coding.find_quote(self.record, words)
        document = self.project.documents.get(self.record)
        assert document is not None, "words were found in it"
        passage = document.passages[document.passage_index(start)]
        return passage.start, passage.end
