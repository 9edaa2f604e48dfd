"""Random acts on a review, and all its tables: what the tests of invariants do and compare."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from msgspec.structs import replace

from review.acts import AddedCode, CloseSample, DrawPilot, DrawSample, GrowSample, Part, SampleAct
from review.domain import Coding, Reading, ReadingStatus, Stance
from review.domain.searches.search import Search, SearchKind, SearchLine, SearchResult
from review.domain.theories.appraisal import Level
from review.domain.theories.configuration import Configuration
from review.domain.theories.verdict import VerdictKind
from review.errors import ReviewError
from review.journal import projections
from review.journal.journal import Journal
from review.journal.verification import coding_problems, text_problems
from review.project import Project
from review.project.runs.reread_run import RereadRun
from tests.reviews import PARAGRAPHS, a_document

DECISIONS = st.sampled_from(["include", "maybe", "park", "exclude"])
STAGES = st.sampled_from(["title-abstract", "theory-map"])
THEORIES = st.sampled_from(["T1", "T2", "RA"])
CODES = st.sampled_from(["T1", "T1.a", "T2", "RA"])
STANCES = st.sampled_from(list(Stance))
WORDS = st.text("abc ", min_size=1, max_size=8)
PLACES = st.integers(0, len(PARAGRAPHS) - 1)
PAGES = st.integers(1, len(PARAGRAPHS))
TARGETS = st.sampled_from(["", "T1", "T1.a", "RA", "C1"])
LEVELS = st.dictionaries(st.sampled_from(["relevance", "rigour"]), st.sampled_from(list(Level)), min_size=1)
WHY = "a reason"


class Kind(NamedTuple):
    """What can be done: random arguments, and what does it with project, record and these."""

    arguments: SearchStrategy[tuple]
    do: Callable[..., object]


def decide(project: Project, record: str, decision: str, stage: str) -> None:
    project.screening.decide(record, decision, stage, criteria=criteria(decision, stage))


def disagree_and_settle(project: Project, record: str, decision: str, stage: str) -> None:
    """Another parks the record, the reviewer does not, and it is settled."""
    with project.acting_as("another"):
        project.screening.decide(record, "park", stage)
    project.screening.decide(record, "maybe", stage)
    project.screening.settle(record, decision, stage, reason=WHY, criteria=criteria(decision, stage))


def disagree_and_tie(project: Project, record: str, stage: str, criterion: str, because: str) -> None:
    """Another parks the record, the reviewer does not, and a criterion is changed because of that; or it was not (tied twice)."""
    with project.acting_as("another"):
        project.screening.decide(record, "park", stage)
    project.screening.decide(record, "maybe", stage)
    tied = {tie.criterion for tie in project.conflicts.get(record, stage).ties}
    project.conflicts.tie(record, stage, criterion, because=because, off=criterion in tied)


def criteria(decision: str, stage: str) -> list[str]:
    if decision != "exclude":
        return []
    return ["E1" if stage == "title-abstract" else "E9"]


def read_again(project: Project, record: str, paragraphs: int, space: str) -> None:
    """As if another reader gave some of the paragraphs only, with another white space."""
    document = a_document(tuple(p.replace(" ", space) for p in PARAGRAPHS[-paragraphs:]))
    known = project.records.get(record)
    reading = Reading(Path("a.pdf"), ReadingStatus.ADDED, file_sha256=known.file_sha256, document=document)
    RereadRun(project, []).take(known, reading)
    assert [*text_problems(project.journal), *coding_problems(project.journal)] == []


def label(project: Project, record: str, page: int, printed: str) -> None:
    if printed:
        project.page_labels.set(record, page, len(PARAGRAPHS), printed)
    else:
        project.page_labels.clear(record, page, len(PARAGRAPHS))


def span(project: Project, record: str, place: int) -> tuple[int, int]:
    """A passage's span; a new reading may have left fewer of them."""
    document = project.documents.get(record)
    assert document is not None
    passage = document.passages[place % len(document.passages)]
    return passage.start, passage.end


