"""Commands that exchange coded projects with other programs."""
