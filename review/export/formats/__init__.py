"""One module per file format: ``render(table)`` gives the file's bytes, and those of files beside it."""
