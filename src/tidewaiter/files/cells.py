"""A text as a cell of a table that people open in a spreadsheet: never a formula.

A spreadsheet runs what begins with ``=``, ``+``, ``-``, ``@`` (also behind blanks, and in full-width form). Such a cell
gets an apostrophe before it, which spreadsheets take to mean "text"; numbers stay as they are (OWASP, "CSV injection").
"""

from __future__ import annotations

import re

FORMULA = r"^[\s\x00-\x1f]*[=+\-@＝＋－＠\t\r]"
NUMBER = r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$"
_FORMULA, _NUMBER = re.compile(FORMULA), re.compile(NUMBER)


def safe_cell(value: object) -> object:
    """The value, or, where it is a text that a spreadsheet would run, the text behind an apostrophe.

    >>> safe_cell("=1+1"), safe_cell("-5.2"), safe_cell(" @SUM(A1)"), safe_cell("CCO"), safe_cell(-3)
    ("'=1+1", '-5.2', "' @SUM(A1)", 'CCO', -3)
    """
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.match(value):
        return "'" + value
    return value
