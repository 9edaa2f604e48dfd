"""What the program proposes: an order of reading, codes, source types; how good that is; and replays of labelled sets.

Everything here is a pure function of texts, of the theory map and of what reviewers did. Reading order: ``words`` and
``blocks`` make numbers of texts, ``features`` says with which recipe; ``margin`` and ``ridge`` solve; ``relevance``,
``codes`` and ``source_types`` propose; ``evaluation`` and ``simulation`` measure.
"""
