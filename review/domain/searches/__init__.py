"""Searches as they were made, and the flow of records from them to what is included."""
