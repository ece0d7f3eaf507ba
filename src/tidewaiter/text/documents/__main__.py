"""``python -m tidewaiter.text.documents DAY SENTENCE``: which rows of which table judge it. For those who change a row."""

import sys

from tidewaiter.book import Book
from tidewaiter.text.documents import read_text

for statement in read_text(sys.argv[2], Book.load(), on=sys.argv[1]).statements:
    finding = statement.finding
    print(f"{statement.kind}: {finding.verdict}  {finding.measure} {finding.since}  {finding.note}")
    print("  rows:", "; ".join(finding.rows) or "none: no question is put")
    print("  question:", finding.question)
