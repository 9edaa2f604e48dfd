"""Tables: found on a page, read into cells, views over the text."""
