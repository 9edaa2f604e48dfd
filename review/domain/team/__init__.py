"""Work of several reviewers: conflicts, how far they agree, and what travels between copies."""
