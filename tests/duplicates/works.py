"""An article as a database describes it, for tests to change a field of."""

from dataclasses import replace

from review.duplicates import Work, duplicate_groups

ARTICLE = Work(
    id="one",
    title="Shaping local markets for mental-health care: a case study of four councils",
    authors=("Rahman, Amina", "Okoro, Chidi", "van der Berg, Piet"),
    year=2016,
    doi="10.1000/care.2016.12",
    container="Journal of Social Policy and Administration",
    volume="12",
    issue="3",
    pages="345-361",
    abstract="Councils in England carry a duty to shape the market of care. We asked in four of them what was done.",
)


def another(**fields):
    """The same article in another record, with other fields."""
    return replace(ARTICLE, **{"id": "two", **fields})


def verdict(*works):
    """`certain`, `doubtful`, `same-study` or `apart`, for works that should be in one group."""
    groups = duplicate_groups(works)
    if not groups:
        return "apart"
    (group,) = groups
    assert sorted(group.records) == sorted(work.id for work in works)
    assert group.why
    return "certain" if group.certain else group.relation or "doubtful"
