"""Folds of searches and of the flow."""
