"""Metadata: title, authors, year and DOI, from the file's properties and its first pages."""
