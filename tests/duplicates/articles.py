"""An article as a database describes it, for tests to change a field of."""

from msgspec.structs import replace

from review.domain.reference import Reference
from review.duplicates import duplicate_groups

ARTICLE = Reference(
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
    """The same article with other fields."""
    return replace(ARTICLE, **fields)


def numbered(references):
    """References by ids in their order: ``00``, ``01`` …"""
    return {f"{number:02}": reference for number, reference in enumerate(references)}


def verdict(*references):
    """`certain`, `possible`, `same-study` or `apart`, for references that should be in one group."""
    found = numbered(references)
    groups = duplicate_groups(found)
    if not groups:
        return "apart"
    (group,) = groups
    assert sorted(group.records) == sorted(found)
    assert group.why
    return "certain" if group.certain else group.relation or "possible"
