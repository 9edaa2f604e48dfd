"""Figures for the write-up, one module each: what they show as values, as text, and drawn on a sheet."""
