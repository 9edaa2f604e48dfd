"""The commands on searches and the flow."""
