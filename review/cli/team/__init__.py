"""Commands about the work of several reviewers."""
