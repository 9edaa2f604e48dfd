"""The answer of status."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from review.domain import CodeEvidence, Counts, Stance, UnreadEvent
from review.domain.citation import LetterClash
from review.domain.suggestions.stopping import Stopping
from review.domain.team.work import StageWork
from review.domain.theories.configuration import ConfigurationStatus
from review.domain.unread import newer_kinds
from review.domain.wording.meaning import meaning
from review.views.stopping import LikelyLeft
from review.views.view import CodeId, Reviewer, View

if TYPE_CHECKING:
    from review.project.theories.standing import TheoryWorkStanding


class InvalidEvent(View, frozen=True, kw_only=True):
    """An event whose act is invalid, or is not about a record of the review."""

    event: Annotated[str, meaning("id of the event")]
    kind: Annotated[str, meaning("kind of its act; empty if it has none")]
    reason: Annotated[str, meaning("what is wrong with it")]


class UnreadEvents(View, frozen=True, kw_only=True):
    """Events that are kept but have no effect."""

    newer: Annotated[dict[str, int], meaning("number of events written by a newer version, by kind")]
    invalid: tuple[InvalidEvent, ...]

    @classmethod
    def of(cls, events: Sequence[UnreadEvent]) -> UnreadEvents:
        """The view of such events."""
        invalid = (
            InvalidEvent(event=one.event, kind=one.kind, reason=one.reason) for one in events if one.reason
        )
        return cls(newer=newer_kinds(events), invalid=tuple(invalid))


class TheoryEvidence(View, frozen=True, kw_only=True):
    """Where the evidence on a theory or rival framing lies, its sub-themes included; it is not weighed."""

    code: CodeId
    name: Annotated[str, meaning("its name")]
    sources: Annotated[int, meaning("number of included sources coded to it")]
    codings: Annotated[int, meaning("number of passages in them that are coded to it")]
    sources_by_stance: Annotated[
        dict[Stance, int],
        meaning("by stance: number of these sources with such a passage; one may both support and challenge"),
    ]
    codings_by_stance: Annotated[dict[Stance, int], meaning("the same of the passages")]
    cited_under: Annotated[
        int | None,
        meaning(
            "number of works cited under it in the findings; null before prose is written or a text is checked"
        ),
    ]

    @classmethod
    def of(cls, count: CodeEvidence, cited: Mapping[str, Collection[str]]) -> TheoryEvidence:
        """The view of the evidence on a code; `cited` has the records that are cited under each."""
        return cls(
            code=count.code,
            name=count.name,
            sources=count.sources,
            codings=count.codings,
            sources_by_stance={stance: count.sources_by_stance.get(stance, 0) for stance in Stance},
            codings_by_stance={stance: count.by_stance.get(stance, 0) for stance in Stance},
            cited_under=len(cited.get(count.code, ())) if cited else None,
        )


class OwnWork(View, frozen=True, kw_only=True):
    """A reviewer's own work at a stage."""

    left: Annotated[int, meaning("number of records that wait for your decision")]
    done: Annotated[int, meaning("number of records that you have decided on")]


