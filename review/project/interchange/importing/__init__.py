"""Importing a coded project: what its codes, sources and passages become, and writing that into the journal."""
