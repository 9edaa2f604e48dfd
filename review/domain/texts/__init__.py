"""Texts of documents that have no pages."""
