"""Author-year citations in a text: found, compared with the records, and counted under the theory of their heading."""
