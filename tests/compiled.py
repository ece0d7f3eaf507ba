"""Compiles what the tests open: the lawbook, its duties and its tables in one process, the dictionary of names beside it.

Else each worker of pytest does all of it for itself, while the tests that need it wait. Nothing is done where all is there.
"""

from __future__ import annotations

import subprocess
import sys

LAWBOOK = """
from tidewaiter import Lawbook
from tidewaiter.duty.book import DutyBook
from tidewaiter.met.compiled import compiled
DutyBook.load()
compiled(Lawbook.load().store)
"""
DICTIONARY = "from tidewaiter.substance.dictionary.general import Dictionary; Dictionary.open()"

if __name__ == "__main__":
    running = [subprocess.Popen([sys.executable, "-c", code]) for code in (LAWBOOK, DICTIONARY)]
    sys.exit(max(process.wait() for process in running))
