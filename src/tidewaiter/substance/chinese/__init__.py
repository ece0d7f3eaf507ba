"""What Chinese phrases ask beside those of other languages: a run of signs cut into words, makes, labels, medicines."""
