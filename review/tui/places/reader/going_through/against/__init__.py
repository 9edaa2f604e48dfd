"""Evidence against a theory or configuration, in the Reader: passages that may challenge it, one after the other."""
