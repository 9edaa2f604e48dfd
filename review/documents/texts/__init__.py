"""Texts as documents: plain text, Markdown and Word, which have no pages and are cited by paragraph."""
