"""Which code of the theory map each code of a project file becomes."""
