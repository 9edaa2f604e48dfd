"""What screens and widgets use: safe text, colours, settings, questions in threads, viewers."""
