"""Suggestions: the order of a queue, codes, source types; their quality; and replays of labelled sets.

Apart from ``semantic``, everything here is a pure function of texts, the theory map and the reviewers' acts. In order: ``words``
and ``blocks`` turn texts into numbers, ``features`` combines them; ``separation`` and ``ridge`` are solvers; ``relevance``, ``codes``
and ``source_types`` make suggestions; ``review_models`` has those of one review, and ``suggester`` answers with them;
``evaluation`` and ``simulation`` measure them.
"""
