"""Commands that measure suggestions, and figures on them as lines of text."""
