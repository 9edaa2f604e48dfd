"""The gaps that are found in the evidence."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from review.domain import FacetValues, Record, Stance
from review.domain.theories.gap import ENOUGH, Gap, GapKind
from review.domain.theories.verdict import Verdict, VerdictKind
from review.synthesis import evidence_by_code, table_one
from review.synthesis.gaps import gaps
from review.synthesis.populations import sources_by_population
from review.theory_map import Facet
from tests.export.reviews import LAST, THEORY_MAP, coding

MAP = structs.replace(
    THEORY_MAP, facets=(Facet("population", "Population", ("women", "men", "older people")),)
)
TYPES = {"r1": "empirical", "r2": "empirical", "r3": "policy", "r4": "voluntary", "r5": ""}


def found(*codings, types=TYPES, facets=(), verdicts=(), theory_map=MAP):
    records = [Record(one, one, source_type=kind) for one, kind in types.items()]
    outcomes = {(one, LAST): "include" for one in types}
    return gaps(
        theory_map,
        evidence_by_code(theory_map, codings, types, set(types)),
        table_one(theory_map, records, outcomes),
        sources_by_population(theory_map, codings, set(types), facets),
        {one.code: one for one in verdicts},
    )


def verdict(code, kind, gap="", **fields):
    return Verdict("e", code, VerdictKind(kind), "", gap, "Ada", "", "", **fields)


def of(code, every):
    return [(gap.kind.value, gap.sources, gap.missing or gap.named) for gap in every if gap.code == code]


def three(code="T1", stance=Stance.SUPPORTS):
    return [coding(f"c{n}", f"r{n}", code, stance=stance) for n in (1, 2, 3)]


def test_no_source_and_fewer_than_three_are_gaps_sub_themes_included():
    every = found(coding("c1", "r1", "T1.a"), coding("c2", "r2", "T1"), coding("c3", "r3", "RA"))
    assert of("T1", every) == [("few-sources", 2, "")]
    assert of("T2", every) == [("no-evidence", 0, "")]
    assert of("RA", every) == [("few-sources", 1, "")]
    assert not [kind for kind, *_ in of("T1", found(*three(stance=Stance.REFINES))) if "sources" in kind]


def test_passages_outside_n_are_no_evidence_and_counted_beside():
    (gap,) = [gap for gap in found(coding("c1", "r9", "T2")) if gap.code == "T2"]
    assert gap == Gap("T2", GapKind.NO_EVIDENCE, 0, not_included=1)


def test_a_theory_is_one_sided_if_three_sources_take_a_side_and_all_the_same():
    kinds = [kind for kind, *_ in of("T1", found(*three()))]
    assert "one-sided" in kinds
    against = coding("c4", "r3", "T1.a", stance=Stance.CHALLENGES)
    assert "one-sided" not in [kind for kind, *_ in of("T1", found(*three(), against))]
    refines = coding("c4", "r4", "T1.a", stance=Stance.REFINES)
    assert ("one-sided", 3, "") in of("T1", found(*three(), refines)), "refining is no side"
    assert ("one-sided", 3, "") in of("RA", found(*three("RA", Stance.CHALLENGES)))


def test_a_type_is_missing_where_included_sources_have_it_and_none_of_enough_on_the_theory():
    elsewhere = coding("c9", "r4", "T2")
    every = found(*three(), elsewhere)
    assert ("source-type-missing", 3, ("voluntary",)) in of("T1", every)
    few = of("T1", found(*three()[:2], elsewhere))
    assert not [kind for kind, *_ in few if kind == "source-type-missing"]


def test_a_type_that_nobody_has_coded_yet_is_missing_nowhere():
    assert not [kind for kind, *_ in of("T1", found(*three())) if kind == "source-type-missing"]


def test_a_type_that_no_included_source_has_is_missing_from_the_review():
    assert of("", found()) == [("source-type-missing", 5, ("statutory",))]


def test_no_type_is_missing_as_long_as_none_is_set():
    assert of("", found(types=dict.fromkeys(TYPES, ""))) == []


def test_populations_are_missing_as_types_are_and_only_where_some_are_set():
    facets = [
        FacetValues("r1", "r1", "population", ("women",), "e", "Ada", ""),
        FacetValues("c4", "r4", "population", ("men",), "e", "Ada", ""),
    ]
    every = found(*three(), coding("c4", "r4", "T2"), facets=facets)
    assert ("population-missing", 5, ("older people",)) in of("", every)
    assert ("population-missing", 3, ("men",)) in of("T1", every)
    assert not [gap for gap in found(*three()) if gap.kind is GapKind.POPULATION_MISSING]


def test_the_gap_of_a_verdict_is_named_also_of_one_given_apart():
    apart = verdict("RA", "mixed", "nothing on costs")
    every = found(verdicts=[verdict("RA", "supported", "specialist provision", others=(apart,))])
    assert of("RA", every)[1:] == [("named", 0, "specialist provision"), ("named", 0, "nothing on costs")]


def test_a_theory_that_was_not_explored_is_unfinished_if_it_has_evidence():
    every = found(*three("T1"), verdicts=[verdict("T1", "not-explored"), verdict("T2", "not-explored")])
    assert of("T2", every) == [("no-evidence", 0, "")]
    assert ("unfinished", 3, "") in of("T1", every)


def test_a_theory_without_a_verdict_is_unfinished_where_others_have_one():
    coded = [*three("T2"), coding("c9", "r4", "T2", stance=Stance.CHALLENGES)]
    assert ("unfinished", 4, "") in of("T2", found(*coded, verdicts=[verdict("T1", "mixed")]))
    assert not [gap for gap in found(*coded) if gap.kind is GapKind.UNFINISHED]


def test_a_rejected_theory_has_no_gaps():
    rejected = tuple(structs.replace(code, rejected=code.id == "T2") for code in MAP.codes)
    assert not of("T2", found(theory_map=structs.replace(MAP, codes=rejected)))


@given(
    st.lists(
        st.builds(
            lambda record, code, stance: coding("c", record, code, stance=stance),
            st.sampled_from(sorted(TYPES)),
            st.sampled_from(["T1", "T1.a", "T2", "RA"]),
            st.sampled_from(Stance),
        )
    )
)
def test_each_number_is_that_of_the_records_coded_so(codings):
    for gap in found(*codings):
        under = [one for one in codings if one.stances.keys() & set(MAP.under(gap.code))]
        sources = {one.record for one in under}
        if gap.kind in (GapKind.NO_EVIDENCE, GapKind.FEW_SOURCES):
            assert gap.sources == len(sources) < ENOUGH
        elif gap.kind is GapKind.ONE_SIDED:
            taking = {
                one.record: one for one in under if set(one.stances.values()) & {"supports", "challenges"}
            }
            assert gap.sources == len(taking) >= ENOUGH
            assert all(gap.side in one.stances.values() for one in taking.values())
        elif gap.code:
            assert not {TYPES[record] for record in sources} & set(gap.missing)
