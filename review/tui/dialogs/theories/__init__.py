"""Dialogs about theories: what changes them, and their history."""
