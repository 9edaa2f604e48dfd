"""Findings on a theory."""

from review.domain import CodeEvidence
from review.export.report.sections.results.findings import MOST_SUBTHEMES, named_subthemes
from review.export.report.sentences import flat
from review.theory_map import Code
from tests.export.reviews import THEORY_MAP


def on(code: str, sources: int) -> CodeEvidence:
    return CodeEvidence(code, f"name of {code}", "T1", sources, sources, {}, {}, {}, 0, 0)


def named(evidence: list[CodeEvidence], code: Code) -> list[str]:
    return [
        "".join(str(getattr(one, "text", one)) for one in flat([part]))
        for part in named_subthemes(evidence, code)
    ]


def test_of_many_sub_themes_those_with_the_most_documents_are_named() -> None:
    (theory, *_) = THEORY_MAP.codes
    few = [on("T1.a", 1), on("T1.b", 3), on("T1.c", 0)]
    assert len(named_subthemes(few, theory)) == 2
    many = [on(f"T1.{number}", number) for number in range(1, 41)]
    *kept, others = named(many, theory)
    assert len(kept) == MOST_SUBTHEMES
    assert kept[0].startswith("T1.40 name of T1.40")
    assert "28" in others
    assert "others" in others
