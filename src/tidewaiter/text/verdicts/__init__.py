"""Verdicts: a statement put to the lawbook as a question, the answer, and whether the two agree.

The :mod:`judge` gives each claim, with the :mod:`law`, to those who know its subject: :mod:`controls`, :mod:`duties`, :mod:`trade` and others.
"""
