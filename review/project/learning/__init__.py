"""Suggestions: the service, the process that makes them, and the client that asks it."""
