"""Configurations (CMOCs): composing them from passages, and finding them."""
