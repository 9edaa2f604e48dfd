"""Dialogs about appraisals: how relevant, rich and rigorous a source is, and for what."""
