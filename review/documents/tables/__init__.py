"""Tables: found on a page, read into cells, shown as views of the text."""
