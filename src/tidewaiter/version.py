"""The version of the engine: it stands in answers and records, and asks for nothing else of the package."""

__version__ = "0.1.0"