def code(project: Project, record: str, place: int, stances: dict[str, Stance]) -> None:
    at = span(project, record, place)
    project.coding.code(record, list(stances), *at, stances=stances, same_stance=True)


def one_coding(project: Project, number: int) -> Coding:
    """One of the codings that there are.

    Raises:
        ReviewError: there is none.
    """
    codings = project.coding.codings()
    if not codings:
        raise ReviewError("nothing is coded")
    return codings[number % len(codings)]


def recode(project: Project, _record: str, number: int, stance: Stance) -> None:
    project.coding.recode(one_coding(project, number).id, stance=stance, same_stance=True)


def look_again(project: Project, _record: str, number: int, added: str, stance: Stance) -> None:
    """Give one code of a coding a stance; put it on the coding if it is not there."""
    coding = one_coding(project, number)
    codes = tuple(dict.fromkeys([*coding.codes, added]))
    project.coding.recode(coding.id, codes, stances={added: stance}, looked_at=[added], same_stance=True)


def judge_again(project: Project, _record: str, number: int, how: str) -> None:
    """Say of one coding that waits for another look whether its code holds, is removed, or has another stance."""
    queue = project.looking_again.queue()
    if not queue:
        raise ReviewError("nothing waits")
    one = queue[number % len(queue)]
    match how:
        case "holds":
            project.looking_again.holds(one.coding.id, one.code)
        case "all":
            project.looking_again.all_hold(one.code)
        case "off":
            project.looking_again.take_off(one.coding.id, one.code)
        case "RA":
            project.looking_again.move(one.coding.id, one.code, how, same_stance=True)
        case _:
            project.looking_again.set_stance(one.coding.id, one.code, how, same_stance=True)


def split(project: Project, _record: str, parted: str, kept: str) -> None:
    parts = [Part(id=kept, name="One"), Part(id=f"{parted}z", name="Other")]
    project.structure.split(parted, parts, WHY)


def set_facet(project: Project, record: str, number: int, values: list[str]) -> None:
    """Describe one of the codings, or the record (-1)."""
    target = one_coding(project, number).id if number >= 0 else record
    project.annotations.set_facet(target, "population", values)


def comment(project: Project, record: str, on: str, source: str) -> None:
    project.annotations.comment("so it is", source, on=record if on == "record" else on)


def appraise(project: Project, record: str, target: str, place: int, levels: dict[str, str]) -> None:
    """Appraise a passage, or the record (-1), for a code or the review."""
    at = span(project, record, place) if place >= 0 else None
    project.appraisals.appraise(record, levels, WHY, target=target, span=at)


def appraise_for(project: Project, record: str, target: str, levels: dict[str, str]) -> None:
    """Write down what another reviewer appraised, as an import of a table does."""
    act = project.appraisals.act(record, levels, WHY, target=target)
    project.journal.append(project.reviewer, replace(act, appraised_by="another"))


def one_cmoc(project: Project, number: int) -> Configuration:
    """One of the configurations that there are.

    Raises:
        ReviewError: there is none.
    """
    found = project.configurations.all()
    if not found:
        raise ReviewError("there is no configuration")
    return found[number % len(found)]


def new_cmoc(project: Project, _record: str, words: str, stances: dict[str, Stance]) -> None:
    project.configurations.new({"context": words, "outcome": words}, stances)


def put(project: Project, record: str, number: int, roles: list[str], relation: str, place: int) -> None:
    """Put a passage into one element or several; a third of the time into a new element of its role."""
    at, service = span(project, record, place), project.configurations
    cmoc = one_cmoc(project, number).id
    if len(roles) > 1:
        service.put_whole(cmoc, roles, record, at, relation=relation)
    else:
        wording = "another" if number % 3 == 0 else ""
        service.put(cmoc, roles[0], record, at, relation=relation, wording=wording)


def take(project: Project, _record: str, number: int, place: int) -> None:
    """Take out one of the elements and fragments."""
    one = one_cmoc(project, number)
    parts = [*one.elements, *one.fragments]
    if not parts:
        raise ReviewError("nothing is in it")
    project.configurations.take(one.id, parts[place % len(parts)].id)


