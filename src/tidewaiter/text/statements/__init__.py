"""Statements: what the sentences of a page state of the law, before the lawbook is asked.

A page is cut into its :mod:`pieces`, each sentence searched for :mod:`entities` and :mod:`days`; a trigger makes a :mod:`claim
<claims>` of what is found (:mod:`finder`), by the rules for lists (:mod:`list_claims`) or for duties (:mod:`duty_claims`).
"""
