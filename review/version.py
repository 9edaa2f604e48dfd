"""The program's version. It is apart from the package's names, which load all the rest on demand."""

__version__ = "0.2.0"
