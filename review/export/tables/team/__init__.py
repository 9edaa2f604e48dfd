"""Tables on the work of several reviewers."""
