"""Work of several reviewers: how far they agree."""
