"""Knowing what the goods are: structures, names, numbers, the general dictionary."""
