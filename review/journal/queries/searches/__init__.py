"""Queries on searches and on the flow."""
