"""The commodity code of a chemical, by the rules of the tariff: what the molecule is, what the lines say, which note decides.

The path of a question: :mod:`pieces` (salts, esters and ethers cut as the notes cut them), :mod:`facts` (what a piece holds,
in words), :mod:`tables` (the lines and notes of ``lawbook/nomenclature``), :mod:`tree` (the walk), :mod:`answer`.
"""
