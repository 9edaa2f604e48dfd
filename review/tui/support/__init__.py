"""What the screen rests on that is no widget: text made safe, colours, settings, questions in threads, viewers."""
