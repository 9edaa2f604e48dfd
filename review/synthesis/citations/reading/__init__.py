"""Reads the headings and paragraphs of a text file in a child process with limits: Markdown, plain text, Word, HTML."""
