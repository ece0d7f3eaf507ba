"""What an entry owes: duty sentences, measures with their relations, and one evaluator for one entry and for millions."""
