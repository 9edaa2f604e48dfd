"""The list of records: conditions, searched words and order, what waits there, and the rows that are shown."""
