"""The command on what works on this machine."""
