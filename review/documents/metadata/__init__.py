"""Metadata: title, authors, year and DOI, as the file and its first pages give them."""
