"""How often the code of a chemical is right: the EU's pharmaceutical annexes, structures alone.

python benchmarks/codes.py --part train    # two thirds, which the rules were written with
python benchmarks/codes.py --part check    # a third that was set apart before
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from tidewaiter.codes.goods import Goods
from tidewaiter.codes.tables import Tables
from tidewaiter.codes.tree import walk as walk_
from tidewaiter.errors import QuestionError

LEVELS = {"heading": 4, "six digits": 6, "eight digits": 8}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("-v", action="store_true")
    args = parser.parse_args()
    rows = [row for row in csv.DictReader(args.file.open()) if row["smiles"]]
    tables = Tables(Path("lawbook"))
    right, told, open_ = Counter(), Counter(), 0
    wrong = defaultdict(list)
    begun = time.perf_counter()
    for row in rows:
        try:
            walk = walk_(tables, Goods.read(row["smiles"], tables.words), "cn", {})
        except QuestionError as why:
            open_ += 1
            wrong["refused", row["cn8"]].append((row, str(why)))
            continue
        if walk.asked or not walk.steps:
            open_ += 1
            wrong["open", row["cn8"]].append((row, str(walk.asked)))
            continue
        code = walk.code
        for level, digits in LEVELS.items():
            if len(row["cn8"]) < digits or (digits == 8 and len(code) < 8):
                continue
            told[level] += 1
            right[level] += code[:digits] == row["cn8"][:digits]
        for digits in LEVELS.values():
            if code[:digits][: len(row["cn8"])] != row["cn8"][:digits]:
                wrong[row["cn8"][:digits], code[:digits]].append((row, ""))
                break
    print(f"{len(rows)} rows, {open_} not decided ({open_ / len(rows):.1%})")
    for level in LEVELS:
        print(f"{level}: {right[level]}/{told[level]} = {right[level] / told[level]:.2%}")
    print(f"{(time.perf_counter() - begun) / len(rows) * 1e6:.0f} us a structure")
    if args.v:
        for key in sorted(wrong):
            for row, note in wrong[key]:
                print(*key, "|", row["cn8"], row["name"][:45], "|", row["smiles"][:140], note)
    return 0


if __name__ == "__main__":
    sys.exit(main())
