"""The Reader's configuration line: passages put into a context-mechanism-outcome configuration, key by key."""