def word(project: Project, _record: str, number: int, place: int, words: str) -> None:
    one = one_cmoc(project, number)
    if not one.elements:
        raise ReviewError("nothing is in it")
    project.configurations.word(one.id, one.elements[place % len(one.elements)].id, words)


def with_two(do: str, *more: str) -> Callable[..., object]:
    """Do something with two of the configurations."""
    return lambda project, _record, number, other: getattr(project.configurations, do)(
        one_cmoc(project, number).id, one_cmoc(project, other).id, *more
    )


def log_search(project: Project, _record: str, search: str, component: str, counts: list[int | None]) -> None:
    lines = tuple(
        SearchLine(str(place), f"market* {place}", (SearchResult(n),)) for place, n in enumerate(counts, 1)
    )
    project.searches.log(Search(search, component.strip() or "Care", SearchKind.DATABASE, lines=lines))


SEARCH_IDS = st.sampled_from(["S1", "S2"])
SEARCHES = {
    "log-search": Kind(
        st.tuples(SEARCH_IDS, WORDS, st.lists(st.none() | st.integers(0, 9), max_size=3)), log_search
    ),
    "remove-search": Kind(
        st.tuples(SEARCH_IDS), lambda project, record, search: project.searches.remove(search, WHY)
    ),
}
SCREENING = {
    "decide": Kind(st.tuples(DECISIONS, STAGES), decide),
    "settle": Kind(st.tuples(st.sampled_from(["include", "exclude"]), STAGES), disagree_and_settle),
    "tie-conflict": Kind(st.tuples(STAGES, st.sampled_from(["E1", "E9"]), WORDS), disagree_and_tie),
    "park-for": Kind(
        st.tuples(CODES, STAGES),
        lambda project, record, one, stage: project.screening.decide(record, "park", stage, theories=[one]),
    ),
    "edit": Kind(
        st.tuples(st.text(max_size=8)),
        lambda project, record, title: project.records.edit(record, title=title),
    ),
}
READING = {
    "code": Kind(st.tuples(PLACES, st.dictionaries(CODES, STANCES, min_size=1, max_size=3)), code),
    "recode": Kind(st.tuples(st.integers(0, 3), STANCES), recode),
    "look-again": Kind(st.tuples(st.integers(0, 3), CODES, STANCES), look_again),
    "judge-again": Kind(
        st.tuples(st.integers(0, 3), st.sampled_from(["holds", "all", "off", "RA", "refines"])), judge_again
    ),
    "uncode": Kind(
        st.tuples(st.integers(0, 3)),
        lambda project, record, number: project.coding.uncode(one_coding(project, number).id),
    ),
    "reject": Kind(
        st.tuples(CODES, PLACES),
        lambda project, record, one, place: project.coding.reject(record, one, *span(project, record, place)),
    ),
    "done": Kind(
        st.tuples(PLACES),
        lambda project, record, place: project.coding.done(record, *span(project, record, place)),
    ),
    "appraise": Kind(st.tuples(TARGETS, st.integers(-1, 1), LEVELS), appraise),
    "appraise-for": Kind(st.tuples(TARGETS, LEVELS), appraise_for),
    "looked-at": Kind(
        st.tuples(CODES, PLACES),
        lambda project, record, one, place: project.looked_at.mark(
            one, record, *span(project, record, place)
        ),
    ),
    "memo": Kind(
        st.tuples(CODES, st.text(min_size=1, max_size=8)),
        lambda project, record, about, text: project.annotations.memo(about, text),
    ),
    "facet": Kind(
        st.tuples(st.integers(-1, 2), st.lists(st.sampled_from(["women", "older people"]), max_size=2)),
        set_facet,
    ),
    "comment": Kind(
        st.tuples(st.sampled_from(["", "record", "T1", "T1.a"]), st.sampled_from(["expert", "team"])), comment
    ),
    "reread": Kind(st.tuples(PAGES, st.sampled_from([" ", "  "])), read_again),
    "label": Kind(st.tuples(PAGES, st.sampled_from(["ix", "10–11", "-", ""])), label),
}
THEORY = {
    "refine": Kind(
        st.tuples(THEORIES, WORDS),
        lambda project, record, one, words: project.theory.refine(one, WHY, proposition=words),
    ),
    "rename": Kind(
        st.tuples(CODES, WORDS),
        lambda project, record, one, words: project.structure.rename(one, words, WHY),
    ),
    "split": Kind(st.tuples(CODES, st.sampled_from(["T1", "T2", "T5", "T1.a", "T1.b"])), split),
    "merge": Kind(
        st.tuples(st.sampled_from([("T1", "T2"), ("T2", "T1"), ("T1.a", "T1.b"), ("T2", "T5")])),
        lambda project, record, codes: project.structure.merge(codes, codes[1], WHY),
    ),
    "move": Kind(
        st.tuples(st.sampled_from(["T2", "RA"]), st.sampled_from(["", "T9.a"])),
        lambda project, record, under, new: project.structure.move_subtheme("T1.a", under, WHY, new_id=new),
    ),
    "add": Kind(
        st.tuples(st.sampled_from(["T3", "T5"])),
        lambda project, record, one: project.theory.add(one, WHY, name="Another", proposition="A claim"),
    ),
    "import-codes": Kind(
        st.tuples(st.sampled_from(["T3", "T5"]), WORDS, st.booleans()),
        lambda project, record, one, words, replaces: project.structure.add_codes(
            [AddedCode(id=one, name="Another"), AddedCode(id=f"{one}.a", name=words, theory=one)],
            WHY,
            replaced=["T2"] if replaces else [],
        ),
    ),
    "verdict": Kind(
        st.tuples(THEORIES, st.sampled_from(list(VerdictKind)), st.sampled_from(["", "so far"])),
        lambda project, record, one, verdict, caveat: project.verdicts.give(one, verdict, caveat=caveat),
    ),
    "reject-theory": Kind(st.tuples(THEORIES), lambda project, record, one: project.theory.reject(one, WHY)),
    "reinstate": Kind(st.tuples(THEORIES), lambda project, record, one: project.theory.reinstate(one, WHY)),
    "programme": Kind(
        st.tuples(WORDS), lambda project, record, words: project.structure.word_programme(words, WHY)
    ),
}
NUMBERS = st.integers(0, 5)
TWO = st.tuples(NUMBERS, NUMBERS)
CONFIGURATIONS = {
    "new-cmoc": Kind(st.tuples(WORDS, st.dictionaries(CODES, STANCES, max_size=2)), new_cmoc),
    "put": Kind(
        st.tuples(
            NUMBERS,
            st.lists(st.sampled_from(["context", "reasoning", "outcome"]), min_size=1, max_size=2),
            st.sampled_from(["shows", "against", "qualifies"]),
            PLACES,
        ),
        put,
    ),
    "retroduce": Kind(
        st.tuples(NUMBERS, WORDS),
        lambda project, record, number, words: project.configurations.retroduce(
            one_cmoc(project, number).id, "reasoning", words, WHY
        ),
    ),
    "take": Kind(st.tuples(NUMBERS, NUMBERS), take),
    "word": Kind(st.tuples(NUMBERS, NUMBERS, WORDS), word),
    "tie": Kind(
        st.tuples(NUMBERS, CODES, st.sampled_from([*Stance, "off"])),
        lambda project, record, number, one, stance: project.configurations.tie(
            one_cmoc(project, number).id, one, stance
        ),
    ),
    "state": Kind(
        st.tuples(NUMBERS, st.sampled_from(["", "So it is.", "Or so."])),
        lambda project, record, number, words: project.configurations.state(
            one_cmoc(project, number).id, words
        ),
    ),
    "cmoc-status": Kind(
        st.tuples(NUMBERS, st.sampled_from(["kept", "set-aside"])),
        lambda project, record, number, status: project.configurations.set_status(
            one_cmoc(project, number).id, status, WHY
        ),
    ),
    "lead": Kind(TWO, with_two("link", "leads-to")),
    "rival": Kind(TWO, with_two("link", "rival")),
    "unlink": Kind(TWO, with_two("unlink")),
    "merge-cmocs": Kind(TWO, with_two("merge")),
    "memo-on-cmoc": Kind(
        st.tuples(NUMBERS),
        lambda project, record, number: project.annotations.memo(one_cmoc(project, number).label, WHY),
    ),
}


