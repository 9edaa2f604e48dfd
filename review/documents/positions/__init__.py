"""Where the frozen text is on the pages: rectangles that cover spans, and spans that rectangles cover."""
