"""Widgets whose text is made for the room that it gets."""
