"""Answers about searches and the flow."""
