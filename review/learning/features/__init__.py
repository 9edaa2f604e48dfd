"""Features: texts as rows of numbers."""
