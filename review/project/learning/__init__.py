"""Suggestions: the service, the learning process, and its client."""
