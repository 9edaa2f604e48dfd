"""One reviewer who does acts of one kind again and again, saying of each that it begins and that it is done."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from benchmarks.durability_trials.processes import Say
from benchmarks.durability_trials.reviews import REVIEWER
from review.acts import AddedCode, CloseSample, DrawPilot, DrawSample, GrowSample, Part, SampleAct
from review.domain.searches.search import Search, SearchKind
from review.project import Project

BEGIN, DONE = "begin", "done"


class Actor:
    """A reviewer at work on an open review.

    Each verb is a method that takes a running number; what it needs (a coding to remove, an act to undo) it makes by
    acts that are said, too: they are acknowledged like any other.
    """

    def __init__(self, project: Project, say: Say, elsewhere: Path) -> None:
        self.project = project
        self._say = say
        self._elsewhere = elsewhere
        self.read = [record.id for record in project.records.all() if record.text_sha256]
        self.others = [record.id for record in project.records.all() if not record.text_sha256]
        document = project.documents.get(self.read[0])
        assert document is not None
        self.spans = [(p.start, p.end) for p in document.passages if p.end - p.start > 40]
        self.codes = [code.id for code in project.theory.map.codes if not code.rejected]
        self.types = [kind.id for kind in project.theory.map.source_types]
        self._map_text = project.map_file.path.read_text("utf-8")
        self._run = f"{os.getpid()}{time.monotonic_ns() % 10**9}"

    def _act(self, kind: str, verb: Callable[[], object]) -> str:
        """Do an act; its event."""
        self._say(f"{BEGIN} {kind}")
        began = time.perf_counter()
        done = verb()
        seconds = time.perf_counter() - began
        event = next(
            (str(found) for name in ("event", "hash", "id") if (found := getattr(done, name, ""))), ""
        )
        self._say(f"{DONE} {kind} {event} {seconds:.6f}")
        return event

    def decide(self, number: int) -> None:
        decision = ("include", "maybe", "park")[number % 3]
        record = self.others[number % 4]
        self._act(
            "decide",
            lambda: self.project.screening.decide(record, decision, "title-abstract", note=str(number)),
        )

    def settle(self, number: int) -> None:
        """Another decides differently, and one of the two counts."""
        record, screening = self.others[number % 4], self.project.screening
        with self.project.acting_as("another"):
            self._act("decide", lambda: screening.decide(record, "exclude", "title-abstract"))
        self._act("decide", lambda: screening.decide(record, "include", "title-abstract"))
        self._act(
            "settle",
            lambda: screening.settle(record, "include", "title-abstract", reason=f"talked over {number}"),
        )

    def tie_conflict(self, number: int) -> None:
        """Another decides differently, and a criterion is changed because of that, or was not after all."""
        record, project, stage = self.others[number % 4], self.project, "title-abstract"
        with project.acting_as("another"):
            self._act("decide", lambda: project.screening.decide(record, "exclude", stage))
        self._act("decide", lambda: project.screening.decide(record, "include", stage))
        criterion = project.theory.map.criteria_of(stage)[0].id
        is_tied = bool(project.conflicts.get(record, stage).ties)
        self._act("tie-conflict", lambda: project.conflicts.tie(record, stage, criterion, off=is_tied))

    def _code(self, number: int) -> str:
        code, span = self.codes[number % len(self.codes)], self.spans[number % len(self.spans)]
        return self._act(
            "code", lambda: self.project.coding.code(self.read[0], [code], *span, memo=str(number))
        )

    def code(self, number: int) -> None:
        self._code(number)

    def recode(self, number: int) -> None:
        coding = self._code(number)
        self._act("recode", lambda: self.project.coding.recode(coding, ["T2"], stance="supports"))

    def uncode(self, number: int) -> None:
        coding = self._code(number)
        self._act("uncode", lambda: self.project.coding.uncode(coding))

    def reject(self, number: int) -> None:
        span = self.spans[number % len(self.spans)]
        self._act("reject", lambda: self.project.coding.reject(self.read[0], "T5", *span))

    def done(self, number: int) -> None:
        span = self.spans[number % len(self.spans)]
        self._act("done", lambda: self.project.coding.done(self.read[0], *span))

    def _memo(self, number: int) -> str:
        return self._act("memo", lambda: self.project.annotations.memo("T1", f"thought {number}"))

    def memo(self, number: int) -> None:
        self._memo(number)

    def source_type(self, number: int) -> None:
        kind = self.types[number % len(self.types)]
        self._act("source-type", lambda: self.project.records.set_source_type(self.read[0], kind))

    def not_retrieved(self, number: int) -> None:
        record = self.others[number % len(self.others)]
        self._act(
            "not-retrieved", lambda: self.project.records.set_not_retrieved(record, f"no copy {number}")
        )

    def label(self, number: int) -> None:
        self._act("label", lambda: self.project.page_labels.set(self.read[0], 1, 1, str(number)))

    def edit(self, number: int) -> None:
        record = self.others[number % len(self.others)]
        self._act(
            "edit", lambda: self.project.records.edit(record, title=f"Title {number}", year=2014 + number % 4)
        )

    def confirm(self, number: int) -> None:  # noqa: ARG002 - every verb is called alike
        # Somebody who was killed before the undo has left a field confirmed: there are others.
        record, field = next(
            (record, name)
            for record in self.read
            for name, origin in self.project.records.get(record).origins.items()
            if not origin.confirmed
        )
        self._act("confirm", lambda: self.project.records.confirm(record, field))
        self._act("undo", self.project.history.undo)

    def merge(self, number: int) -> None:  # noqa: ARG002 - all acts have the same signature
        kept, merged = self.others[-2:]
        self._act("merge", lambda: self.project.references.merge(kept, merged, "the same work"))
        self._act("undo", self.project.history.undo)

    def relate(self, number: int) -> None:
        one, other = self.others[number % 4], self.others[4 + number % 2]
        self._act("relate", lambda: self.project.references.relate(one, other, "kin"))

    def refine(self, number: int) -> None:
        wording = f"Wording {self._run} {number}"
        self._act("refine", lambda: self.project.theory.refine("T2", "a paper says so", proposition=wording))

    def add(self, number: int) -> None:
        code = f"T6.z{self._run}{number}"
        self._act(
            "add", lambda: self.project.theory.add_subtheme("T6", code, "it recurs", name=f"Theme {number}")
        )

    def import_codes(self, number: int) -> None:
        code = f"T6.i{self._run}{number}"
        added = AddedCode(id=code, name=f"Imported {number}", theory="T6")
        self._act("import-codes", lambda: self.project.structure.add_codes([added], "from another program"))

    def reject_theory(self, number: int) -> None:
        self._taken_up()
        self._act("reject-theory", lambda: self.project.theory.reject("T7", f"no evidence {number}"))

    def reinstate(self, number: int) -> None:
        self._taken_up()
        self._act("reject-theory", lambda: self.project.theory.reject("T7", f"no evidence {number}"))
        self._act("reinstate", lambda: self.project.theory.reinstate("T7", f"evidence {number}"))

    def _taken_up(self) -> None:
        """Take T7 up again where the one before, who was killed, had just rejected it."""
        if any(code.id == "T7" and code.rejected for code in self.project.theory.map.codes):
            self._act("reinstate", lambda: self.project.theory.reinstate("T7", "evidence"))

    def adopt(self, number: int) -> None:
        edited = self._elsewhere / f"edited-{self._run}-{number}.yaml"
        title = f"\ntitle: Markets {self._run} {number}\n"
        edited.write_text(re.sub(r"\ntitle: .*\n", title, self._map_text, count=1), encoding="utf-8")
        edited.replace(self.project.map_file.path)
        self._act("adopt", lambda: self.project.map_file.adopt("the file says it better"))

    def rename(self, number: int) -> None:
        name = f"Name {self._run} {number}"
        self._act("rename", lambda: self.project.structure.rename("T2", name, "a paper says so"))

    def programme_theory(self, number: int) -> None:
        text = f"Shaping works where it is believed {self._run} {number}"
        self._act("programme-theory", lambda: self.project.structure.word_programme(text, "it recurs"))

    def _new_theory(self, number: int, letter: str) -> str:
        code = f"T{letter}{self._run}{number}"
        verb = self.project.theory.add
        self._act("add", lambda: verb(code, "it recurs", name=f"Theory {number}", proposition="A claim"))
        return code

    def split(self, number: int) -> None:
        code = self._new_theory(number, "s")
        parts = [Part(id=code, name="One"), Part(id=f"{code}z", name="Other")]
        self._act("split", lambda: self.project.structure.split(code, parts, "it says two things"))

    def merge_theories(self, number: int) -> None:
        codes = [self._new_theory(number, letter) for letter in "mn"]
        self._act("merge-theories", lambda: self.project.structure.merge(codes, codes[0], "they are one"))

    def move_subtheme(self, number: int) -> None:
        code = f"T6.y{self._run}{number}"
        verb = self.project.theory.add_subtheme
        self._act("add", lambda: verb("T6", code, "it recurs", name=f"Theme {number}"))
        self._act("move-subtheme", lambda: self.project.structure.move_subtheme(code, "T5", "it is there"))

    def holds(self, number: int) -> None:
        span = self.spans[number % len(self.spans)]
        coding = self._act("code", lambda: self.project.coding.code(self.read[0], ["T2"], *span))
        self.refine(number)
        self._act("holds", lambda: self.project.looking_again.holds(coding, "T2"))

    def set_facet(self, number: int) -> None:
        facet = next(facet for facet in self.project.theory.map.facets if facet.values)
        value = facet.values[number % len(facet.values)]
        self._act("set-facet", lambda: self.project.annotations.set_facet(self.read[0], facet.id, [value]))

    def appraise(self, number: int) -> None:
        level = ("high", "moderate", "low")[number % 3]
        verb = self.project.appraisals.appraise
        self._act("appraise", lambda: verb(self.read[0], {"rigour": level}, f"because {number}", target="T1"))

    def verdict(self, number: int) -> None:
        verb = self.project.verdicts.give
        self._act("verdict", lambda: verb("T1", "mixed", caveat=f"so far {self._run} {number}"))

    def look_at(self, number: int) -> None:
        """A passage is looked at once for a theory, so each time it is another one or a shorter one."""
        del number
        shorter, which = divmod(len(self.project.looked_at.all()), len(self.spans))
        start, end = self.spans[which]
        self._act("looked-at", lambda: self.project.looked_at.mark("T1", self.read[0], start, end - shorter))

    def comment(self, number: int) -> None:
        self._act("comment", lambda: self.project.annotations.comment(f"said {number}", "team"))

    def _new_cmoc(self, number: int) -> str:
        """A configuration with two elements: one deed of three acts."""
        wordings = {"context": f"when {number}", "outcome": f"then {number}"}
        return self._act("new-cmoc", lambda: self.project.configurations.new(wordings, {"T1": "supports"}))

    def new_cmoc(self, number: int) -> None:
        self._new_cmoc(number)

    def tie_cmoc(self, number: int) -> None:
        cmoc = self._new_cmoc(number)
        self._act("cmoc-theory", lambda: self.project.configurations.tie(cmoc, "T2", "challenges"))

    def state_cmoc(self, number: int) -> None:
        cmoc = self._new_cmoc(number)
        self._act("cmoc-statement", lambda: self.project.configurations.state(cmoc, f"So it is {number}"))

    def set_cmoc_status(self, number: int) -> None:
        cmoc = self._new_cmoc(number)
        self._act("cmoc-status", lambda: self.project.configurations.set_status(cmoc, "kept", str(number)))

    def add_element(self, number: int) -> None:
        cmoc, verb = self._new_cmoc(number), self.project.configurations.retroduce
        self._act("add-element", lambda: verb(cmoc, "reasoning", f"trust {number}", "else why stay?"))

    def word_element(self, number: int) -> None:
        cmoc = self._new_cmoc(number)
        self._act("word-element", lambda: self.project.configurations.word(cmoc, "context", f"if {number}"))

    def take_element(self, number: int) -> None:
        cmoc = self._new_cmoc(number)
        self._put(cmoc, number)
        self._act("take-element", lambda: self.project.configurations.take(cmoc, "context"))

    def _put(self, cmoc: str, number: int) -> str:
        span, verb = self.spans[number % len(self.spans)], self.project.configurations.put
        return self._act("put-fragment", lambda: verb(cmoc, "context", self.read[0], span))

    def put_fragment(self, number: int) -> None:
        self._put(self._new_cmoc(number), number)

    def take_fragment(self, number: int) -> None:
        cmoc = self._new_cmoc(number)
        fragment = self._put(cmoc, number)
        self._act("take-fragment", lambda: self.project.configurations.take(cmoc, fragment))

    def _linked(self, number: int) -> tuple[str, str]:
        one, other = self._new_cmoc(number), self._new_cmoc(number)
        self._act("link-cmocs", lambda: self.project.configurations.link(one, other, "leads-to"))
        return one, other

    def link_cmocs(self, number: int) -> None:
        self._linked(number)

    def unlink_cmocs(self, number: int) -> None:
        linked = self._linked(number)
        self._act("unlink-cmocs", lambda: self.project.configurations.unlink(*linked))

    def merge_cmocs(self, number: int) -> None:
        one, other = self._new_cmoc(number), self._new_cmoc(number)
        self._act("merge-cmocs", lambda: self.project.configurations.merge(one, other))

    def freeze_plan(self, number: int) -> None:
        self._act("freeze-plan", lambda: self.project.plan.freeze(f"note {number}"))

    def _log_search(self, number: int) -> str:
        search = Search(f"S{self._run}-{number}", f"Component {number}", SearchKind.DATABASE)
        self._act("log-search", lambda: self.project.searches.log(search))
        return search.id

    def log_search(self, number: int) -> None:
        self._log_search(number)

    def remove_search(self, number: int) -> None:
        search = self._log_search(number)
        self._act("remove-search", lambda: self.project.searches.remove(search, "logged twice"))

    def write_prose(self, number: int) -> None:
        text = f"They compete {self._run} {number}."
        self._act("write-prose", lambda: self.project.desk.write("T1", text))

    def cite_text(self, number: int) -> None:
        name, verb = f"{self._run}-{number}.md", self.project.desk.record_cited
        self._act("cite-text", lambda: verb(name, "0" * 64, {"T1": [self.read[0]]}))

    def tie_search(self, number: int) -> None:
        search, record = self._log_search(number), self.read[0]
        self._act("tie-search", lambda: self.project.searches.tie(search, [record])[0])

    def state_flow(self, number: int) -> None:
        verb = self.project.flow.state
        self._act("state-flow", lambda: verb("duplicates", number, f"before the import {self._run}"))

    def _sample(self, kind: type[SampleAct], **fields: object) -> None:
        """Say something about the sample of the first stage."""
        act = kind(stage="title-abstract", **fields)  # type: ignore[arg-type]
        self._act(act.kind, lambda: self.project.journal.append(REVIEWER, act))

    def draw_sample(self, number: int) -> None:
        self._sample(DrawSample, records=(self.others[number % 4],), seed=number, share=0.1)

    def draw_pilot(self, number: int) -> None:
        self._sample(DrawPilot, records=(self.others[number % 4],), reviewers=2)

    def grow_sample(self, number: int) -> None:
        self._sample(GrowSample, records=(self.others[number % 4],), because=f"more {number}")

    def close_sample(self, number: int) -> None:
        self._sample(CloseSample, because=f"enough {number}", pilot=number % 2 == 0)

    def undo(self, number: int) -> None:
        self._memo(number)
        self._act("undo", self.project.history.undo)

    def redo(self, number: int) -> None:
        self._memo(number)
        self._act("undo", self.project.history.undo)
        self._act("redo", self.project.history.redo)


VERBS: dict[str, Callable[[Actor, int], None]] = {
    "decide": Actor.decide,
    "settle": Actor.settle,
    "tie-conflict": Actor.tie_conflict,
    "code": Actor.code,
    "recode": Actor.recode,
    "uncode": Actor.uncode,
    "reject": Actor.reject,
    "done": Actor.done,
    "memo": Actor.memo,
    "source-type": Actor.source_type,
    "not-retrieved": Actor.not_retrieved,
    "label": Actor.label,
    "edit": Actor.edit,
    "confirm": Actor.confirm,
    "merge": Actor.merge,
    "relate": Actor.relate,
    "refine": Actor.refine,
    "add": Actor.add,
    "import-codes": Actor.import_codes,
    "reject-theory": Actor.reject_theory,
    "reinstate": Actor.reinstate,
    "adopt": Actor.adopt,
    "rename": Actor.rename,
    "programme-theory": Actor.programme_theory,
    "split": Actor.split,
    "merge-theories": Actor.merge_theories,
    "move-subtheme": Actor.move_subtheme,
    "holds": Actor.holds,
    "set-facet": Actor.set_facet,
    "appraise": Actor.appraise,
    "verdict": Actor.verdict,
    "looked-at": Actor.look_at,
    "comment": Actor.comment,
    "new-cmoc": Actor.new_cmoc,
    "cmoc-theory": Actor.tie_cmoc,
    "cmoc-statement": Actor.state_cmoc,
    "cmoc-status": Actor.set_cmoc_status,
    "add-element": Actor.add_element,
    "word-element": Actor.word_element,
    "take-element": Actor.take_element,
    "put-fragment": Actor.put_fragment,
    "take-fragment": Actor.take_fragment,
    "link-cmocs": Actor.link_cmocs,
    "unlink-cmocs": Actor.unlink_cmocs,
    "merge-cmocs": Actor.merge_cmocs,
    "freeze-plan": Actor.freeze_plan,
    "log-search": Actor.log_search,
    "remove-search": Actor.remove_search,
    "write-prose": Actor.write_prose,
    "cite-text": Actor.cite_text,
    "tie-search": Actor.tie_search,
    "state-flow": Actor.state_flow,
    "draw-sample": Actor.draw_sample,
    "draw-pilot": Actor.draw_pilot,
    "grow-sample": Actor.grow_sample,
    "close-sample": Actor.close_sample,
    "undo": Actor.undo,
    "redo": Actor.redo,
}
"""Every kind of act that a person does at once, and what does it."""


def act_for_ever(
    folder: Path,
    kind: str,
    say: Say,
    elsewhere: Path,
    *,
    rounds: int | None = None,
    reviewer: str = REVIEWER,
    pause: float = 0.0,
) -> None:
    """Open a review and do acts of a kind until killed (or so many times), with so many seconds between them."""
    project = Project.open(folder, reviewer)
    actor = Actor(project, say, elsewhere)
    for number in count() if rounds is None else range(rounds):
        VERBS[kind](actor, number)
        time.sleep(pause)
    project.close()
