"""Codes on passages: found by their words, kept with their exact quotation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.domain import CodeSuggestion, EvidenceStatus, Selection, Stance
from review.domain.act import codings_of, passages_of
from review.errors import ReviewError, UnknownNameError
from review.journal import texts
from review.journal.queries.looking_again import number_coded
from review.learning.models.training_labels import Acts
from review.learning.naming import codes_name
from review.learning.review_models import ReviewModels, Texts, TrainingData
from review.project import Project
from review.project.coding.quotation import occurrences
from tests.examples import examples
from tests.reviews import PARAGRAPHS, SMALL_MAP, a_document, add_record, new_review

WORDS = (
    "People’s “choice” of care-givers is co-produced.",
    "The market grew. The market shrank, and prices rose.",
    "Re- view: a well-known\u00a0limit of long‑term funding.",
    "The market grew.",
)


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "Markets for care", document=a_document(WORDS))


def test_accents_are_the_same_however_they_are_written_but_not_left_out() -> None:
    for form in ("NFC", "NFD"):
        text = normalize(form, "Die Überlastung im Café, 간호")
        assert [text[a:b] for a, b in occurrences(text, "Überlastung im Café")] == [
            normalize(form, "Überlastung im Café")
        ]
        assert not occurrences(text, "im Cafe")
        assert not occurrences(text, "가")
        assert occurrences(text, "간호")


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("-5 things happen", "-5 things happen"),
        ("–5 things", "-5 things"),
        ("5 things happen", "5 things happen"),
        ("- things happen", "things happen"),
    ],
)
def test_a_dash_at_an_end_of_a_quotation_is_kept_where_the_text_has_one(
    quote: str, found: str | None
) -> None:
    text = "Well: -5 things happen – so it goes."
    assert [text[a:b] for a, b in occurrences(text, quote)] == [found]


def quoted(project: Project, record: str, quote: str, page: int | None = None) -> str:
    start, end = project.coding.find_quote(record, quote, page)
    document = project.documents.get(record)
    assert document is not None
    return document.text[start:end]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('People\'s "choice" of caregivers', "People’s “choice” of care-givers"),
        ("co-\nproduced", "co-produced"),
        ("The  market\tshrank", "The market shrank"),
        ("a well-known limit of long-term", "a well-known\u00a0limit of long‑term"),
        ("shrank, and prices rose. Review", "shrank, and prices rose.\nRe- view"),
    ],
)
def test_a_quotation_is_found_whatever_its_spaces_hyphens_and_quotation_marks(
    project: Project, record: str, typed: str, found: str
) -> None:
    assert quoted(project, record, typed) == found


def test_a_quotation_that_occurs_twice_needs_its_page(project: Project, record: str) -> None:
    with pytest.raises(
        UnknownNameError, match=r"occurs 2 times in the text; .*: page 2 \(\d+-\d+\), page 4 \("
    ):
        project.coding.find_quote(record, "The market grew.")
    assert quoted(project, record, "The market grew.", page=4) == "The market grew."
    with pytest.raises(UnknownNameError, match="is not in the text on page 1"):
        project.coding.find_quote(record, "The market grew.", 1)
    with pytest.raises(UnknownNameError, match=r"is not in the text: 'no such words"):
        project.coding.find_quote(record, "no such words " * 20)
    with pytest.raises(UnknownNameError, match="is not in the text"):
        project.coding.find_quote(record, " - ")


def test_a_coding_keeps_place_quotation_and_what_was_suggested(project: Project, record: str) -> None:
    start, end = project.coding.find_quote(record, "The market shrank")
    coding = project.coding.code(
        record,
        ["T1.a", "RA", "T1.a"],
        start - 1,
        end,
        same_stance=True,
        stance="challenges",
        status=EvidenceStatus.MEASURED,
        memo="for the write-up",
        suggestion=CodeSuggestion("T1", 0.7, rivals=(("RA", 0.4),)),
        model="codes 1234",
    )
    assert (coding.codes, coding.stance, coding.status) == (
        ("T1.a", "RA"),
        Stance.CHALLENGES,
        EvidenceStatus.MEASURED,
    )
    assert (coding.page, coding.page_label, coding.theory_version) == (2, "346", 1)
    assert coding.suggested
    assert project.coding.codings(code="T1") == project.coding.codings(record) == [coding]
    assert project.coding.codings(code="T2") == []
    act = project.history.events(record)[-1].act
    assert act["suggestion"] == {"code": "T1", "score": 0.7, "rivals": [["RA", 0.4]], "model": "codes 1234"}
    assert act["before"].endswith("grew. ")
    assert act["after"].startswith(",")


def test_spans_lose_the_white_space_at_their_ends_and_must_hold_something(
    project: Project, record: str
) -> None:
    document = project.documents.get(record)
    assert document is not None
    second = document.passages[1]
    coding = project.coding.code(record, ["T1"], second.start - 1, second.end + 1)
    assert (coding.start, coding.end, coding.quote) == (second.start, second.end, WORDS[1])
    for start, end in ((5, 5), (9, 3), (-1, 4), (0, len(document.text) + 1)):
        with pytest.raises(ReviewError, match="is not a span of this text"):
            project.coding.code(record, ["T1"], start, end)
    with pytest.raises(ReviewError, match="contains only white space"):
        project.coding.code(record, ["T1"], second.start - 1, second.start)


def test_codes_that_are_not_there_are_reported_with_the_nearest(project: Project, record: str) -> None:
    with pytest.raises(UnknownNameError, match=r"Unknown code 'T1.b'. Did you mean 'T1.a'"):
        project.coding.code(record, ["T1", "T1.b"], 0, 6)
    with pytest.raises(ReviewError, match="no code given"):
        project.coding.code(record, [], 0, 6)
    without = add_record(project, "A scan")
    with pytest.raises(UnknownNameError, match=r"Rahman, 2016\w: has no text to code \(no-text\)"):
        project.coding.code(without, ["T1"], 0, 6)
    assert project.coding.codings() == []


def test_a_coding_is_changed_and_removed(project: Project, record: str) -> None:
    coding = project.coding.code(record, ["T1"], 0, 6, status="reported")
    assert (
        project.coding.recode(coding.id[:10], ["T2"], stance="supports").message
        == "p. 345: T1 changed to T2 (supports)"
    )
    (changed,) = project.coding.codings()
    assert (changed.id, changed.codes, changed.stance, changed.status) == (
        coding.id,
        ("T2",),
        "supports",
        "reported",
    )
    assert project.coding.recode(coding.id, status="").message == "p. 345: T2 now without a status"
    assert project.coding.codings()[0].status is None
    assert project.coding.uncode(coding.id).message == "p. 345: T2 removed"
    assert project.coding.codings() == []
    with pytest.raises(UnknownNameError, match="Unknown coding"):
        project.coding.uncode(coding.id)
    project.history.undo()
    assert project.coding.codings()[0].codes == ("T2",)


def test_the_beginning_of_an_id_may_mean_several_codings(project: Project, record: str) -> None:
    made = [
        project.coding.code(record, ["T1"], start, start + 1) for start in range(17) if WORDS[0][start] != " "
    ]
    shared = next(sign for sign in "0123456789abcdef" if sum(c.id.startswith(sign) for c in made) > 1)
    with pytest.raises(UnknownNameError, match="matches several codings"):
        project.coding.get(shared)
    with pytest.raises(UnknownNameError, match="Unknown coding ''"):
        project.coding.get("")


def test_suggestions_are_rejected_and_passages_marked_done(project: Project, record: str) -> None:
    assert project.coding.reject(record, "RA", 0, 8).message == "p. 345: RA rejected"
    (rejection,) = project.coding.rejections(record)
    assert (rejection.code, rejection.start, rejection.end, rejection.theory_version) == ("RA", 0, 8, 1)
    assert project.coding.done(record, 0, 8).message == "Passage on p. 345 marked as done"
    assert project.coding.done(record).message == "Document marked as done"
    document = project.documents.get(record)
    assert document is not None
    assert [(mark.start, mark.end) for mark in project.coding.done_marks(record)] in (
        [(0, 8), (0, document.body_end)],
        [(0, document.body_end), (0, 8)],
    )
    assert project.coding.done_marks(record)[0].codes == ("T1", "T1.a", "T2", "RA")


def test_memos_are_on_records_codings_and_codes(project: Project, record: str) -> None:
    coding = project.coding.code(record, ["T1"], 0, 6)
    for target in (record[:9], coding.id[:9], "T1.a"):
        project.annotations.memo(target, f"about {target}")
    assert [memo.target for memo in project.annotations.memos()] == [record, coding.id, "T1.a"]
    assert [memo.text for memo in project.annotations.memos("T1.a")] == ["about T1.a"]
    with pytest.raises(UnknownNameError, match="Unknown record, coding, configuration or code 'nothing'"):
        project.annotations.memo("nothing", "x")
    with pytest.raises(ReviewError, match="the memo is empty"):
        project.annotations.memo("T1", " \n")


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, str]]:
    """A review that many examples are coded into, and its record."""
    project = new_review(tmp_path_factory.mktemp("coding") / "review")
    yield (
        project,
        add_record(project, "Markets", document=a_document((*WORDS, *PARAGRAPHS, "𝔘nicode 👩‍👧 ¼ ﬁn"))),
    )
    project.close()


@settings(max_examples=examples(25), deadline=None)
@given(st.data())
def test_any_span_comes_back_with_exactly_its_quotation(
    standing: tuple[Project, str], data: st.DataObject
) -> None:
    project, record = standing
    document = project.documents.get(record)
    assert document is not None
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    if not document.text[start:end].strip():
        return
    made = project.coding.code(record, ["T1"], start, end)
    kept = project.coding.get(made.id)
    assert kept.quote == document.text[kept.start : kept.end] == document.text[start:end].strip()
    assert kept.page == document.page_at(kept.start).number
    within = [
        start >= kept.start and end <= kept.end for start, end in occurrences(document.text, kept.quote)
    ]
    assert any(within) or not any(sign.isalnum() for sign in kept.quote)


def test_the_blind_share_is_random_for_each_reviewer_and_stable(tmp_path: Path) -> None:
    ann = new_review(tmp_path / "review", map_text=f"{SMALL_MAP}suggestions: {{blind_share: 0.2}}\n")
    passages = [("a record", start) for start in range(0, 100_000, 100)]
    blind = {passage for passage in passages if ann.coding.is_blind(*passage)}
    bob = Project.open(tmp_path / "review", "bob")

    assert 150 < len(blind) < 250
    assert blind == {passage for passage in passages if ann.coding.is_blind(*passage)}
    assert blind != {passage for passage in passages if bob.coding.is_blind(*passage)}


def test_without_a_blind_share_no_passage_is_blind(project: Project) -> None:
    assert not any(project.coding.is_blind("a record", start) for start in range(1000))


def test_a_passage_with_its_codes_by_one_person_is_one_coding_however_many_acts_they_came_in(
    project: Project, record: str
) -> None:
    for code, span, by in (
        ("T1", (0, 7), "ann"),
        ("RA", (0, 7), "ann"),
        ("T1", (0, 7), "ben"),
        ("T2", (10, 16), "ann"),
    ):
        with project.acting_as(by):
            project.coding.code(record, [code], *span)
    acts = project.coding.codings(record)
    assert (len(acts), codings_of(acts), passages_of(acts)) == (4, 3, 2)
    assert project.screening.counts().codings == 3
    (row,) = project.records.rows(project.records.listing())
    assert row.codings == 3
    assert number_coded(project.journal, ["T1", "RA"]) == 2
    assert len(project.records.listing(Selection(sort="codings"))) == 1
    models = ReviewModels(project.theory.map, Texts())
    models.learn(TrainingData(acts=Acts(acts)))
    assert models.state() == "model: 0 decisions, 3 codings"
    assert "(3 codings" in codes_name(models)
    project.plan.freeze()
    assert project.plan.frozen()[0].codings == 3
    other = a_document(PARAGRAPHS)
    texts.store(project.journal, other)
    read = {"kind": "reread", "record": record, "file_sha256": record, "text_sha256": other.text_sha256,
            "status": "added", "message": "", "pages": 1, "reader": "", "metadata": {}}  # fmt: skip
    project.journal.append("ann", read)
    assert project.screening.counts().lost == {record: 3}
