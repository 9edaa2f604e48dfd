"""Protection against untrusted files: child processes with limits, safe opening, temporary files."""
