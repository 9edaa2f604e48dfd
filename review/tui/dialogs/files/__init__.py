"""Dialogs about files: which one, what is in it, and what takes a while with it."""
