"""The lawbook: reading its files, the rules they must keep, and the compiled index."""
