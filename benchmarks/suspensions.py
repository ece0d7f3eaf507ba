"""How often a code agrees with the duty suspensions of the United States: ``tests/sets/us-9902.csv``.

    python benchmarks/suspensions.py            # the section of docs/codes-accuracy.md
    python benchmarks/suspensions.py --errors   # and each row of the part that was read which disagrees

Each row is one heading of subchapter II of chapter 99 (schedule of 2025) that names one substance with its CAS number and says which
subheading provides for it; structures: PyPI ``chemicals`` by number, else OPSIN by name. The headings were written for the editions of
2017 and before, so that six digits are asked on a day of 2020. Two fifths of the substances (``apart``) were set apart, at random,
before any row was read.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from tidewaiter.codes.answer import DECIDED, Coder
from tidewaiter.codes.goods import Goods
from tidewaiter.codes.tables import Tables
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.place import lawbook_folder

HERE = Path(__file__).parent
SET = HERE.parent / "tests" / "sets" / "us-9902.csv"
OUT = HERE.parent / "docs" / "codes-accuracy.md"
TITLE, NEXT = "\n## US duty suspensions\n", "\n## US customs rulings\n"
DAY = date(2020, 6, 1)
CHEMICALS = ("28", "29")
# the part set apart, the first time: rows, not decided, right and told of the heading and of six digits
FIRST = (218, 10, (184, 208), (172, 208))


def measure(part: str, errors: list[str], chapters: tuple[str, ...] = ()) -> Counter[str]:
    """The rows of a part, by how they came out; ``chapters``: those of the line that the law gives, all if none."""
    coder = Coder(Tables(lawbook_folder()), "HS", DAY)
    found: Counter[str] = Counter()
    with SET.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == part]
    for row in rows:
        if chapters and row["code"][:2] not in chapters:
            continue
        found["rows"] += 1
        try:
            told = coder.code(Goods.read(row["smiles"], coder.tables.words), alternatives=False)
        except QuestionError:
            continue
        if told.outcome == DECIDED:
            found["decided"] += 1
            for digits in (4, 6):
                found[f"right {digits}"] += told.code[:digits] == row["code"][:digits]
            if told.code[:6] != row["code"][:6]:
                errors.append(f"{row['heading']} {row['code']} {told.code} {row['smiles']}")
    return found


def line(name: str, rows: int, open_: int, levels: list[tuple[int, int]]) -> str:
    """A row of the table."""
    shares = " | ".join(f"{right / told:.1%} ({right}/{told})" for right, told in levels)
    return f"| {name} | {rows} | {open_} ({open_ / rows:.1%}) | {shares} |"


def section(errors: list[str]) -> str:
    """The section of docs/codes-accuracy.md."""

    def of(name: str, part: str, chapters: tuple[str, ...] = ()) -> str:
        found = measure(part, errors if part == "read" and not chapters else [], chapters)
        told = found["decided"]
        return line(
            name, found["rows"], found["rows"] - told, [(found["right 4"], told), (found["right 6"], told)]
        )

    rows, open_, *first = FIRST
    return "\n".join(
        [
            TITLE,
            "Written by `python benchmarks/suspensions.py`. Against what: 545 headings of subchapter II of chapter 99 of the US schedule that name one",
            "substance with its CAS number and the subheading that provides for it (`tests/sets/us-9902.csv`): agrochemicals, dyes, monomers and",
            "intermediates, no medicines. From structures alone. Two fifths were set apart at random before any row was read.", "",
            "| part | rows | not decided | heading | six digits |", "|---|---|---|---|---|",
            line("**set apart, the first time** (by the lines of HS 2022)", rows, open_, list(first)),
            of("set apart, after the other part was read (its rows were not)", "apart"),
            of("of these, the lines of chapters 28 and 29", "apart", CHEMICALS),
            of("the rules were mended with", "read"), "",
            "Most of what is left are lines that stand against the wording as read here (linuron as an amide, dodine as an imide), dyes, polymers and",
            "preparations that the structure alone does not show, numbers of HS 2012, and structures that the dictionary gives to another substance.", "",
        ]
    )  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    errors: list[str] = []
    written = section(errors)
    before, _, following = OUT.read_text(encoding="utf-8").partition(NEXT)
    before = before.partition(TITLE)[0].rstrip("\n")
    OUT.write_text(f"{before}\n{written}{NEXT}{following}", encoding="utf-8")
    print(written)
    if args.errors:
        print("\n".join(sorted(errors)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
