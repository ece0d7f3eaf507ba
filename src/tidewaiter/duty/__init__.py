"""What an entry owes: duty sentences, measures with their relations, one evaluator, and its vectorised
twin.
"""
