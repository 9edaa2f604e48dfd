"""The work of several reviewers on one review."""
