"""What the native library reads, made from the lawbook: one module for each header of ``../native`` that reads a table."""