def cite(project: Project, record: str, one: str) -> None:
    """Check a text that cites the record under a theory."""
    project.desk.record_cited("a.md", "0" * 64, {one: [record]})


WRITING = {
    "write": Kind(
        st.tuples(st.sampled_from(["T1", "T2", "RA", "discussion"]), WORDS),
        lambda project, record, one, words: project.desk.write(one, words),
    ),
    "cite": Kind(st.tuples(THEORIES), cite),
}
FLOW = {
    "tie-search": Kind(
        st.tuples(SEARCH_IDS, st.booleans()),
        lambda project, record, search, off: project.searches.tie(search, [record], off=off),
    ),
    "state-flow": Kind(
        st.tuples(
            st.sampled_from(["duplicates", "included"]),
            st.sampled_from([0, 7, "not-reported", "computed"]),
        ),
        lambda project, record, box, n: project.flow.state(box, n, WHY),
    ),
}
RECORDS = st.integers(0, 3)


def sampled(kind: type[SampleAct], **more: object) -> Callable[..., object]:
    """Say something about the sample of a stage: of one of the records, or of one that this copy does not know."""

    def say(project: Project, record: str, stage: str, place: int) -> None:
        one = [record, "unknown", record][place % 3]
        of = {} if kind is CloseSample else {"records": [one]}
        project.journal.append(
            project.reviewer, {"kind": str(kind.__struct_config__.tag), "stage": stage} | of | more
        )

    return say


