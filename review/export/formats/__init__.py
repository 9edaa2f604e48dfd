"""One module per file format: ``render(table)`` returns the bytes of the file and of any companion files."""
