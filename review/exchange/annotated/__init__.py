"""Copies of PDFs with highlights, written by a child process with limits."""
