"""Runs of ingest, reread, recognition and import: each gets the review's context and returns a report."""
