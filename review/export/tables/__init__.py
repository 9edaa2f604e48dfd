"""What stands in each table."""
