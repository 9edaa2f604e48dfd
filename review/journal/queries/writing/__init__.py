"""Reading what is written up."""
