"""The shape of ``theory_map.yaml``: its values, its groups, and the mistakes in them."""
