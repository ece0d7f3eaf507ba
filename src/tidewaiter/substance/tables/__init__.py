"""The tables that travel with the program, how they are read, and the keys by which their names are compared."""
