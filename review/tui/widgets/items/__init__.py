"""Lists and texts with a cursor over items of several lines."""
