"""The codebook of a review: theories, rival framings, criteria, source types; read, checked, compared, changed."""

from review.theory_map.values import Code, Criterion, Facet, SourceType, Stage, Subtheme, TheoryMap

__all__ = ["Code", "Criterion", "Facet", "SourceType", "Stage", "Subtheme", "TheoryMap"]
