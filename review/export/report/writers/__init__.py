"""One writer per format: ``render(prepared, picture, stem)`` returns the files by their names, the report's own first."""
