"""Citations and the list of references, by a CSL style."""
