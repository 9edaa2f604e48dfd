from hypothesis import given, settings
from hypothesis import strategies as st

from review.theory_map.reading import checked, parse_theory_map, read_theory_map
from review.theory_map.theory_work import LEVELS
from review.theory_map.writing import to_yaml
from tests.examples import examples
from tests.theory_map.maps import SHIPPED, small_map

text = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]),
    min_size=1,
    max_size=40,
).filter(lambda written: written.strip())
identifiers = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True)
terms = st.lists(text, max_size=6, unique_by=lambda term: " ".join(term.split()))


@st.composite
def theory_maps(draw: st.DrawFn) -> dict[str, object]:
    """Theory maps as JSON objects without a mistake."""
    codes = draw(st.lists(identifiers, min_size=1, max_size=6, unique=True))
    theories = codes[: draw(st.integers(1, len(codes)))]
    stages = draw(st.lists(identifiers, min_size=1, max_size=3, unique=True))
    code = st.fixed_dictionaries(
        {"name": text, "proposition": text}, optional={"key_terms": terms, "rejected": st.booleans()}
    )
    rivals = st.lists(st.sampled_from(theories), unique=True)
    return {
        "title": draw(text),
        "question": draw(text),
        "theories": {name: draw(code) for name in theories},
        "rival_framings": {name: draw(code) | {"rivals": draw(rivals)} for name in codes[len(theories) :]},
        "stages": {
            name: {"reviewers": draw(st.integers(1, 9)), "criterion_required": draw(st.booleans())}
            for name in stages
        },
        "criteria": {
            "exclude": {
                name: {"text": draw(text), "stage": stages[0]}
                for name in draw(st.sets(identifiers, max_size=3))
            }
        },
        "facets": {
            name: {"name": draw(text), "values": draw(terms)}
            for name in draw(st.sets(identifiers, max_size=3))
        },
        "appraisal": {
            "dimensions": draw(
                st.dictionaries(
                    identifiers,
                    st.fixed_dictionaries(
                        {}, optional={"name": text, "levels": st.dictionaries(st.sampled_from(LEVELS), text)}
                    ),
                    max_size=3,
                )
            )
        },
        "configuration_roles": draw(
            st.dictionaries(identifiers, st.fixed_dictionaries({"name": text}), max_size=3)
        ),
        "reviewers": draw(terms),
    }


@settings(max_examples=examples(40), deadline=None)
@given(plain=theory_maps())
def test_what_is_written_is_read_back_equal(plain: dict[str, object]) -> None:
    theory_map = checked(plain)

    again = parse_theory_map(to_yaml(theory_map).encode())

    assert again == theory_map
    assert again.to_plain() == theory_map.to_plain()
    assert list(again.to_plain()) == list(theory_map.to_plain())


def test_the_shipped_map_is_read_back_equal() -> None:
    shipped = read_theory_map(SHIPPED)

    assert parse_theory_map(to_yaml(shipped).encode()) == shipped


def test_a_written_map_reads_like_one_that_a_person_wrote() -> None:
    assert to_yaml(small_map()).startswith(
        """\
title: A small review

question: What works, for whom?

categories:
  market: Care as a market

theories:
  T1:
    name: Market logic
    category: market
    proposition: Many providers make good care.
    key_terms: [competition, tender]
    key: '1'
    colour: '#6699ff'
    subthemes:
      T1.a:
        name: Competition
"""
    )


def test_long_lists_are_broken_between_their_terms_only() -> None:
    plain = small_map().to_plain() | {"reviewers": [f"Reviewer number {number}" for number in range(30)]}

    written = to_yaml(checked(plain))

    assert all(f"Reviewer number {number}" in written for number in range(30))
