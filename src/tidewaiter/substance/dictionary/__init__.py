"""The general dictionary with its numbers and formulas, and how far a name of it may be believed."""
