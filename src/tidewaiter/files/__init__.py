"""Files with rows: every table that comes in or goes out passes here.

``opening`` tells kinds, packing, encodings and faults; ``columns`` finds a column by its usual names; ``tables`` reads
tables whole or not at all; ``rows`` reads them row by row, a faulty row told and the file read on; ``structures`` reads
SMILES lists and SD files; ``writing`` writes; ``frames`` takes polars, pandas and Arrow tables and gives the same kind
back; ``cells`` keeps a text from being run by a spreadsheet.
"""
