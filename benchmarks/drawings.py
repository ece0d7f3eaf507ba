"""Every drawing of what is listed, and 10,000 drawings that are no whole molecule, with figures.

    PYTHONPATH=src python benchmarks/drawings.py [--every N] [--broken N] [--seed S]

Asked by the way of `check`, by `screen` and by `screen --no-prefilter`: the same listings for every drawing, the same answer
by all three, and none of what is no whole molecule answered *no hit*. Fails where that does not hold.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from tidewaiter import Lawbook

sys.path.insert(0, str(Path(__file__).parents[1]))  # the drawings are those of the tests
from tests.attack.drawings import Ways, broken, drawings, members
from tests.bulk.conftest import structures

BATCH = 2_000


def main() -> int:
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--every", type=int, default=1, metavar="N", help="ask one in N of the structures")
    reader.add_argument("--broken", type=int, default=10_000, help="drawings that are no whole molecule")
    reader.add_argument("--seed", type=int, default=17)
    given = reader.parse_args()
    begun = time.perf_counter()
    book = Lawbook.load()
    ways = Ways(book)
    asked = ways.with_esters_and_ethers([*structures(book), *members(book)][:: given.every])
    counted, wrong = ways.changed(asked)
    print(
        f"{len(asked):,} structures, {sum(counted.values()):,} other drawings ({dict(counted)}): {len(wrong)} reach others"
    )
    texts = [text for number, smiles in enumerate(asked) for _, text in drawings(smiles, number + 7)]
    differing = [
        one for at in range(0, len(texts), BATCH) for one in ways.differences(texts[at : at + BATCH])
    ]
    print(f"{len(texts):,} drawings by check, screen and screen --no-prefilter: {len(differing)} differ")
    rows = list(broken(structures(book), given.broken, given.seed))
    silent = [one for at in range(0, len(rows), BATCH) for one in ways.silent(rows[at : at + BATCH])]
    told = Counter((kind, ways.checked(text)[0]) for kind, _, text in rows)
    print(f"{len(rows):,} drawings that are no whole molecule: {len(silent)} answered no hit")
    print(*(f"  {kind}: {status} {count:,}" for (kind, status), count in sorted(told.items())), sep="\n")
    print(f"{time.perf_counter() - begun:.0f} s")
    for one in (*wrong[:10], *differing[:10], *silent[:10]):
        print(" ", *one)
    return int(bool(wrong or differing or silent))


if __name__ == "__main__":
    sys.exit(main())
