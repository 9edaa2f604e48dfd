"""Figures for the write-up, one module each: what they show as values, as text, and drawn on a sheet."""

import logging

# Before it is imported: what it logs, such as that it looks for fonts, would be written over the screen.
logging.getLogger("matplotlib").setLevel(logging.ERROR)
