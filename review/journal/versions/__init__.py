"""The moments of versions of the theory map: what was coded then, and the whole review as of then."""
