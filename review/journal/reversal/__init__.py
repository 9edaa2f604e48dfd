"""Undo and redo: which acts are meant and reversed together, and what later acts rest on them."""
