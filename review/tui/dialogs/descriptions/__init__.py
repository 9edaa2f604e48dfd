"""Dialogs that describe records, codings and codes: values of facets, and comments."""
