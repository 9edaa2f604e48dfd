"""What is shown of the work on a theory."""
