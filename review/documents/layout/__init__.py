"""Layout analysis: turns the lines of pages into one text in reading order."""
