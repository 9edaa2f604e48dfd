"""What variables, cases and sets say of a source."""

from __future__ import annotations

from review.exchange.refi.values import (
    QdaCase,
    QdaCoding,
    QdaProject,
    QdaSet,
    QdaSource,
    QdaVariable,
    SourceKind,
)
from review.project.interchange.importing.describing import Described, Describing, codes_on_whole, left_out
from review.theory_map.reading import parse_theory_map
from tests.reviews import SMALL_MAP

MAP = parse_theory_map(SMALL_MAP.encode())


def said(values: dict[str, str], *, origin: str = "NVivo 12", **more: object) -> Described:
    """What is said of a source with these values of variables."""
    source = QdaSource(guid="s", name="S", kind=SourceKind.TEXT, values=values)
    variables = tuple(QdaVariable(guid=name, name=name) for name in values)
    project = QdaProject(origin=origin, variables=variables, sources=(source,), **more)  # type: ignore[arg-type]
    return Describing(project, MAP).of(source)


def test_source_type_and_facets_of_the_map_are_read_and_the_rest_is_a_memo() -> None:
    found = said(
        {"Source type": "Empirical study", "population group": "Women; older people", "Country": "England", "age": "34", "role": "nurse"}
    )  # fmt: skip
    assert found.source_type == "empirical"
    assert found.facets == {"population": ("women", "older people"), "country": ("England",)}
    assert found.memo == "variables: age = 34; role = nurse"


def test_what_the_map_does_not_have_stays_a_variable() -> None:
    assert said({"source type": "Blog", "population": "children"}).memo == (
        "variables: source type = Blog; population = children"
    )


def test_cases_and_sets_are_named_with_what_is_said_of_them() -> None:
    case = QdaCase(guid="c", name="Ann", description="a\ncarer", sources=("s",), values={"age": "34"})
    sets = (QdaSet(guid="1", name="Pilot", sources=("s",)), QdaSet(guid="2", name="included", sources=("s",)))
    found = said({"age": ""}, cases=(case,), sets=sets)
    assert found.memo == "case: Ann (age = 34): a carer\nsets: Pilot; included"
    assert found.decisions == {}


def test_our_own_file_says_decisions_references_and_appraisals() -> None:
    found = said(
        {
            "title": "Care", "role": "background", "document": "none, only the reference",
            "rigour@T6": "high", "appraised by@T6": "ann", "because@T6": "two towns",
            "rigour": "low", "rigour (ben)": "low", "rigour (ann)": "low", "relevance (ann)": "high", "because (ann)": "small",
        },
        origin="realist-review 0.1.0",
        sets=(
            QdaSet(guid="2", name="excluded", sources=("s",)),
            QdaSet(guid="3", name="included at title-abstract", sources=("s",)),
        ),
    )  # fmt: skip
    assert list(found.decisions.items()) == [("title-abstract", "include"), ("theory-map", "exclude")]
    assert (found.is_reference, found.memo) == (True, "")
    assert found.reference == {"title": "Care", "role": "background"}
    assert [(one.target, one.reviewer, dict(one.levels), one.because) for one in found.appraisals] == [
        ("T6", "ann", {"rigour": "high"}, "two towns"),
        ("", "ben", {"rigour": "low"}, ""),
        ("", "ann", {"rigour": "low", "relevance": "high"}, "small"),
    ]


def test_codes_on_a_whole_source_and_what_has_no_place_are_said() -> None:
    source = QdaSource(
        guid="s", name="S", kind=SourceKind.TEXT, codings=(QdaCoding(guid="1", code="a"), QdaCoding(guid="2", code="b"))
    )  # fmt: skip
    assert codes_on_whole(source, {"a": "T1 Market", "b": ""}.__getitem__) == "coded as a whole: T1 Market"
    picture = QdaSource(guid="p", name="P", kind=SourceKind.PICTURE, others=3)
    scan = QdaSource(guid="f", name="F", kind=SourceKind.PDF, others=2)
    project = QdaProject(sources=(source, picture, scan), sets=(QdaSet(guid="1", name="X", codes=("a",)),))
    assert [one.what for one in left_out(project, project.sources)] == [
        "2 passages that are neither of text nor of a page",
        "1 set of codes",
    ]
