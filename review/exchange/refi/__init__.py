"""REFI-QDA 1.5, in which programs for qualitative analysis exchange projects and codebooks: reading and writing files."""
