"""What a record's events come to."""
