"""Strangers' files: child processes with limits, files that are opened with care, temporary files."""
