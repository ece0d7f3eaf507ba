"""Names that are known, close to one that is known, or known in another form, and what is told of what they mean."""
