"""Counts of responses to suggestions."""

from review.domain.suggestions.use import Response, SuggestedCode, use


def acts(*told: tuple[str, Response, str, str]) -> list[SuggestedCode]:
    return [
        SuggestedCode(code, response, record, "ann", f"{day}T10:00:00+00:00")
        for code, response, record, day in told
    ]


def test_fates_are_counted_by_code_and_week():
    found = use(
        acts(
            ("T1", Response.ACCEPTED, "r1", "2026-11-16"),
            ("T1", Response.REJECTED, "r1", "2026-11-22"),
            ("T2", Response.MISSED, "r2", "2026-11-23"),
        )
    )
    assert found.by_code["T1"] == {"accepted": 1, "rejected": 1, "agreed": 0, "missed": 0, "unknown": 0}
    assert list(found.by_week) == ["2026-11-16", "2026-11-23"]
    assert found.by_week["2026-11-23"]["missed"] == 1
    assert found.acceptance == 0.5


def test_documents_are_counted_twenty_at_a_time_in_the_order_of_work():
    found = use(
        acts(*(("T1", Response.ACCEPTED, f"r{number}", "2026-11-16") for number in [*range(30), 0, 0]))
    )
    assert [block["accepted"] for block in found.by_documents] == [22, 10]


def test_where_nothing_was_suggested_there_is_no_share():
    found = use(acts(("T1", Response.UNKNOWN, "r1", "2026-11-16")))
    assert (found.acceptance, found.total["unknown"]) == (None, 1)
    assert use([]).by_documents == []
