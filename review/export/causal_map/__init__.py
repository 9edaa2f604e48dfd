"""The links of configurations as a table for Causal Map (causalmap.app)."""
