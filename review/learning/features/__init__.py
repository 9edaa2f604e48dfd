"""Features: texts become rows of numbers."""
