"""The sections of a report, one module each: what the program knows as sentences, what it cannot know as gaps."""
