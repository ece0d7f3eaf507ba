"""The tables in ``substance/tables/of_dictionary`` are read when the dictionary is compiled, and never by a question: a wheel leaves them out."""

from __future__ import annotations

import subprocess
import sys

from tidewaiter.substance.dictionary.general import Dictionary

ASKED = (  # a question for each way of reading
    "fentanyl", "437-38-7", "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1", "leather shoes", "Percocet", "E 202", "UN 1090", "200-662-2", "2933.33",
    "Ephedrine HCl powder 99%", "fentanil citrat", "codeine 30 mg with paracetamol 500 mg", "food grade salt", "食用盐", "盐酸吗啡注射液 10mg/ml",
    "muebles con destino a Temuco", "kava, tea, Haschisch", "4-fluoroisobutyrylfentanyl", "salpetersaures Silber", "tranq", "khat leaves, fresh",
    "acetone, Germany", "хлорид натрия, 25 кг", "Holzspielzeug", "zumbalol",
)  # fmt: skip
ALONE = """
import sys
from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError
from tidewaiter.substance.tables import table
from tidewaiter.substance.dictionary.general import Dictionary

opened = Dictionary.open()
path = table.file_of

def held(name):
    place = path(name)
    assert place.parent.name != "of_dictionary", name
    return place

table.file_of = held
Dictionary.open = classmethod(lambda cls: opened)
book = Lawbook.load()
for text in sys.argv[1:]:
    try:
        print(book.check(text).identity.rung)
    except QuestionError as error:
        print(type(error).__name__)
"""


def test_no_question_reads_a_table_that_a_wheel_leaves_out() -> None:
    Dictionary.open()  # compiled by now: what compiles it reads them all
    told = subprocess.run([sys.executable, "-c", ALONE, *ASKED], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr[-2000:]
    rungs = told.stdout.split("\n")[:-1]
    assert len(rungs) == len(ASKED)
    assert rungs.count("Unresolved") <= 3