TEAM = {
    "draw-sample": Kind(st.tuples(STAGES, RECORDS), sampled(DrawSample, seed=7, share=0.1)),
    "grow-sample": Kind(st.tuples(STAGES, RECORDS), sampled(GrowSample, because=WHY)),
    "draw-pilot": Kind(st.tuples(STAGES, RECORDS), sampled(DrawPilot, reviewers=3)),
    "close-sample": Kind(st.tuples(STAGES, RECORDS), sampled(CloseSample, because=WHY)),
    "close-pilot": Kind(st.tuples(STAGES, RECORDS), sampled(CloseSample, because=WHY, pilot=True)),
}
HISTORY = {
    "freeze": Kind(st.just(()), lambda project, record: project.plan.freeze("as agreed")),
    "undo": Kind(st.just(()), lambda project, record: project.history.undo()),
    "redo": Kind(st.just(()), lambda project, record: project.history.redo()),
}
KINDS = SEARCHES | FLOW | SCREENING | TEAM | READING | THEORY | CONFIGURATIONS | WRITING | HISTORY


def acts(*without: str) -> SearchStrategy[list[tuple]]:
    """Lists of acts, each its kind and its arguments, of all kinds but some."""
    return st.lists(
        st.one_of(
            st.tuples(st.just(name), kind.arguments) for name, kind in KINDS.items() if name not in without
        ),
        max_size=25,
    )


def perform(project: Project, record: str, done: list[tuple]) -> None:
    """Do what can be done; what makes no sense at that moment is refused, and that is fine."""
    for name, arguments in done:
        with suppress(ReviewError):
            KINDS[name].do(project, record, *arguments)


def tables(journal: Journal) -> dict[str, list]:
    """What folds wrote: letters behind years are a copy's own."""
    found = {}
    for table in projections.TABLES:
        columns = ", ".join(f'"{column}"' for column in table.folded)
        found[table.name] = sorted(journal.rows(f"SELECT {columns} FROM {table.name}"), key=repr)
    return found
