"""Layout: from lines on pages to one text in reading order."""
