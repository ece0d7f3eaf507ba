"""The words around a name: forms, grades, packing and use, articles, makes, words of the street, and words that nothing knows."""
