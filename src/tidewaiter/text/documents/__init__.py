"""Documents: a page from its bytes to its statements and their verdicts, its day of publication, and a folder of such.

>>> from tidewaiter import Lawbook
>>> document = read_text("China has put the fentanyls under control as a class.", Lawbook.load(), on="2020-01-15")
>>> [statement.finding.verdict for statement in document.statements]
['confirmed']
"""

from tidewaiter.text.documents.reader import Document, Reader, Reading, Statement, read_document, read_text

__all__ = ["Document", "Reader", "Reading", "Statement", "read_document", "read_text"]