class Status(View, frozen=True, kw_only=True):
    """The state of the review."""

    project: Annotated[str, meaning("folder of the review")]
    title: Annotated[str, meaning("title of the review")]
    reviewer: Reviewer
    theory_version: Annotated[int, meaning("current version of the theory map")]
    theory_event: Annotated[str, meaning("id of the event that made it; numbers shift when copies meet")]
    apart: Annotated[
        tuple[str, ...],
        meaning(
            "a line for each theory that was worded apart in two copies, each change of the map that has no effect, each "
            "configuration that was undone with parts of others in it, each conflict that two copies settled apart, and each record "
            "with work that a merge, made apart, hides"
        ),
    ]
    records: Annotated[int, meaning("number of records of evidence, which are screened")]
    others: Annotated[
        int, meaning("number of theory sources and background records, which are not screened or counted")
    ]
    documents: Annotated[int, meaning("number of records of evidence with a text")]
    new_files: Annotated[int, meaning("number of files in `corpus/` that have not been read yet")]
    unconfirmed: Annotated[int, meaning("number of records of any role whose reference is not confirmed")]
    stages: Annotated[
        dict[str, dict[str, int]],
        meaning(
            "by stage: number of records by decision (or `conflict`), `waiting`: those waiting for you, and if there are any "
            "`again`: those that you have parked and that are offered again, because theories changed, and where several reviewers "
            "decide `second`: those that lack a second decision; `not_retrieved`: those excluded or parked there, though their "
            "document was not retrieved, which the flow counts as not retrieved"
        ),
    ]
    mine: Annotated[dict[str, OwnWork], meaning("by stage: your own work")]
    included: Annotated[int, meaning("number of records included at the last stage: the N of Table 1")]
    codings: Annotated[int, meaning("number of codings")]
    lost: Annotated[
        dict[str, int],
        meaning("number of codings that are not in the present text of their document, by id of the record"),
    ]
    uncoded: Annotated[int, meaning("number of included records without a coding")]
    evidence: Annotated[
        tuple[TheoryEvidence, ...],
        meaning("the evidence on each theory and rival framing, in the map's order"),
    ]
    to_recheck: Annotated[
        int, meaning("number of codes on codings that wait for another look, since they were reworded")
    ]
    cmocs: Annotated[dict[ConfigurationStatus, int], meaning("number of configurations by status")]
    cmocs_to_recheck: Annotated[
        int, meaning("number of configurations tied to a theory that was reworded since")
    ]
    verdicts_missing: Annotated[
        tuple[CodeId, ...], meaning("the theories and rival framings without a verdict that are not rejected")
    ]
    verdicts_outdated: Annotated[
        dict[CodeId, tuple[str, ...]],
        meaning("what changed since its verdict was given, by theory whose wording or evidence did"),
    ]
    to_appraise: Annotated[
        int, meaning("number of included sources with codings that nobody has appraised, for whatever")
    ]
    looked_at: Annotated[
        int, meaning("number of passages looked at for evidence against a theory or configuration, each once")
    ]
    looked_at_for: Annotated[
        dict[str, int], meaning("the same of each: by code, or by the label of the configuration")
    ]
    events: Annotated[int, meaning("number of events in the journal")]
    unread_events: Annotated[UnreadEvents, meaning("events that are kept but have no effect")]
    letter_clashes: Annotated[
        tuple[str, ...],
        meaning("letters behind years that another copy probably gave to other records, a sentence each"),
    ]
    stopping: Annotated[dict[str, LikelyLeft], meaning("what is likely left, by stage")]
    next: Annotated[str, meaning("what to do next")]

    @classmethod
    def of(
        cls,
        counts: Counts,
        stopping: Mapping[str, Stopping],
        *,
        folder: Path,
        title: str,
        reviewer: str,
        theory_version: int,
        theory_event: str,
        apart: Sequence[str],
        new_files: int,
        evidence: Sequence[CodeEvidence],
        cited_under: Mapping[str, Collection[str]],
        to_recheck: int,
        theory_work: TheoryWorkStanding,
        events: int,
        unread_events: Sequence[UnreadEvent],
        letter_clashes: Sequence[LetterClash],
        next_step: str,
        work: Sequence[StageWork],
    ) -> Status:
        """The view of counts and estimates by stage for the review in `folder`."""
        shared = {one.stage: one.second for one in work if one.is_shared}
        return cls(
            project=str(folder),
            title=title,
            reviewer=reviewer,
            theory_version=theory_version,
            theory_event=theory_event,
            apart=tuple(apart),
            records=counts.records,
            others=counts.others,
            documents=counts.documents,
            new_files=new_files,
            unconfirmed=counts.unconfirmed,
            stages={
                stage: {
                    **counts.stages[stage],
                    "waiting": counts.waiting[stage],
                    **({"again": counts.again[stage]} if counts.again.get(stage) else {}),
                    **({"second": shared[stage]} if stage in shared else {}),
                    **({"not_retrieved": counts.unseen[stage]} if counts.unseen.get(stage) else {}),
                }
                for stage in stopping
            },
            mine={one.stage: OwnWork(left=one.left, done=one.done) for one in work},
            included=counts.included,
            codings=counts.codings,
            lost=dict(counts.lost),
            uncoded=counts.uncoded,
            evidence=tuple(
                TheoryEvidence.of(count, cited_under) for count in evidence if count.code == count.theory
            ),
            to_recheck=to_recheck,
            cmocs=theory_work.cmocs,
            cmocs_to_recheck=theory_work.cmocs_to_recheck,
            verdicts_missing=theory_work.missing,
            verdicts_outdated=theory_work.outdated,
            to_appraise=theory_work.to_appraise,
            looked_at=theory_work.looked_at,
            looked_at_for=theory_work.looked_at_for,
            events=events,
            unread_events=UnreadEvents.of(unread_events),
            letter_clashes=tuple(clash.line for clash in letter_clashes),
            stopping={stage: LikelyLeft.of(estimate) for stage, estimate in stopping.items()},
            next=next_step,
        )
