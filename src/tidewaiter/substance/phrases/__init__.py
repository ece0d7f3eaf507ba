"""A declared phrase: its parts, what each tells, and what it says is not in the goods."""
