"""A small project with something of everything that files hold."""

from __future__ import annotations

import uuid

from review.exchange.refi.values import (
    QdaArea,
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaLink,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSet,
    QdaSource,
    QdaUser,
    QdaVariable,
    SourceKind,
)

NOTES = "Interview 1\nThe council asked & we answered <twice>.\nNo café, no 𝔘nicode trouble."
PAPER = "Markets fail where needs are rare.\nCouncils step in."


def guid(name: str) -> str:
    """The id of something with a name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def passage(name: str, text: str, quotation: str, *codes: str) -> QdaSelection:
    """A quotation of a text with codes, all by Ann."""
    start = text.index(quotation)
    codings = tuple(
        QdaCoding(
            guid=guid(f"{name} {code}"),
            code=guid(code),
            user=guid("Ann"),
            time="2026-11-02T10:00:00Z",
            notes=(guid("supports"),),
        )
        for code in codes
    )
    return QdaSelection(
        guid=guid(name),
        start=start,
        end=start + len(quotation),
        name=quotation,
        description="p. 1",
        user=guid("Ann"),
        time="2026-11-02T10:00:00Z",
        codings=codings,
        notes=(guid("memo"),),
    )


def example() -> QdaProject:
    """The project: a text and a PDF, two theories and a sub-theme, and what is said about them."""
    answered, rare = (
        passage("answered", NOTES, "we answered <twice>", "T1"),
        passage("rare", PAPER, "needs are rare", "T1.a"),
    )
    area = QdaArea(
        guid=rare.guid, page=1, left=72, bottom=700, right=300, top=712, name=rare.name, codings=rare.codings
    )
    return QdaProject(
        name="Care markets",
        origin="realist-review 0.1.0",
        description="How do councils shape markets?",
        users=(QdaUser(guid=guid("Ann"), name="Ann"), QdaUser(guid=guid("Ben"), name="Ben")),
        codes=(
            QdaCode(guid=guid("T1"), name="T1 Market logic", description="Many providers.", colour="#ffd966"),
            QdaCode(guid=guid("T1.a"), name="T1.a Whole systems", parent=guid("T1")),
            QdaCode(guid=guid("RA"), name="RA Councils can't", colour="#F00", notes=(guid("memo"),)),
        ),
        variables=(
            QdaVariable(guid=guid("year"), name="year", kind="Integer"),
            QdaVariable(guid=guid("type"), name="source type", description="As in Table 1"),
        ),
        cases=(
            QdaCase(
                guid=guid("Leeds"), name="Leeds", sources=(guid("notes"),), values={guid("year"): "2014"}
            ),
        ),
        sources=(
            QdaSource(
                guid=guid("notes"),
                name="Notes & more",
                kind=SourceKind.TEXT,
                text=NOTES,
                selections=(answered,),
                values={guid("type"): "empirical"},
            ),
            QdaSource(
                guid=guid("paper"),
                name="Rahman, 2016",
                kind=SourceKind.PDF,
                file="corpus/paper.PDF",
                text=PAPER,
                selections=(rare,),
                areas=(area,),
                values={guid("year"): "2016"},
                notes=(guid("memo"),),
            ),
            QdaSource(guid=guid("scan"), name="A scan without text", kind=SourceKind.PDF),
        ),
        notes=(
            QdaNote(guid=guid("supports"), name="stance: supports", text="supports"),
            QdaNote(guid=guid("memo"), name="memo", text="Why?\r\nAnd \x00 when?", user=guid("Ben")),
        ),
        links=(
            QdaLink(
                guid=guid("rival"), origin=guid("RA"), target=guid("T1"), name="rival", direction="OneWay"
            ),
        ),
        sets=(
            QdaSet(guid=guid("included"), name="included", sources=(guid("paper"),)),
            QdaSet(
                guid=guid("C1"), name="C1", description="If …", codes=(guid("T1"),), notes=(guid("memo"),)
            ),
        ),
        project_notes=(guid("memo"),),
    )
