"""Tables on searches."""
