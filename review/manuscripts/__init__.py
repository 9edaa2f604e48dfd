"""Texts that people write, read in a child process with limits: Markdown, plain text, Word, HTML."""
