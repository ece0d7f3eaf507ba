"""How often the code of a chemical is right: the pharmaceutical annexes of the Combined Nomenclature, structures alone.

    python benchmarks/codes.py            # writes docs/codes-accuracy.md
    python benchmarks/codes.py --errors   # and prints each wrong row
    python benchmarks/codes.py --speed FILE   # microseconds a structure, one SMILES a line

Structures: PyPI ``chemicals`` and the project's tables by CAS number, else OPSIN by name; rows without one are left out.
``codes-check.sha`` names the rows (by hash) that were set apart before a rule was written.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from tidewaiter.codes.answer import DECIDED, Coder
from tidewaiter.codes.goods import Goods
from tidewaiter.codes.tables import Tables
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.place import lawbook_folder

HERE = Path(__file__).parent
ANNEXES = HERE.parents[1] / "shared" / "data" / "eu" / "eu_cn_pharma_annexes.csv"
SHARED = Path("/work/shared/data/eu/eu_cn_pharma_annexes.csv")
OUT = HERE.parent / "docs" / "codes-accuracy.md"
LEVELS = {"heading": 4, "six digits": 6, "eight digits": 8}
DAY = date(2023, 6, 17)  # of the consolidated text
FIRST = (
    1017,
    24,
    (940, 993),
    (925, 993),
    (920, 992),
)  # the check part, the first time: rows, not decided, right of decided
FAMILIES = ("2936", "2937", "2938", "2939", "2940", "2941")


def rows_with_structures() -> list[dict[str, str]]:
    """The rows of the shared half that a structure is found for, with ``part`` (train or check)."""
    from rdkit import Chem

    from tidewaiter.substance.dictionary.general import Dictionary
    from tidewaiter.substance.names.systematic import read_systematic_names

    path = ANNEXES if ANNEXES.exists() else SHARED
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    apart = set((HERE / "codes-check.sha").read_text().split())
    dictionary = Dictionary.open()
    names = {row["name"]: " ".join(row["name"].replace("′", "'").replace("’", "'").split()) for row in rows}
    read, _ = read_systematic_names(list(names.values()))
    found = []
    for row in rows:
        mark = hashlib.sha256("|".join(row.values()).encode()).hexdigest()[:16]
        known = (
            [one.smiles for one in dictionary.by_cas(row["cas"]) if one.smiles]
            if row["cas"] not in ("", "0-00-0")
            else []
        )
        one = read.get(names[row["name"]])
        smiles = known[0] if known else one.smiles if one and not one.guessed else ""
        if smiles and Chem.MolFromSmiles(smiles) is not None:
            found.append({**row, "smiles": smiles, "part": "check" if mark in apart else "train"})
    return found


class Tally:
    """How the rows of a part came out."""

    def __init__(self) -> None:
        self.rows = self.open = 0
        self.told: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.by_heading: Counter[tuple[str, str]] = Counter()
        self.causes: Counter[str] = Counter()
        self.wrong: list[str] = []

    def add(self, row: dict[str, str], code: str, outcome: str) -> None:
        """Count one row."""
        true = row["cn8"]
        self.rows += 1
        self.by_heading[true[:4], "rows"] += 1
        if outcome != DECIDED:
            self.open += 1
            self.by_heading[true[:4], "open"] += 1
            return
        for level, digits in LEVELS.items():
            if len(true) >= digits:
                self.told[level] += 1
                self.right[level] += code[:digits] == true[:digits]
        if code[: len(true)] != true:
            self.causes[cause(true, code)] += 1
            self.by_heading[true[:4], "heading" if code[:4] != true[:4] else "below"] += 1
            self.wrong.append(f"{true} {code} {row['part']} {row['name']} {row['smiles']}")


def cause(true: str, code: str) -> str:
    """Why a row may be wrong, as far as the two codes tell."""
    if code[:4] == true[:4]:
        return "a line below the heading"
    if true[:2] != "29" or code[:2] != "29":
        return "a chapter that use, form or a polymer decides, or another drawing than the substance"
    if true[:4] in FAMILIES:
        return "antibiotic, alkaloid, hormone, vitamin or glycoside that no skeleton held here shows"
    if code[:4] in FAMILIES:
        return "taken for one of these by its skeleton"
    return "another heading by the groups"


def measure(rows: list[dict[str, str]]) -> dict[str, Tally]:
    """The rows by part."""
    coder = Coder(Tables(lawbook_folder()), "EU", DAY)
    found = {"train": Tally(), "check": Tally()}
    for row in rows:
        try:
            coded = coder.code(Goods.read(row["smiles"], coder.tables.words), alternatives=False)
            found[row["part"]].add(row, coded.code, coded.outcome)
        except QuestionError:
            found[row["part"]].add(row, "", "unreadable")
    return found


def page(parts: dict[str, Tally]) -> str:
    """docs/codes-accuracy.md."""

    def line(name: str, rows: int, open_: int, levels: list[tuple[int, int]]) -> str:
        shares = " | ".join(f"{right / told:.1%} ({right}/{told})" for right, told in levels)
        return f"| {name} | {rows} | {open_} ({open_ / rows:.1%}) | {shares} |"

    def levels(tally: Tally) -> list[tuple[int, int]]:
        return [(tally.right[level], tally.told[level]) for level in LEVELS]

    train, check = parts["train"], parts["check"]
    rows, not_decided, *first = FIRST
    told = [
        "# How often a code is right", "",
        "Written by `python benchmarks/codes.py`. Against what: the shared, random half of the duty-free pharmaceutical annexes 3, 5 and 6 of",
        "the Combined Nomenclature as of 2023-06-17, which print a code with a CAS number and a name. From structures alone, no",
        "code that a law prints (`--rules-only`); a row without a structure is left out. A third of the rows was set apart before the",
        "first rule was written. Its figure was taken once; after that its errors were read as well, so that its second line is no check.", "",
        "| part | rows | not decided | heading | six digits | eight digits |", "|---|---|---|---|---|---|",
        line("the rules were written with", train.rows, train.open, levels(train)),
        line("**set apart, the first time**", rows, not_decided, first),
        line("set apart, after its errors were read", check.rows, check.open, levels(check)), "",
        "Shares are of the rows that were answered `decided`. Aims were 98 %, 95 % and 92 % with at most 6 % not decided: on rows never",
        "looked at, heading and six digits fall short.", "", "## Causes of what is wrong", "", "| cause | train | set apart |", "|---|---|---|",
    ]  # fmt: skip
    causes = sorted({*train.causes, *check.causes}, key=lambda one: -(train.causes[one] + check.causes[one]))
    told += [f"| {one} | {train.causes[one]} | {check.causes[one]} |" for one in causes]
    told += [
        "",
        "## By heading",
        "",
        "| heading | rows | not decided | heading wrong | wrong below it |",
        "|---|---|---|---|---|",
    ]
    every = Counter(train.by_heading) + Counter(check.by_heading)
    for heading in sorted({key[0] for key in every}):
        told.append(
            "| "
            + " | ".join(
                [heading, *(str(every[heading, what]) for what in ("rows", "open", "heading", "below"))]
            )
            + " |"
        )
    told += ["", "Some rows cannot be right: CAS numbers of the source that the dictionary gives to another substance, and rows that the annexes",
             "themselves print in two ways (ivermectin 2932 20, abamectin and doramectin 2941 90).", ""]  # fmt: skip
    return "\n".join(told)


def speed(path: Path) -> None:
    """Print microseconds a structure, without and with the headings beside the one taken."""
    lines = [line.split(",")[0].strip() for line in path.open() if line.strip()][1:]
    coder = Coder(Tables(lawbook_folder()), "EU", DAY)
    for smiles in lines[:100]:
        coder.code(Goods.read(smiles, coder.tables.words))
    for alternatives in (False, True):
        begun = time.process_time()
        for smiles in lines:
            coder.code(Goods.read(smiles, coder.tables.words), alternatives=alternatives)
        each = (time.process_time() - begun) / len(lines)
        print(f"{len(lines)} structures, alternatives {alternatives}: {each * 1e6:.0f} us of one core each")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--speed", type=Path)
    args = parser.parse_args()
    if args.speed:
        speed(args.speed)
        return 0
    parts = measure(rows_with_structures())
    _, title, rest = OUT.read_text(encoding="utf-8").partition(
        "\n## US duty suspensions"
    )  # of suspensions.py and rulings.py
    OUT.write_text(page(parts) + title + rest, encoding="utf-8")
    print(page(parts).split("## By heading")[0])
    if args.errors:
        print("\n".join(sorted(line for tally in parts.values() for line in tally.wrong)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
