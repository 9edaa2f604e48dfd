"""Builds a release, installs it into empty environments as its users do, and does the main job there: ``make release``."""
